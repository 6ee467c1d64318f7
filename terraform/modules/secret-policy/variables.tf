variable "account" {
  description = "The account to live in: its number, region, partition and DNS suffix."
  type = object({
    dns_suffix = string
    id         = string
    partition  = string
    region     = string
  })
  nullable = false
}

variable "kms_key_arn" {
  description = "ARN of the customer key that encrypts the secret; null means AWS's own key."
  type        = string
  default     = null
}

variable "name" {
  description = "Name of the secret."
  type        = string
  nullable    = false
}
