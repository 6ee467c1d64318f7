# Where a resource was, so that an apply renames it instead of making it anew, or lets it be.
moved {
  from = module.trigger_direct.aws_s3_bucket_notification.this
  to   = aws_s3_bucket_notification.source_bucket[0]
}

# A stack had one source before it had several. Under the label source it goes on as it is.
moved {
  from = aws_s3_bucket_notification.source_bucket[0]
  to   = aws_s3_bucket_notification.source["source"]
}

moved {
  from = module.source_bucket[0]
  to   = module.source_bucket["source"]
}

moved {
  from = module.trigger_direct
  to   = module.trigger_direct["source"]
}

moved {
  from = module.trigger_eventbridge
  to   = module.trigger_eventbridge["source"]
}

# The sources share one failure queue of EventBridge.
moved {
  from = module.trigger_eventbridge.aws_sqs_queue.failures
  to   = aws_sqs_queue.eventbridge_failures
}

# terraform/bootstrap makes the alarms' key. One that the stack made is left as it is, because what
# it encrypted may still be under way, and because no role of a deploy may end a key.
removed {
  from = aws_kms_key.alarms

  lifecycle {
    destroy = false
  }
}
