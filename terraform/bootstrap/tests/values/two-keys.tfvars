# On top of the others: sources with customer keys of their own.
sources = {
  one   = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/one" } }
  other = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/other" } }
}
