# The twelve digits are a placeholder for the account of terraform.tfvars.
bucket       = "object-ledger-state-dev-111111111111"
key          = "object-ledger.tfstate"
region       = "eu-west-1"
use_lockfile = true
encrypt      = true
