output "invocation" {
  description = "What invokes the alias, and its target, for the tests."
  value = {
    source_arn = aws_lambda_event_source_mapping.this.event_source_arn
    target     = aws_lambda_event_source_mapping.this.function_name
  }
}

output "mapping" {
  description = "UUID of the mapping, below which Lambda keeps what it gave up."
  value       = aws_lambda_event_source_mapping.this.uuid
}
