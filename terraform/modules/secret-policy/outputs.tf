output "json" {
  description = "The policy, in JSON."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

output "statements" {
  description = "The statements of the policy, for a policy that has others too."
  value       = local.statements
}
