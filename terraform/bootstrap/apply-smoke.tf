# What the smoke tests do after an apply.
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
        Sid      = "ReadLedger"
        Effect   = "Allow"
        Action   = "s3:GetObject"
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
        Sid       = "DecryptLedger"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
  )
}
