# On top of the others: a bucket whose notification is somebody else's.
source_bucket = { create = false, name = "landing-zone", kms_key_arn = null, force_destroy = false }
trigger       = "eventbridge"
