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
