variable "alarms" {
  description = <<-EOT
    Alarms, and the e-mail addresses that they are sent to. Each address has to confirm once, in an
    e-mail from AWS. kms_key_alias: alias of the key that encrypts the topic, without "alias/"; make
    bootstrap makes it. Null leaves the topic to SNS's own encryption.
  EOT
  type = object({
    emails        = optional(set(string), [])
    enabled       = optional(bool, true)
    kms_key_alias = optional(string)
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
}
