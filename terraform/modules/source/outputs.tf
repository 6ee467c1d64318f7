output "filter" {
  description = "Prefix and suffixes of the keys to record, as they are; no suffix: every key."
  value       = { prefix = local.filter.prefix, suffixes = compact(local.filter.suffixes) }
}

output "owns_notification" {
  description = "Whether the stack sets the notification of the bucket."
  value       = local.owns_notification
}

output "rules" {
  description = "Rules of the stack in the bucket's notification: id, events and encoded filter."
  value       = local.rules
}

output "triggers" {
  description = "Trigger, and for the minutes of a switch the one that it replaces."
  value       = compact([var.trigger, var.switching_from])
}
