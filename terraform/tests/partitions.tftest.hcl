# In another partition of AWS every ARN and every endpoint is of that partition.
# .make/develop/partitions looks for an ARN that is written down.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  permissions_boundary = "object-ledger-boundary-test"
}

run "china_has_a_partition" {
  command = plan

  variables {
    region        = "cn-north-1"
    ledger_bucket = { kms_key_arn = "arn:aws-cn:kms:cn-north-1:123456789012:key/ledger" }
    parameter_context = {
      name        = "object-ledger/test"
      kms_key_arn = "arn:aws-cn:kms:cn-north-1:123456789012:key/secret"
    }
    sources = {
      source = {
        bucket = { kms_key_arn = "arn:aws-cn:kms:cn-north-1:123456789012:key/source" }
      }
    }
  }

  override_data {
    target = data.aws_partition.current
    values = { dns_suffix = "amazonaws.com.cn", partition = "aws-cn" }
  }

  assert {
    condition = !strcontains(jsonencode([
      aws_cloudwatch_metric_alarm.this["errors"].alarm_actions,
      aws_iam_role.backfill.permissions_boundary,
      aws_iam_role_policy.backfill.policy,
      aws_s3_bucket_notification.source["source"].lambda_function,
      aws_sns_topic.alarms[0].policy,
      module.handler.policies,
      module.ledger_bucket.policy,
      module.source_bucket["source"].policy,
      module.trigger_direct["source"].invocation,
      module.trigger_eventbridge["source"].invocation,
      module.trigger_queue.invocation,
      output.live.arn,
    ]), "arn:aws:")
    error_message = "An ARN is of the partition aws: ${jsonencode(module.handler.policies)}"
  }

  assert {
    condition = strcontains(
      module.handler.policies.source, "\"kms:ViaService\":\"s3.cn-north-1.amazonaws.com.cn\""
    )
    error_message = "An endpoint is of another partition: ${module.handler.policies.source}"
  }
}

run "us_government_has_a_partition" {
  command = plan

  variables {
    region        = "us-gov-west-1"
    ledger_bucket = { kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/ledger" }
    parameter_context = {
      name        = "object-ledger/test"
      kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/secret"
    }
    sources = {
      source = {
        bucket = { kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/source" }
      }
    }
  }

  override_data {
    target = data.aws_partition.current
    values = { dns_suffix = "amazonaws.com", partition = "aws-us-gov" }
  }

  assert {
    condition = !strcontains(jsonencode([
      aws_cloudwatch_metric_alarm.this["errors"].alarm_actions,
      aws_iam_role.backfill.permissions_boundary,
      aws_iam_role_policy.backfill.policy,
      aws_s3_bucket_notification.source["source"].lambda_function,
      aws_sns_topic.alarms[0].policy,
      module.handler.policies,
      module.ledger_bucket.policy,
      module.source_bucket["source"].policy,
      module.trigger_direct["source"].invocation,
      module.trigger_eventbridge["source"].invocation,
      module.trigger_queue.invocation,
      output.live.arn,
    ]), "arn:aws:")
    error_message = "An ARN is of the partition aws: ${jsonencode(module.handler.policies)}"
  }

  assert {
    condition = strcontains(
      module.handler.policies.source, "\"kms:ViaService\":\"s3.us-gov-west-1.amazonaws.com\""
    )
    error_message = "An endpoint is of another partition: ${module.handler.policies.source}"
  }
}

run "an_isolated_region_has_a_partition" {
  command = plan

  variables {
    region        = "us-isob-east-1"
    ledger_bucket = { kms_key_arn = "arn:aws-iso-b:kms:us-isob-east-1:123456789012:key/ledger" }
    parameter_context = {
      name        = "object-ledger/test"
      kms_key_arn = "arn:aws-iso-b:kms:us-isob-east-1:123456789012:key/secret"
    }
    sources = {
      source = {
        bucket = { kms_key_arn = "arn:aws-iso-b:kms:us-isob-east-1:123456789012:key/source" }
      }
    }
  }

  override_data {
    target = data.aws_partition.current
    values = { dns_suffix = "sc2s.sgov.gov", partition = "aws-iso-b" }
  }

  assert {
    condition = !strcontains(jsonencode([
      aws_cloudwatch_metric_alarm.this["errors"].alarm_actions,
      aws_iam_role.backfill.permissions_boundary,
      aws_iam_role_policy.backfill.policy,
      aws_s3_bucket_notification.source["source"].lambda_function,
      aws_sns_topic.alarms[0].policy,
      module.handler.policies,
      module.ledger_bucket.policy,
      module.source_bucket["source"].policy,
      module.trigger_direct["source"].invocation,
      module.trigger_eventbridge["source"].invocation,
      module.trigger_queue.invocation,
      output.live.arn,
    ]), "arn:aws:")
    error_message = "An ARN is of the partition aws: ${jsonencode(module.handler.policies)}"
  }

  assert {
    condition = strcontains(
      module.handler.policies.source, "\"kms:ViaService\":\"s3.us-isob-east-1.sc2s.sgov.gov\""
    )
    error_message = "An endpoint is of another partition: ${module.handler.policies.source}"
  }
}
