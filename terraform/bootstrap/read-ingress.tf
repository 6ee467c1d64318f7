# What plans and applies read of the ingress API, where the values have one. It is a policy of its
# own, because a policy may have 6,144 characters, and read.tf uses most of them.
resource "aws_iam_policy" "read_ingress" {
  count = length(local.ingress)

  name        = local.names.read_ingress
  description = "What plans and applies of ${local.values.name} read of its API for documents"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.read_ingress })
}

resource "aws_iam_role_policy_attachment" "read_ingress" {
  for_each = {
    for role in [aws_iam_role.apply.name, aws_iam_role.plan.name] : role => role
    if length(local.ingress) > 0
  }

  role       = each.value
  policy_arn = local.arns.read_ingress

  depends_on = [aws_iam_policy.read_ingress]
}

locals {
  # A client of a pool can have a secret, and a usage plan has keys: they are read of the stack's
  # alone.
  read_ingress = concat(
    [
      {
        Sid    = "ReadApi"
        Effect = "Allow"
        Action = "apigateway:GET"
        Resource = concat(
          ["${local.apis}/*"],
          [
            for id in ["account"] : "${local.arns.integrations}::/${id}"
            if local.sets_account_logging
          ],
          flatten([
            for domain in local.ingress_domains : [
              for end in ["", "/*"] : "${local.arns.integrations}::/domainnames/${domain}${end}"
            ]
          ]),
        )
      },
      {
        Sid       = "ReadUsagePlans"
        Effect    = "Allow"
        Action    = "apigateway:GET"
        Resource  = "${local.plans}/*"
        Condition = local.of_stack
      },
      {
        Sid    = "ReadPool"
        Effect = "Allow"
        Action = [
          "cognito-idp:DescribeUserPool",
          "cognito-idp:DescribeUserPoolClient",
          "cognito-idp:GetUserPoolMfaConfig",
        ]
        Resource  = local.arns.user_pools
        Condition = local.of_stack
      },
      {
        Sid      = "ReadAccessLog"
        Effect   = "Allow"
        Action   = "logs:ListTagsForResource"
        Resource = [local.arns.ingress_log_group, "${local.arns.ingress_log_group}:*"]
      },
    ],
    [
      for acl in local.web_acls : {
        Sid      = "ReadWebAcl"
        Effect   = "Allow"
        Action   = ["wafv2:GetWebACL", "wafv2:GetWebACLForResource"]
        Resource = [acl, local.stages]
      }
    ],
  )
}
