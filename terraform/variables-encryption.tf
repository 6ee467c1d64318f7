variable "encryption" {
  description = <<-EOT
    One customer key for what the stack makes and keeps data in: buckets, queues, topic, log
    groups, environment variables, secret, tables and streams. Where a value names a key of its
    own, that one counts. kms_key_arn: its ARN; its policy has to let AWS's services use it, and
    make bootstrap makes such a key. docs/encryption.md says what is not under it, as S3's access
    logs. Null: AWS's own keys.
  EOT
  type        = object({ kms_key_arn = string })
  default     = null

  validation {
    condition     = var.encryption == null || one(var.encryption[*].kms_key_arn) != null
    error_message = <<-EOT
      encryption names no key. Write its ARN as encryption.kms_key_arn, or encryption = null for
      AWS's own keys. To see the ARN of the key that make bootstrap made:
      aws kms describe-key --query KeyMetadata.Arn
      --key-id alias/${module.names.names.encryption}
    EOT
  }
}
