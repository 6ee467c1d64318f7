# It needs no provider: it only checks values, and builds a declaration of them.
terraform {
  required_version = ">= 1.11"
}
