# The tables and views that the statements of queries/ read. Athena computes the partitions from a
# query, so there is nothing to load.
resource "aws_glue_catalog_database" "ledger" {
  count = var.query == null ? 0 : 1

  name        = local.names.database
  description = "Ledger of ${var.name} in ${var.environment}"
}

locals {
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
