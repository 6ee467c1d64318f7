# The topic that the alarms are sent to, and the people that it tells.
resource "aws_sns_topic" "alarms" {
  count = var.alarms.enabled ? 1 : 0

  name = local.names.alarms
  kms_master_key_id = (
    var.alarms.kms_key_alias == null
    ? local.customer_key : one([for key in data.aws_kms_alias.alarms : key.target_key_id])
  )

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "PublishAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.arns.alarms_topic
        Condition = {
          ArnLike      = { "aws:SourceArn" = local.arns.alarms }
          StringEquals = { "aws:SourceAccount" = var.account_id }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = local.arns.alarms_topic
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      ],
      [
        for audit in var.audit[*] : {
          Sid       = "PublishAudit"
          Effect    = "Allow"
          Principal = { Service = "events.amazonaws.com" }
          Action    = "sns:Publish"
          Resource  = local.arns.alarms_topic
          Condition = { ArnEquals = { "aws:SourceArn" = local.arns.audit_rule } }
        }
    ])
  })
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = var.alarms.enabled ? var.alarms.emails : []

  endpoint  = each.value
  protocol  = "email"
  topic_arn = local.arns.alarms_topic

  depends_on = [aws_sns_topic.alarms]
}

# Reading it stops the plan where the alias names no key: the alarms would be mute.
data "aws_kms_alias" "alarms" { # no such alias? Type: make bootstrap ENV=<env>
  for_each = toset(var.alarms.enabled ? var.alarms.kms_key_alias[*] : [])

  name = "alias/${each.value}"
}
