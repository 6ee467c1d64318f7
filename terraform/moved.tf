# Where a resource was, so that an apply renames it instead of making it anew.
moved {
  from = module.trigger_direct.aws_s3_bucket_notification.this
  to   = aws_s3_bucket_notification.source_bucket[0]
}
