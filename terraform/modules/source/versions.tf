# It needs no provider: it only checks settings, and puts them in the form that S3 takes.
terraform {
  required_version = ">= 1.11"
}
