# What a plan may do: read the configuration that Terraform compares. A pull request plans with it,
# so it is refused all content, whatever else somebody attaches to it, and the state's lock: a plan
# that held the lock would make an apply fail.
resource "aws_iam_role" "plan" {
  name               = local.names.plan
  description        = "Plans ${local.values.name} in ${local.values.environment}, without content"
  assume_role_policy = local.trust.plan

  depends_on = [
    aws_iam_openid_connect_provider.github, data.aws_iam_openid_connect_provider.existing,
  ]
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.plan.name
  policy_arn = local.arns.read

  depends_on = [aws_iam_policy.read]
}

resource "aws_iam_role_policy" "plan" {
  for_each = { content = local.no_content, dashboard = local.plan_dashboard }

  name   = each.key
  role   = aws_iam_role.plan.name
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

locals {
  readable_objects = concat(
    [local.arns.state_file], local.declarations, local.changes_declarations,
  )

  # The policy that both roles have in common is full where a stack has twenty sources and an audit.
  plan_dashboard = [
    {
      Sid      = "ReadDashboard"
      Effect   = "Allow"
      Action   = "cloudwatch:GetDashboard"
      Resource = local.arns.dashboard
    },
  ]

  no_content = [
    {
      Sid         = "ReadNoObject"
      Effect      = "Deny"
      Action      = "s3:GetObject*"
      NotResource = try(one(local.readable_objects), local.readable_objects)
    },
    {
      Sid      = "WriteNoObject"
      Effect   = "Deny"
      Action   = ["s3:DeleteObject*", "s3:PutObject*"]
      Resource = "*"
    },
    {
      Sid    = "ReadNoSecretMessageOrLog"
      Effect = "Deny"
      Action = [
        "lambda:InvokeAsync",
        "lambda:InvokeFunction",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogRecord",
        "logs:GetQueryResults",
        "logs:StartLiveTail",
        "logs:StartQuery",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
      ]
      Resource = "*"
    },
    {
      # Lambda decrypts a function's environment variables as the caller of GetFunction. Denied, it
      # answers without them, and every plan of this role would differ from the apply role's.
      Sid       = "DecryptOnlyThroughLambda"
      Effect    = "Deny"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringNotEquals = { "kms:ViaService" = local.endpoints.lambda } }
    },
  ]
}
