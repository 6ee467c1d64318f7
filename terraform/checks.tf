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
      condition     = var.changes == null || fileexists(var.changes_package)
      error_message = "There is no zip at ${var.changes_package}. Build it: make package"
    }

    # IAM refuses it only in the middle of an apply.
    precondition {
      condition     = local.changes_role_size <= 10240
      error_message = <<-EOT
        changes has ${length(local.changes)} labels, which is too many: the policies of the
        function's role would have ${local.changes_role_size} characters of 10240. Take some out, or
        write the rest with a stack of its own, which has another name.
      EOT
    }

    # A bucket has one notification: each of two labels would overwrite the other's.
    precondition {
      condition = length(local.buckets_with_two_labels) == 0
      error_message = <<-EOT
        sources has two labels for one bucket:
        ${join(", ", [
      for bucket in local.buckets_with_two_labels : join(" ", concat([bucket, "is"], [
        join(" and ", [
          for label, name in local.names.source_buckets : label if name == bucket
        ])
      ]))
])}.
        Keep one of them, with the events and the suffixes of both.
      EOT
}

precondition {
  condition = !contains(values(local.names.source_buckets), local.names.ledger)
  error_message = <<-EOT
        sources.${join(", ", [
  for label, name in local.names.source_buckets : label if name == local.names.ledger
])} is the ledger's own bucket, ${local.names.ledger}: each record would
        make another. Name another bucket as bucket.name of that source in
        envs/${var.environment}/terraform.tfvars.
      EOT
}

# A list that AWS refuses only in the middle of an apply. limits.tf counts.
precondition {
  condition = length(local.exceeded) == 0
  error_message = <<-EOT
        sources has ${length(local.sources)} labels, which is too many:
        ${join("\n        ", [
  for limit in local.exceeded : join(" ", [
    limit.what, "would have", limit.size, limit.unit, "of", limit.maximum, "and have room for",
    limit.fits, "of them",
  ])
])}
        Take some out, shorten names, prefixes or the workflow's settings, or record
        the rest with a stack of its own, which has another name.
      EOT
}
}
}

locals {
  buckets_with_two_labels = [
    for bucket in distinct(values(local.names.source_buckets)) : bucket
    if length([for name in values(local.names.source_buckets) : name if name == bucket]) > 1
  ]
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
