output "failures" {
  description = "The queues where this trigger keeps what it could not deliver: none."
  value       = {}
}

output "invocation" {
  description = "Who may invoke what, and what is invoked: for the tests."
  value = {
    function_name  = aws_lambda_permission.source_bucket.function_name
    qualifier      = aws_lambda_permission.source_bucket.qualifier
    source_account = aws_lambda_permission.source_bucket.source_account
    source_arn     = aws_lambda_permission.source_bucket.source_arn
    target         = var.alias.arn
  }
}

output "notification" {
  description = "What S3 is to notify when this is the trigger: EventBridge, a function or a queue."
  value = {
    eventbridge  = false
    function_arn = var.alias.arn
    queue_arn    = null
  }

  # S3 refuses a target that it may not invoke.
  depends_on = [aws_lambda_permission.source_bucket]
}
