# What spans several values or looks outside the configuration. What concerns one variable is
# validated beside it, in variables-<stage>.tf; the account is checked by allowed_account_ids in
# providers.tf.
resource "terraform_data" "checks" {
  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "There is no zip at ${var.package}. Build it: make package"
    }

    precondition {
      condition     = local.names.source != local.names.ledger
      error_message = <<-EOT
        Source and ledger are the same bucket, ${local.names.ledger}: each record would
        make another. Name another bucket as source_bucket.name in
        envs/${var.environment}/terraform.tfvars.
      EOT
    }
  }
}

# A warning and not a refusal: a stack may well be tried before somebody watches it.
check "somebody_hears_the_alarms" {
  assert {
    condition     = !var.alarms.enabled || length(var.alarms.emails) > 0
    error_message = <<-EOT
      alarms.emails is empty, so no one is notified when an alarm of
      ${var.environment} fires. Write
      alarms = { emails = ["data-platform@example.com"] } in
      envs/${var.environment}/terraform.tfvars.
    EOT
  }
}
