# Who read, wrote and deleted what, as AWS itself records it: a trail of CloudTrail with the data
# events of the sources and of the ledger, S3's access logs, and a rule that tells of a write into
# the ledger by anybody but its function. The alarms: audit-alarms.tf. docs/audit.md says how to read
# it, and what it costs.
locals {
  # What the trail has. One selector cannot hold the two kinds: it takes all of its conditions.
  audited = merge(
    { "Writes of the ledger" = { arns = [local.arns.ledger], reads = false } },
    {
      for name, reads in { "Reads of the sources" = true, "Writes of the sources" = false } :
      name => { arns = values(local.audited_sources), reads = reads }
      if reads ? local.audits.reads : local.audits.writes
    },
  )

  audits = {
    days        = one(var.audit[*].days)
    lock        = one(var.audit[*].object_lock)
    logs_access = one(var.audit[*].access_logs) == true
    reads       = one(var.audit[*].source_reads) == true
    writes      = one(var.audit[*].source_writes) == true
  }

  audited_sources = { for label in keys(local.sources) : label => local.arns.source_buckets[label] }

  # The buckets of the stack. That of somebody else has its own logging, or none.
  logged_buckets = local.audits.logs_access ? merge(
    { "" = module.ledger_bucket.bucket.name },
    {
      for label, source in local.sources : label => local.source_buckets[label].name
      if source.bucket.create
    },
  ) : {}
  buckets_without_access_logs = [
    for label, source in local.sources : local.names.source_buckets[label]
    if !source.bucket.create
  ]
}

module "audit_bucket" {
  source = "./modules/bucket"
  count  = var.audit == null ? 0 : 1

  abort_multipart_days = local.audits.days == null ? null : 7
  arn                  = local.arns.audit_bucket
  kms_key_arn          = module.kms_key_audit.arn
  name                 = local.names.audit_bucket
  noncurrent_days      = local.audits.days == null ? null : 1
  object_days          = local.audits.days
  object_lock          = local.audits.lock != null
  settings_prefix      = "audit."
  versioning           = true

  # The ARN of the trail has the account in it. CloudTrail is not documented to say the account
  # besides: a condition on it could refuse every file.
  service_writer = {
    conditions  = { "s3:x-amz-acl" = "bucket-owner-full-control" }
    prefix      = "AWSLogs/${var.account_id}/"
    reads_acl   = true
    service     = "cloudtrail.amazonaws.com"
    source_arns = [local.arns.trail]
  }
}

resource "aws_s3_bucket_object_lock_configuration" "audit" {
  for_each = { for lock in local.audits.lock[*] : "days" => lock }

  bucket = module.audit_bucket[0].bucket.name

  rule {
    default_retention {
      days = each.value.days
      mode = each.value.mode
    }
  }
}

resource "aws_cloudtrail" "audit" {
  count = var.audit == null ? 0 : 1

  name                          = local.names.audit
  enable_log_file_validation    = true
  include_global_service_events = false
  kms_key_id                    = module.kms_key_audit.arn
  s3_bucket_name                = module.audit_bucket[0].bucket.name

  dynamic "advanced_event_selector" {
    for_each = local.audited

    content {
      name = advanced_event_selector.key

      field_selector {
        field  = "eventCategory"
        equals = ["Data"]
      }

      field_selector {
        field  = "resources.type"
        equals = ["AWS::S3::Object"]
      }

      field_selector {
        field  = "readOnly"
        equals = [tostring(advanced_event_selector.value.reads)]
      }

      field_selector {
        field       = "resources.ARN"
        starts_with = [for arn in advanced_event_selector.value.arns : "${arn}/"]
      }
    }
  }
}

# S3's access logs have a bucket of their own: S3 cannot deliver them where a customer key encrypts,
# or where Object Lock is on.
module "access_logs_bucket" {
  source = "./modules/bucket"
  count  = local.audits.logs_access ? 1 : 0

  abort_multipart_days = local.audits.days == null ? null : 7
  arn                  = local.arns.access_logs
  name                 = local.names.access_logs
  noncurrent_days      = local.audits.days == null ? null : 1
  object_days          = local.audits.days
  settings_prefix      = "audit."
  versioning           = true

  service_writer = {
    conditions = { "aws:SourceAccount" = var.account_id }
    prefix     = ""
    reads_acl  = false
    service    = "logging.s3.amazonaws.com"
    source_arns = concat([local.arns.ledger], [
      for label, arn in local.audited_sources : arn if local.sources[label].bucket.create
    ])
  }
}

# Each bucket below a folder of its own, by the day of the request:
# access/<account>/<region>/<bucket>/<year>/<month>/<day>/.
resource "aws_s3_bucket_logging" "access" {
  for_each = local.logged_buckets

  bucket        = each.value
  target_bucket = module.access_logs_bucket[0].bucket.name
  target_prefix = "access/"

  target_object_key_format {
    partitioned_prefix {
      partition_date_source = "EventTime"
    }
  }
}

# CloudTrail sends what a trail has as events to the default bus, within minutes. A caller without a
# role, as the account's root or an IAM user, has no session; one that S3 refuses is told too.
resource "aws_cloudwatch_event_rule" "audit" {
  count = var.audit == null ? 0 : 1

  name        = local.names.audit
  description = "Anybody but the function writes into ${local.names.ledger} or deletes from it"

  event_pattern = jsonencode({
    account     = [var.account_id]
    source      = ["aws.s3"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["s3.amazonaws.com"]
      "$or" = [
        {
          eventName         = local.deletions
          requestParameters = { bucketName = [local.names.ledger] }
        },
        {
          # Below the two prefixes others may write: make backfill, and make verify.
          eventName = local.writes
          requestParameters = {
            bucketName = [local.names.ledger]
            key = [
              { anything-but = { prefix = [local.backfill_prefix, local.statements_prefix] } },
            ]
          }
        },
      ]
      userIdentity = {
        sessionContext = {
          sessionIssuer = {
            arn = [
              { anything-but = [local.arns.backfill_role, local.arns.handler_role] },
              { exists = false },
            ]
          }
        }
      }
    }
  })
}

locals {
  deletions = ["DeleteObject", "DeleteObjectTagging", "DeleteObjects"]

  # What makes an object, or changes one that is there. The parts of an upload do neither.
  writes = [
    "CompleteMultipartUpload", "CopyObject", "PostObject", "PutObject", "PutObjectAcl",
    "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging",
  ]
}

# The message is the event itself: who, from where, which key.
resource "aws_cloudwatch_event_target" "audit" {
  count = var.audit != null && var.alarms.enabled ? 1 : 0

  arn       = local.arns.alarms_topic
  rule      = aws_cloudwatch_event_rule.audit[0].name
  target_id = "alarms"

  depends_on = [aws_sns_topic.alarms]
}
