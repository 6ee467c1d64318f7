# Who GitHub's tokens may become. Every claim is compared with StringEquals: a wildcard in one of
# them is how such roles were taken over elsewhere.
resource "aws_iam_openid_connect_provider" "github" {
  count = var.github.create_provider ? 1 : 0

  url            = "https://${local.issuer}"
  client_id_list = [local.audience]
}

# Reading it stops the plan if the account has none.
data "aws_iam_openid_connect_provider" "existing" {
  count = var.github.create_provider ? 0 : 1

  url = "https://${local.issuer}"
}

locals {
  audience     = "sts.amazonaws.com"
  issuer       = local.names.github
  provider_arn = local.arns.github

  main = "refs/heads/main"
  subject = (
    var.github.subject == "ids"
    ? join("/", [
      "repo:${var.github.owner}@${var.github.owner_id}",
      "${var.github.repository}@${var.github.repository_id}",
    ])
    : "repo:${var.github.owner}/${var.github.repository}"
  )
  workflows = "${var.github.owner}/${var.github.repository}/.github/workflows"

  # What a token must claim, for each way into a role.
  claims = {
    apply = {
      # A job of this GitHub environment, which GitHub gives only when its rules are satisfied; on
      # main; and of the workflow that applies, or of the one that verifies, which reads records.
      ApplyFromMain = {
        environment = local.values.environment
        job_workflow_ref = [
          "${local.workflows}/environment.yml@${local.main}",
          "${local.workflows}/verify.yml@${local.main}",
        ]
        ref = local.main
        sub = "${local.subject}:environment:${local.values.environment}"
      }
    }
    plan = {
      # A pull request's ref has its number, and its workflow is its own: neither can be compared
      # with a fixed value. That is why this role reads no content.
      PlanPullRequest = {
        sub = "${local.subject}:pull_request"
      }
      PlanMain = {
        job_workflow_ref = [
          "${local.workflows}/drift.yml@${local.main}",
          "${local.workflows}/environment.yml@${local.main}",
        ]
        ref = local.main
        sub = "${local.subject}:ref:${local.main}"
      }
    }
  }

  trust = {
    for role, ways in local.claims : role => jsonencode({
      Version = "2012-10-17"
      Statement = [
        for sid, claims in ways : {
          Sid       = sid
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = local.provider_arn }
          Condition = {
            StringEquals = {
              for claim, value in merge(claims, {
                aud           = local.audience
                repository_id = var.github.repository_id
              }) : "${local.issuer}:${claim}" => value
            }
          }
        }
      ]
    })
  }
}
