variable "source_bucket" {
  description = <<-EOT
    Bucket whose events are recorded. With create = false it is the existing bucket called name, of
    this account and in this region: the stack sets its notification and nothing else, and not even
    that when the trigger is "eventbridge"; kms_key_arn is the key that encrypts its objects.
    Otherwise the stack makes the bucket: versioning keeps every version of an object, and the other
    values are as in ledger_bucket.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    create               = optional(bool, true)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    name                 = optional(string)
    noncurrent_days      = optional(number)
    versioning           = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.source_bucket.create == (var.source_bucket.name == null)
    error_message = <<-EOT
      source_bucket.create and source_bucket.name contradict each other. For
      an existing bucket write create = false and its name; for a new one
      write create = true and no name, which is given.
    EOT
  }

  validation {
    condition = (
      var.source_bucket.name == null
      || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.source_bucket.name))
    )
    error_message = <<-EOT
      source_bucket.name is ${jsonencode(var.source_bucket.name)}, which is not a bucket's
      name. Write the bare name, as in "landing-zone": no s3://, no ARN.
    EOT
  }
}
