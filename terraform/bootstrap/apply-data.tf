# Where the objects, the records and the failures are kept: buckets and queues.
locals {
  apply_data = concat(
    [
      {
        Sid    = "ChangeBuckets"
        Effect = "Allow"
        Action = [
          "s3:CreateBucket",
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketOwnershipControls",
          "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock",
          "s3:PutBucketTagging",
          "s3:PutBucketVersioning",
          "s3:PutEncryptionConfiguration",
          "s3:PutLifecycleConfiguration",
          "s3:TagResource",
          "s3:UntagResource",
        ]
        Resource = concat(
          [local.arns.ledger], local.creates_source ? [local.arns.source] : []
        )
      },
    ],
    [
      # With "eventbridge" the notification of an existing bucket is somebody else's.
      for arn in [local.arns.source] : {
        Sid      = "ChangeNotification"
        Effect   = "Allow"
        Action   = "s3:PutBucketNotification"
        Resource = arn
      }
      if local.creates_source || try(local.values.trigger, "direct") != "eventbridge"
    ],
    [
      # Only where the values say that a destroy may take the objects along.
      for arns in [compact([
        try(local.values.ledger_bucket.force_destroy, false) ? "${local.arns.ledger}/*" : null,
        try(local.values.source_bucket.force_destroy, false) ? "${local.arns.source}/*" : null,
        ])] : {
        Sid      = "EmptyBuckets"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = arns
      }
      if length(arns) > 0
    ],
    [
      {
        Sid    = "ChangeQueues"
        Effect = "Allow"
        Action = [
          "sqs:CreateQueue",
          "sqs:DeleteQueue",
          "sqs:SetQueueAttributes",
          "sqs:TagQueue",
          "sqs:UntagQueue",
        ]
        Resource = local.queue_arns
      },
    ],
  )
}
