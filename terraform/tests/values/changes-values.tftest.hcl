# Each wrong value of changes that concerns several labels, the bucket or the function stops the plan.
# What concerns one label alone: change.tftest.hcl. A run changes one thing of values that pass.
mock_provider "aws" {
  source = "../mocks"
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

run "the_values_that_the_others_change_pass" {
  command = plan
}

run "a_stage_without_labels_is_refused" {
  command = plan

  variables {
    changes = {}
  }

  expect_failures = [var.changes]
}

run "a_label_has_no_capitals" {
  command = plan

  variables {
    changes = { "Orders" = var.changes.orders }
  }

  expect_failures = [var.changes]
}

run "a_label_has_no_hyphen_last" {
  command = plan

  variables {
    changes = { "orders-" = var.changes.orders }
  }

  expect_failures = [var.changes]
}

run "a_label_is_short" {
  command = plan

  variables {
    changes = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" = var.changes.orders }
  }

  expect_failures = [var.changes]
}

run "a_label_begins_with_a_letter" {
  command = plan

  variables {
    changes = { "7up" = var.changes.orders }
  }

  expect_failures = [var.changes]
}

run "a_label_has_a_stream" {
  command = plan

  variables {
    changes = { orders = { stream = null, target = var.changes.orders.target } }
  }

  expect_failures = [var.changes]
}

run "a_label_has_a_target" {
  command = plan

  variables {
    changes = { orders = { stream = var.changes.orders.stream, target = null } }
  }

  expect_failures = [var.changes]
}

run "a_password_needs_a_secret" {
  command = plan

  variables {
    parameter_context = null
  }

  expect_failures = [var.changes]
}

run "the_buckets_name_is_short" {
  command = plan

  variables {
    environment = "e23456789012"
    name        = "a23456789-123456789-123456789x"
  }

  expect_failures = [var.changes]
}

run "the_driver_needs_memory" {
  command = plan

  variables {
    changes_function = { memory_size = 256 }
  }

  expect_failures = [var.changes_function]
}

run "memory_is_whole" {
  command = plan

  variables {
    changes_function = { memory_size = 1024.5 }
  }

  expect_failures = [var.changes_function]
}

run "memory_has_a_maximum" {
  command = plan

  variables {
    changes_function = { memory_size = 10241 }
  }

  expect_failures = [var.changes_function]
}

run "a_timeout_has_a_maximum" {
  command = plan

  variables {
    changes_function = { timeout = 901 }
  }

  expect_failures = [var.changes_function]
}

run "no_concurrency_would_stop_the_function" {
  command = plan

  variables {
    changes_function = { reserved_concurrency = 0 }
  }

  expect_failures = [var.changes_function]
}

run "a_subnet_is_an_id" {
  command = plan

  variables {
    changes_function = { subnets = ["private-a"], security_groups = ["sg-0123456789abcdef0"] }
  }

  expect_failures = [var.changes_function]
}

run "a_security_group_is_an_id" {
  command = plan

  variables {
    changes_function = { subnets = ["subnet-0123456789abcdef0"], security_groups = ["default"] }
  }

  expect_failures = [var.changes_function]
}

run "a_subnet_has_a_security_group" {
  command = plan

  variables {
    changes_function = { subnets = ["subnet-0123456789abcdef0"] }
  }

  expect_failures = [var.changes_function]
}

run "a_security_group_has_a_subnet" {
  command = plan

  variables {
    changes_function = { security_groups = ["sg-0123456789abcdef0"] }
  }

  expect_failures = [var.changes_function]
}

run "failures_are_kept_for_a_day" {
  command = plan

  variables {
    changes_bucket = { failure_days = 0 }
  }

  expect_failures = [var.changes_bucket]
}

run "failures_are_kept_for_whole_days" {
  command = plan

  variables {
    changes_bucket = { failure_days = 1.5 }
  }

  expect_failures = [var.changes_bucket]
}
