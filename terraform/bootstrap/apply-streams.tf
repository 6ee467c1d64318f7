# The tables and streams whose changes are written, and the network of the function that does it. It
# is a policy of its own, because apply-changes.tf has no room for it.
resource "aws_iam_policy" "apply_streams" {
  count = length(local.changes)

  name        = local.names.apply_streams
  description = "How ${local.values.name} makes the streams whose changes it writes"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.apply_streams })
}

resource "aws_iam_role_policy_attachment" "apply_streams" {
  count = length(local.changes)

  role       = aws_iam_role.apply.name
  policy_arn = local.arns.apply_streams

  depends_on = [aws_iam_policy.apply_streams]
}

locals {
  apply_streams = concat(
    [
      # Not the items: neither to read nor to write them.
      for arns in [local.own_tables] : {
        Sid    = "ChangeTables"
        Effect = "Allow"
        Action = [
          "dynamodb:CreateTable",
          "dynamodb:DeleteTable",
          "dynamodb:TagResource",
          "dynamodb:UntagResource",
          "dynamodb:UpdateContinuousBackups",
          "dynamodb:UpdateTable",
          "dynamodb:UpdateTimeToLive",
        ]
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    [
      # DynamoDB takes the key on behalf of whoever makes the table.
      for arns in [local.table_keys] : {
        Sid    = "GiveTableKey"
        Effect = "Allow"
        Action = [
          "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
        ]
        Resource  = try(one(arns), arns)
        Condition = { StringEquals = { "kms:ViaService" = local.endpoints.dynamodb } }
      }
      if length(arns) > 0
    ],
    [
      # They know no resource.
      for arns in [local.own_streams] : {
        Sid      = "ScaleStreams"
        Effect   = "Allow"
        Action   = ["kinesis:UpdateShardCount", "kinesis:UpdateStreamMode"]
        Resource = "*"
      }
      if length(arns) > 0
    ],
    [
      for arns in [local.own_streams] : {
        Sid    = "ChangeStreams"
        Effect = "Allow"
        Action = [
          "kinesis:AddTagsToStream",
          "kinesis:CreateStream",
          "kinesis:DecreaseStreamRetentionPeriod",
          "kinesis:DeleteStream",
          "kinesis:IncreaseStreamRetentionPeriod",
          "kinesis:RemoveTagsFromStream",
          "kinesis:StartStreamEncryption",
        ]
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    [
      # Whoever encrypts a stream has to see its key.
      for arns in [local.own_stream_keys] : {
        Sid      = "GiveStreamKey"
        Effect   = "Allow"
        Action   = "kms:DescribeKey"
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    flatten([
      for arns in [local.sending_tables] : [
        {
          Sid    = "SendTables"
          Effect = "Allow"
          Action = [
            "dynamodb:DisableKinesisStreamingDestination",
            "dynamodb:EnableKinesisStreamingDestination",
            "dynamodb:UpdateKinesisStreamingDestination",
          ]
          Resource = try(one(arns), arns)
        },
        {
          # DynamoDB asks whether the caller may do what it is asked to do.
          Sid      = "SendToStreams"
          Effect   = "Allow"
          Action   = ["kinesis:DescribeStream", "kinesis:PutRecord", "kinesis:PutRecords"]
          Resource = try(one(local.sent_streams), local.sent_streams)
        },
        {
          # DynamoDB has one role for that in an account, made with the first such table.
          Sid      = "LetDynamoDbSend"
          Effect   = "Allow"
          Action   = "iam:CreateServiceLinkedRole"
          Resource = local.arns.replication_role
          Condition = {
            StringEquals = { "iam:AWSServiceName" = "kinesisreplication.dynamodb.amazonaws.com" }
          }
        },
      ]
      if length(arns) > 0
    ]),
    [
      # Lambda asks for what the caller may see of the network.
      for network in local.changes_networks : {
        Sid    = "FindNetwork"
        Effect = "Allow"
        Action = [
          "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs",
        ]
        Resource = "*"
      }
    ],
  )
}
