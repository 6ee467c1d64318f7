# What an apply may do: make, change and remove what the stack has, by its names, and run the smoke
# tests. It reads no secret, makes no role without the boundary, and touches nothing of this module.
resource "aws_iam_role" "apply" {
  name               = local.names.apply
  description        = "Applies ${local.values.name} in ${local.values.environment}, and tries it"
  assume_role_policy = local.trust.apply

  # A job that applies asks for an hour; make verify can take as long as a job of GitHub may.
  max_session_duration = 21600

  depends_on = [
    aws_iam_openid_connect_provider.github, data.aws_iam_openid_connect_provider.existing,
  ]
}

resource "aws_iam_role_policy_attachment" "apply" {
  role       = aws_iam_role.apply.name
  policy_arn = local.arns.read

  depends_on = [aws_iam_policy.read]
}

resource "aws_iam_role_policy" "apply" {
  for_each = local.apply_policies

  name   = each.key
  role   = aws_iam_role.apply.name
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

locals {
  apply_policies = {
    data     = local.apply_data
    function = local.apply_function
    # The policy keeps its name in IAM, where another name makes another policy.
    rest  = concat(local.apply_rule, local.apply_alarms, local.apply_secret)
    roles = local.apply_roles
    smoke = local.apply_smoke
    state = local.apply_state
  }
}
