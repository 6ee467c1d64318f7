# What plans and applies read of what writes changes into databases: beside read.tf, whose policy has
# no room for it.
resource "aws_iam_policy" "read_changes" {
  count = length(local.changes)

  name        = local.names.read_changes
  description = "What plans and applies of ${local.values.name} read of the stage changes"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.read_changes })
}

resource "aws_iam_role_policy_attachment" "read_changes" {
  for_each = {
    for name, role in { apply = aws_iam_role.apply.name, plan = aws_iam_role.plan.name } :
    name => role if length(local.changes) > 0
  }

  role       = each.value
  policy_arn = local.arns.read_changes

  depends_on = [aws_iam_policy.read_changes]
}

locals {
  read_changes = concat(
    [
      {
        Sid      = "ReadChangesBucket"
        Effect   = "Allow"
        Action   = local.read_bucket
        Resource = local.arns.changes_bucket
      },
      {
        # They are compared as a resource is: no item is in them, and no password.
        Sid      = "ReadDeclarations"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectTagging"]
        Resource = "${local.arns.changes_bucket}/declared/*"
      },
      {
        Sid      = "ReadChangesQueue"
        Effect   = "Allow"
        Action   = local.read_queue
        Resource = module.names.queues.changes_failures.arn
      },
      {
        Sid      = "ReadChangesFunction"
        Effect   = "Allow"
        Action   = local.read_function
        Resource = [local.arns.changes, "${local.arns.changes}:*"]
      },
      {
        Sid       = "ReadChangesMappings"
        Effect    = "Allow"
        Action    = "lambda:GetEventSourceMapping"
        Resource  = "*"
        Condition = local.of_changes_function
      },
      {
        Sid      = "ReadChangesRole"
        Effect   = "Allow"
        Action   = local.read_role
        Resource = local.arns.changes_role
      },
      {
        Sid      = "ReadChangesLogGroup"
        Effect   = "Allow"
        Action   = local.read_log_group
        Resource = [local.arns.changes_log, "${local.arns.changes_log}:*"]
      },
    ],
    [
      # An existing table is asked for its stream.
      for arns in [distinct(concat(local.own_tables, local.other_tables))] : {
        Sid    = "ReadTables"
        Effect = "Allow"
        Action = [
          "dynamodb:DescribeContinuousBackups",
          "dynamodb:DescribeTable",
          "dynamodb:DescribeTimeToLive",
          "dynamodb:ListTagsOfResource",
        ]
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    [
      for arns in [local.sending_tables] : {
        Sid      = "ReadDestinations"
        Effect   = "Allow"
        Action   = "dynamodb:DescribeKinesisStreamingDestination"
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
    [
      for arns in [local.own_streams] : {
        Sid      = "ReadStreams"
        Effect   = "Allow"
        Action   = ["kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"]
        Resource = try(one(arns), arns)
      }
      if length(arns) > 0
    ],
  )
}
