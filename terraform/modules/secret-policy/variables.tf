variable "endpoint" {
  description = "Host of Secrets Manager, as the condition kms:ViaService has it."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the customer key that encrypts the secret; null means AWS's own key."
  type        = string
  default     = null
}

variable "secret_arn" {
  description = "ARN of the secret, as a resource of a policy has it."
  type        = string
  nullable    = false
}
