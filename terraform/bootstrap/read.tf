# What Terraform reads to compare an environment with its values: the same for both roles. It is a
# policy of its own, because a role's own ones together may have 10,240 characters.
resource "aws_iam_policy" "read" {
  name        = local.names.read
  description = "What plans and applies of ${local.values.name} read in ${local.values.environment}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.read })
}

locals {
  read = concat(
    [
      {
        Sid      = "FindState"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = local.arns.state
      },
      {
        Sid      = "ReadState"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = local.arns.state_file
      },
      {
        # To list tells whether a bucket holds anything.
        Sid    = "ReadBuckets"
        Effect = "Allow"
        Action = concat(
          local.read_bucket, [for schedule in local.inventories : "s3:GetInventoryConfiguration"]
        )
        Resource = concat(
          [local.arns.ledger], values(local.source_arns),
          [for query in local.queries : local.arns.results], local.audit_arns,
        )
      },
      {
        Sid      = "ReadQueues"
        Effect   = "Allow"
        Action   = local.read_queue
        Resource = local.queue_arns
      },
      {
        # GetFunction also gives a link to the code: the provider knows no narrower call.
        Sid      = "ReadFunction"
        Effect   = "Allow"
        Action   = local.read_function
        Resource = [local.arns.handler, "${local.arns.handler}:*"]
      },
      {
        Sid       = "ReadMapping"
        Effect    = "Allow"
        Action    = "lambda:GetEventSourceMapping"
        Resource  = "*"
        Condition = local.of_function
      },
      {
        # Of all mappings: the provider asks as soon as it has made one, and a condition on tags may
        # take minutes to hold.
        Sid      = "ReadMappingTags"
        Effect   = "Allow"
        Action   = "lambda:ListTags"
        Resource = local.arns.mappings
      },
      {
        Sid      = "ReadRoles"
        Effect   = "Allow"
        Action   = local.read_role
        Resource = local.role_arns
      },
      {
        Sid      = "ReadLogGroup"
        Effect   = "Allow"
        Action   = local.read_log_group
        Resource = [local.arns.log_group, "${local.arns.log_group}:*"]
      },
      {
        Sid      = "ReadRule"
        Effect   = "Allow"
        Action   = local.read_rule
        Resource = concat(local.arns.all_rules, [for audit in local.audits : local.arns.audit_rule])
      },
      {
        Sid      = "ReadAlarmTags"
        Effect   = "Allow"
        Action   = "cloudwatch:ListTagsForResource"
        Resource = local.arns.alarms
      },
      {
        Sid      = "ReadTopic"
        Effect   = "Allow"
        Action   = ["sns:GetTopicAttributes", "sns:ListTagsForResource"]
        Resource = local.arns.alarms_topic
      },
      {
        # A key's id is made by AWS: it is asked for by its alias.
        Sid       = "FindAlarmsKey"
        Effect    = "Allow"
        Action    = "kms:DescribeKey"
        Resource  = local.arns.keys
        Condition = { StringEquals = { "kms:RequestAlias" = "alias/${local.names.alarms}" } }
      },
      {
        # These know no resource, or list all of them.
        Sid    = "ReadUnnamed"
        Effect = "Allow"
        Action = concat(
          [for audit in local.audits : "cloudtrail:DescribeTrails"],
          [
            "cloudwatch:DescribeAlarms",
            "cloudwatch:GetMetricData",
            "kms:ListAliases",
            "logs:DescribeLogGroups",
            "sns:GetSubscriptionAttributes",
          ],
        )
        Resource = "*"
      },
    ],
    [
      # Lambda decrypts a function's environment variables as the caller of GetFunction.
      for arn in local.customer_keys : {
        Sid       = "ReadEnvironments"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = arn
        Condition = local.via_lambda
      }
    ],
    [
      for secret in compact([local.arns.parameter_context]) : {
        Sid      = "ReadSecretsDescription"
        Effect   = "Allow"
        Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"]
        Resource = secret
      }
    ],
    [
      for audit in local.audits : {
        Sid    = "ReadTrail"
        Effect = "Allow"
        Action = [
          "cloudtrail:GetEventSelectors",
          "cloudtrail:GetInsightSelectors",
          "cloudtrail:GetTrailStatus",
          "cloudtrail:ListTags",
        ]
        Resource = local.arns.trail
      }
    ],
    flatten([
      for query in local.queries : [
        {
          Sid    = "ReadWorkgroup"
          Effect = "Allow"
          Action = [
            "athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListTagsForResource",
          ]
          Resource = local.arns.workgroup
        },
        {
          Sid    = "ReadTables"
          Effect = "Allow"
          Action = [
            "glue:GetDatabase", "glue:GetPartitionIndexes", "glue:GetTable", "glue:GetTags",
          ]
          Resource = local.definition_arns
        },
      ]
    ]),
  )

  read_bucket = [
    "s3:GetAccelerateConfiguration",
    "s3:GetBucketAcl",
    "s3:GetBucketCORS",
    "s3:GetBucketLocation",
    "s3:GetBucketLogging",
    "s3:GetBucketNotification",
    "s3:GetBucketObjectLockConfiguration",
    "s3:GetBucketOwnershipControls",
    "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock",
    "s3:GetBucketRequestPayment",
    "s3:GetBucketTagging",
    "s3:GetBucketVersioning",
    "s3:GetBucketWebsite",
    "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration",
    "s3:GetReplicationConfiguration",
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListTagsForResource",
  ]

  read_function = [
    "lambda:GetAlias",
    "lambda:GetFunction",
    "lambda:GetFunctionCodeSigningConfig",
    "lambda:GetFunctionConfiguration",
    "lambda:GetFunctionEventInvokeConfig",
    "lambda:GetPolicy",
    "lambda:ListAliases",
    "lambda:ListTags",
    "lambda:ListVersionsByFunction",
  ]

  read_log_group = ["logs:DescribeMetricFilters", "logs:ListTagsForResource"]

  read_queue = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"]

  read_role = [
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListRolePolicies",
  ]

  read_rule = [
    "events:DescribeRule",
    "events:ListTagsForResource",
    "events:ListTargetsByRule",
  ]

  of_function = { ArnEquals = { "lambda:FunctionArn" = [local.arns.handler, local.arns.live] } }
  of_stack = {
    StringEquals = { for key, value in local.tags : "aws:ResourceTag/${key}" => value }
  }
}
