# It needs no provider: it only escapes a text.
terraform {
  required_version = ">= 1.11"
}
