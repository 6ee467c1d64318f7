output "bucket" {
  description = "ARN and name of the bucket."
  value = {
    arn  = var.arn
    name = aws_s3_bucket.this.bucket
  }

  # Nobody gets the bucket before it is safe to use. Not the lifecycle: it takes a minute to settle.
  depends_on = [
    aws_s3_bucket_ownership_controls.this,
    aws_s3_bucket_policy.this,
    aws_s3_bucket_server_side_encryption_configuration.this,
    aws_s3_bucket_versioning.this,
  ]
}

output "policy" {
  description = "Policy of the bucket, in JSON, for the tests."
  value       = aws_s3_bucket_policy.this.policy
}
