# Where the records are written.
module "ledger_bucket" {
  source = "./modules/bucket"

  abort_multipart_days = var.ledger_bucket.abort_multipart_days
  arn                  = local.arns.ledger
  force_destroy        = var.ledger_bucket.force_destroy
  kms_key_arn          = module.kms_key_ledger_bucket.arn
  name                 = local.names.ledger
  noncurrent_days      = var.ledger_bucket.noncurrent_days
  object_lock          = var.ledger_bucket.object_lock != null
  settings_prefix      = "ledger_bucket."
  versioning           = true
  write_once_prefixes  = ["journal/", local.statements_prefix]

  # The records are the function's alone. The manifests and reports of the jobs that bring in what
  # was there before are not: S3 is not documented to write them all as the job's role. Neither are
  # the statements of make verify, which are written with the rights of the caller.
  writers = {
    except_prefixes = [local.backfill_prefix, local.statements_prefix]
    roles           = concat([local.arns.handler_role], sort(var.ledger_bucket.restore_roles))
  }

  # The documents of deleted objects, with the tag that the function gives them.
  expirations = {
    for days in var.latest.tombstone_days[*] : "remove-tombstones" => {
      days      = days
      prefix    = "latest/"
      tag_key   = "object-ledger"
      tag_value = "tombstone"
    }
    if var.latest.enabled
  }
}

locals {
  statements_prefix = "statements/"
}
