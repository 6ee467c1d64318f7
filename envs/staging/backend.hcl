# The twelve digits are a placeholder for the account of terraform.tfvars.
bucket       = "object-ledger-state-staging-222222222222"
key          = "object-ledger.tfstate"
region       = "eu-west-1"
use_lockfile = true
encrypt      = true
