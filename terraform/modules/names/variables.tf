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

variable "changes" {
  description = "Names of the tables whose changes are written, by label; null where one is named here."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "environment" {
  description = "Name of the environment."
  type        = string
  nullable    = false
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

variable "sources" {
  description = "Names of the source buckets, by label; null where a bucket is given its name here."
  type        = map(string)
  nullable    = false
}

variable "state" {
  description = "Bucket and key of the stack's state; null: no ARNs of a state."
  type = object({
    bucket = string
    key    = string
  })
  default = null
}
