# Where the objects, the records and the failures are kept: buckets and queues.
locals {
  destroys_records = try(coalesce(local.values.ledger_bucket.force_destroy), false)
  locks_records    = try(local.values.ledger_bucket.object_lock, null) != null

  apply_data = concat(
    [
      {
        Sid      = "ChangeLedger"
        Effect   = "Allow"
        Action   = local.change_bucket
        Resource = local.arns.ledger
      },
    ],
    [
      # S3 asks for it where a bucket is made with Object Lock.
      for arn in [local.arns.ledger] : {
        Sid      = "LockLedger"
        Effect   = "Allow"
        Action   = "s3:PutBucketObjectLockConfiguration"
        Resource = arn
      }
      if local.locks_records
    ],
    [
      for arns in [[
        for label, arn in local.source_arns : arn if local.sources[label].create
        ]] : {
        Sid      = "ChangeSources"
        Effect   = "Allow"
        Action   = concat(local.change_bucket, ["s3:PutBucketNotification"])
        Resource = arns
      }
      if length(arns) > 0
    ],
    [
      for arns in [[
        for label, arn in local.source_arns : arn
        if local.sources[label].notifies && !local.sources[label].create
        ]] : {
        Sid      = "ChangeNotification"
        Effect   = "Allow"
        Action   = "s3:PutBucketNotification"
        Resource = arns
      }
      if length(arns) > 0
    ],
    [
      # Only where the values say that a destroy may take the objects along.
      for arns in [concat(
        [for arn in [local.arns.ledger] : "${arn}/*" if local.destroys_records],
        [for label, arn in local.source_arns : "${arn}/*" if local.sources[label].force_destroy],
        )] : {
        Sid      = "EmptyBuckets"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = arns
      }
      if length(arns) > 0
    ],
    [
      # A destroy takes along what is locked, where the mode is "GOVERNANCE".
      for arn in [local.arns.ledger] : {
        Sid      = "EmptyLockedBucket"
        Effect   = "Allow"
        Action   = ["s3:BypassGovernanceRetention", "s3:GetObjectRetention"]
        Resource = "${arn}/*"
      }
      if local.destroys_records && local.locks_records
    ],
    [
      {
        Sid      = "ChangeQueues"
        Effect   = "Allow"
        Action   = local.change_queue
        Resource = local.queue_arns
      },
    ],
  )

  change_bucket = [
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

  change_queue = [
    "sqs:CreateQueue",
    "sqs:DeleteQueue",
    "sqs:SetQueueAttributes",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ]
}
