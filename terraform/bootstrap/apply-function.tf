# The function, its versions and its alias, its event source mapping and its log group.
locals {
  apply_function = concat([
    {
      Sid      = "ChangeFunction"
      Effect   = "Allow"
      Action   = local.change_function
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
      Sid      = "ChangeLogGroup"
      Effect   = "Allow"
      Action   = local.change_log_group
      Resource = [local.arns.log_group, "${local.arns.log_group}:*"]
    },
    ], [
    # Lambda makes a grant of the key for itself, with the rights of whoever gives a function a key.
    for arn in local.customer_keys : {
      Sid       = "GiveFunctionsKey"
      Effect    = "Allow"
      Action    = ["kms:CreateGrant", "kms:Encrypt"]
      Resource  = arn
      Condition = local.via_lambda
    }
  ])

  change_function = [
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

  change_log_group = concat(local.change_logs_key, [
    "logs:CreateLogGroup",
    "logs:DeleteLogGroup",
    "logs:DeleteMetricFilter",
    "logs:PutMetricFilter",
    "logs:PutRetentionPolicy",
    "logs:TagResource",
    "logs:UntagResource",
  ])

  change_logs_key = flatten([
    for arn in local.customer_keys : ["logs:AssociateKmsKey", "logs:DisassociateKmsKey"]
  ])

  as_stack = {
    StringEquals = { for key, value in local.tags : "aws:RequestTag/${key}" => value }
  }
}
