variable "latest" {
  description = <<-EOT
    One document per object, which shows its present state. It doubles the requests. tombstone_days:
    days after which the document of a deleted object is removed; null or left out means never.
  EOT
  type = object({
    enabled        = optional(bool, true)
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

  # Without them a document would go on showing an object that is deleted.
  validation {
    condition = !var.latest.enabled || alltrue([
      for kind in ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"] :
      contains(var.events, kind) || length(setsubtract([
        for event, of in local.known_events : event if of == kind
      ], var.events)) == 0
    ])
    error_message = <<-EOT
      latest.enabled needs events to have "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*" and "s3:LifecycleExpiration:*", or a document would
      go on showing an object that is gone. Add them to events, or write
      latest = { enabled = false }.
    EOT
  }
}

variable "ledger_bucket" {
  description = <<-EOT
    Bucket of the records. kms_key_arn: key that encrypts it; null means S3's own. force_destroy:
    whether a destroy also removes the records. abort_multipart_days and noncurrent_days: days after
    which unfinished uploads, and replaced or deleted versions, are removed; null means never.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    noncurrent_days      = optional(number)
  })
  default  = {}
  nullable = false
}
