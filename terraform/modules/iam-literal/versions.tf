# It needs no provider: it only writes a policy.
terraform {
  required_version = ">= 1.11"
}
