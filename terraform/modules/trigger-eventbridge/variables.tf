variable "alias" {
  description = "The alias to invoke: its ARN, name, function and version."
  type = object({
    arn           = string
    function_name = string
    name          = string
    version       = string
  })
  nullable = false
}

variable "events" {
  description = "The S3 events that invoke it."
  type        = set(string)
  nullable    = false
}

variable "failure_queue" {
  description = "ARN and name of the queue that keeps the events that could not be delivered."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "filter" {
  description = "Which keys: those with this prefix and one of these suffixes, not encoded."
  type = object({
    prefix   = string
    suffixes = list(string)
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
  description = "The bucket that is watched: its ARN, name and account."
  type = object({
    account_id = string
    arn        = string
    name       = string
  })
  nullable = false
}
