# A module that is used alone says what it is written for; the root's lock file says which version
# it is. A test compares this with terraform/versions.tf.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
