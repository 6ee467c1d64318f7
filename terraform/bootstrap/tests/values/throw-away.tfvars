# On top of the others: buckets that are destroyed with what they hold, a secret, and a prefix.
source_bucket     = { create = true, name = null, kms_key_arn = null, force_destroy = true }
ledger_bucket     = { kms_key_arn = null, force_destroy = true }
parameter_context = { create = true, name = "object-ledger/test", kms_key_arn = null }
filter            = { prefix = "in/", suffix = "" }
