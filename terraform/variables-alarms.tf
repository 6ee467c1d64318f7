variable "alarms" {
  description = <<-EOT
    Alarms, and the e-mail addresses that they are sent to. Each address has to confirm once, in an
    e-mail from AWS. kms_key_alias: alias of the key that encrypts the topic, without "alias/"; make
    bootstrap makes it. Null: the key of encryption, or SNS's own. lag_seconds: how long after it
    happens an event may be recorded. silence_minutes: how long no event of a source may be
    recorded; quiet_sources: labels of those of which none need be. Null: no such alarm.
  EOT
  type = object({
    emails          = optional(set(string), [])
    enabled         = optional(bool, true)
    kms_key_alias   = optional(string)
    lag_seconds     = optional(number)
    quiet_sources   = optional(set(string), [])
    silence_minutes = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for email in var.alarms.emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))
    ])
    error_message = <<-EOT
      alarms.emails has a value that is no e-mail address: ${join(", ", var.alarms.emails)}.
      Write addresses, as in ["data-platform@example.com"].
    EOT
  }

  # The roles of terraform/bootstrap may look for this one only.
  validation {
    condition = (
      var.alarms.kms_key_alias == null
      ? true
      : var.alarms.kms_key_alias == module.names.names.alarms
    )
    error_message = <<-EOT
      alarms.kms_key_alias is ${jsonencode(var.alarms.kms_key_alias)}. Write
      "${module.names.names.alarms}", which make bootstrap makes, or null for none.
    EOT
  }

  validation {
    condition = (
      var.alarms.lag_seconds == null || try(
        var.alarms.lag_seconds >= 1 && var.alarms.lag_seconds <= 1209600
        && floor(var.alarms.lag_seconds) == var.alarms.lag_seconds, false
      )
    )
    error_message = <<-EOT
      alarms.lag_seconds is ${jsonencode(var.alarms.lag_seconds)}. Write whole seconds, 1 to
      1209600, as in 600, or null for no alarm.
    EOT
  }

  # CloudWatch looks back over a day at most, and gets metrics out of a log minutes late.
  validation {
    condition = (
      var.alarms.silence_minutes == null || try(
        var.alarms.silence_minutes >= 5 && var.alarms.silence_minutes <= 1440
        && floor(var.alarms.silence_minutes) == var.alarms.silence_minutes, false
      )
    )
    error_message = <<-EOT
      alarms.silence_minutes is ${jsonencode(var.alarms.silence_minutes)}. Write whole minutes, 5 to
      1440, as in 120, or null for no alarm.
    EOT
  }

  validation {
    condition     = length(setsubtract(var.alarms.quiet_sources, keys(local.sources))) == 0
    error_message = <<-EOT
      alarms.quiet_sources has a label that sources has not:
      ${join(", ", setsubtract(var.alarms.quiet_sources, keys(local.sources)))}. Write labels of
      ${join(", ", keys(local.sources))}.
    EOT
  }

  validation {
    condition = var.metrics.enabled || (
      var.alarms.lag_seconds == null && var.alarms.silence_minutes == null
    )
    error_message = <<-EOT
      alarms.lag_seconds and alarms.silence_minutes watch metrics that the function does not send:
      metrics.enabled is false. Write metrics = { enabled = true }, or null for both.
    EOT
  }
}
