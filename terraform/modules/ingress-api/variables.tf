variable "account_id" {
  description = "Number of the account that owns the buckets."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "ARN and name of the bucket of the documents."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "execution_arn" {
  description = "How the ARN begins with which an IAM policy names calls of an API."
  type        = string
  nullable    = false
}

variable "integrations_arn" {
  description = "How the ARN begins with which API Gateway names another service."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the objects; null means S3's own key."
  type        = string
  default     = null
}

variable "log_group" {
  description = "ARN and name of the log group of the requests, and its key; null means AWS's own."
  type = object({
    arn         = string
    kms_key_arn = optional(string)
    name        = string
  })
  nullable = false
}

variable "logging_role" {
  description = "ARN and name of the role with which the account's APIs write logs."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "name" {
  description = "Name of the API, of its role and its user pool, and beginning of its usage plans'."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds what the roles may do; null: no boundary."
  type        = string
  default     = null
}

variable "region" {
  description = "Region of the API."
  type        = string
  nullable    = false
}

variable "role_arn" {
  description = "ARN of the role that the API takes, which has its name."
  type        = string
  nullable    = false
}

variable "s3_endpoint" {
  description = "Host of S3, as the condition kms:ViaService has it."
  type        = string
  nullable    = false
}

variable "settings" {
  description = "Settings of the API: the root's variable ingress."
  type = object({
    api_keys = map(object({
      key_id = string
      quota = object({
        limit  = number
        period = string
      })
      throttle = optional(object({
        burst = number
        rate  = number
      }))
    }))
    authorization = object({
      authorizer = optional(object({
        cache_seconds = number
        function_arn  = string
      }))
      cognito = optional(object({
        client_id     = string
        user_pool_arn = string
      }))
      kind = string
    })
    domain = optional(object({
      certificate_arn = string
      name            = string
    }))
    force_destroy        = bool
    log_retention_days   = number
    sets_account_logging = bool
    throttle = object({
      burst = number
      rate  = number
    })
    web_acl_arn = optional(string)
  })
  nullable = false
}

variable "status_bucket" {
  description = "Bucket that tells what became of a document: ARN, name and key; null: no GET."
  type = object({
    arn         = string
    kms_key_arn = optional(string)
    name        = string
  })
  default = null
}
