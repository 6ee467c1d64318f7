output "invocation" {
  description = "Permission to invoke the alias, and its target, for the tests."
  value = {
    function_name = aws_lambda_permission.rule.function_name
    pattern       = aws_cloudwatch_event_rule.this.event_pattern
    qualifier     = aws_lambda_permission.rule.qualifier
    source_arn    = aws_lambda_permission.rule.source_arn
    target        = aws_cloudwatch_event_target.alias.arn
  }
}

output "notification" {
  description = "Target of S3's notification for this trigger: EventBridge, a function or a queue."
  value = {
    eventbridge  = true
    function_arn = null
    queue_arn    = null
  }

  # EventBridge forgets what no rule takes.
  depends_on = [aws_cloudwatch_event_target.alias]
}

output "rule" {
  description = "Name of the rule."
  value       = aws_cloudwatch_event_rule.this.name
}
