# Where a resource was, so that an apply renames it instead of making it anew, or lets it be.
moved {
  from = module.trigger_direct.aws_s3_bucket_notification.this
  to   = aws_s3_bucket_notification.source_bucket[0]
}

# terraform/bootstrap makes the alarms' key. One that the stack made is left as it is, because what
# it encrypted may still be under way, and because no role of a deploy may end a key.
removed {
  from = aws_kms_key.alarms

  lifecycle {
    destroy = false
  }
}
