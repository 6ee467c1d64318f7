# The rules of EventBridge that are one of the ways to the function.
locals {
  apply_rule = [
    {
      Sid    = "ChangeRule"
      Effect = "Allow"
      Action = [
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ]
      Resource = local.arns.all_rules
    },
  ]
}
