# The most that the changes function can do, whatever its policies say. It is a boundary of its own:
# it reads streams and talks to databases outside, and can get at no object, record or row of the
# other functions.
resource "aws_iam_policy" "changes_boundary" {
  count = length(local.changes)

  name        = local.names.changes_boundary
  description = "The most that the changes of ${local.values.name} may do in ${local.values.environment}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.changes_boundary })
}

locals {
  changes_boundary = concat(
    [
      {
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
        Resource = "${local.arns.changes_bucket}/declared/*"
      },
      {
        Sid      = "KeepFailures"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = module.names.queues.changes_failures.arn
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${local.arns.changes_log}:*"
      },
      {
        # As in boundary.tf.
        Sid      = "DecryptEnvironment"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = local.arns.keys
        Condition = {
          StringLike = {
            "kms:EncryptionContext:aws:lambda:FunctionArn" = [
              local.arns.changes, "${local.arns.changes}:*",
            ]
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
    flatten([
      for arns in [local.table_streams] : [
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
      for arns in [local.kinesis_streams] : {
        Sid    = "ReadKinesisStreams"
        Effect = "Allow"
        Action = [
          "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
          "kinesis:GetShardIterator", "kinesis:ListShards",
        ]
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    [
      for arns in [local.stream_keys] : {
        Sid      = "DecryptStreams"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = try(one(arns), arns)
        Condition = {
          StringEquals = {
            "kms:ViaService" = [local.endpoints.dynamodb, local.endpoints.kinesis]
          }
        }
      }
      if length(arns) > 0
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
    [
      for arn in local.changes_keys : {
        Sid       = "EncryptChanges"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = arn
        Condition = local.via_s3
      }
    ],
    flatten([
      for network in local.changes_networks : [
        {
          Sid      = "FindNetwork"
          Effect   = "Allow"
          Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
          Resource = "*"
        },
        {
          Sid    = "JoinNetwork"
          Effect = "Allow"
          Action = [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:UnassignPrivateIpAddresses",
          ]
          Resource = "${network}:*"
        },
      ]
    ]),
    flatten(module.secret_policy[*].statements),
  )
}
