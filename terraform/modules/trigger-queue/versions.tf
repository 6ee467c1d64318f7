# The root decides the versions.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
