# SQL over the ledger: tables as the journal is, a view and a named query for each statement, limits
# that nobody can lift, and a policy for readers.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  query = { inventory = "Daily", oldest_year = 2020 }
}

run "tables_views_and_statements_are_those_of_the_schemas" {
  command = plan

  # The columns are those of the record's schema.
  assert {
    condition = {
      for name, table in aws_glue_catalog_table.raw :
      name => toset(table.storage_descriptor[0].columns[*].name)
      } == {
      inventory_raw = toset([
        "bucket", "key", "version_id", "is_latest", "is_delete_marker", "size",
        "last_modified_date", "e_tag", "storage_class", "is_multipart_uploaded",
      ])
      journal_raw   = toset(keys(jsondecode(file("../docs/record.schema.json")).properties))
      journal_whole = toset(keys(jsondecode(file("../docs/record.schema.json")).properties))
      latest_raw    = toset(keys(jsondecode(file("../docs/latest.schema.json")).properties))
    }
    error_message = "columns.json and a schema have other columns."
  }

  # Texts and times are texts, whole numbers are bigint, a map has texts.
  assert {
    condition = alltrue(flatten([
      for name, properties in {
        journal = jsondecode(file("../docs/record.schema.json")).properties
        # Most of them refer to those of the record.
        latest = merge(jsondecode(file("../docs/record.schema.json")).properties, {
          revision = jsondecode(file("../docs/latest.schema.json")).properties.revision
        })
        } : [
        for column in local.columns[name] : contains(
          {
            boolean = ["boolean"]
            integer = ["bigint"]
            object  = ["map<string,string>", "struct<e_tag:string,name:string,size:bigint>"]
            string  = ["string"]
            }[try(
              properties[column.name].type,
              can(tonumber(properties[column.name].const)) ? "integer" : "string"
          )],
          column.type
        )
      ]
    ]))
    error_message = "A column has another type than the schema says."
  }

  # Athena and Trino read the views.
  assert {
    condition = alltrue([
      for name, view in aws_glue_catalog_table.view : (
        view.table_type == "VIRTUAL_VIEW" && view.parameters.presto_view == "true"
        && jsondecode(base64decode(
          regex("^/\\* Presto View: (.*) \\*/$", view.view_original_text)[0]
          )) == {
          catalog      = "awsdatacatalog"
          originalSql  = trimspace(file("queries/${name}.sql"))
          runAsInvoker = true
          schema       = "object_ledger_test"
          columns = [
            for column in view.storage_descriptor[0].columns : {
              name = column.name
              type = lookup({
                string                                         = "varchar"
                "map<string,string>"                           = "map(varchar, varchar)"
                "struct<e_tag:string,name:string,size:bigint>" = "row(e_tag varchar, name varchar, size bigint)"
              }, column.type, column.type)
            }
          ]
        }
      )
    ])
    error_message = jsonencode(aws_glue_catalog_table.view)
  }

  # An engine refuses a view whose columns are not those of its statement, in their order.
  assert {
    condition = alltrue([
      for name in ["journal", "latest"] : join(" ", flatten(regexall("\\w+", regex(
        "SELECT([^)]*?)FROM", file("queries/${name}.sql")
      )[0]))) == join(" ", aws_glue_catalog_table.view[name].storage_descriptor[0].columns[*].name)
    ])
    error_message = "A view has other columns than its statement."
  }

  assert {
    condition     = keys(aws_glue_catalog_table.view) == ["inventory", "journal", "latest"]
    error_message = "The views are ${join(", ", keys(aws_glue_catalog_table.view))}."
  }

  # Each statement is a named query.
  assert {
    condition = (
      setunion(keys(aws_athena_named_query.statement), ["inventory", "journal", "latest"])
      == toset([for file in fileset("queries", "*.sql") : trimsuffix(file, ".sql")])
      && alltrue([
        for name, query in aws_athena_named_query.statement : query.name == name
        && query.workgroup == "object-ledger-query-test" && query.database == "object_ledger_test"
        && startswith(query.description, "${name}: ") && length(query.description) <= 1024
      ])
    )
    error_message = "The named queries are ${join(", ", keys(aws_athena_named_query.statement))}."
  }

  assert {
    condition = alltrue([
      for name, query in aws_athena_named_query.statement :
      !strcontains(query.query, "-- include: ")
      && alltrue([
        for include in flatten(regexall("-- include: (\\S+)", file("queries/${name}.sql"))) :
        strcontains(query.query, trimspace(file("queries/include/${include}.sql")))
      ])
    ])
    error_message = "A statement is not complete."
  }

  # Results are removed after some days.
  assert {
    condition     = local.results_days == 30
    error_message = "Results are kept for ${jsonencode(local.results_days)} days."
  }
}

