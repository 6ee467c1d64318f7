# The tables and views that the statements of queries/ read. Athena computes the partitions from a
# query, so there is nothing to load.
resource "aws_glue_catalog_database" "ledger" {
  count = var.query == null ? 0 : 1

  name        = local.names.database
  description = "Ledger of ${var.name} in ${var.environment}"
}

locals {
  # The one list of columns, in the order of docs/record.schema.json.
  columns = jsondecode(file("${path.module}/queries/columns.json"))

  json_lines = {
    # Hive's, which keeps the capitals of tags and fails on a line that is no JSON object. That of
    # OpenX returns rows of nulls for such lines.
    library = "org.apache.hive.hcatalog.data.JsonSerDe"
    input   = "org.apache.hadoop.mapred.TextInputFormat"
    output  = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
  }

  by_source = {
    "projection.source.type"   = "enum"
    "projection.source.values" = join(",", sort(values(local.names.source_buckets)))
  }

  all_tables = {
    journal_raw = {
      columns    = local.columns.journal
      format     = local.json_lines
      location   = "s3://${local.names.ledger}/journal/"
      partitions = ["source", "date", "hour"]
      path       = "source=$${source}/date=$${date}/hour=$${hour}/"
      projection = merge(local.by_source, {
        "projection.date.format" = "yyyy-MM-dd"
        "projection.date.range"  = "${try(var.query.oldest_year, 2006)}-01-01,NOW+1DAY"
        "projection.date.type"   = "date"
        "projection.hour.digits" = "2"
        "projection.hour.range"  = "0,23"
        "projection.hour.type"   = "integer"
      })
    }
    # The same records without partitions of days: what reads all of them needs one listing for each
    # source, and not one for each hour of all years.
    journal_whole = {
      columns    = local.columns.journal
      format     = local.json_lines
      location   = "s3://${local.names.ledger}/journal/"
      partitions = ["source"]
      path       = "source=$${source}/"
      projection = local.by_source
    }
    latest_raw = {
      columns    = local.columns.latest
      format     = local.json_lines
      location   = "s3://${local.names.ledger}/latest/"
      partitions = ["source"]
      path       = "source=$${source}/"
      projection = local.by_source
    }
    inventory_raw = {
      columns = local.inventory_columns
      format = {
        library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
        input   = "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat"
        output  = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
      }
      location   = "s3://${local.names.results}/${local.inventory_prefix}"
      partitions = ["source", "dt"]
      path       = "$${source}/${local.names.inventory}/hive/dt=$${dt}/"
      # S3 begins an inventory at a full hour. None is older than this table.
      projection = merge(local.by_source, {
        "projection.dt.format"        = "yyyy-MM-dd-HH-mm"
        "projection.dt.interval"      = "1"
        "projection.dt.interval.unit" = "HOURS"
        "projection.dt.range"         = "2026-01-01-00-00,NOW"
        "projection.dt.type"          = "date"
      })
    }
  }

  # Of an inventory with all versions, in Parquet, where S3 does not encode the keys.
  inventory_columns = [
    { name = "bucket", type = "string" },
    { name = "key", type = "string" },
    { name = "version_id", type = "string" },
    { name = "is_latest", type = "boolean" },
    { name = "is_delete_marker", type = "boolean" },
    { name = "size", type = "bigint" },
    { name = "last_modified_date", type = "timestamp" },
    { name = "e_tag", type = "string" },
    { name = "storage_class", type = "string" },
    { name = "is_multipart_uploaded", type = "boolean" },
  ]

  # What a query can read; without the latest documents or an inventory, neither table nor view.
  relations = compact([
    try(var.query.inventory, null) == null ? "" : "inventory",
    "journal",
    var.latest.enabled ? "latest" : "",
  ])

  tables = {
    for name, table in local.all_tables : name => table
    if var.query != null && contains(local.relations, replace(name, "/_(raw|whole)$/", ""))
  }
}

resource "aws_glue_catalog_table" "raw" {
  for_each = local.tables

  database_name = one(aws_glue_catalog_database.ledger[*].name)
  name          = each.key
  table_type    = "EXTERNAL_TABLE"

  parameters = merge(each.value.projection, {
    "EXTERNAL"                  = "TRUE"
    "projection.enabled"        = "true"
    "storage.location.template" = "${each.value.location}${each.value.path}"
  })

  dynamic "partition_keys" {
    for_each = each.value.partitions

    content {
      name = partition_keys.value
      type = "string"
    }
  }

  storage_descriptor {
    input_format  = each.value.format.input
    location      = each.value.location
    output_format = each.value.format.output

    dynamic "columns" {
      for_each = each.value.columns

      content {
        name = columns.value.name
        type = columns.value.type
      }
    }

    ser_de_info {
      serialization_library = each.value.format.library
    }
  }
}

locals {
  text_columns = {
    for name in ["source", "date", "hour", "dt"] : name => { name = name, type = "string" }
  }

  # The columns of each view, in the order of its statement.
  view_columns = {
    inventory = concat(
      [local.text_columns.source, local.text_columns.dt],
      [
        { name = "key", type = "string" },
        { name = "version_id", type = "string" },
        { name = "is_latest", type = "boolean" },
        { name = "is_delete_marker", type = "boolean" },
        { name = "size", type = "bigint" },
        { name = "last_modified_date", type = "string" },
        { name = "e_tag", type = "string" },
        { name = "storage_class", type = "string" },
        { name = "is_multipart", type = "boolean" },
      ],
    )
    journal = concat(
      local.columns.journal,
      [local.text_columns.source, local.text_columns.date, local.text_columns.hour],
    )
    latest = concat(local.columns.latest, [local.text_columns.source])
  }

  # Athena keeps a view as Presto did: JSON in base64, with the types of SQL and not those of Hive.
  view_texts = {
    for name, columns in local.view_columns : name => join(" ", ["/* Presto View:", base64encode(
      jsonencode({
        catalog     = "awsdatacatalog"
        originalSql = local.statements[name]
        # With the rights of who reads it.
        runAsInvoker = true
        schema       = local.names.database
        columns = [
          for column in columns : {
            name = column.name
            type = replace(replace(replace(replace(replace(replace(
              column.type, "string", "varchar"), "struct<", "row("), "map<", "map("),
              ":", " "), ",", ", "), ">", ")"
            )
          }
        ]
      })
    ), "*/"])
  }
}

resource "aws_glue_catalog_table" "view" {
  for_each = toset(var.query == null ? [] : local.relations)

  database_name      = one(aws_glue_catalog_database.ledger[*].name)
  name               = each.key
  table_type         = "VIRTUAL_VIEW"
  view_expanded_text = "/* Presto View */"
  view_original_text = local.view_texts[each.key]

  parameters = {
    comment     = "Presto View"
    presto_view = "true"
  }

  storage_descriptor {
    dynamic "columns" {
      for_each = local.view_columns[each.key]

      content {
        name = columns.value.name
        type = columns.value.type
      }
    }

    # An engine refuses a table without one, and uses none for a view.
    ser_de_info {
      name                  = "-"
      serialization_library = "-"
    }
  }

  depends_on = [aws_glue_catalog_table.raw]
}
