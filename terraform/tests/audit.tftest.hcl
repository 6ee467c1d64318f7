# Who read, wrote and deleted what: a trail, access logs, two buckets that only AWS's services write
# into, and a rule that tells of a write into the ledger by others.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  audit = {}
  sources = {
    landing = { bucket = { create = false, name = "landing-zone" } }
    source  = {}
  }
}

run "writes_are_recorded_and_those_of_others_are_told" {
  command = plan

  # The trail has writes of the ledger and the sources.
  assert {
    condition = {
      for selector in aws_cloudtrail.audit[0].advanced_event_selector : selector.name => {
        for field in selector.field_selector :
        field.field => join(" ", coalesce(field.equals, field.starts_with))
      }
      } == {
      "Writes of the ledger" = {
        eventCategory    = "Data"
        readOnly         = "false"
        "resources.ARN"  = "arn:aws:s3:::object-ledger-ledger-test-123456789012/"
        "resources.type" = "AWS::S3::Object"
      }
      "Writes of the sources" = {
        eventCategory = "Data"
        readOnly      = "false"
        "resources.ARN" = join(" ", [
          "arn:aws:s3:::landing-zone/", "arn:aws:s3:::object-ledger-source-test-123456789012/",
        ])
        "resources.type" = "AWS::S3::Object"
      }
    }
    error_message = jsonencode(aws_cloudtrail.audit[0].advanced_event_selector)
  }

  assert {
    condition = (
      aws_cloudtrail.audit[0].enable_log_file_validation
      && aws_cloudtrail.audit[0].kms_key_id == null
      && aws_cloudtrail.audit[0].s3_bucket_name == "object-ledger-audit-test-123456789012"
      && !aws_cloudtrail.audit[0].include_global_service_events
    )
    error_message = jsonencode(aws_cloudtrail.audit[0])
  }

  # Only CloudTrail writes into the trail's bucket.
  assert {
    condition = [
      for statement in jsondecode(module.audit_bucket[0].policy).Statement : statement
      if statement.Sid != "RefusePlainHttp"
      ] == [
      {
        Sid       = "TakeLogs"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource = join("/", [
          "arn:aws:s3:::object-ledger-audit-test-123456789012", "AWSLogs", "123456789012", "*",
        ])
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = [
              "arn:aws:cloudtrail:eu-west-1:123456789012:trail/object-ledger-audit-test",
            ]
          }
          StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" }
        }
      },
      {
        Sid       = "ShowOwner"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = "arn:aws:s3:::object-ledger-audit-test-123456789012"
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = [
              "arn:aws:cloudtrail:eu-west-1:123456789012:trail/object-ledger-audit-test",
            ]
          }
        }
      },
      {
        Sid       = "RefuseEverybodyElse"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:BypassGovernanceRetention", "s3:DeleteObject*", "s3:PutObject*"]
        Resource  = "arn:aws:s3:::object-ledger-audit-test-123456789012/*"
        Condition = { Bool = { "aws:PrincipalIsAWSService" = "false" } }
      },
    ]
    error_message = module.audit_bucket[0].policy
  }

  # The rule tells of whoever is not the function.
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.audit[0].event_pattern) == {
      account     = ["123456789012"]
      source      = ["aws.s3"]
      detail-type = ["AWS API Call via CloudTrail"]
      detail = {
        eventSource = ["s3.amazonaws.com"]
        "$or" = [
          {
            eventName         = ["DeleteObject", "DeleteObjectTagging", "DeleteObjects"]
            requestParameters = { bucketName = ["object-ledger-ledger-test-123456789012"] }
          },
          {
            eventName = [
              "CompleteMultipartUpload", "CopyObject", "PostObject", "PutObject", "PutObjectAcl",
              "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging",
            ]
            requestParameters = {
              bucketName = ["object-ledger-ledger-test-123456789012"]
              key        = [{ anything-but = { prefix = ["backfill/", "statements/"] } }]
            }
          },
        ]
        userIdentity = {
          sessionContext = {
            sessionIssuer = {
              arn = [
                {
                  anything-but = [
                    "arn:aws:iam::123456789012:role/object-ledger-backfill-test",
                    "arn:aws:iam::123456789012:role/object-ledger-handler-test",
                  ]
                },
                { exists = false },
              ]
            }
          }
        }
      }
    }
    error_message = aws_cloudwatch_event_rule.audit[0].event_pattern
  }

  # EventBridge takes so much of a pattern.
  assert {
    condition     = length(aws_cloudwatch_event_rule.audit[0].event_pattern) <= 2048
    error_message = "${length(aws_cloudwatch_event_rule.audit[0].event_pattern)} characters"
  }

  assert {
    condition = (
      aws_cloudwatch_event_target.audit[0].arn
      == "arn:aws:sns:eu-west-1:123456789012:object-ledger-alarms-test"
      && aws_cloudwatch_event_target.audit[0].rule == "object-ledger-audit-test"
    )
    error_message = "It tells ${aws_cloudwatch_event_target.audit[0].arn}."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_sns_topic.alarms[0].policy).Statement : statement
      if statement.Sid == "PublishAudit"
      ]) == {
      Sid       = "PublishAudit"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:eu-west-1:123456789012:object-ledger-alarms-test"
      Condition = {
        ArnEquals = {
          "aws:SourceArn" = "arn:aws:events:eu-west-1:123456789012:rule/object-ledger-audit-test"
        }
      }
    }
    error_message = aws_sns_topic.alarms[0].policy
  }

  # The runbook has a row for each alarm.
  assert {
    condition = (
      sort(flatten(regexall(
        "(?m)^\\| `([a-z-]+)` \\|",
        regex(
          "(?s)\n## Alarms of the audit\n(.*?)\n## ",
          file("${path.module}/../docs/operations.md")
        )[0]
        ))) == sort([
        for name in keys(aws_cloudwatch_metric_alarm.this) : name if startswith(name, "audit-")
      ])
    )
    error_message = "docs/operations.md lists other alarms of the audit than the stack has."
  }

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => [
        alarm.namespace, alarm.metric_name, alarm.dimensions, alarm.treat_missing_data,
      ] if startswith(name, "audit-")
      } == {
      for name, metric in {
        audit-others-write = "TriggeredRules", audit-untold = "FailedInvocations"
        } : name => [
        "AWS/Events", metric, tomap({ RuleName = "object-ledger-audit-test" }), "notBreaching",
      ]
    }
    error_message = "The alarms watch something else."
  }
}

