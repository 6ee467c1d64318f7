# Wrong values of changes that need the stack to be found out. The values that pass:
# dashboard.tftest.hcl. Other wrong ones: tests/values, and change.tftest.hcl.
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
  }
}

run "a_zip_is_built_before" {
  command = plan

  variables {
    changes_package = "tests/no-such.zip"
  }

  expect_failures = [terraform_data.checks]
}

run "a_stream_has_one_label" {
  command = plan

  variables {
    changes = {
      for label in ["one", "two"] : label => {
        stream = { kind = "kinesis", arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders", format = "json" }
        target = merge(var.changes.orders.target, { keys = [], table = label })
      }
    }
  }

  expect_failures = [aws_s3_object.changes]
}

run "a_stream_of_the_stack_has_one_label_too" {
  command = plan

  variables {
    changes = {
      one = {
        stream = { kind = "kinesis", shards = 1, format = "json" }
        target = merge(var.changes.orders.target, { keys = [], table = "one" })
      }
      two = {
        stream = {
          kind   = "kinesis"
          arn    = "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-one-test"
          format = "json"
        }
        target = merge(var.changes.orders.target, { keys = [], table = "two" })
      }
    }
  }

  expect_failures = [aws_s3_object.changes]
}

run "a_table_gets_the_changes_of_one_label" {
  command = plan

  variables {
    changes = {
      one = var.changes.orders
      # The schema is "public" where none is said.
      two = {
        stream = var.changes.orders.stream
        target = merge(var.changes.orders.target, { schema = "public" })
      }
    }
  }

  expect_failures = [aws_s3_object.changes]
}

run "the_label_changes_of_a_source_is_taken" {
  command = plan

  variables {
    sources = { changes = {}, source = {} }
  }

  expect_failures = [aws_s3_object.changes]
}

run "labels_fit_into_a_role" {
  command = plan

  variables {
    changes = {
      for number in range(100) : format("a-label-of-some-length-%02d", number) => {
        stream = var.changes.orders.stream
        target = merge(var.changes.orders.target, { table = format("t%02d", number) })
      }
    }
  }

  expect_failures = [terraform_data.checks]
}
