# The customer keys that settings name. Each has a check of its own, so that a bad value of one
# setting does not hide that of another. What names none has the key of encryption, where there is
# one and where the stack makes the thing: what was there before has the key that it has.

locals {
  # The key of what names none of its own; null: AWS's own keys.
  customer_key = module.kms_key_encryption.arn
}

module "kms_key_audit" {
  source = "./modules/kms-key"

  arn      = one(var.audit[*].kms_key_arn)
  fallback = var.audit == null ? null : local.customer_key
  region   = var.region
  setting  = "audit.kms_key_arn"
}

module "kms_key_changes" {
  source   = "./modules/kms-key"
  for_each = local.changes

  arn      = each.value.stream.kms_key_arn
  fallback = contains(local.own_change_streams, each.key) ? local.customer_key : null
  region   = var.region
  setting  = "changes.${each.key}.stream.kms_key_arn"
}

module "kms_key_changes_bucket" {
  source = "./modules/kms-key"

  arn      = var.changes_bucket.kms_key_arn
  fallback = var.changes == null ? null : local.customer_key
  region   = var.region
  setting  = "changes_bucket.kms_key_arn"
}

module "kms_key_documents" {
  source = "./modules/kms-key"

  arn      = one(var.documents[*].kms_key_arn)
  fallback = var.documents == null ? null : local.customer_key
  region   = var.region
  setting  = "documents.kms_key_arn"
}

module "kms_key_encryption" {
  source = "./modules/kms-key"

  arn     = one(var.encryption[*].kms_key_arn)
  region  = var.region
  setting = "encryption.kms_key_arn"
}

module "kms_key_ledger_bucket" {
  source = "./modules/kms-key"

  arn      = var.ledger_bucket.kms_key_arn
  fallback = local.customer_key
  region   = var.region
  setting  = "ledger_bucket.kms_key_arn"
}

module "kms_key_parameter_context" {
  source = "./modules/kms-key"

  arn      = one(var.parameter_context[*].kms_key_arn)
  fallback = try(var.parameter_context.create, false) ? local.customer_key : null
  region   = var.region
  setting  = "parameter_context.kms_key_arn"
}

module "kms_key_query" {
  source = "./modules/kms-key"

  arn      = one(var.query[*].kms_key_arn)
  fallback = var.query == null ? null : local.customer_key
  region   = var.region
  setting  = "query.kms_key_arn"
}

module "kms_key_source_bucket" {
  source   = "./modules/kms-key"
  for_each = local.sources

  arn      = each.value.bucket.kms_key_arn
  fallback = each.value.bucket.create ? local.customer_key : null
  region   = var.region
  setting = (
    contains(keys(var.sources), each.key)
    ? "sources.${each.key}.bucket.kms_key_arn" : "${each.key}.kms_key_arn"
  )
}
