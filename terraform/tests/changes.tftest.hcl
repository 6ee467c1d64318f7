# Rows out of streams: a function of its own with a zip of its own, a mapping a label, streams and
# tables of the stack, a bucket that only the function writes failures into, and alarms.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  changes_package   = "tests/stand-in.zip"
  parameter_context = { name = "object-ledger/test" }

  changes = {
    orders = {
      stream = { kind = "dynamodb", table = { hash_key = "order_id" } }
      target = {
        dialect = "postgresql", host = "db.example.com", database = "shop", table = "orders"
        keys    = [{ name = "order_id" }]
      }
    }
    payments = {
      stream = { kind = "kinesis", table = { hash_key = "id", range_key = "at", types = { at = "N" } } }
      target = {
        dialect = "cratedb", host = "crate.example.com", database = "crate", table = "payments"
        keys    = [{ name = "id" }, { name = "paid_at", path = "$.at", type = "bigint" }]
      }
    }
  }
}

run "without_changes_there_is_nothing" {
  command = plan

  variables {
    changes           = null
    parameter_context = null
  }

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
}

run "x" {
  command = plan
  assert {
    condition     = output.changes == null
    error_message = jsonencode([local.changes_declarations, local.changes_policies, local.change_destination_tables])
  }
}
