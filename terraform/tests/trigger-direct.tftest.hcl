# The module trigger-direct: the alias, and the permission to invoke it.
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
  source_bucket = {
    account_id = "123456789012"
    arn        = "arn:aws:s3:::some-bucket"
    name       = "some-bucket"
  }
  statement_id = "some-bucket"
}

run "s3_is_to_notify_the_alias_alone" {
  command = plan

  module {
    source = "./modules/trigger-direct"
  }

  assert {
    condition     = !output.notification.eventbridge && output.notification.queue_arn == null
    error_message = "S3 is to notify something else."
  }

  assert {
    condition     = output.notification.function_arn == var.alias.arn
    error_message = "S3 is not to notify the alias."
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
