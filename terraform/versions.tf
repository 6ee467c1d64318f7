terraform {
  required_version = ">= 1.11"

  # Every value comes from envs/<env>/backend.hcl.
  backend "s3" {}

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
