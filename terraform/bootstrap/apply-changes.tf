# What writes changes into databases: the function with its role, mappings, log group and queue, and
# its bucket with the declarations. It is a policy of its own, because a role's own ones together may
# have 10,240 characters. The streams: apply-streams.tf.
resource "aws_iam_policy" "apply_changes" {
  count = length(local.changes)

  name        = local.names.apply_changes
  description = "How ${local.values.name} makes what writes changes into databases"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.apply_changes })
}

resource "aws_iam_role_policy_attachment" "apply_changes" {
  count = length(local.changes)

  role       = aws_iam_role.apply.name
  policy_arn = local.arns.apply_changes

  depends_on = [aws_iam_policy.apply_changes]
}

locals {
  destroys_failures = try(coalesce(local.values.changes_bucket.force_destroy), false)

  apply_changes = concat(
    [
      {
        Sid      = "ChangeChangesBucket"
        Effect   = "Allow"
        Action   = local.change_bucket
        Resource = local.arns.changes_bucket
      },
      {
        Sid      = "WriteDeclarations"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "${local.arns.changes_bucket}/declared/*"
      },
      {
        # Former declarations with all their versions; the failures only where the values say that a
        # destroy may take them along.
        Sid    = "DeleteFromChangesBucket"
        Effect = "Allow"
        Action = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = (
          local.destroys_failures
          ? "${local.arns.changes_bucket}/*" : "${local.arns.changes_bucket}/declared/*"
        )
      },
      {
        Sid      = "ChangeChangesQueue"
        Effect   = "Allow"
        Action   = local.change_queue
        Resource = module.names.queues.changes_failures.arn
      },
      {
        Sid      = "ChangeChangesFunction"
        Effect   = "Allow"
        Action   = local.change_function
        Resource = [local.arns.changes, "${local.arns.changes}:*"]
      },
      {
        # What a mapping has besides, as its tags, is in apply-function.tf.
        Sid    = "ChangeChangesMappings"
        Effect = "Allow"
        Action = [
          "lambda:CreateEventSourceMapping",
          "lambda:DeleteEventSourceMapping",
          "lambda:UpdateEventSourceMapping",
        ]
        Resource  = "*"
        Condition = local.of_changes_function
      },
      {
        Sid      = "ChangeChangesLogGroup"
        Effect   = "Allow"
        Action   = local.change_log_group
        Resource = [local.arns.changes_log, "${local.arns.changes_log}:*"]
      },
      {
        Sid       = "ChangeBoundedChangesRole"
        Effect    = "Allow"
        Action    = local.change_bounded_role
        Resource  = local.arns.changes_role
        Condition = { StringEquals = { "iam:PermissionsBoundary" = local.arns.changes_boundary } }
      },
      {
        Sid      = "ChangeChangesRole"
        Effect   = "Allow"
        Action   = local.change_role
        Resource = local.arns.changes_role
      },
      {
        Sid       = "PassChangesRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = local.arns.changes_role
        Condition = local.to_lambda
      },
    ],
    [
      for arn in local.changes_keys : {
        Sid       = "EncryptDeclarations"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
  )

  of_changes_function = {
    ArnEquals = { "lambda:FunctionArn" = [local.arns.changes, local.arns.changes_live] }
  }
}
