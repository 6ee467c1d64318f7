# The twelve digits are a placeholder for the account of terraform.tfvars.
bucket       = "object-ledger-state-prod-333333333333"
key          = "object-ledger.tfstate"
region       = "eu-west-1"
use_lockfile = true
encrypt      = true
