variable "alias" {
  description = "Alias to invoke: its ARN, name, function and version."
  type = object({
    arn           = string
    function_name = string
    name          = string
    version       = string
  })
  nullable = false
}

variable "events" {
  description = "S3 events that invoke the alias."
  type        = set(string)
  nullable    = false
}

variable "failure_queue" {
  description = "ARN and name of the queue of the events that could not be delivered."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "filter" {
  description = "Prefix and suffixes of the keys to take, not encoded; or several prefixes."
  type = object({
    prefix   = optional(string, "")
    prefixes = optional(list(string), [])
    suffixes = optional(list(string), [])
  })
  nullable = false
}

variable "rule" {
  description = "ARN and name of the rule."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "source_bucket" {
  description = "Bucket whose events are recorded: its ARN, name and account."
  type = object({
    account_id = string
    arn        = string
    name       = string
  })
  nullable = false
}

variable "statement_id" {
  description = "Id of the permission in the policy of the alias."
  type        = string
  nullable    = false
}
