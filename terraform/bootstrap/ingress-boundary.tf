# The most that the roles of the ingress API can do, whatever their policies say. It is a boundary of
# their own: no function can do any of it, and the functions' has no room for it.
resource "aws_iam_policy" "ingress_boundary" {
  count = length(local.ingress)

  name        = local.names.ingress_boundary
  description = "The most that the API of ${local.values.name} may do in ${local.values.environment}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.ingress_boundary })
}

locals {
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
      for arn in local.ingress_keys : {
        Sid       = "EncryptDocuments"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
    flatten([
      for documents in local.documents : [
        {
          Sid      = "ReadStates"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "${local.arns.lake}/status/*"
        },
        {
          # 404 for a document that nothing is known of, and not 403.
          Sid      = "TellUnknownFromForbidden"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = local.arns.lake
        },
      ]
    ]),
    [
      for arn in local.lake_keys : {
        Sid       = "DecryptStates"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = arn
        Condition = local.via_s3
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

  ingress_keys = compact([
    for ingress in local.ingress : module.kms_key_source_bucket["ingress"].arn
  ])
}
