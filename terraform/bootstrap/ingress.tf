# What the environment's values say of the ingress API, where they have one.
locals {
  ingress = try(local.values.ingress, null)[*]

  ingress_domains = compact([for ingress in local.ingress : try(ingress.domain.name, null)])
  web_acls        = compact([for ingress in local.ingress : try(ingress.web_acl_arn, null)])
  authorizers = compact([
    for ingress in local.ingress : try(ingress.authorization.authorizer.function_arn, null)
  ])

  sets_account_logging = anytrue([
    for ingress in local.ingress : try(coalesce(ingress.sets_account_logging), true)
  ])

  # The role that the API takes, and the one with which the account's APIs write logs.
  ingress_role_arns = concat(
    [for ingress in local.ingress : local.arns.ingress_role],
    [for arn in [local.arns.ingress_logging_role] : arn if local.sets_account_logging],
  )

  # Its bucket is a source like any other: terraform/ingress.tf.
  ingress_source = {
    for ingress in local.ingress : "ingress" => {
      create        = true
      force_destroy = try(coalesce(ingress.force_destroy), false)
      kms_key_arn   = try(ingress.kms_key_arn, null)
      name          = null
      notifies      = true
      prefix        = ""
    }
  }

  # What the boundary lets the API's roles do.
  ingress_boundary = concat(
    [
      for ingress in local.ingress : {
        Sid      = "PutDocuments"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "${local.source_arns["ingress"]}/id=*"
      }
    ],
    [
      for arn in compact([
        for ingress in local.ingress : module.kms_key_source_bucket["ingress"].arn
        ]) : {
        Sid       = "EncryptDocuments"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
    [
      # What became of a document; 404 for one that nothing is known of, and not 403.
      for documents in local.documents : {
        Sid       = "ReadStates"
        Effect    = "Allow"
        Action    = ["s3:GetObject", "s3:ListBucket"]
        Resource  = [local.arns.lake, "${local.arns.lake}/status/*"]
        Condition = { ArnEquals = { "aws:PrincipalArn" = local.arns.ingress_role } }
      }
    ],
    [
      for arn in local.authorizers : {
        Sid      = "AskAuthorizer"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = arn
      }
    ],
    [
      # Those are the account's logs: no other role gets at them.
      for arn in [local.arns.ingress_logging_role] : {
        Sid    = "WriteApiLogs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:PutLogEvents",
        ]
        Resource  = "*"
        Condition = { ArnEquals = { "aws:PrincipalArn" = arn } }
      }
      if local.sets_account_logging
    ],
  )
}
