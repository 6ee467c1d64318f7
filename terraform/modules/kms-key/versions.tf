# It needs no provider: it only checks an ARN.
terraform {
  required_version = ">= 1.11"
}
