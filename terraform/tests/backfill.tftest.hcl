# What a job of S3 Batch Operations may do is exactly this list. What the tools are told of it
# is known only after an apply: wiring.tftest.hcl.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "a_job_of_the_account_lists_invokes_and_reports" {
  command = plan

  # Only jobs of the account may take the role.
  assert {
    condition = jsondecode(aws_iam_role.backfill.assume_role_policy).Statement == [
      {
        Sid       = "RunJobs"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "batchoperations.s3.amazonaws.com" }
        Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
      },
    ]
    error_message = "The role trusts ${aws_iam_role.backfill.assume_role_policy}"
  }

  # A job lists, invokes and reports.
  assert {
    condition = jsondecode(aws_iam_role_policy.backfill.policy).Statement == [
      {
        Sid    = "InvokeLive"
        Effect = "Allow"
        Action = "lambda:InvokeFunction"
        Resource = join(":", [
          "arn:aws:lambda:eu-west-1:123456789012:function", "object-ledger-handler-test", "live",
        ])
      },
      {
        Sid      = "ListSource"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:PutInventoryConfiguration"]
        Resource = "arn:aws:s3:::object-ledger-source-test-123456789012"
      },
      {
        Sid      = "WriteManifestAndReport"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012/backfill/*"
      },
      {
        Sid      = "FindLedger"
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012"
      },
    ]
    error_message = "A job may ${aws_iam_role_policy.backfill.policy}"
  }
}

run "the_jobs_role_has_the_ledgers_key_and_the_boundary" {
  command = plan

  variables {
    ledger_bucket        = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/ledger" }
    permissions_boundary = "object-ledger-boundary-test"
  }

  # The ledger's key is used only through S3.
  assert {
    condition = slice(jsondecode(aws_iam_role_policy.backfill.policy).Statement, 4, 5) == [
      {
        Sid       = "EncryptManifestAndReport"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "arn:aws:kms:eu-west-1:123456789012:key/ledger"
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
      },
    ]
    error_message = "On the ledger bucket's key: ${aws_iam_role_policy.backfill.policy}"
  }

  # The job's role stays within the boundary.
  assert {
    condition = (
      aws_iam_role.backfill.permissions_boundary
      == "arn:aws:iam::123456789012:policy/object-ledger-boundary-test"
    )
    error_message = "It is ${jsonencode(aws_iam_role.backfill.permissions_boundary)}."
  }
}
