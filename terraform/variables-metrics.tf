variable "metrics" {
  description = <<-EOT
    Metrics that the function sends about its events: docs/metrics.md lists them. enabled: whether
    it does; CloudWatch takes 0.30 dollars a month for each.
  EOT
  type = object({
    enabled = optional(bool, true)
  })
  default  = {}
  nullable = false
}
