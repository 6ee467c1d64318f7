# The rules of EventBridge that are one of the ways to the function.
locals {
  apply_rule = [
    {
      Sid      = "ChangeRule"
      Effect   = "Allow"
      Action   = local.change_rule
      Resource = local.arns.all_rules
    },
  ]

  change_rule = [
    "events:DeleteRule",
    "events:PutRule",
    "events:PutTargets",
    "events:RemoveTargets",
    "events:TagResource",
    "events:UntagResource",
  ]
}
