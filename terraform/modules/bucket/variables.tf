variable "abort_multipart_days" {
  description = "Days after which an unfinished multipart upload is removed; null means never."
  type        = number
  default     = null
}

variable "arn" {
  description = "ARN of the bucket."
  type        = string
  nullable    = false
}

variable "expirations" {
  description = "Objects that are removed some days after they were written, by prefix and tag."
  type = map(object({
    days      = number
    prefix    = string
    tag_key   = string
    tag_value = string
  }))
  default  = {}
  nullable = false
}

variable "force_destroy" {
  description = "Whether destroying the bucket destroys the objects in it."
  type        = bool
  default     = false
  nullable    = false
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
}

variable "versioning" {
  description = "Whether every version of an object is kept."
  type        = bool
  default     = true
  nullable    = false
}

variable "writers" {
  description = <<-EOT
    ARNs of the roles that alone may put objects, and the prefix below which all may who have the
    right to; null means everywhere.
  EOT
  type = object({
    except_prefix = string
    roles         = list(string)
  })
  default = null
}
