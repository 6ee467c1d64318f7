# The roles of the stack: only within the boundary.
locals {
  apply_roles = [
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
      Resource  = local.role_arns
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
      Resource = local.role_arns
    },
    {
      Sid       = "PassFunctionsRole"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = local.arns.handler_role
      Condition = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
    },
  ]
}
