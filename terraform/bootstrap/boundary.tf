# The most that any role of the stack can do, whatever its policies say. The apply role can make
# roles only within it, and cannot change it.
resource "aws_iam_policy" "boundary" {
  name        = local.names.boundary
  description = "The most that a role of ${local.values.name} in ${local.values.environment} may do"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.boundary })
}

locals {
  boundary = concat(
    [
      {
        Sid    = "ReadSource"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionTagging",
        ]
        Resource = values(local.source_objects)
      },
      {
        Sid      = "ListSource"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:PutInventoryConfiguration"]
        Resource = values(local.source_arns)
      },
      {
        Sid      = "FindInLedger"
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:ListBucket"]
        Resource = local.arns.ledger
      },
      {
        Sid    = "WriteLedger"
        Effect = "Allow"
        Action = "s3:PutObject"
        Resource = concat(
          [
            for folder in ["backfill", "journal", "latest", "workflow"] :
            "${local.arns.ledger}/${folder}/*"
          ],
          flatten([
            for documents in local.documents : [
              for folder in ["refused", "status", "tables"] : "${local.arns.lake}/${folder}/*"
            ]
          ]),
        )
      },
      {
        Sid    = "ReadBack"
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = concat(
          [
            for folder in ["backfill", "latest", "workflow"] :
            "${local.arns.ledger}/${folder}/*"
          ],
          flatten([
            for documents in local.documents : [
              for folder in ["declared", "tables"] : "${local.arns.lake}/${folder}/*"
            ]
          ]),
        )
      },
      {
        Sid      = "ReadManifest"
        Effect   = "Allow"
        Action   = "s3:GetObjectVersion"
        Resource = "${local.arns.ledger}/backfill/*"
      },
      {
        Sid      = "TagTombstones"
        Effect   = "Allow"
        Action   = "s3:PutObjectTagging"
        Resource = "${local.arns.ledger}/latest/*"
      },
      {
        Sid      = "KeepFailures"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = try(one(local.failure_arns), local.failure_arns)
      },
      {
        Sid      = "TakeEvents"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = module.names.queues.queue.arn
      },
      {
        Sid      = "InvokeLive"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = local.arns.live
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = try(one(local.log_stream_arns), local.log_stream_arns)
      },
      {
        # Lambda decrypts a function's environment variables as its role, when the function starts.
        # Whether the context names the version is not documented.
        Sid      = "DecryptEnvironment"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = local.arns.keys
        Condition = {
          StringLike = {
            "kms:EncryptionContext:aws:lambda:FunctionArn" = local.function_arns
          }
        }
      },
      {
        # X-Ray's actions know no resources.
        Sid      = "WriteTraces"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      },
    ],
    [
      for arn in [local.arns.ledger] : {
        Sid      = "RetainJournal"
        Effect   = "Allow"
        Action   = "s3:PutObjectRetention"
        Resource = "${arn}/journal/*"
      }
      if local.locks_records
    ],
    [
      # A policy has a Sid once.
      for arns in [local.source_keys] : {
        Sid       = "ReadChecksums"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = arns
        Condition = local.via_s3
      }
      if length(arns) > 0
    ],
    [
      for arns in [concat(local.lake_keys, local.ledger_keys)] : {
        Sid       = "EncryptLedger"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = try(one(arns), arns)
        Condition = local.via_s3
      }
      if length(arns) > 0
    ],
    [
      for documents in local.documents : {
        Sid      = "DropUnfinishedRows"
        Effect   = "Allow"
        Action   = "s3:AbortMultipartUpload"
        Resource = "${local.arns.lake}/tables/*"
      }
    ],
    [
      for arn in local.customer_keys : {
        Sid       = "UseQueues"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = arn
        Condition = local.via_sqs
      }
    ],
    flatten(module.secret_policy[*].statements),
  )

  # Of each function. A list of one is written as the one.
  failure_arns = concat(
    [module.names.queues.failures.arn],
    [for documents in local.documents : module.names.queues.documents_failures.arn],
  )
  function_arns = flatten([
    for arn in concat(
      [local.arns.handler], [for documents in local.documents : local.arns.documents]
    ) : [arn, "${arn}:*"]
  ])
  log_stream_arns = [
    for arn in concat(
      [local.arns.log_group], [for documents in local.documents : local.arns.documents_log]
    ) : "${arn}:*"
  ]
}

# What the stack gives the function is what the boundary lets through.
module "secret_policy" {
  source = "../modules/secret-policy"
  count  = length(local.contexts)

  endpoint    = local.endpoints.secretsmanager
  kms_key_arn = module.kms_key["parameter_context"].arn
  secret_arn  = local.arns.parameter_context
}
