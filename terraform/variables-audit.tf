variable "audit" {
  description = <<-EOT
    Who read, wrote and deleted what, as AWS itself records it, in buckets that no role of the stack
    can write into or delete from: a trail of CloudTrail, S3's access logs, and a message where
    anybody but the function writes into the ledger or deletes from it. Null: none of it.

    source_reads, source_writes: whether the trail has the reads of the sources' objects, and their
    writes and deletions. CloudTrail charges for each, also for the function's own reads:
    docs/audit.md has the price. The ledger's writes and deletions are always in it.

    access_logs: whether S3 logs each request to the ledger and to the sources that the stack made.
    The logs have a bucket of their own, because S3 cannot deliver them to one with a customer key
    or Object Lock. An existing source is left out: a bucket has one such setting, and it is its
    owner's.

    days: days after which all of it is removed; null means never. object_lock keeps the files of
    the trail as long as it says, with the modes of ledger_bucket; only a new bucket can have it.
    kms_key_arn: key that encrypts the files of the trail, whose policy has to let
    cloudtrail.amazonaws.com use it: docs/audit.md has it. Null: that of encryption, or S3's own;
    the access logs have S3's own in any case, because S3 delivers them under no other.
  EOT
  type = object({
    access_logs = optional(bool, true)
    days        = optional(number, 365)
    kms_key_arn = optional(string)
    object_lock = optional(object({
      days = number
      mode = string
    }))
    source_reads  = optional(bool, false)
    source_writes = optional(bool, true)
  })
  default = null

  validation {
    condition = try(var.audit.days, null) == null || try(
      var.audit.days >= 2 && floor(var.audit.days) == var.audit.days, false
    )
    error_message = <<-EOT
      audit.days is ${jsonencode(try(var.audit.days, null))}. Write whole days, at least 2, as in
      365, or null for never.
    EOT
  }

  validation {
    condition = try(
      contains(["COMPLIANCE", "GOVERNANCE"], var.audit.object_lock.mode),
      try(var.audit.object_lock, null) == null
    )
    error_message = <<-EOT
      audit.object_lock.mode is ${jsonencode(try(var.audit.object_lock.mode, null))}. Write
      "GOVERNANCE", or "COMPLIANCE", from which not even the account's root can free a file.
    EOT
  }

  # S3 takes a hundred years at most.
  validation {
    condition = try(
      var.audit.object_lock.days >= 1 && var.audit.object_lock.days <= 36500
      && floor(var.audit.object_lock.days) == var.audit.object_lock.days,
      try(var.audit.object_lock, null) == null
    )
    error_message = <<-EOT
      audit.object_lock.days is ${jsonencode(try(var.audit.object_lock.days, null))}. Write whole
      days, 1 to 36500, as in 365.
    EOT
  }

  # S3 hides what has expired, and removes it only once it is free.
  validation {
    condition = try(
      var.audit.object_lock.days <= var.audit.days,
      try(var.audit.object_lock, null) == null || try(var.audit.days, null) == null
    )
    error_message = <<-EOT
      audit.object_lock.days is ${jsonencode(try(var.audit.object_lock.days, null))} and audit.days
      is ${jsonencode(try(var.audit.days, null))}: files would be hidden before they are free.
      Write days = ${jsonencode(try(var.audit.object_lock.days, null))} or more, or null.
    EOT
  }

  validation {
    condition = var.audit == null || length(setintersection(
      values(local.names.source_buckets), [local.names.access_logs, local.names.audit_bucket]
    )) == 0
    error_message = <<-EOT
      audit needs the buckets ${local.names.audit_bucket} and
      ${local.names.access_logs}, but a source has such a name: the labels
      "access" and "audit" are taken with audit. Give that source another label, or another
      bucket.name.
    EOT
  }
}
