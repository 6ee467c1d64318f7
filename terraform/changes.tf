# What writes the changes of streams into tables of SQL databases: a function of its own, with a zip
# of its own, which has the databases' driver. The streams: changes-streams.tf. What its role may do:
# changes-policies.tf.
module "changes" {
  source = "./modules/function"
  count  = var.changes == null ? 0 : 1

  description   = "Writes the newest change of each item into SQL databases"
  endpoints     = local.endpoints
  failure_queue = local.queues.changes_failures
  handler       = "objectledger.changes.ChangesHandler"
  kms_key_arn   = local.customer_key
  live_arn      = local.arns.changes_live
  log_group = {
    arn  = local.arns.changes_log
    name = local.names.changes_log_group
  }
  name                     = local.names.changes
  network                  = local.changes_network
  package                  = var.changes_package
  permissions_boundary_arn = local.changes_boundary_arn
  policies                 = local.changes_policies
  retries                  = var.retries
  runtime                  = "java21"
  settings                 = local.changes_settings

  environment = merge(local.parameter_settings, {
    BUCKET_OWNER   = var.account_id
    CHANGES_BUCKET = one(module.changes_bucket[*].bucket.name)
    DECLARATIONS   = one(aws_s3_object.changes[*].key)
    LOG_LEVEL      = var.function.log_level
  })
}

# One for each label. What its mapping needs is in the role before the alias is handed on.
module "changes_trigger" {
  source   = "./modules/trigger-stream"
  for_each = local.changes

  alias              = module.changes[0].live
  failure_bucket_arn = module.changes_bucket[0].bucket.arn
  settings           = each.value
  stream_arn         = local.change_stream_arns[each.key]
}

# What could not be written: the batches that Lambda gave up, and the records that the function
# refused.
module "changes_bucket" {
  source = "./modules/bucket"
  count  = var.changes == null ? 0 : 1

  abort_multipart_days = var.changes_bucket.abort_multipart_days
  arn                  = local.arns.changes_bucket
  force_destroy        = var.changes_bucket.force_destroy
  kms_key_arn          = module.kms_key_changes_bucket.arn
  name                 = local.names.changes_bucket
  noncurrent_days      = var.changes_bucket.noncurrent_days
  settings_prefix      = "changes_bucket."
  versioning           = true

  # Lambda keeps a failure with the function's role; the declarations are written by whoever
  # applies.
  writers = {
    except_prefixes = [local.declarations_prefix]
    roles           = [local.arns.changes_role]
  }

  expirations = local.changes_expirations
}

# What the function is told of the labels. Lambda's environment variables have no room for it. The
# name is that of the content, so that a version of the function reads what it was published with.
resource "aws_s3_object" "changes" {
  count = var.changes == null ? 0 : 1

  bucket       = one(module.changes_bucket[*].bucket.name)
  content      = local.changes_declarations
  content_type = "application/json"
  key          = "${local.declarations_prefix}${sha256(local.changes_declarations)}.json"

  # A tag of an object is one of ten; a stack may have fifty.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    # Until live is another version, the present one reads the former declarations.
    create_before_destroy = true

    precondition {
      condition     = !contains(values(local.names.source_buckets), local.names.changes_bucket)
      error_message = <<-EOT
        changes needs the bucket ${local.names.changes_bucket}
        for its failures, but a source has that name: the label "changes" is taken with changes.
        Give that source another label, or another bucket.name.
      EOT
    }

    # A record is of the label whose stream it comes from.
    precondition {
      condition     = length(local.twofold_streams) == 0
      error_message = <<-EOT
        changes has two labels for one stream: ${join(", ", local.twofold_streams)}.
        Keep one of them, and send its changes on from its table where two are needed.
      EOT
    }

    # The orders of two streams say nothing about each other.
    precondition {
      condition     = length(local.twofold_targets) == 0
      error_message = <<-EOT
        changes has two labels that write into one table: ${join(", ", local.twofold_targets)}.
        Give each a table of its own.
      EOT
    }
  }
}

module "change" {
  source   = "./modules/change"
  for_each = local.changes

  account = { id = var.account_id, region = var.region }
  arns = {
    stream = local.arns.changes_streams[each.key]
    table  = local.arns.changes_tables[each.key]
  }
  delivery = each.value
  epoch    = each.value.epoch
  json     = each.value.json
  label    = each.key
  stream   = each.value.stream
  target   = each.value.target
  timeout  = var.changes_function.timeout
}

locals {
  changes_declarations = jsonencode({
    labels = { for label, change in module.change : label => change.declaration }
  })

  # A release holds the ledger's function alone: live of this one follows the newest version.
  changes_settings = merge(var.function, {
    memory_size          = var.changes_function.memory_size
    pinned_version       = null
    reserved_concurrency = var.changes_function.reserved_concurrency
    timeout              = var.changes_function.timeout
  })

  changes_network = (
    try(length(var.changes_function.subnets), 0) == 0 ? null : {
      arn             = local.arns.network
      security_groups = var.changes_function.security_groups
      subnets         = var.changes_function.subnets
    }
  )

  twofold_streams = [
    for sources in values({ for label, change in module.change : change.source => label... }) :
    join(" and ", sources) if length(sources) > 1
  ]

  changes_role_size = sum(concat([0], [
    for policy in concat(
      flatten([for changes in module.changes[*] : values(changes.own_policies)]),
      values(local.changes_policies),
    ) : length(policy)
  ]))

  twofold_targets = [
    for labels in values({
      for label, change in module.change : jsonencode([
        for name in ["host", "port", "database", "schema", "table"] :
        change.declaration.target[name]
      ]) => label...
    }) : join(" and ", labels) if length(labels) > 1
  ]

  # What the function is told of the labels stays: a version that is kept reads it.
  changes_expirations = merge([
    for days in compact([var.changes_bucket.failure_days]) : {
      remove-failures = { days = tonumber(days), prefix = "aws/lambda/" }
      remove-refused  = { days = tonumber(days), prefix = "refused/" }
    }
  ]...)

  changes_failure_queues = { for changes in module.changes : "changes" => changes.failures }
}
