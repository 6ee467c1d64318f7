data "aws_partition" "current" {}

# Everything here is about one environment, whose values are read and not repeated: what the roles
# may touch is what those values name.
locals {
  values  = merge([for path in var.values : provider::terraform::decode_tfvars(file(path))]...)
  backend = provider::terraform::decode_tfvars(file(var.backend))

  account = {
    dns_suffix = data.aws_partition.current.dns_suffix
    id         = local.values.account_id
    partition  = data.aws_partition.current.partition
    region     = local.values.region
  }

  # What the policies need of each source; a value that is left out is as in the stack.
  sources = merge({
    for label, source in try(local.values.sources, {}) : label => {
      create        = try(coalesce(source.bucket.create), true)
      force_destroy = try(coalesce(source.bucket.force_destroy), false)
      kms_key_arn   = try(source.bucket.kms_key_arn, null)
      name          = try(source.bucket.name, null)
      prefix        = try(coalesce(source.filter.prefix), "")
      # With "eventbridge" the notification of an existing bucket is somebody else's, unless the
      # stack keeps what they notify.
      notifies = (
        try(coalesce(source.bucket.create), true)
        || try(coalesce(source.trigger), "direct") != "eventbridge"
        || try(source.others, null) != null
      )
    }
  }, local.ingress_source)

  # ARNs of the source buckets, by label, and of what the stack reads in them.
  source_arns = local.arns.source_buckets
  source_objects = {
    for label, arn in local.source_arns : label => "${arn}/${module.literal_prefix[label].text}*"
  }
  smoke_objects = {
    for label, arn in local.source_arns :
    label => join("/", [arn, "${module.literal_prefix[label].text}object-ledger-smoke", "*"])
  }

  arns      = module.names.arns
  endpoints = module.names.endpoints
  names     = module.names.names

  # The names and ARNs of several of a kind, for the policies that speak of all of them.
  queue_arns = [
    for name, queue in module.names.queues : queue.arn
    if !startswith(name, "changes_") && !startswith(name, "documents_")
  ]
  bounded_role_arns = [local.arns.backfill_role, local.arns.handler_role]
  role_arns         = concat(local.bounded_role_arns, local.ingress_role_arns)

  via_lambda = { StringEquals = { "kms:ViaService" = local.endpoints.lambda } }
  via_s3     = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
  via_sqs    = { StringEquals = { "kms:ViaService" = local.endpoints.sqs } }

  # What carries the tags of this stack, for the services whose names are made by AWS.
  tags = {
    Application = local.values.name
    Environment = local.values.environment
  }

  # Customer keys, where the environment has them. The first is of what names none of its own.
  customer_keys = compact([module.kms_key_encryption.arn])
  source_keys   = distinct(compact(values(module.kms_key_source_bucket)[*].arn))
  ledger_keys   = compact([module.kms_key["ledger_bucket"].arn])

  # The parameter context, where the environment has one.
  contexts = try(local.values.parameter_context, null)[*]

  # Where it is kept who read and wrote what, where the environment has it, and of which buckets S3
  # keeps its access logs.
  audits = try(local.values.audit, null)[*]
  access_logs = [
    for audit in local.audits : local.arns.access_logs if try(coalesce(audit.access_logs), true)
  ]
  audit_arns = concat([for audit in local.audits : local.arns.audit_bucket], local.access_logs)
  logged_arns = flatten([
    for arn in local.access_logs : concat(
      [local.arns.ledger],
      [for label, arn in local.source_arns : arn if local.sources[label].create],
    )
  ])

  # What the ledger is queried with, where the environment has it, and whether S3 lists the sources.
  queries     = try(local.values.query, null)[*]
  inventories = compact([for query in local.queries : try(query.inventory, null)])

  # What writes changes into databases, where the environment has it.
  changes = try(local.values.changes, null)[*]
  change_streams = {
    for label, change in try(coalesce(local.values.changes), {}) : label => {
      arn         = try(change.stream.arn, null)
      kind        = change.stream.kind
      kms_key_arn = try(change.stream.kms_key_arn, null)
      makes_table = try(change.stream.table, null) != null
      table_name = try(
        regex(":table/([^/]+)/stream/", change.stream.arn)[0], change.stream.table_name, null
      )
    }
  }
  changes_declarations = [for changes in local.changes : "${local.arns.changes_bucket}/declared/*"]

  # What makes rows of documents, where the environment has it.
  documents = try(local.values.documents, null)[*]
  document_queue_arns = [
    for name, queue in module.names.queues : queue.arn
    if startswith(name, "documents_") && length(local.documents) > 0
  ]
  declarations = [for documents in local.documents : "${local.arns.lake}/declared/*"]
  lake_keys    = compact([module.kms_key["documents"].arn])

  definition_arns = [local.arns.catalog, local.arns.database, local.arns.tables]
}

module "names" {
  source = "../modules/names"

  account           = local.account
  changes           = { for label, stream in local.change_streams : label => stream.table_name }
  environment       = local.values.environment
  name              = local.values.name
  parameter_context = one(local.contexts[*].name)
  sources           = { for label, source in local.sources : label => source.name }
  state             = { bucket = local.backend.bucket, key = local.backend.key }
}

# The customer keys that the environment's values name, as the stack takes them.
module "kms_key" {
  source = "../modules/kms-key"
  for_each = {
    changes_bucket    = length(local.changes) > 0
    documents         = length(local.documents) > 0
    ledger_bucket     = true
    parameter_context = try(coalesce(one(local.contexts[*].create)), true)
  }

  arn      = try(local.values[each.key].kms_key_arn, null)
  fallback = each.value ? one(local.customer_keys) : null
  region   = local.values.region
  setting  = "${each.key}.kms_key_arn"
}

module "kms_key_encryption" {
  source = "../modules/kms-key"

  arn     = try(local.values.encryption.kms_key_arn, null)
  region  = local.values.region
  setting = "encryption.kms_key_arn"
}

module "kms_key_changes" {
  source   = "../modules/kms-key"
  for_each = local.change_streams

  arn = each.value.kms_key_arn
  fallback = (
    each.value.makes_table || (each.value.kind == "kinesis" && each.value.arn == null)
    ? one(local.customer_keys) : null
  )
  region  = local.values.region
  setting = "changes.${each.key}.stream.kms_key_arn"
}

module "kms_key_source_bucket" {
  source   = "../modules/kms-key"
  for_each = local.sources

  arn      = each.value.kms_key_arn
  fallback = each.value.create ? one(local.customer_keys) : null
  region   = local.values.region
  setting = (
    contains(keys(local.ingress_source), each.key)
    ? "${each.key}.kms_key_arn" : "sources.${each.key}.bucket.kms_key_arn"
  )
}

# Where in a source bucket the stack works.
module "literal_prefix" {
  source   = "../modules/iam-literal"
  for_each = local.sources

  text = each.value.prefix
}
