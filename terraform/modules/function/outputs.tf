output "code_sha256" {
  description = "SHA-256, in base64, of the newest code."
  # Not code_sha256: after an apply that changes the code, the provider still has the old one there.
  value = aws_lambda_function.this.source_code_hash
}

output "environment" {
  description = "Environment variables of the function, for the tests."
  value       = var.environment
}

output "failures" {
  description = "Queue of the events on which every attempt failed."
  value = {
    arn  = var.failure_queue.arn
    name = aws_sqs_queue.failures.name
    url  = aws_sqs_queue.failures.url
  }
}

output "live" {
  description = "Alias that a trigger targets."
  value = {
    arn           = var.live_arn
    function_name = aws_lambda_alias.live.function_name
    name          = aws_lambda_alias.live.name
    version       = aws_lambda_alias.live.function_version
  }

  # No trigger gets the alias before the role may work and failures have a place to go.
  depends_on = [aws_iam_role_policy.this, aws_lambda_function_event_invoke_config.live]
}

output "log_group" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.this.name
}

output "own_policies" {
  description = "Policies that the module itself gives the role, in JSON, by name."
  value       = merge(local.own_policies, local.key_policies, local.network_policies)
}

output "policies" {
  description = "Policies of the role, in JSON, by name, for the tests."
  value       = { for name, policy in aws_iam_role_policy.this : name => policy.policy }
}
