# Placeholders: put your repository's in their place. gh api repos/{owner}/{repo} has them.
github = {
  owner           = "OWNER"
  owner_id        = "0"
  repository      = "object-ledger"
  repository_id   = "0"
  create_provider = true # false where the account has GitHub's OIDC provider already
  subject         = "ids"
}

state_noncurrent_days = 90

encryption_key = false # true makes the key for encryption: docs/encryption.md.
