output "text" {
  description = "Text as a resource of a policy compares it."
  value       = local.literal
}
