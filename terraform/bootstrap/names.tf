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

  creates_source = try(local.values.source_bucket.create, true)

  arns      = module.names.arns
  endpoints = module.names.endpoints
  names     = module.names.names

  # The names and ARNs of several of a kind, for the policies that speak of all of them.
  queue_arns = values(module.names.queues)[*].arn
  role_arns  = [local.arns.backfill_role, local.arns.handler_role]

  via_s3 = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }

  # What carries the tags of this stack, for the services whose names are made by AWS.
  tags = {
    Application = local.values.name
    Environment = local.values.environment
  }

  # Customer keys, where the environment has them.
  source_keys = compact([module.kms_key["source_bucket"].arn])
  ledger_keys = compact([module.kms_key["ledger_bucket"].arn])

  # The parameter context, where the environment has one.
  contexts = try(local.values.parameter_context, null)[*]
}

module "names" {
  source = "../modules/names"

  account                = local.account
  environment            = local.values.environment
  existing_source_bucket = local.creates_source ? null : local.values.source_bucket.name
  name                   = local.values.name
  parameter_context      = one(local.contexts[*].name)
  state                  = { bucket = local.backend.bucket, key = local.backend.key }
}

# The customer keys that the environment's values name.
module "kms_key" {
  source   = "../modules/kms-key"
  for_each = toset(["ledger_bucket", "parameter_context", "source_bucket"])

  arn     = try(local.values[each.key].kms_key_arn, null)
  region  = local.values.region
  setting = "${each.key}.kms_key_arn"
}

# Where in the source bucket the stack works.
module "literal_prefix" {
  source = "../modules/iam-literal"

  text = try(local.values.filter.prefix, "")
}
