# On top of the others: buckets that are destroyed with what they hold, a secret, and a prefix.
sources = {
  source = {
    bucket = { force_destroy = true }
    filter = { prefix = "in/" }
  }
}
ledger_bucket     = { kms_key_arn = null, force_destroy = true }
parameter_context = { create = true, name = "object-ledger/test", kms_key_arn = null }
