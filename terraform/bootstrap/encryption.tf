# The one key of a stack, on request: made here and not by the stack, as that of the alarms. What the
# stack encrypts with it is named by encryption in the environment's values: what the roles
# may do with a key follows from there, whoever made it.
resource "aws_kms_key" "encryption" {
  count = var.encryption_key ? 1 : 0

  description             = "Encrypts ${local.values.name} in ${local.values.environment}"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = jsonencode({ Version = "2012-10-17", Statement = local.key_policy })

  # Without it nothing that it encrypts can be read any more, and nothing brings it back.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "encryption" {
  count = var.encryption_key ? 1 : 0

  name          = "alias/${local.names.encryption}"
  target_key_id = aws_kms_key.encryption[0].key_id
}

locals {
  # In a key's policy, * is this key.
  key_policy = concat(
    [
      {
        Sid       = "AdministerByIdentityPolicies"
        Effect    = "Allow"
        Principal = { AWS = local.arns.account }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        # S3 sends to the queue of the trigger, and writes inventories.
        Sid       = "SendEventsAndInventories"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = local.of_account
      },
      {
        # EventBridge keeps what it could not hand over, and tells what the audit found. Its calls
        # are documented to carry neither an account nor a source: a condition would refuse all of
        # them. What it may send to is said by the policies of the queues and of the topic.
        Sid       = "KeepUndeliveredEvents"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
      {
        Sid       = "EncryptLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.values.region}.amazonaws.com" }
        Action = [
          "kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*",
        ]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "kms:EncryptionContext:aws:logs:arn" = [
              local.arns.changes_log, local.arns.documents_log, local.arns.ingress_log_group,
              local.arns.log_group,
            ]
          }
        }
      },
    ],
    [
      for arn in [local.arns.alarms] : {
        Sid       = "EncryptAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = merge(local.of_account, { ArnLike = { "aws:SourceArn" = arn } })
      }
      if local.has_alarms
    ],
    [
      for audit in local.audits : {
        Sid       = "EncryptTrail"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceArn" = local.arns.trail } }
      }
    ],
  )

  of_account = { StringEquals = { "aws:SourceAccount" = local.values.account_id } }
}
