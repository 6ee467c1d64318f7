variable "abort_multipart_days" {
  description = "Days after which an unfinished multipart upload is removed; null means never."
  type        = number
  default     = null

  validation {
    condition = var.abort_multipart_days == null || try(
      var.abort_multipart_days >= 1 && floor(var.abort_multipart_days) == var.abort_multipart_days,
      false
    )
    error_message = <<-EOT
      ${var.settings_prefix}abort_multipart_days is ${jsonencode(var.abort_multipart_days)}. Write
      whole days, at least 1, as in 7, or null for never.
    EOT
  }
}

variable "arn" {
  description = "ARN of the bucket."
  type        = string
  nullable    = false
}

variable "expirations" {
  description = "Rules that remove objects some days after they were written, by prefix and tag."
  type = map(object({
    days      = number
    prefix    = string
    tag_key   = optional(string)
    tag_value = optional(string)
  }))
  default  = {}
  nullable = false
}

variable "force_destroy" {
  description = "Whether a destroy of the bucket also removes its objects."
  type        = bool
  default     = false
  nullable    = false
}

variable "inventories" {
  description = "Buckets whose inventories S3 may write, and below which prefix; null: none."
  type = object({
    account_id  = string
    prefix      = string
    source_arns = list(string)
  })
  default = null
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the objects; null means S3's own key."
  type        = string
  default     = null
}

variable "name" {
  description = "Name of the bucket."
  type        = string
  nullable    = false
}

variable "noncurrent_days" {
  description = "Days after which a replaced or deleted version is removed; null means never."
  type        = number
  default     = null

  validation {
    condition = var.noncurrent_days == null || try(
      var.noncurrent_days >= 1 && floor(var.noncurrent_days) == var.noncurrent_days, false
    )
    error_message = <<-EOT
      ${var.settings_prefix}noncurrent_days is ${jsonencode(var.noncurrent_days)}. Write whole
      days, at least 1, as in 30, or null for never.
    EOT
  }
}

variable "object_days" {
  description = "Days after which every object is removed; null means never."
  type        = number
  default     = null
}

variable "object_lock" {
  description = "Whether the bucket is made with Object Lock, which cannot be taken back."
  type        = bool
  default     = false
  nullable    = false
}

variable "service_writer" {
  description = <<-EOT
    The AWS service that alone may write here, and nobody else may take anything away: its name, the
    prefix of what it writes, on behalf of which resources it does, further conditions of its puts,
    and whether it reads the bucket's ACL before; null: no such service.
  EOT
  type = object({
    conditions  = map(string)
    prefix      = string
    reads_acl   = bool
    service     = string
    source_arns = list(string)
  })
  default = null
}

variable "settings_prefix" {
  description = "Beginning of the names of the settings that hold the days, for messages."
  type        = string
  nullable    = false
}

variable "versioning" {
  description = "Whether every version of an object is kept."
  type        = bool
  default     = true
  nullable    = false
}

variable "write_once_prefixes" {
  description = "Prefixes below which no object can be overwritten."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "writers" {
  description = <<-EOT
    ARNs of the only roles that may put objects, and the prefixes below which every role with the
    right to may; null: no restriction.
  EOT
  type = object({
    except_prefixes = list(string)
    roles           = list(string)
  })
  default = null
}
