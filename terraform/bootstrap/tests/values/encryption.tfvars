# On top of the others: one key for all, and a bucket with a key of its own.
encryption        = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/one-for-all" }
ledger_bucket     = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/its-own" }
parameter_context = { create = false, name = "object-ledger/test" }
