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

variable "failure_bucket_arn" {
  description = "ARN of the bucket of the batches that Lambda gave up."
  type        = string
  nullable    = false
}

variable "settings" {
  description = "How Lambda reads the stream, and when it gives a batch up."
  type = object({
    batch_size        = number
    filter            = string
    max_age_hours     = number
    parallelization   = number
    retries           = number
    starting_position = string
    window_seconds    = number
  })
  nullable = false
}

variable "stream_arn" {
  description = "ARN of the stream: DynamoDB's or Kinesis'."
  type        = string
  nullable    = false
}
