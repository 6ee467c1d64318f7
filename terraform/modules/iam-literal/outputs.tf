output "text" {
  description = "The text, as a resource of a policy compares it."
  value       = local.literal
}
