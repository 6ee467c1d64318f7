output "arns" {
  description = "ARNs, by what they are of. A star stands for what AWS names."
  value       = local.arns
}

output "endpoints" {
  description = "Hosts of services, as the condition kms:ViaService has them."
  value = {
    for service in ["dynamodb", "kinesis", "lambda", "s3", "secretsmanager", "sqs"] :
    service => "${service}.${var.account.region}.${var.account.dns_suffix}"
  }
}

output "names" {
  description = "Names, by resource."
  value       = local.names
}

output "queues" {
  description = "ARN and name of each queue."
  value       = local.queues
}

output "suffixes" {
  description = "End of the names of what there is one for each source, by label."
  value       = local.suffixes
}
