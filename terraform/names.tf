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
