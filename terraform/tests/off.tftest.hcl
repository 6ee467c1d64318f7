# What no value asks for is not there, and neither is what a value switches off. What concerns
# documents: documents.tftest.hcl; the alarms: audit.tftest.hcl.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "what_no_value_asks_for_is_not_there" {
  command = plan

  # Without ingress there is nothing.
  assert {
    condition = (
      output.ingress == null && output.uploader_policy == null
      && keys(output.sources) == ["source"]
      && length(module.ingress_api) + length(module.ingress_bucket) == 0
      && !anytrue([
        for name in keys(aws_cloudwatch_metric_alarm.this) : startswith(name, "ingress")
      ])
    )
    error_message = "Something is there: ${jsonencode(output.sources)}"
  }

  # Without changes there is nothing.
  assert {
    condition = output.changes == null && length(concat(
      module.changes, values(module.changes_trigger), module.changes_bucket, aws_s3_object.changes,
      values(aws_dynamodb_table.changes), values(aws_kinesis_stream.changes),
      values(aws_dynamodb_kinesis_streaming_destination.changes),
      values(aws_cloudwatch_log_metric_filter.changes),
    )) == 0
    error_message = "Something is there: ${jsonencode(output.changes)}"
  }

  assert {
    condition = alltrue([
      for name in keys(aws_cloudwatch_metric_alarm.this) : !strcontains(name, "changes")
    ])
    error_message = "Alarms: ${join(", ", keys(aws_cloudwatch_metric_alarm.this))}"
  }

  # Without audit there is nothing.
  assert {
    condition = output.audit == null && length(concat(
      aws_cloudtrail.audit, module.audit_bucket, module.access_logs_bucket,
      aws_cloudwatch_event_rule.audit, aws_cloudwatch_event_target.audit,
      values(aws_s3_bucket_logging.access), values(aws_s3_bucket_object_lock_configuration.audit),
    )) == 0
    error_message = "Something is there: ${jsonencode(output.audit)}"
  }

  assert {
    condition = (
      alltrue([
        for name in keys(aws_cloudwatch_metric_alarm.this) : !startswith(name, "audit-")
      ])
      && !strcontains(aws_sns_topic.alarms[0].policy, "events.amazonaws.com")
    )
    error_message = "Alarms, or a permission: ${aws_sns_topic.alarms[0].policy}"
  }

  # Without query there is nothing.
  assert {
    condition = output.query == null && length(concat(
      aws_athena_workgroup.query, values(aws_athena_named_query.statement),
      aws_glue_catalog_database.ledger, values(aws_glue_catalog_table.raw),
      values(aws_glue_catalog_table.view), values(aws_s3_bucket_inventory.source),
      module.results_bucket,
    )) == 0
    error_message = "Something is there: ${jsonencode(output.query)}"
  }

  # Without parameter_context and workflow there is neither.
  assert {
    condition = length(setintersection(
      keys(module.handler.environment),
      ["PARAMETER_CACHE_SECONDS", "PARAMETER_CONTEXT", "WORKFLOW"],
    )) == 0
    error_message = "The function is told of ${join(", ", keys(module.handler.environment))}."
  }

  assert {
    condition     = length(aws_secretsmanager_secret.parameters) == 0
    error_message = "There is a secret although none is named."
  }
}

run "what_is_switched_off_is_not_there" {
  command = plan

  variables {
    dashboard = { enabled = false }
    metrics   = { enabled = false }
  }

  # The function sends no metrics.
  assert {
    condition = (
      !contains(keys(module.handler.environment), "METRICS_SOURCES") && !output.metrics.enabled
    )
    error_message = "The function still sends metrics."
  }

  # There is no dashboard.
  assert {
    condition     = length(aws_cloudwatch_dashboard.this) == 0 && output.dashboard == null
    error_message = "There is a dashboard, or its address."
  }
}
