# An environment whose values the tests of the module bootstrap read.
name        = "object-ledger"
environment = "test"
region      = "eu-west-1"
account_id  = "123456789012"

sources = { source = {} }

ledger_bucket = {
  kms_key_arn   = null
  force_destroy = false
}

parameter_context = null
