# What an apply may do: make, change and remove what the stack has, by its names, and run the smoke
# tests. It reads no secret, makes no role without the boundary, and touches nothing of this module.
resource "aws_iam_role" "apply" {
  name               = local.names.apply
  description        = "Applies ${local.values.name} in ${local.values.environment}, and tries it"
  assume_role_policy = local.trust.apply

  depends_on = [
    aws_iam_openid_connect_provider.github, data.aws_iam_openid_connect_provider.existing,
  ]
}

resource "aws_iam_role_policy_attachment" "apply" {
  role       = aws_iam_role.apply.name
  policy_arn = local.arns.read

  depends_on = [aws_iam_policy.read]
}

resource "aws_iam_role_policy" "apply" {
  for_each = local.apply

  name   = each.key
  role   = aws_iam_role.apply.name
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

locals {
  apply = {
    state = [
      {
        Sid      = "WriteState"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = local.arns.state_file
      },
      {
        # Terraform reads a lock to say who holds it.
        Sid      = "LockState"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = local.arns.state_lock
      },
    ]

    data = concat(
      [
        {
          Sid    = "ChangeBuckets"
          Effect = "Allow"
          Action = [
            "s3:CreateBucket",
            "s3:DeleteBucket",
            "s3:DeleteBucketPolicy",
            "s3:PutBucketOwnershipControls",
            "s3:PutBucketPolicy",
            "s3:PutBucketPublicAccessBlock",
            "s3:PutBucketTagging",
            "s3:PutBucketVersioning",
            "s3:PutEncryptionConfiguration",
            "s3:PutLifecycleConfiguration",
            "s3:TagResource",
            "s3:UntagResource",
          ]
          Resource = concat(
            [local.arns.ledger], local.creates_source ? [local.arns.source] : []
          )
        },
      ],
      [
        # With "eventbridge" the notification of an existing bucket is somebody else's.
        for arn in [local.arns.source] : {
          Sid      = "ChangeNotification"
          Effect   = "Allow"
          Action   = "s3:PutBucketNotification"
          Resource = arn
        }
        if local.creates_source || try(local.values.trigger, "direct") != "eventbridge"
      ],
      [
        # Only where the values say that a destroy may take the objects along.
        for arns in [compact([
          try(local.values.ledger_bucket.force_destroy, false) ? "${local.arns.ledger}/*" : null,
          try(local.values.source_bucket.force_destroy, false) ? "${local.arns.source}/*" : null,
          ])] : {
          Sid      = "EmptyBuckets"
          Effect   = "Allow"
          Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
          Resource = arns
        }
        if length(arns) > 0
      ],
      [
        {
          Sid    = "ChangeQueues"
          Effect = "Allow"
          Action = [
            "sqs:CreateQueue",
            "sqs:DeleteQueue",
            "sqs:SetQueueAttributes",
            "sqs:TagQueue",
            "sqs:UntagQueue",
          ]
          Resource = local.arns.queues
        },
      ],
    )

    function = [
      {
        Sid    = "ChangeFunction"
        Effect = "Allow"
        Action = [
          "lambda:AddPermission",
          "lambda:CreateAlias",
          "lambda:CreateFunction",
          "lambda:DeleteAlias",
          "lambda:DeleteFunction",
          "lambda:DeleteFunctionConcurrency",
          "lambda:DeleteFunctionEventInvokeConfig",
          "lambda:PublishVersion",
          "lambda:PutFunctionConcurrency",
          "lambda:PutFunctionEventInvokeConfig",
          "lambda:RemovePermission",
          "lambda:TagResource",
          "lambda:UntagResource",
          "lambda:UpdateAlias",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration",
          "lambda:UpdateFunctionEventInvokeConfig",
        ]
        Resource = [local.arns.handler, "${local.arns.handler}:*"]
      },
      {
        # A mapping's name is made by AWS: it is known by its function.
        Sid    = "ChangeMapping"
        Effect = "Allow"
        Action = [
          "lambda:CreateEventSourceMapping",
          "lambda:DeleteEventSourceMapping",
          "lambda:UpdateEventSourceMapping",
        ]
        Resource  = "*"
        Condition = local.of_function
      },
      {
        Sid       = "TagNewMapping"
        Effect    = "Allow"
        Action    = "lambda:TagResource"
        Resource  = local.arns.mappings
        Condition = local.as_stack
      },
      {
        # A change of tags names only those that change.
        Sid       = "ChangeMappingTags"
        Effect    = "Allow"
        Action    = ["lambda:TagResource", "lambda:UntagResource"]
        Resource  = local.arns.mappings
        Condition = local.of_stack
      },
      {
        Sid    = "ChangeLogGroup"
        Effect = "Allow"
        Action = [
          "logs:CreateLogGroup",
          "logs:DeleteLogGroup",
          "logs:DeleteMetricFilter",
          "logs:PutMetricFilter",
          "logs:PutRetentionPolicy",
          "logs:TagResource",
          "logs:UntagResource",
        ]
        Resource = [local.arns.log_group, "${local.arns.log_group}:*"]
      },
    ]

    roles = [
      {
        # What a role may do is only written where the boundary holds it.
        Sid    = "ChangeBoundedRoles"
        Effect = "Allow"
        Action = [
          "iam:CreateRole",
          "iam:DeleteRolePolicy",
          "iam:PutRolePermissionsBoundary",
          "iam:PutRolePolicy",
        ]
        Resource  = local.arns.roles
        Condition = { StringEquals = { "iam:PermissionsBoundary" = local.arns.boundary } }
      },
      {
        # IAM knows no boundary here. Whoever is trusted gets what the boundary lets through.
        Sid    = "ChangeRoles"
        Effect = "Allow"
        Action = [
          "iam:DeleteRole",
          "iam:ListInstanceProfilesForRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ]
        Resource = local.arns.roles
      },
      {
        Sid       = "PassFunctionsRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = local.role_arns.handler
        Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
      },
    ]

    rest = concat(
      [
        {
          Sid    = "ChangeRule"
          Effect = "Allow"
          Action = [
            "events:DeleteRule",
            "events:PutRule",
            "events:PutTargets",
            "events:RemoveTargets",
            "events:TagResource",
            "events:UntagResource",
          ]
          Resource = local.arns.rule
        },
        {
          Sid    = "ChangeAlarms"
          Effect = "Allow"
          Action = [
            "cloudwatch:DeleteAlarms",
            "cloudwatch:PutMetricAlarm",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
          ]
          Resource = local.arns.alarm
        },
        {
          Sid    = "ChangeTopic"
          Effect = "Allow"
          Action = [
            "sns:CreateTopic",
            "sns:DeleteTopic",
            "sns:SetTopicAttributes",
            "sns:Subscribe",
            "sns:TagResource",
            "sns:UntagResource",
          ]
          Resource = local.arns.alarms_topic
        },
        {
          # SNS knows no resource here.
          Sid      = "Unsubscribe"
          Effect   = "Allow"
          Action   = "sns:Unsubscribe"
          Resource = "*"
        },
      ],
      [
        # Not UpdateSecret: it could change the value.
        for secret in local.secrets : {
          Sid    = "ChangeSecret"
          Effect = "Allow"
          Action = [
            "secretsmanager:CreateSecret",
            "secretsmanager:DeleteSecret",
            "secretsmanager:TagResource",
            "secretsmanager:UntagResource",
          ]
          Resource = secret
        }
        if try(local.contexts[0].create, true)
      ],
    )

    smoke = concat(
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
          Resource = join("/", [
            local.arns.source, "${module.literal_prefix.text}object-ledger-smoke", "*",
          ])
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
        for arn in local.source_keys : {
          Sid       = "EncryptSmoke"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = arn
          Condition = local.via_s3
        }
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

  as_stack = {
    StringEquals = { for key, value in local.tags : "aws:RequestTag/${key}" => value }
  }
}
