# Each wrong value of documents stops the plan, as guards.tftest.hcl has it of the others. A run
# changes one thing of values that pass. At the end: values that pass, and each type that a column
# may have. How an unknown one is named: documents.tftest.hcl.
mock_provider "aws" {
  source = "../mocks"
}

variables {
  documents = { tables = { orders = { columns = { order_id = "bigint" } } } }
  ingress   = { authorization = { kind = "iam" } }
}

run "the_values_that_the_others_change_pass" {
  command = plan
}

run "documents_come_out_of_the_ingress_bucket" {
  command = plan

  variables {
    ingress = null
  }

  expect_failures = [var.documents]
}

run "undeclared_tables_are_accepted_or_refused" {
  command = plan

  variables {
    documents = {
      undeclared = "ignore"
      tables     = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "a_stage_that_refuses_every_document_is_refused" {
  command = plan

  variables {
    documents = { tables = {} }
  }

  expect_failures = [var.documents]
}

run "tables_are_not_left_out_as_null" {
  command = plan

  variables {
    documents = { tables = null }
  }

  expect_failures = [var.documents]
}

run "a_table_has_no_capitals" {
  command = plan

  variables {
    documents = { tables = { "Orders" = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "a_table_is_no_path" {
  command = plan

  variables {
    documents = { tables = { "a/b" = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "a_table_does_not_begin_with_a_digit" {
  command = plan

  variables {
    documents = { tables = { "7up" = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "a_table_has_a_name" {
  command = plan

  variables {
    documents = { tables = { "" = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "a_table_has_no_line_break" {
  command = plan

  variables {
    documents = { tables = { "a\n" = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_name_of_a_table_is_short" {
  command = plan

  variables {
    documents = {
      tables = { (join("", [for letter in range(64) : "a"])) = { columns = {} } }
    }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_inventory" {
  command = plan

  variables {
    documents = { tables = { inventory = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_inventory_raw" {
  command = plan

  variables {
    documents = { tables = { inventory_raw = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_journal" {
  command = plan

  variables {
    documents = { tables = { journal = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_journal_raw" {
  command = plan

  variables {
    documents = { tables = { journal_raw = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_journal_whole" {
  command = plan

  variables {
    documents = { tables = { journal_whole = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_latest" {
  command = plan

  variables {
    documents = { tables = { latest = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "the_ledger_has_the_table_latest_raw" {
  command = plan

  variables {
    documents = { tables = { latest_raw = { columns = {} } } }
  }

  expect_failures = [var.documents]
}

run "columns_are_not_null" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = null } } }
  }

  expect_failures = [var.documents]
}

run "a_partition_is_a_day_an_hour_or_none" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = {}, partition = "month" } } }
  }

  expect_failures = [var.documents]
}

run "a_column_has_no_capitals" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { "orderId" = "int" } } } }
  }

  expect_failures = [var.documents]
}

run "a_column_has_no_hyphen" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { "order-id" = "int" } } } }
  }

  expect_failures = [var.documents]
}

run "a_column_does_not_begin_with_a_digit" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { "1st" = "int" } } } }
  }

  expect_failures = [var.documents]
}

run "a_column_has_a_name" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { "" = "int" } } } }
  }

  expect_failures = [var.documents]
}

run "the_name_of_a_column_is_short" {
  command = plan

  variables {
    documents = {
      tables = { orders = { columns = { (join("", [for letter in range(128) : "a"])) = "int" } } }
    }
  }

  expect_failures = [var.documents]
}

run "the_column_date_is_the_functions" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { date = "string" } } } }
  }

  expect_failures = [var.documents]
}

run "the_column_hour_is_the_functions" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { hour = "string" } } } }
  }

  expect_failures = [var.documents]
}

run "the_column_ingest_id_is_the_functions" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { ingest_id = "string" } } } }
  }

  expect_failures = [var.documents]
}

run "the_column_ingest_time_is_the_functions" {
  command = plan

  variables {
    documents = { tables = { orders = { columns = { ingest_time = "string" } } } }
  }

  expect_failures = [var.documents]
}

run "max_document_mb_is_not_zero" {
  command = plan

  variables {
    documents = { max_document_mb = 0, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "max_document_mb_has_a_maximum" {
  command = plan

  variables {
    documents = {
      max_document_mb = 16385
      tables          = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "max_document_mb_is_whole" {
  command = plan

  variables {
    documents = {
      max_document_mb = 1.5
      tables          = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "memory_size_is_at_least_512" {
  command = plan

  variables {
    documents = { memory_size = 511, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "memory_size_has_a_maximum" {
  command = plan

  variables {
    documents = { memory_size = 10241, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "memory_size_is_whole" {
  command = plan

  variables {
    documents = {
      memory_size = 1024.5
      tables      = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "timeout_is_not_zero" {
  command = plan

  variables {
    documents = { timeout = 0, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "timeout_has_a_maximum" {
  command = plan

  variables {
    documents = { timeout = 901, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "timeout_is_whole" {
  command = plan

  variables {
    documents = { timeout = 1.5, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "reserved_concurrency_is_not_zero" {
  command = plan

  variables {
    documents = {
      reserved_concurrency = 0
      tables               = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "reserved_concurrency_is_whole" {
  command = plan

  variables {
    documents = {
      reserved_concurrency = 1.5
      tables               = { orders = { columns = { order_id = "bigint" } } }
    }
  }

  expect_failures = [var.documents]
}

run "row_days_is_not_zero" {
  command = plan

  variables {
    documents = { row_days = 0, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "row_days_is_whole" {
  command = plan

  variables {
    documents = { row_days = 1.5, tables = { orders = { columns = { order_id = "bigint" } } } }
  }

  expect_failures = [var.documents]
}

run "the_lake_bucket_is_no_source" {
  command = plan

  variables {
    sources = { lake = {} }
  }

  expect_failures = [var.documents]
}

run "a_source_does_not_have_the_lakes_name" {
  command = plan

  variables {
    sources = {
      theirs = { bucket = { create = false, name = "object-ledger-lake-test-123456789012" } }
    }
  }

  expect_failures = [var.documents]
}

# Values that pass and are close to some above that do not

run "a_label_is_lake_where_there_are_no_documents" {
  command = plan

  variables {
    documents = null
    sources   = { lake = {} }
  }
}

run "every_type_is_taken_up_to_eight_levels" {
  command = plan

  variables {
    documents = {
      tables = {
        all = {
          columns = {
            a  = "string", b = "boolean", c = "tinyint", d = "smallint", e = "int", f = "bigint"
            g  = "double", h = "date", i = "timestamp", j = "decimal(38,38)", k = "decimal(1,0)"
            _l = "struct<int:int,date:map<string,decimal(10,2)>,_3:array<array<timestamp>>>"
            m  = "array<array<array<array<array<array<array<array<int>>>>>>>>"
            n  = "struct<a:struct<a:int,b:decimal(2,2)>,b:struct<a:decimal(2,2),b:int>>"
          }
        }
      }
    }
  }

  assert {
    condition     = length(local.unknown_types) == 0
    error_message = join(", ", local.unknown_types)
  }
}
