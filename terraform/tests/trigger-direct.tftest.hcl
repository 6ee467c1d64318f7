# The module trigger-direct: one notification, to the alias, and the permission that it needs.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  alias = {
    arn           = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
    function_name = "some-function"
    name          = "some-alias"
    version       = "7"
  }
  events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
  filter = { prefix = "", suffix = "" }
  source_bucket = {
    account_id = "123456789012"
    arn        = "arn:aws:s3:::some-bucket"
    name       = "some-bucket"
  }
}

run "it_notifies_the_alias_alone" {
  command = plan

  module {
    source = "./modules/trigger-direct"
  }

  assert {
    condition = alltrue([
      length(aws_s3_bucket_notification.this.lambda_function) == 1,
      length(aws_s3_bucket_notification.this.queue) == 0,
      length(aws_s3_bucket_notification.this.topic) == 0,
    ])
    error_message = "The bucket notifies something else."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.this.lambda_function[0].lambda_function_arn == var.alias.arn
    )
    error_message = "The bucket does not notify the alias."
  }

  assert {
    condition     = aws_s3_bucket_notification.this.lambda_function[0].events == var.events
    error_message = "The bucket notifies of other events."
  }
}

run "s3_may_invoke_the_alias_for_that_bucket_of_that_account" {
  command = plan

  module {
    source = "./modules/trigger-direct"
  }

  assert {
    condition = {
      action         = aws_lambda_permission.source_bucket.action
      function_name  = aws_lambda_permission.source_bucket.function_name
      principal      = aws_lambda_permission.source_bucket.principal
      qualifier      = aws_lambda_permission.source_bucket.qualifier
      source_account = aws_lambda_permission.source_bucket.source_account
      source_arn     = aws_lambda_permission.source_bucket.source_arn
      } == {
      action         = "lambda:InvokeFunction"
      function_name  = "some-function"
      principal      = "s3.amazonaws.com"
      qualifier      = "some-alias"
      source_account = "123456789012"
      source_arn     = "arn:aws:s3:::some-bucket"
    }
    error_message = "The permission is wider or other than that."
  }
}

run "it_encodes_the_filter_as_s3_wants_it" {
  command = plan

  module {
    source = "./modules/trigger-direct"
  }

  variables {
    filter = { prefix = "in/date=2026 a/", suffix = ".json" }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.this.lambda_function[0].filter_prefix == "in/date%3D2026+a/"
      && aws_s3_bucket_notification.this.lambda_function[0].filter_suffix == ".json"
    )
    error_message = "The filter is not encoded, or too much."
  }
}
