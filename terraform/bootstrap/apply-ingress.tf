# The ingress API, where the values have one: the API, its roles and log, its user pool and its
# usage plans. Their ids are made by AWS, so it is their tags that say whose they are; what an API or
# a plan consists of has the tags of the whole. The bucket is one of the sources: apply-data.tf.
resource "aws_iam_policy" "apply_ingress" {
  count = length(local.ingress)

  name        = local.names.apply_ingress
  description = "How ${local.values.name} changes its API for documents"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.apply_ingress })
}

resource "aws_iam_role_policy_attachment" "apply_ingress" {
  count = length(local.ingress)

  role       = aws_iam_role.apply.name
  policy_arn = local.arns.apply_ingress

  depends_on = [aws_iam_policy.apply_ingress]
}

locals {
  apis   = "${local.arns.integrations}::/restapis"
  plans  = "${local.arns.integrations}::/usageplans"
  stages = "${local.apis}/*/stages/*"

  # Whatever the kind of authorisation is, so that a pool needs no other bootstrap.
  apply_ingress = concat(
    [
      {
        Sid       = "MakeApi"
        Effect    = "Allow"
        Action    = "apigateway:POST"
        Resource  = [local.apis, local.plans]
        Condition = local.as_stack
      },
      {
        Sid    = "ChangeApi"
        Effect = "Allow"
        Action = concat(
          ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"],
          [for acl in local.web_acls : "apigateway:SetWebACL"],
        )
        Resource  = ["${local.apis}/*", "${local.plans}/*"]
        Condition = local.of_stack
      },
      {
        # A change of tags names only those that change, and is asked of a resource that has none.
        # The tags that say whose an API is stay.
        Sid      = "ChangeApiTags"
        Effect   = "Allow"
        Action   = ["apigateway:DELETE", "apigateway:PUT"]
        Resource = "${local.arns.integrations}::/tags/*"
        Condition = {
          "ForAllValues:StringNotEquals" = { "aws:TagKeys" = keys(local.tags) }
        }
      },
      {
        Sid       = "TagNewApi"
        Effect    = "Allow"
        Action    = "apigateway:PUT"
        Resource  = "${local.arns.integrations}::/tags/*"
        Condition = local.as_stack
      },
      {
        Sid       = "MakePool"
        Effect    = "Allow"
        Action    = "cognito-idp:CreateUserPool"
        Resource  = "*"
        Condition = local.as_stack
      },
      {
        Sid       = "TagNewPool"
        Effect    = "Allow"
        Action    = "cognito-idp:TagResource"
        Resource  = local.arns.user_pools
        Condition = local.as_stack
      },
      {
        Sid    = "ChangePool"
        Effect = "Allow"
        Action = [
          "cognito-idp:CreateUserPoolClient",
          "cognito-idp:DeleteUserPool",
          "cognito-idp:DeleteUserPoolClient",
          "cognito-idp:SetUserPoolMfaConfig",
          "cognito-idp:TagResource",
          "cognito-idp:UntagResource",
          "cognito-idp:UpdateUserPool",
          "cognito-idp:UpdateUserPoolClient",
        ]
        Resource  = local.arns.user_pools
        Condition = local.of_stack
      },
      {
        Sid    = "ChangeAccessLog"
        Effect = "Allow"
        Action = concat(local.change_logs_key, [
          "logs:CreateLogGroup",
          "logs:DeleteLogGroup",
          "logs:PutRetentionPolicy",
          "logs:TagResource",
          "logs:UntagResource",
        ])
        Resource = [local.arns.ingress_log_group, "${local.arns.ingress_log_group}:*"]
      },
      {
        # What a role may do is only written where its boundary holds it.
        Sid       = "ChangeBoundedApiRoles"
        Effect    = "Allow"
        Action    = local.change_bounded_role
        Resource  = local.ingress_role_arns
        Condition = { StringEquals = { "iam:PermissionsBoundary" = local.arns.ingress_boundary } }
      },
      {
        Sid      = "ChangeApiRoles"
        Effect   = "Allow"
        Action   = local.change_role
        Resource = local.ingress_role_arns
      },
      {
        Sid       = "PassApisRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = local.ingress_role_arns
        Condition = { StringEquals = { "iam:PassedToService" = "apigateway.amazonaws.com" } }
      },
    ],
    [
      # The account has one for all its APIs in the region.
      for ingress in local.ingress : {
        Sid      = "SetAccountsLogging"
        Effect   = "Allow"
        Action   = "apigateway:PATCH"
        Resource = "${local.arns.integrations}::/account"
      }
      if local.sets_account_logging
    ],
    flatten([
      for domain in local.ingress_domains : [
        {
          Sid       = "MakeDomain"
          Effect    = "Allow"
          Action    = "apigateway:POST"
          Resource  = "${local.arns.integrations}::/domainnames"
          Condition = local.as_stack
        },
        {
          Sid    = "ChangeDomain"
          Effect = "Allow"
          Action = ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST"]
          Resource = [
            "${local.arns.integrations}::/domainnames/${domain}",
            "${local.arns.integrations}::/domainnames/${domain}/*",
          ]
        },
      ]
    ]),
    flatten([
      for acl in local.web_acls : [
        {
          # WAF asks for it on the ACL and on what it protects.
          Sid      = "AssociateWebAcl"
          Effect   = "Allow"
          Action   = "wafv2:AssociateWebACL"
          Resource = [acl, local.stages]
        },
        {
          Sid      = "DisassociateWebAcl"
          Effect   = "Allow"
          Action   = "wafv2:DisassociateWebACL"
          Resource = local.stages
        },
      ]
    ]),
  )
}
