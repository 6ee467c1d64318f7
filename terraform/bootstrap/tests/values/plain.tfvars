# An environment whose values the tests of the module bootstrap read.
name        = "object-ledger"
environment = "test"
region      = "eu-west-1"
account_id  = "123456789012"
trigger     = "direct"
filter      = { prefix = "", suffix = "" }

source_bucket = {
  create        = true
  name          = null
  kms_key_arn   = null
  force_destroy = false
}

ledger_bucket = {
  kms_key_arn   = null
  force_destroy = false
}

parameter_context = null
