# Because no workflow comes to an emulator, this is no repository of anybody.
github = {
  owner           = "example"
  owner_id        = "1001"
  repository      = "object-ledger"
  repository_id   = "2002"
  create_provider = true
  subject         = "ids"
}

state_noncurrent_days = null # because nothing here lives for days, and the rules take a minute

encryption_key = false # true makes the key for encryption: docs/encryption.md.
