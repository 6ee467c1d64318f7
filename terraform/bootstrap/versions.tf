terraform {
  required_version = ">= 1.11"

  # The state is kept in the very bucket that this makes: .make/deploy/bootstrap says how.
  backend "s3" {}

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
    # Part of Terraform itself: it reads values files.
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