run "reads_are_switched_on_and_writes_access_logs_and_alarms_off" {
  command = plan

  variables {
    alarms = {
      emails        = ["somebody@example.com"]
      enabled       = false
      kms_key_alias = "object-ledger-alarms-test"
    }
    audit = {
      access_logs = false
      # A lock without an end of the files is fine.
      days          = null
      object_lock   = { days = 31, mode = "GOVERNANCE" }
      source_reads  = true
      source_writes = false
    }
  }

  # Reads and writes of the sources are switched one by one.
  assert {
    condition = {
      for selector in aws_cloudtrail.audit[0].advanced_event_selector : selector.name => one([
        for field in selector.field_selector : field.equals[0] if field.field == "readOnly"
      ])
    } == { "Reads of the sources" = "true", "Writes of the ledger" = "false" }
    error_message = jsonencode(aws_cloudtrail.audit[0].advanced_event_selector)
  }

  # Access logs can be left out.
  assert {
    condition = (
      output.audit.access_logs == null && length(aws_s3_bucket_logging.access) == 0
      && length(module.access_logs_bucket) == 0 && length(aws_cloudtrail.audit) == 1
    )
    error_message = jsonencode(output.audit)
  }

  # There is no alarm, and nobody to hear of one.
  assert {
    condition = 0 == sum([
      length(aws_cloudwatch_metric_alarm.this),
      length(data.aws_kms_alias.alarms),
      length(aws_sns_topic.alarms),
      length(aws_sns_topic_subscription.alarms),
    ])
    error_message = "Something of the alarms is still there."
  }

  # Without alarms the rule has no target.
  assert {
    condition = (
      length(aws_cloudwatch_event_target.audit) == 0 && length(aws_cloudwatch_event_rule.audit) == 1
    )
    error_message = "It sends to a topic that is not there."
  }
}

run "access_logs_are_of_the_stacks_own_buckets_and_have_no_lock" {
  command = plan

  variables {
    audit = {
      days        = 400
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/audit"
      object_lock = { days = 365, mode = "COMPLIANCE" }
    }
    ingress = { authorization = { kind = "iam" } }
  }

  # Access logs are those of the stack's own buckets.
  assert {
    condition = {
      for label, logging in aws_s3_bucket_logging.access : label => [
        logging.bucket, logging.target_bucket, logging.target_prefix,
        logging.target_object_key_format[0].partitioned_prefix[0].partition_date_source,
      ]
      } == {
      for label, bucket in {
        ""      = "object-ledger-ledger-test-123456789012"
        ingress = "object-ledger-ingress-test-123456789012"
        source  = "object-ledger-source-test-123456789012"
        } : label => [
        bucket, "object-ledger-access-test-123456789012", "access/", "EventTime",
      ]
    }
    error_message = jsonencode(aws_s3_bucket_logging.access)
  }

  assert {
    condition     = one(output.audit.access_logs.missing) == "landing-zone"
    error_message = "Not said to be left out: ${jsonencode(output.audit.access_logs)}"
  }

  assert {
    condition = one([
      for statement in jsondecode(module.access_logs_bucket[0].policy).Statement : statement
      if statement.Sid == "TakeLogs"
      ]) == {
      Sid       = "TakeLogs"
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::object-ledger-access-test-123456789012/*"
      Condition = {
        ArnEquals = {
          "aws:SourceArn" = [
            "arn:aws:s3:::object-ledger-ledger-test-123456789012",
            "arn:aws:s3:::object-ledger-ingress-test-123456789012",
            "arn:aws:s3:::object-ledger-source-test-123456789012",
          ]
        }
        StringEquals = { "aws:SourceAccount" = "123456789012" }
      }
    }
    error_message = module.access_logs_bucket[0].policy
  }

  # A key and a lock are of the trail alone.
  assert {
    condition = (
      aws_cloudtrail.audit[0].kms_key_id == "arn:aws:kms:eu-west-1:123456789012:key/audit"
      && aws_s3_bucket_object_lock_configuration.audit["days"].bucket == output.audit.bucket
      && one(aws_s3_bucket_object_lock_configuration.audit["days"].rule).default_retention[0].days == 365
      && one(
        aws_s3_bucket_object_lock_configuration.audit["days"].rule
      ).default_retention[0].mode == "COMPLIANCE"
    )
    error_message = jsonencode(aws_s3_bucket_object_lock_configuration.audit)
  }

  assert {
    condition     = keys(aws_s3_bucket_object_lock_configuration.audit) == ["days"]
    error_message = "S3 delivers no access logs where Object Lock is."
  }
}
