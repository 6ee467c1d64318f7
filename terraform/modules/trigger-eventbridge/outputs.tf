output "failures" {
  description = "The queues where this trigger keeps what it could not deliver, by its name."
  value = {
    eventbridge = {
      arn  = var.failure_queue.arn
      name = aws_sqs_queue.failures.name
      url  = aws_sqs_queue.failures.url
    }
  }
}

output "invocation" {
  description = "Who may invoke what, and what is invoked: for the tests."
  value = {
    function_name = aws_lambda_permission.rule.function_name
    pattern       = aws_cloudwatch_event_rule.this.event_pattern
    qualifier     = aws_lambda_permission.rule.qualifier
    source_arn    = aws_lambda_permission.rule.source_arn
    target        = aws_cloudwatch_event_target.alias.arn
  }
}

output "notification" {
  description = "What S3 is to notify when this is the trigger: EventBridge, a function or a queue."
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
