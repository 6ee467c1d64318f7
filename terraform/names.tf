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

  permissions_boundary_arn = var.permissions_boundary == null ? null : local.arns.boundary
}

module "names" {
  source = "./modules/names"

  account                = local.account
  environment            = var.environment
  existing_source_bucket = var.source_bucket.create ? null : var.source_bucket.name
  name                   = var.name
  parameter_context      = one(var.parameter_context[*].name)
  permissions_boundary   = var.permissions_boundary
}

# The customer keys that settings name, checked in one place.
module "kms_key" {
  source = "./modules/kms-key"
  for_each = {
    ledger_bucket     = var.ledger_bucket.kms_key_arn
    parameter_context = one(var.parameter_context[*].kms_key_arn)
    source_bucket     = var.source_bucket.kms_key_arn
  }

  arn     = each.value
  region  = var.region
  setting = "${each.key}.kms_key_arn"
}
