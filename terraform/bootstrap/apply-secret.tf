# The secret of the function's parameters: not its value.
locals {
  apply_secret = [
    # Not UpdateSecret: it could change the value.
    for secret in compact([local.arns.parameter_context]) : {
      Sid    = "ChangeSecret"
      Effect = "Allow"
      Action = [
        "secretsmanager:CreateSecret",
        "secretsmanager:DeleteSecret",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
      ]
      Resource = secret
    }
    if try(local.contexts[0].create, true)
  ]
}
