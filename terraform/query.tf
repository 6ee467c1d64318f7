# SQL over the ledger: a workgroup of Athena with the statements of queries/, and a bucket for their
# results and for the inventories that they are compared with. The tables: query-tables.tf. Who may
# use it: query-reader.tf.
locals {
  inventory_format = "Parquet"
  results_prefix   = "results/"

  # 0 means never.
  results_days = one([for query in var.query[*] : query.results_days if query.results_days > 0])

  # Labels of the sources that S3 lists.
  inventories = {
    for label in flatten([
      for query in var.query[*] : keys(local.sources) if query.inventory != null
    ]) : label => local.source_buckets[label].name
  }

  inventory_locations = {
    for label, bucket in local.inventories : label => join("/", [
      "s3://${local.names.results}/${local.inventory_prefix}${bucket}", local.names.inventory, "",
    ])
  }
}

module "results_bucket" {
  source = "./modules/bucket"
  count  = var.query == null ? 0 : 1

  abort_multipart_days = local.results_days
  arn                  = local.arns.results
  force_destroy        = var.query.force_destroy
  inventories = one([
    for schedule in var.query.inventory[*] : {
      account_id  = var.account_id
      prefix      = local.inventory_prefix
      source_arns = [for label in keys(local.inventories) : local.arns.source_buckets[label]]
    }
  ])
  kms_key_arn = module.kms_key_query.arn
  name        = local.names.results
  # Removes the delete marker that an expiration leaves in a bucket whose versioning is suspended.
  noncurrent_days = local.results_days == null ? null : 1
  object_days     = local.results_days
  settings_prefix = "query."
  versioning      = false
}

resource "aws_athena_workgroup" "query" {
  count = var.query == null ? 0 : 1

  name        = local.names.workgroup
  description = "Queries of the ledger of ${var.name} in ${var.environment}"

  # Athena refuses to remove a workgroup in which a query has ever run.
  force_destroy = true

  configuration {
    bytes_scanned_cutoff_per_query     = floor(var.query.scan_limit_gb * 1024 * 1024 * 1024)
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true

    engine_version {
      selected_engine_version = "Athena engine version 3"
    }

    result_configuration {
      expected_bucket_owner = var.account_id
      output_location       = "s3://${module.results_bucket[0].bucket.name}/${local.results_prefix}"

      encryption_configuration {
        encryption_option = module.kms_key_query.arn == null ? "SSE_S3" : "SSE_KMS"
        kms_key_arn       = module.kms_key_query.arn
      }
    }
  }
}

resource "aws_s3_bucket_inventory" "source" {
  for_each = local.inventories

  bucket                   = each.value
  included_object_versions = "All"
  name                     = local.names.inventory
  optional_fields = [
    "ETag", "IsMultipartUploaded", "LastModifiedDate", "Size", "StorageClass",
  ]

  schedule {
    frequency = var.query.inventory
  }

  destination {
    bucket {
      account_id = var.account_id
      bucket_arn = module.results_bucket[0].bucket.arn
      format     = local.inventory_format
      prefix     = trimsuffix(local.inventory_prefix, "/")
    }
  }

  # What is not recorded need not be listed.
  dynamic "filter" {
    for_each = compact([local.sources[each.key].filter.prefix])

    content {
      prefix = filter.value
    }
  }
}

# The statements, each a file in queries/. What several have in common is in queries/include/.
locals {
  statements = {
    for file in fileset("${path.module}/queries", "*.sql") :
    trimsuffix(file, ".sql") => join("\n", [
      for line in split("\n", trimspace(file("${path.module}/queries/${file}"))) :
      startswith(line, "-- include: ")
      ? trimspace(file("${path.module}/queries/include/${trimprefix(line, "-- include: ")}.sql"))
      : line
    ])
  }

  # What each answers: the comment that it begins with, up to its parameters.
  answers = {
    for name, text in local.statements : name => trimspace(join(" ", [
      for line in split("\n", regex("^(?:-- [^?\n].*\n)+", text)) : trimprefix(line, "-- ")
    ]))
  }

  # A view is a statement that others read.
  views = ["inventory", "journal", "latest"]

  # Those whose relations are all there.
  named_queries = {
    for name, text in local.statements : name => text
    if !contains(local.views, name) && length(setsubtract(
      flatten(regexall("\\b(?:FROM|JOIN) (inventory|latest)\\b", text)), local.relations
    )) == 0
  }
}

resource "aws_athena_named_query" "statement" {
  for_each = var.query == null ? {} : local.named_queries

  database    = one(aws_glue_catalog_database.ledger[*].name)
  description = local.answers[each.key]
  name        = each.key
  query       = each.value
  workgroup   = one(aws_athena_workgroup.query[*].name)
}
