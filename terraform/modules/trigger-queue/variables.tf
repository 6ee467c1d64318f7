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

variable "failure_queue" {
  description = "ARN and name of the queue of the events that could not be delivered."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "function_timeout" {
  description = "Seconds that the function may work on a batch."
  type        = number
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts both queues; null means SQS's own key."
  type        = string
  default     = null
}

variable "queue" {
  description = "ARN and name of the queue."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "settings" {
  description = "Settings of the queue: the root's variable queue."
  type = object({
    batch_size          = number
    maximum_concurrency = number
    maximum_receives    = number
    window_seconds      = number
  })
  nullable = false
}

variable "source_buckets" {
  description = "Buckets of one account whose events are recorded, by label: ARN, name and account."
  type = map(object({
    account_id = string
    arn        = string
    name       = string
  }))
  nullable = false
}
