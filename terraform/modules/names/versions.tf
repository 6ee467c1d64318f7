# It needs no provider: it only builds names.
terraform {
  required_version = ">= 1.11"
}
