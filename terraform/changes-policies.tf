# What the changes function may do, beside what every function of the module may do: read its
# streams, its parameters and its declarations, and keep what could not be written. It can write no
# record, no row of documents and into no table of DynamoDB.
locals {
  changes_policies = merge(local.secret_policies, {
    bucket = jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            # Lambda keeps what it gave up with this role, and asks whether it may list first.
            Sid    = "KeepChanges"
            Effect = "Allow"
            Action = "s3:PutObject"
            Resource = [
              for folder in ["aws/lambda", "refused"] : "${local.arns.changes_bucket}/${folder}/*"
            ]
          },
          {
            Sid      = "FindChangesBucket"
            Effect   = "Allow"
            Action   = "s3:ListBucket"
            Resource = local.arns.changes_bucket
          },
          {
            Sid      = "ReadDeclarations"
            Effect   = "Allow"
            Action   = "s3:GetObject"
            Resource = "${local.arns.changes_bucket}/${local.declarations_prefix}*"
          },
        ],
        [
          for arn in compact([module.kms_key_changes_bucket.arn]) : {
            Sid       = "EncryptChanges"
            Effect    = "Allow"
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = arn
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          }
        ],
      )
    })

    streams = jsonencode({
      Version   = "2012-10-17"
      Statement = local.stream_statements
    })
  })

  # Lambda reads with the role of the function. A list of one is written as the one.
  stream_statements = concat(
    flatten([
      for arns in [local.change_sources.dynamodb] : [
        {
          Sid      = "ReadTableStreams"
          Effect   = "Allow"
          Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"]
          Resource = try(one(arns), arns)
        },
        {
          # It knows no resource. Lambda makes no mapping without it.
          Sid      = "ListTableStreams"
          Effect   = "Allow"
          Action   = "dynamodb:ListStreams"
          Resource = "*"
        },
      ]
      if length(arns) > 0
    ]),
    [
      for arns in [local.change_sources.kinesis] : {
        Sid    = "ReadKinesisStreams"
        Effect = "Allow"
        Action = [
          "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
          "kinesis:GetShardIterator", "kinesis:ListShards",
        ]
        Resource = try(one(arns), arns)
      } if length(arns) > 0
    ],
    [
      for arns in [distinct(compact(values(module.kms_key_changes)[*].arn))] : {
        Sid      = "DecryptStreams"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = try(one(arns), arns)
        Condition = {
          StringEquals = {
            "kms:ViaService" = [local.endpoints.dynamodb, local.endpoints.kinesis]
          }
        }
      } if length(arns) > 0
    ],
  )

  # The end of a DynamoDB stream's ARN is known only when it is there.
  change_sources = {
    dynamodb = [
      for label, change in local.changes :
      coalesce(change.stream.arn, "${local.arns.changes_tables[label]}/stream/*")
      if change.stream.kind == "dynamodb"
    ]
    kinesis = [
      for label, change in local.changes :
      coalesce(change.stream.arn, local.arns.changes_streams[label])
      if change.stream.kind == "kinesis"
    ]
  }
}
