output "json" {
  description = "Policy, in JSON."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

output "statements" {
  description = "Statements of the policy, for a policy that has others too."
  value       = local.statements
}
