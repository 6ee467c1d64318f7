variable "dashboard" {
  description = <<-EOT
    A dashboard of CloudWatch, with a question above each widget: docs/dashboard.md. enabled:
    whether there is one; the first three of an account are free, each further one is 3 dollars a
    month.
  EOT
  type = object({
    enabled = optional(bool, true)
  })
  default  = {}
  nullable = false
}
