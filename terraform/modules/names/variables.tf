variable "account" {
  description = "Account to deploy to: its number, region, partition and DNS suffix."
  type = object({
    dns_suffix = string
    id         = string
    partition  = string
    region     = string
  })
  nullable = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
  nullable    = false
}

variable "existing_source_bucket" {
  description = "Name of the source bucket where the stack does not make it; null: the stack does."
  type        = string
  default     = null
}

variable "name" {
  description = "Name of the stack."
  type        = string
  nullable    = false
}

variable "parameter_context" {
  description = "Name of the secret that holds the parameters; null: there is none."
  type        = string
  default     = null
}

variable "permissions_boundary" {
  description = "Name of the policy that bounds the roles; null: the one of make bootstrap."
  type        = string
  default     = null
}

variable "state" {
  description = "Bucket and key of the stack's state; null: no ARNs of a state."
  type = object({
    bucket = string
    key    = string
  })
  default = null
}
