# Lambda reads the stream with the role of the function. The alias is handed on only when the role
# has its policies, so that nothing here waits for them.
resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn = var.stream_arn
  function_name    = var.alias.arn

  batch_size                         = var.settings.batch_size
  maximum_batching_window_in_seconds = var.settings.window_seconds
  parallelization_factor             = var.settings.parallelization
  starting_position                  = var.settings.starting_position

  # Both are finite, or one record that never succeeds would hold up its shard until it is gone.
  maximum_record_age_in_seconds = var.settings.max_age_hours * 3600
  maximum_retry_attempts        = var.settings.retries

  # Half of a failed batch at a time, until the record that fails is alone; and where the function
  # can tell how far it came, from there.
  bisect_batch_on_function_error = true
  function_response_types        = ["ReportBatchItemFailures"]

  # A queue would get the numbers of the records only, and not what is in them.
  destination_config {
    on_failure {
      destination_arn = var.failure_bucket_arn
    }
  }

  dynamic "filter_criteria" {
    for_each = var.settings.filter[*]

    content {
      filter {
        pattern = filter_criteria.value
      }
    }
  }
}
