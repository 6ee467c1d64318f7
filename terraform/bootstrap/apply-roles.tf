# The roles of the stack: only within the boundary.
locals {
  apply_roles = [
    {
      # What a role may do is only written where the boundary holds it.
      Sid       = "ChangeBoundedRoles"
      Effect    = "Allow"
      Action    = local.change_bounded_role
      Resource  = local.bounded_role_arns
      Condition = local.within_boundary
    },
    {
      # IAM knows no boundary here. Whoever is trusted gets what the boundary lets through.
      Sid      = "ChangeRoles"
      Effect   = "Allow"
      Action   = local.change_role
      Resource = local.bounded_role_arns
    },
    {
      Sid       = "PassFunctionsRole"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = local.arns.handler_role
      Condition = local.to_lambda
    },
  ]

  change_bounded_role = [
    "iam:CreateRole",
    "iam:DeleteRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
  ]

  change_role = [
    "iam:DeleteRole",
    "iam:ListInstanceProfilesForRole",
    "iam:TagRole",
    "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
  ]

  within_boundary = { StringEquals = { "iam:PermissionsBoundary" = local.arns.boundary } }
  to_lambda       = { StringEquals = { "iam:PassedToService" = "lambda.amazonaws.com" } }
}
