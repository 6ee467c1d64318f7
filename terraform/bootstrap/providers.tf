# Terraform prints the next line when it refuses an account, so it carries the cure.
provider "aws" { # refused? Use credentials of the account_id in envs/<env>/terraform.tfvars
  region              = local.values.region
  allowed_account_ids = [local.values.account_id]

  default_tags {
    tags = merge(try(local.values.tags, {}), {
      Application = local.values.name
      Environment = local.values.environment
      ManagedBy   = "terraform"
    })
  }
}
