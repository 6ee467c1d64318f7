# On top of the others: an API whose account has its log role from somebody else.
ingress = {
  authorization        = { kind = "iam" }
  sets_account_logging = false
}
