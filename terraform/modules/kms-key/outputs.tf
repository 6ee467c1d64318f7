output "arn" {
  description = "The ARN; null: there is none."
  value       = var.arn
}
