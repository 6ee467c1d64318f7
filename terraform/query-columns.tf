# The tables and views that the statements read, and their columns, made of variables alone: see
# source-settings.tf.
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

  inventory_prefix = "inventory/"

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
}
