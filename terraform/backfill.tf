# For objects that were there before the ledger: S3 Batch Operations lists a source bucket and
# invokes the alias for each object. Terraform makes the role ready; a job is started by make.
resource "aws_iam_role" "backfill" {
  name                 = local.names.backfill
  description          = "What a job that brings existing objects into the ledger may do"
  permissions_boundary = local.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "RunJobs"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "batchoperations.s3.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "backfill" {
  name   = "backfill"
  role   = aws_iam_role.backfill.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.backfill_statements })
}

locals {
  backfill_prefix = "backfill/"

  backfill_statements = concat(
    [
      {
        Sid      = "InvokeLive"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = module.handler.live.arn
      },
      {
        # S3 generates a manifest as it does an inventory, and asks for the right to one.
        Sid      = "ListSource"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:PutInventoryConfiguration"]
        Resource = local.one_or_all.source_buckets
      },
      {
        Sid      = "WriteManifestAndReport"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${module.ledger_bucket.bucket.arn}/${local.backfill_prefix}*"
      },
      {
        Sid      = "FindLedger"
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = module.ledger_bucket.bucket.arn
      },
    ],
    [
      for arn in compact([module.kms_key_ledger_bucket.arn]) : {
        Sid       = "EncryptManifestAndReport"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = arn
        Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
      }
    ],
  )
}
