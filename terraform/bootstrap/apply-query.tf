# What make verify writes, and what the ledger is queried with: tables, workgroup, statements, and
# the bucket of their results. It is a policy of its own, because a role's own ones together may have
# 10,240 characters. What makes the audit (apply-audit.tf) and the dashboard is in it, too: IAM
# attaches ten policies at most to a role, and this one has room.
resource "aws_iam_policy" "apply_query" {
  name        = local.names.apply_query
  description = "How ${local.values.name} verifies its ledger, and makes it ready for queries"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.apply_query })
}

resource "aws_iam_role_policy_attachment" "apply_query" {
  role       = aws_iam_role.apply.name
  policy_arn = local.arns.apply_query

  depends_on = [aws_iam_policy.apply_query]
}

locals {
  apply_query = concat(
    [
      {
        # The bucket's policy lets them be written once only.
        Sid      = "WriteStatements"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:PutObjectRetention"]
        Resource = "${local.arns.ledger}/statements/*"
      },
      {
        # The call names no resource.
        Sid       = "PutLedgerGaps"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = local.names.handler } }
      },
      {
        Sid    = "ChangeDashboard"
        Effect = "Allow"
        Action = [
          "cloudwatch:DeleteDashboards",
          "cloudwatch:GetDashboard",
          "cloudwatch:PutDashboard",
        ]
        Resource = local.arns.dashboard
      },
    ],
    flatten([
      for query in local.queries : [
        {
          Sid      = "ChangeResults"
          Effect   = "Allow"
          Action   = local.change_bucket
          Resource = local.arns.results
        },
        {
          Sid    = "ChangeWorkgroup"
          Effect = "Allow"
          Action = [
            "athena:CreateNamedQuery",
            "athena:CreateWorkGroup",
            "athena:DeleteNamedQuery",
            "athena:DeleteWorkGroup",
            "athena:TagResource",
            "athena:UntagResource",
            "athena:UpdateWorkGroup",
          ]
          Resource = local.arns.workgroup
        },
        {
          # To remove a database, Glue asks for the right to all that could be in it.
          Sid    = "ChangeTables"
          Effect = "Allow"
          Action = [
            "glue:CreateDatabase",
            "glue:CreateTable",
            "glue:DeleteDatabase",
            "glue:DeleteTable",
            "glue:TagResource",
            "glue:UntagResource",
            "glue:UpdateDatabase",
            "glue:UpdateTable",
          ]
          Resource = concat(local.definition_arns, [local.arns.functions])
        },
      ]
    ]),
    [
      # Only where the values say that a destroy may take the results along.
      for query in local.queries : {
        Sid      = "EmptyResults"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = "${local.arns.results}/*"
      }
      if try(coalesce(query.force_destroy), false)
    ],
    [
      # Also to take it away.
      for schedule in local.inventories : {
        Sid      = "ChangeInventories"
        Effect   = "Allow"
        Action   = "s3:PutInventoryConfiguration"
        Resource = values(local.source_arns)
      }
    ],
    local.apply_audit,
  )
}
