variable "canary" {
  description = "Version newer than the pinned one, and its share of the events; null: none."
  type = object({
    version = string
    weight  = number
  })
  default = null

  validation {
    condition     = var.canary == null || can(regex("^[1-9][0-9]*$", var.canary.version))
    error_message = <<-EOT
      release.canary.version is ${jsonencode(one(var.canary[*].version))}, which is not the
      number of a published version. Write one, as in "8".
    EOT
  }
}

variable "description" {
  description = "Purpose of the function, in a few words."
  type        = string
  nullable    = false
}

variable "endpoints" {
  description = "Hosts of Lambda and SQS, as kms:ViaService has them; needed with a key."
  type        = object({ lambda = string, sqs = string })
  default     = null
}

variable "environment" {
  description = "Environment variables of the function. Nothing secret."
  type        = map(string)
  nullable    = false

  # Lambda measures them as JSON. The digits of its base64 count the bytes, three in four: length()
  # would count characters.
  validation {
    condition = (
      floor(length(trim(base64encode(jsonencode(var.environment)), "=")) * 3 / 4) <= 4096
    )
    error_message = <<-EOT
      The environment variables of ${var.name} have
      ${floor(length(trim(base64encode(jsonencode(var.environment)), "=")) * 3 / 4)}
      bytes as JSON, and Lambda takes 4096. Shorten the longest, which is the
      stack's value of the same name:
      ${join(", ", [
    for name, value in var.environment :
    "${name} ${floor(length(trim(base64encode(jsonencode(value)), "=")) * 3 / 4)}"
])}.
    EOT
}
}

variable "failure_queue" {
  description = "ARN and name of the queue of the events on which every attempt failed."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "handler" {
  description = "Class that Lambda calls."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the key of variables, snapshots, logs and failures; null means AWS's own."
  type        = string
  default     = null
}

variable "live_arn" {
  description = "ARN of the alias live."
  type        = string
  nullable    = false
}

variable "log_group" {
  description = "ARN and name of the log group."
  type = object({
    arn  = string
    name = string
  })
  nullable = false
}

variable "name" {
  description = "Name of the function and of its role."
  type        = string
  nullable    = false
}

variable "network" {
  description = "VPC of the function: how ARNs of its parts begin, and ids; null: it is in none."
  type = object({
    arn             = string
    security_groups = list(string)
    subnets         = list(string)
  })
  default = null
}

variable "package" {
  description = "Path of the function's zip."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the policy that bounds what the role may do; null means none."
  type        = string
  default     = null
}

variable "policies" {
  description = "Policies of the role beside those of every function, in JSON, by name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "retries" {
  description = "Retries of an asynchronous event, and its maximum age."
  type = object({
    maximum_attempts          = number
    maximum_event_age_seconds = number
  })
  nullable = false
}

variable "runtime" {
  description = "Lambda's name of the runtime."
  type        = string
  nullable    = false
}

variable "settings" {
  description = "Settings of the function: the root's variable function."
  type = object({
    architecture         = string
    log_level            = string
    log_retention_days   = number
    memory_size          = number
    pinned_version       = string
    reserved_concurrency = number
    snap_start           = bool
    timeout              = number
    tracing              = bool
  })
  nullable = false

  validation {
    condition = (
      var.settings.pinned_version == null
      || can(regex("^[1-9][0-9]*$", var.settings.pinned_version))
    )
    error_message = <<-EOT
      function.pinned_version, or in a release release.version, is
      ${jsonencode(var.settings.pinned_version)}, which is not the number of a published
      version. Write one, as in "7", or pinned_version = null for the newest.
    EOT
  }
}
