# Values on top of those of envs/local, with which every statement of every policy is there.
sources = {
  source = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" } }
  second = { filter = { prefix = "in/" } }
}
ledger_bucket = {
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/ledger"
  object_lock   = { mode = "GOVERNANCE", days = 30 }
}
function = { tracing = true }
parameter_context = {
  name        = "object-ledger/local"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/secret"
}
query = {
  force_destroy = true
  inventory     = "Daily"
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/results"
  oldest_year   = 2026
}
permissions_boundary = "object-ledger-boundary-local"
