output "arn" {
  description = "ARN of the key; null: there is none."
  value       = var.arn == null ? var.fallback : var.arn
}
