# Names of tables and columns that documents may declare. Those that it may not: tests/values.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  documents = { tables = { orders = { columns = { order_id = "bigint" } } } }
  ingress   = { authorization = { kind = "iam" } }
}

run "the_values_that_the_others_change_pass" {
  command = plan
}

run "tables_may_be_left_to_their_senders" {
  command = plan

  variables {
    documents = { tables = {}, undeclared = "accept" }
  }
}

run "the_ledgers_tables_are_all_there_are_in_its_database" {
  command = plan

  variables {
    query = { inventory = "Daily", oldest_year = 2020 }
  }

  assert {
    condition = toset(local.taken_tables) == setunion(
      keys(aws_glue_catalog_table.raw), keys(aws_glue_catalog_table.view)
    )
    error_message = "A table of documents.tables could have the name of one of the ledger's."
  }
}

run "a_label_is_lake_where_there_are_no_documents" {
  command = plan

  variables {
    documents = null
    sources   = { lake = {} }
  }
}
