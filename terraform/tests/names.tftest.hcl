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
}
