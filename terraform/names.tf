data "aws_partition" "current" {}

locals {
  account = {
    dns_suffix = data.aws_partition.current.dns_suffix
    id         = var.account_id
    partition  = data.aws_partition.current.partition
    region     = var.region
  }

  arns      = module.names.arns
  endpoints = module.names.endpoints
  names     = module.names.names
  queues    = module.names.queues
  suffixes  = module.names.suffixes

  permissions_boundary_arn = var.permissions_boundary == null ? null : local.arns.boundary
  # What the API's roles do is nothing that a function may, and the other way round.
  ingress_boundary_arn = (
    var.permissions_boundary == null ? null : local.arns.ingress_boundary
  )
  # It reads streams and meets the outside, and no other function does.
  changes_boundary_arn = (
    var.permissions_boundary == null ? null : local.arns.changes_boundary
  )
}

module "names" {
  source = "./modules/names"

  account              = local.account
  changes              = local.change_tables
  environment          = var.environment
  name                 = var.name
  parameter_context    = one(var.parameter_context[*].name)
  permissions_boundary = var.permissions_boundary
  sources              = { for label, source in local.sources : label => source.bucket.name }
}

# The customer keys that settings name. Each has a check of its own, so that a bad value of one
# setting does not hide that of another.
module "kms_key_audit" {
  source = "./modules/kms-key"

  arn     = one(var.audit[*].kms_key_arn)
  region  = var.region
  setting = "audit.kms_key_arn"
}

module "kms_key_changes" {
  source   = "./modules/kms-key"
  for_each = local.changes

  arn     = each.value.stream.kms_key_arn
  region  = var.region
  setting = "changes.${each.key}.stream.kms_key_arn"
}

module "kms_key_changes_bucket" {
  source = "./modules/kms-key"

  arn     = var.changes_bucket.kms_key_arn
  region  = var.region
  setting = "changes_bucket.kms_key_arn"
}

module "kms_key_documents" {
  source = "./modules/kms-key"

  arn     = one(var.documents[*].kms_key_arn)
  region  = var.region
  setting = "documents.kms_key_arn"
}

module "kms_key_ledger_bucket" {
  source = "./modules/kms-key"

  arn     = var.ledger_bucket.kms_key_arn
  region  = var.region
  setting = "ledger_bucket.kms_key_arn"
}

module "kms_key_parameter_context" {
  source = "./modules/kms-key"

  arn     = one(var.parameter_context[*].kms_key_arn)
  region  = var.region
  setting = "parameter_context.kms_key_arn"
}

module "kms_key_query" {
  source = "./modules/kms-key"

  arn     = one(var.query[*].kms_key_arn)
  region  = var.region
  setting = "query.kms_key_arn"
}

module "kms_key_source_bucket" {
  source   = "./modules/kms-key"
  for_each = local.sources

  arn    = each.value.bucket.kms_key_arn
  region = var.region
  setting = (
    contains(keys(var.sources), each.key)
    ? "sources.${each.key}.bucket.kms_key_arn" : "${each.key}.kms_key_arn"
  )
}
