# The key of the alarms' topic. It is made here and not by the stack: whoever makes a key must be
# allowed to set its policy, and with that right the apply role could give itself any key. It is a
# key of its own, because CloudWatch may not use the one that AWS keeps for SNS.
resource "aws_kms_key" "alarms" {
  count = local.has_alarms ? 1 : 0

  description             = "Encrypts ${local.names.alarms}"
  deletion_window_in_days = 7
  enable_key_rotation     = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # In a key's policy, * is this key.
        Sid       = "AdministerByIdentityPolicies"
        Effect    = "Allow"
        Principal = { AWS = local.arns.account }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # EventBridge sends what the audit tells.
        Sid       = "EncryptAlarms"
        Effect    = "Allow"
        Principal = { Service = try(one(local.alarm_senders), local.alarm_senders) }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

# The stack finds the key by this name.
resource "aws_kms_alias" "alarms" {
  count = local.has_alarms ? 1 : 0

  name          = "alias/${local.names.alarms}"
  target_key_id = aws_kms_key.alarms[0].key_id
}

locals {
  alarm_senders = concat(
    ["cloudwatch.amazonaws.com"], [for audit in local.audits : "events.amazonaws.com"]
  )

  has_alarms = try(local.values.alarms.enabled, true)
}
