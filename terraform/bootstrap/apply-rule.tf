# The rule of EventBridge that is one of the ways to the function.
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
      Resource = local.arns.rule
    },
  ]
}
