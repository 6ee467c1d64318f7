variable "arn" {
  description = "ARN of the key; null: the setting names none."
  type        = string
  default     = null

  validation {
    condition = var.arn == null || can(regex(
      "^arn:[a-z-]+:kms:${var.region}:[0-9]{12}:key/[A-Za-z0-9-]+$", var.arn
    ))
    error_message = <<-EOT
      ${var.setting} is not the ARN of a key in ${var.region}:
      ${jsonencode(var.arn)}
      Write it in full, not an alias, or null for AWS's own key. To see it:
      aws kms describe-key --query KeyMetadata.Arn --key-id <key>
    EOT
  }
}

variable "fallback" {
  description = "ARN of the key that is taken where arn is null; null: none."
  type        = string
  default     = null
}

variable "region" {
  description = "Region that the key has to be in."
  type        = string
  nullable    = false
}

variable "setting" {
  description = "Name of the setting that the ARN was written in, for the message that refuses it."
  type        = string
  nullable    = false
}
