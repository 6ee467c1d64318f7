# Terraform prints the next line when it refuses an account, so it carries the cure.
provider "aws" { # refused? Use credentials of the account_id in envs/<env>/terraform.tfvars
  region              = var.region
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = merge(var.tags, {
      Application = var.name
      Environment = var.environment
      ManagedBy   = "terraform"
    })
  }
}
