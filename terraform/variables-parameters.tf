variable "parameter_context" {
  description = <<-EOT
    Secret whose keys are the function's sensitive parameters. create: whether the stack makes it,
    empty; otherwise it is the existing secret called name. kms_key_arn: its customer key; null:
    that of encryption where the stack makes it, or AWS's own. cache_seconds: time for which the
    function uses what it has read.
    recovery_days: days in which the secret can be restored after a destroy. Null: the function may
    read no secret.
  EOT
  type = object({
    cache_seconds = optional(number, 300)
    create        = optional(bool, true)
    kms_key_arn   = optional(string)
    name          = string
    recovery_days = optional(number, 30)
  })
  default = null

  validation {
    condition = try(
      var.parameter_context.cache_seconds >= 0 && var.parameter_context.cache_seconds <= 86400
      && floor(var.parameter_context.cache_seconds) == var.parameter_context.cache_seconds,
      var.parameter_context == null
    )
    error_message = <<-EOT
      parameter_context.cache_seconds is not a number of seconds from 0 to
      86400. Write one, as in 300.
    EOT
  }

  validation {
    condition = try(
      contains(concat([0], range(7, 31)), var.parameter_context.recovery_days),
      var.parameter_context == null
    )
    error_message = <<-EOT
      parameter_context.recovery_days is none that AWS offers. Write 7 to 30, or
      0 to delete the secret for good at once.
    EOT
  }

  validation {
    condition = (
      var.parameter_context == null
      || can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.parameter_context.name))
    )
    error_message = <<-EOT
      parameter_context.name is not the name of a secret. Write its name, not
      its ARN: letters, digits and / _ + = . @ -, as in "object-ledger/dev".
    EOT
  }
}
