# The tables of the declared columns, beside the ledger's and in the same database. They read the
# lines as the journal's table does; the partitions are computed from a query.
locals {
  # Each partition's columns, its place in a key, and how Athena computes its values.
  document_partitions = {
    day = {
      columns    = ["date"]
      path       = "date=$${date}/"
      projection = local.projected_date
    }
    hour = {
      columns = ["date", "hour"]
      path    = "date=$${date}/hour=$${hour}/"
      projection = merge(local.projected_date, {
        "projection.hour.digits" = "2"
        "projection.hour.range"  = "0,23"
        "projection.hour.type"   = "integer"
      })
    }
    none = { columns = [], path = "", projection = {} }
  }

  # None is older than the oldest object.
  projected_date = {
    "projection.date.format" = "yyyy-MM-dd"
    "projection.date.range"  = "${try(var.query.oldest_year, 2006)}-01-01,NOW+1DAY"
    "projection.date.type"   = "date"
  }

  # What the function adds to each row.
  row_columns = [
    { name = "ingest_id", type = "string" },
    { name = "ingest_time", type = "timestamp" },
  ]

  document_tables = {
    for name, table in local.declared_tables : name => {
      columns = concat(
        [for column, type in table.columns : { name = column, type = type }], local.row_columns
      )
      location  = "s3://${local.names.lake}/tables/${name}/"
      partition = local.document_partitions[table.partition]
    }
    if var.query != null
  }
}

resource "aws_glue_catalog_table" "documents" {
  for_each = local.document_tables

  database_name = one(aws_glue_catalog_database.ledger[*].name)
  name          = each.key
  description   = "Rows of the documents that were posted to ${each.key}"
  table_type    = "EXTERNAL_TABLE"

  parameters = merge(
    { "EXTERNAL" = "TRUE" },
    length(each.value.partition.columns) == 0 ? {} : merge(each.value.partition.projection, {
      "projection.enabled"        = "true"
      "storage.location.template" = "${each.value.location}${each.value.partition.path}"
    }),
  )

  dynamic "partition_keys" {
    for_each = each.value.partition.columns

    content {
      name = partition_keys.value
      type = "string"
    }
  }

  storage_descriptor {
    input_format  = local.json_lines.input
    location      = each.value.location
    output_format = local.json_lines.output

    dynamic "columns" {
      for_each = each.value.columns

      content {
        name = columns.value.name
        type = columns.value.type
      }
    }

    ser_de_info {
      serialization_library = local.json_lines.library
    }
  }
}
