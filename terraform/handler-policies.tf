# What the function may do, beside what every function of the module may do.
locals {
  handler_policies = merge(
    local.bucket_policies, local.secret_policies, local.workflow_policies,
    module.trigger_queue.policies,
  )

  bucket_policies = {
    source = jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid    = "ReadObjectMetadata"
            Effect = "Allow"
            Action = [
              "s3:GetObject",
              "s3:GetObjectTagging",
              "s3:GetObjectVersion",
              "s3:GetObjectVersionTagging",
            ]
            Resource = local.one_or_all.source_objects
          },
          {
            # S3 answers 404 for a missing object only to a caller that may list, and 403 to others.
            # No s3:prefix condition: a HEAD carries no prefix, so the condition would never hold.
            Sid      = "TellGoneFromForbidden"
            Effect   = "Allow"
            Action   = "s3:ListBucket"
            Resource = local.one_or_all.source_buckets
          },
        ],
        [
          # A HEAD asks for the checksum, which S3 decrypts.
          for arns in [distinct(compact(values(module.kms_key_source_bucket)[*].arn))] : {
            Sid       = "ReadChecksums"
            Effect    = "Allow"
            Action    = "kms:Decrypt"
            Resource  = try(one(arns), arns)
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          } if length(arns) > 0
        ],
      )
    })

    ledger = jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid      = "WriteJournal"
            Effect   = "Allow"
            Action   = "s3:PutObject"
            Resource = "${module.ledger_bucket.bucket.arn}/journal/*"
          },
        ],
        [
          # To replace a document only where it is the one that was read, S3 asks for the right to
          # read; a tombstone has a tag.
          for statement in [{
            Sid      = "ReplaceLatest"
            Effect   = "Allow"
            Action   = ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"]
            Resource = "${module.ledger_bucket.bucket.arn}/latest/*"
          }] : statement if var.latest.enabled
        ],
        [
          # A record that nobody can delete. The retention is part of the PUT.
          for statement in [{
            Sid      = "RetainJournal"
            Effect   = "Allow"
            Action   = "s3:PutObjectRetention"
            Resource = "${module.ledger_bucket.bucket.arn}/journal/*"
          }] : statement if var.ledger_bucket.object_lock != null
        ],
        [
          # Of documents and of the workflow's markers.
          for statement in [{
            Sid      = "TellNoDocumentFromForbidden"
            Effect   = "Allow"
            Action   = "s3:ListBucket"
            Resource = module.ledger_bucket.bucket.arn
          }] : statement if var.latest.enabled || var.workflow != null
        ],
        [
          for arn in compact([module.kms_key_ledger_bucket.arn]) : {
            Sid       = "EncryptRecords"
            Effect    = "Allow"
            Action    = "kms:GenerateDataKey"
            Resource  = arn
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          }
        ],
      )
    })
  }
}

module "literal_prefix" {
  source   = "./modules/iam-literal"
  for_each = local.sources

  text = each.value.filter.prefix
}

locals {
  # What the sources have in common is one statement for all of them: a role's policies together
  # have room for 10,240 characters. A list of one is written as the one.
  one_or_all = { for name, arns in local.source_arns : name => try(one(arns), arns) }

  source_arns = {
    rules          = values(local.arns.rules)
    source_buckets = values(local.arns.source_buckets)
    source_objects = [
      for label, arn in local.arns.source_buckets :
      "${arn}/${module.literal_prefix[label].text}*"
    ]
  }
}
