output "failures" {
  description = "The queues where this trigger keeps what it could not deliver: none."
  value       = {}
}

output "invocation" {
  description = "Who may invoke what, and what is invoked: for the tests."
  value = {
    bucket         = aws_s3_bucket_notification.this.bucket
    function_name  = aws_lambda_permission.source_bucket.function_name
    qualifier      = aws_lambda_permission.source_bucket.qualifier
    source_account = aws_lambda_permission.source_bucket.source_account
    source_arn     = aws_lambda_permission.source_bucket.source_arn
    target         = aws_s3_bucket_notification.this.lambda_function[0].lambda_function_arn
  }
}
