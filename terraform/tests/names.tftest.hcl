# Names are <name>-<role>-<environment>, with the account's number where S3 needs it.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "names_say_what_and_where" {
  command = plan

  assert {
    condition     = output.function_name == "object-ledger-handler-test"
    error_message = "The function is called ${output.function_name}."
  }

  assert {
    condition     = output.source_bucket == "object-ledger-source-test-123456789012"
    error_message = "The source bucket is called ${output.source_bucket}."
  }

  assert {
    condition     = output.ledger_bucket == "object-ledger-ledger-test-123456789012"
    error_message = "The ledger bucket is called ${output.ledger_bucket}."
  }

  assert {
    condition     = output.log_group == "/aws/lambda/object-ledger-handler-test"
    error_message = "The log group is called ${output.log_group}."
  }

  assert {
    condition     = module.handler.failures.name == "object-ledger-failures-test"
    error_message = "The failure queue is called ${module.handler.failures.name}."
  }

  assert {
    condition     = output.queue.name == "object-ledger-queue-test"
    error_message = "The queue is called ${output.queue.name}."
  }

  assert {
    condition     = module.trigger_eventbridge.rule == "object-ledger-eventbridge-test"
    error_message = "The rule is called ${module.trigger_eventbridge.rule}."
  }

  assert {
    condition     = aws_iam_role.backfill.name == "object-ledger-backfill-test"
    error_message = "The role of jobs is called ${aws_iam_role.backfill.name}."
  }

  assert {
    condition     = aws_sns_topic.alarms[0].name == "object-ledger-alarms-test"
    error_message = "The topic is called ${aws_sns_topic.alarms[0].name}."
  }
}

run "the_longest_names_fit" {
  command = plan

  variables {
    name        = "a23456789-123456789-123456789x"
    environment = "e23456789012"
  }

  assert {
    condition     = length(output.source_bucket) <= 63 && length(output.ledger_bucket) <= 63
    error_message = "A bucket's name is longer than S3 allows: ${output.source_bucket}."
  }

  assert {
    condition     = length(output.function_name) <= 64
    error_message = "The function's name is longer than Lambda allows: ${output.function_name}."
  }

  assert {
    condition = length(module.trigger_eventbridge.rule) <= 64 && alltrue([
      for queue in output.failure_queues : length(queue.name) <= 80
    ])
    error_message = "The name of a rule or a queue is longer than AWS allows."
  }

  assert {
    condition     = length(aws_iam_role.backfill.name) <= 64
    error_message = "A role's name is longer than IAM allows: ${aws_iam_role.backfill.name}."
  }
}
