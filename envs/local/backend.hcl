bucket       = "object-ledger-state-local-123456789012"
key          = "object-ledger.tfstate"
region       = "eu-west-1"
use_lockfile = true
encrypt      = true
