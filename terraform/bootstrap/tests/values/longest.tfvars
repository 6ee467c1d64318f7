# On top of the others: everything switched on, with the longest names that are accepted.
name        = "a-name-of-thirty-letters-as-th"
environment = "environmen12"
region      = "ap-southeast-4"

sources = {
  source = {
    bucket = {
      kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000000"
      force_destroy = true
    }
  }
}

ledger_bucket = {
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000001"
  force_destroy = true
}

parameter_context = {
  create      = true
  name        = "a-name-of-thirty-letters-as-th/environmen12"
  kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000002"
}

query = {
  force_destroy = true
  inventory     = "Daily"
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000003"
  oldest_year   = 2020
}
