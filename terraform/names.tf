data "aws_partition" "current" {}

# Names and ARNs are built here and not read from resources: a name is then known in the first plan,
# where a reviewer and a test can read it.
locals {
  account = {
    dns_suffix = data.aws_partition.current.dns_suffix
    id         = var.account_id
    partition  = data.aws_partition.current.partition
    region     = var.region
  }

  permissions_boundary_arn = one([
    for name in var.permissions_boundary[*] :
    "arn:${local.account.partition}:iam::${var.account_id}:policy/${name}"
  ])

  names = {
    alarms      = "${var.name}-alarms-${var.environment}"
    backfill    = "${var.name}-backfill-${var.environment}"
    eventbridge = "${var.name}-eventbridge-${var.environment}"
    failures    = "${var.name}-failures-${var.environment}"
    handler     = "${var.name}-handler-${var.environment}"
    ledger      = "${var.name}-ledger-${var.environment}-${var.account_id}"
    queue       = "${var.name}-queue-${var.environment}"
    source = (
      var.source_bucket.create
      ? "${var.name}-source-${var.environment}-${var.account_id}"
      : var.source_bucket.name
    )
  }
}
