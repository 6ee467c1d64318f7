output "alarms_key" {
  description = "Alias of the key of the alarms' topic: the root's alarms.kms_key_alias."
  value       = one(aws_kms_alias.alarms[*].name)
}

output "apply_role" {
  description = "Name of the role that applies."
  value       = aws_iam_role.apply.name
}

output "boundary" {
  description = "Name of the policy that bounds the stack's roles: the root's permissions_boundary."
  value       = aws_iam_policy.boundary.name
}

output "encryption_key" {
  description = "ARN of the key that encryption_key asks for: the root's encryption.kms_key_arn."
  value       = one(aws_kms_key.encryption[*].arn)
}

output "plan_role" {
  description = "Name of the role that plans."
  value       = aws_iam_role.plan.name
}

output "state_bucket" {
  description = "Name of the bucket that keeps the environment's state."
  value       = module.state_bucket.bucket.name
}
