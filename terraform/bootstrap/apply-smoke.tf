# What the smoke tests do after an apply, and make verify every week: see apply-query.tf.
locals {
  apply_smoke = concat(
    [
      {
        Sid    = "PutSmoke"
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:PutObject",
          "s3:PutObjectTagging",
        ]
        Resource = values(local.smoke_objects)
      },
      {
        # A version of a statement that was overwritten is compared, too.
        Sid      = "ReadLedger"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource = "${local.arns.ledger}/*"
      },
      {
        # A version, or live; never the code that is not published.
        Sid      = "InvokeVersions"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "${local.arns.handler}:*"
      },
    ],
    [
      for arns in [local.source_keys] : {
        Sid       = "EncryptSmoke"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = arns
        Condition = local.via_s3
      }
      if length(arns) > 0
    ],
    [
      for arn in local.ledger_keys : {
        # Statements are encrypted with the ledger's key, too.
        Sid       = "UseLedgerKey"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = arn
        Condition = local.via_s3
      }
    ],
  )
}
