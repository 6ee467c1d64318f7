# Where the records are written.
module "ledger_bucket" {
  source = "./modules/bucket"

  account              = local.account
  abort_multipart_days = var.ledger_bucket.abort_multipart_days
  force_destroy        = var.ledger_bucket.force_destroy
  kms_key_arn          = var.ledger_bucket.kms_key_arn
  name                 = local.names.ledger
  noncurrent_days      = var.ledger_bucket.noncurrent_days
  versioning           = true
}
