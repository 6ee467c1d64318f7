# The module trigger-stream: how Lambda reads a stream for the alias, and when it gives up.
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
  failure_bucket_arn = "arn:aws:s3:::some-failures"
  settings = {
    batch_size        = 500
    filter            = null
    max_age_hours     = 20
    parallelization   = 3
    retries           = 40
    starting_position = "TRIM_HORIZON"
    window_seconds    = 2
  }
  stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/some-stream"
}

run "the_stream_invokes_the_alias_with_batches" {
  command = plan

  module {
    source = "./modules/trigger-stream"
  }

  assert {
    condition = output.invocation == {
      source_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/some-stream"
      target     = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
    }
    error_message = jsonencode(output.invocation)
  }

  assert {
    condition = join(" ", [
      aws_lambda_event_source_mapping.this.batch_size,
      aws_lambda_event_source_mapping.this.maximum_batching_window_in_seconds,
      aws_lambda_event_source_mapping.this.parallelization_factor,
      aws_lambda_event_source_mapping.this.starting_position,
    ]) == "500 2 3 TRIM_HORIZON"
    error_message = jsonencode(aws_lambda_event_source_mapping.this)
  }
}

run "a_record_that_never_succeeds_is_given_up_alone_and_kept_with_its_data" {
  command = plan

  module {
    source = "./modules/trigger-stream"
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.this.bisect_batch_on_function_error
      && aws_lambda_event_source_mapping.this.function_response_types
      == toset(["ReportBatchItemFailures"])
    )
    error_message = "One record would fail its whole batch."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.this.maximum_record_age_in_seconds == 72000
      && aws_lambda_event_source_mapping.this.maximum_retry_attempts == 40
    )
    error_message = jsonencode(aws_lambda_event_source_mapping.this)
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.this.destination_config[0].on_failure[0].destination_arn
      == "arn:aws:s3:::some-failures"
    )
    error_message = jsonencode(aws_lambda_event_source_mapping.this.destination_config)
  }
}

run "every_record_is_read_where_nothing_is_said" {
  command = plan

  module {
    source = "./modules/trigger-stream"
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.this.filter_criteria) == 0
    error_message = jsonencode(aws_lambda_event_source_mapping.this.filter_criteria)
  }
}

run "a_filter_says_which_records_are_read" {
  command = plan

  module {
    source = "./modules/trigger-stream"
  }

  variables {
    settings = merge(var.settings, { filter = "{\"eventName\":[\"REMOVE\"]}" })
  }

  assert {
    condition = [
      for filter in one(aws_lambda_event_source_mapping.this.filter_criteria[*].filter) :
      filter.pattern
    ] == ["{\"eventName\":[\"REMOVE\"]}"]
    error_message = jsonencode(aws_lambda_event_source_mapping.this.filter_criteria)
  }
}
