variable "latest" {
  description = <<-EOT
    One document per object, which shows its present state. Off, because the journal answers the
    same (terraform/queries/state.sql), and the documents cost 6 dollars more for a million objects.
    tombstone_days: days after which the document of a deleted object is removed; null or left out
    means never.
  EOT
  type = object({
    enabled        = optional(bool, false)
    tombstone_days = optional(number)
  })
  default  = { tombstone_days = 7 }
  nullable = false

  # Deliveries older than that could bring a deleted object back.
  validation {
    condition = (
      var.latest.tombstone_days == null
      || try(var.latest.tombstone_days >= 2
      && floor(var.latest.tombstone_days) == var.latest.tombstone_days, false)
    )
    error_message = <<-EOT
      latest.tombstone_days is ${jsonencode(var.latest.tombstone_days)}. Write whole days, at
      least 2, as in 7, or null for never.
    EOT
  }
}

variable "ledger_bucket" {
  description = <<-EOT
    Bucket of the records. kms_key_arn: key that encrypts it; null: that of encryption, or S3's own.
    force_destroy: whether a destroy also removes the records. abort_multipart_days and
    noncurrent_days: days after which unfinished uploads, and replaced or deleted versions, are
    removed; null means never.
    restore_roles: ARNs of further roles that may put objects, to bring a ledger back from a copy.

    object_lock: makes a new ledger bucket in which no record of the journal can be overwritten or
    deleted for that many days, and nobody can take that back: with the mode "COMPLIANCE" nobody at
    all, with "GOVERNANCE" who has s3:BypassGovernanceRetention. Null: none.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    noncurrent_days      = optional(number)
    object_lock = optional(object({
      days = number
      mode = string
    }))
    restore_roles = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition = try(contains(["COMPLIANCE", "GOVERNANCE"], var.ledger_bucket.object_lock.mode),
      var.ledger_bucket.object_lock == null
    )
    error_message = <<-EOT
      ledger_bucket.object_lock.mode is
      ${jsonencode(try(var.ledger_bucket.object_lock.mode, null))}. Write "GOVERNANCE", or
      "COMPLIANCE", from which not even the account's root can free a record.
    EOT
  }

  # S3 takes a hundred years at most.
  validation {
    condition = try(
      var.ledger_bucket.object_lock.days >= 1 && var.ledger_bucket.object_lock.days <= 36500
      && floor(var.ledger_bucket.object_lock.days) == var.ledger_bucket.object_lock.days,
      var.ledger_bucket.object_lock == null
    )
    error_message = <<-EOT
      ledger_bucket.object_lock.days is
      ${jsonencode(try(var.ledger_bucket.object_lock.days, null))}. Write whole days, 1 to 36500,
      as in 2555 for seven years.
    EOT
  }

  # The bucket could never be emptied: a destroy would fail half-way.
  validation {
    condition = (
      try(var.ledger_bucket.object_lock.mode, "") != "COMPLIANCE"
      || !var.ledger_bucket.force_destroy
    )
    error_message = <<-EOT
      ledger_bucket.force_destroy cannot remove records that
      ledger_bucket.object_lock keeps with the mode "COMPLIANCE". Write
      force_destroy = false, or mode = "GOVERNANCE".
    EOT
  }

  validation {
    condition = alltrue([
      for arn in var.ledger_bucket.restore_roles :
      can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))
    ])
    error_message = <<-EOT
      ledger_bucket.restore_roles has what is not the ARN of a role:
      ${join(", ", [
    for arn in var.ledger_bucket.restore_roles : arn
    if !can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", arn))
])}.
      Write it in full. To see it: aws iam get-role --query Role.Arn --role-name <role>
    EOT
}
}