run "partitions_and_inventories_are_those_of_each_source" {
  command = plan

  variables {
    sources = {
      landing = { bucket = { create = false, name = "theirs" } }
      second  = { filter = { prefix = "in/" } }
      source  = {}
    }
  }

  # Partitions are computed from the names of the objects.
  assert {
    condition = aws_glue_catalog_table.raw["journal_raw"].parameters == tomap({
      "EXTERNAL"               = "TRUE"
      "projection.date.format" = "yyyy-MM-dd"
      "projection.date.range"  = "2020-01-01,NOW+1DAY"
      "projection.date.type"   = "date"
      "projection.enabled"     = "true"
      "projection.hour.digits" = "2"
      "projection.hour.range"  = "0,23"
      "projection.hour.type"   = "integer"
      "projection.source.type" = "enum"
      "projection.source.values" = join(",", [
        "object-ledger-second-test-123456789012", "object-ledger-source-test-123456789012",
        "theirs",
      ])
      "storage.location.template" = join("", [
        "s3://object-ledger-ledger-test-123456789012/journal/",
        "source=$${source}/date=$${date}/hour=$${hour}/",
      ])
    })
    error_message = jsonencode(aws_glue_catalog_table.raw["journal_raw"].parameters)
  }

  assert {
    condition = {
      for name, table in aws_glue_catalog_table.raw :
      name => join(" ", table.partition_keys[*].name)
      } == {
      inventory_raw = "source dt"
      journal_raw   = "source date hour"
      journal_whole = "source"
      latest_raw    = "source"
    }
    error_message = "A table has other partitions."
  }

  assert {
    condition = {
      for name, table in aws_glue_catalog_table.raw :
      name => table.parameters["storage.location.template"] if name != "journal_raw"
      } == {
      inventory_raw = join("", [
        "s3://object-ledger-results-test-123456789012/inventory/",
        "$${source}/object-ledger-test/hive/dt=$${dt}/",
      ])
      journal_whole = "s3://object-ledger-ledger-test-123456789012/journal/source=$${source}/"
      latest_raw    = "s3://object-ledger-ledger-test-123456789012/latest/source=$${source}/"
    }
    error_message = "A table is elsewhere."
  }

  # S3 lists what is recorded of each source.
  assert {
    condition = {
      for label, inventory in aws_s3_bucket_inventory.source : label => join(" ", concat(
        [
          inventory.bucket, inventory.name, inventory.included_object_versions,
          inventory.schedule[0].frequency, inventory.destination[0].bucket[0].format,
          inventory.destination[0].bucket[0].prefix,
        ],
        inventory.filter[*].prefix,
      ))
      } == {
      landing = "theirs object-ledger-test All Daily Parquet inventory"
      second = join(" ", [
        "object-ledger-second-test-123456789012 object-ledger-test All Daily Parquet inventory in/",
      ])
      source = join(" ", [
        "object-ledger-source-test-123456789012 object-ledger-test All Daily Parquet inventory",
      ])
    }
    error_message = jsonencode(aws_s3_bucket_inventory.source)
  }

  assert {
    condition = output.query.inventory == {
      format = "Parquet"
      locations = {
        for label, bucket in {
          landing = "theirs"
          second  = "object-ledger-second-test-123456789012"
          source  = "object-ledger-source-test-123456789012"
          } : label => join("/", [
            "s3://object-ledger-results-test-123456789012/inventory", bucket, "object-ledger-test", "",
        ])
      }
      schedule = "Daily"
    }
    error_message = jsonencode(output.query.inventory)
  }
}

run "without_an_inventory_no_statement_asks_for_one" {
  command = plan

  variables {
    latest = { enabled = false }
    query  = { oldest_year = 2020 }
  }

  assert {
    condition = {
      inventories = keys(aws_s3_bucket_inventory.source)
      tables      = keys(aws_glue_catalog_table.raw)
      views       = keys(aws_glue_catalog_table.view)
    } == { inventories = [], tables = ["journal_raw", "journal_whole"], views = ["journal"] }
    error_message = jsonencode(keys(aws_glue_catalog_table.raw))
  }

  assert {
    condition = length(setintersection(
      keys(aws_athena_named_query.statement), ["gaps", "ghosts", "missing", "stale"]
      )) == 0 && length(setintersection(
      keys(aws_athena_named_query.statement), ["arrivals", "diff", "state", "state-at", "story"]
    )) == 5
    error_message = "The named queries are ${join(", ", keys(aws_athena_named_query.statement))}."
  }

  assert {
    condition = (
      output.query.inventory == null && !strcontains(output.query.reader_policy, "inventory")
      && !strcontains(output.query.reader_policy, "latest")
      && !strcontains(module.results_bucket[0].policy, "TakeInventories")
    )
    error_message = output.query.reader_policy
  }
}

run "nobody_lifts_the_limits_and_results_are_kept_where_that_is_wanted" {
  command = plan

  variables {
    query = {
      kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/results"
      oldest_year   = 2020
      results_days  = 0
      scan_limit_gb = 2
    }
  }

  # Nobody lifts the limits of the workgroup.
  assert {
    condition = alltrue([
      for configuration in aws_athena_workgroup.query[0].configuration : (
        configuration.bytes_scanned_cutoff_per_query == 2147483648
        && configuration.enforce_workgroup_configuration
        && configuration.publish_cloudwatch_metrics_enabled
        && configuration.engine_version[0].selected_engine_version == "Athena engine version 3"
        && configuration.result_configuration[0].expected_bucket_owner == "123456789012"
        && configuration.result_configuration[0].output_location
        == "s3://object-ledger-results-test-123456789012/results/"
        && configuration.result_configuration[0].encryption_configuration[0].encryption_option
        == "SSE_KMS"
        && configuration.result_configuration[0].encryption_configuration[0].kms_key_arn
        == "arn:aws:kms:eu-west-1:123456789012:key/results"
      )
    ])
    error_message = jsonencode(aws_athena_workgroup.query[0].configuration)
  }

  assert {
    condition = contains(jsondecode(output.query.reader_policy).Statement, {
      Sid       = "EncryptResults"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "arn:aws:kms:eu-west-1:123456789012:key/results"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
    })
    error_message = output.query.reader_policy
  }

  # Results are kept where that is wanted.
  assert {
    condition     = local.results_days == null
    error_message = "Results are kept for ${jsonencode(local.results_days)} days."
  }
}
