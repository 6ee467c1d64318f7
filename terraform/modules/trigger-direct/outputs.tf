output "invocation" {
  description = "Permission to invoke the alias, and its target, for the tests."
  value = {
    function_name  = aws_lambda_permission.source_bucket.function_name
    qualifier      = aws_lambda_permission.source_bucket.qualifier
    source_account = aws_lambda_permission.source_bucket.source_account
    source_arn     = aws_lambda_permission.source_bucket.source_arn
    target         = var.alias.arn
  }
}

output "notification" {
  description = "Target of S3's notification for this trigger: EventBridge, a function or a queue."
  value = {
    eventbridge  = false
    function_arn = var.alias.arn
    queue_arn    = null
  }

  # S3 refuses a target that it may not invoke.
  depends_on = [aws_lambda_permission.source_bucket]
}
