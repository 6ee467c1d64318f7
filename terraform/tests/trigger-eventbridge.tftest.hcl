# The module trigger-eventbridge: which events the rule takes, and what becomes of them.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  alias = {
    arn           = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
    function_name = "some-function"
    name          = "some-alias"
    version       = "7"
  }
  events = ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
  failure_queue = {
    arn  = "arn:aws:sqs:eu-west-1:123456789012:some-rule-failures"
    name = "some-rule-failures"
  }
  filter = { prefix = "", suffixes = [] }
  rule = {
    arn  = "arn:aws:events:eu-west-1:123456789012:rule/some-rule"
    name = "some-rule"
  }
  source_bucket = {
    account_id = "123456789012"
    arn        = "arn:aws:s3:::some-bucket"
    name       = "some-bucket"
  }
  statement_id = "some-rule"
}

run "s3_is_to_notify_eventbridge_alone" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  assert {
    condition = (
      output.notification.eventbridge
      && output.notification.function_arn == null
      && output.notification.queue_arn == null
    )
    error_message = "S3 is to notify something else."
  }
}

run "the_rule_takes_that_buckets_events" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source      = ["aws.s3"]
      account     = ["123456789012"]
      detail-type = ["Object Deleted", "Object Created"]
      detail      = { bucket = { name = ["some-bucket"] } }
    }
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "several_prefixes_are_alternatives" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = ["s3:ObjectCreated:*"]
    filter = { prefixes = ["id=", "upload="] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source      = ["aws.s3"]
      account     = ["123456789012"]
      detail-type = ["Object Created"]
      detail = {
        bucket = { name = ["some-bucket"] }
        object = { key = [{ prefix = "id=" }, { prefix = "upload=" }] }
      }
    }
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "each_prefix_goes_with_each_suffix" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefixes = ["a/", "b/"], suffixes = [".csv", "/c"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { wildcard = "a/*.csv" }, { wildcard = "a/*/c" }, "a/c",
      { wildcard = "b/*.csv" }, { wildcard = "b/*/c" }, "b/c",
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "every_event_has_its_name" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = [
      "s3:IntelligentTiering",
      "s3:LifecycleExpiration:*",
      "s3:LifecycleTransition",
      "s3:ObjectAcl:Put",
      "s3:ObjectAnnotation:*",
      "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*",
      "s3:ObjectRestore:*",
      "s3:ObjectTagging:*",
      "s3:Replication:*",
    ]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail-type == [
      "Object Access Tier Changed",
      "Object Deleted",
      "Object Storage Class Changed",
      "Object ACL Updated",
      "Object Annotation Created",
      "Object Annotation Removed",
      "Object Created",
      "Object Restore Completed",
      "Object Restore Expired",
      "Object Restore Initiated",
      "Object Tags Added",
      "Object Tags Deleted",
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "events_that_eventbridge_never_gets_make_a_pattern_that_never_matches" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = ["s3:Replication:*", "s3:ReducedRedundancyLostObject"]
  }

  assert {
    condition = (
      jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail-type == ["none"]
    )
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "deletions_without_expirations_are_told_apart_by_their_reason" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = ["s3:ObjectRemoved:*", "s3:ObjectTagging:*"]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source  = ["aws.s3"]
      account = ["123456789012"]
      "$or" = [
        { detail-type = ["Object Tags Added", "Object Tags Deleted"] },
        {
          detail-type = ["Object Deleted"]
          detail = {
            reason = [{ anything-but = ["Lifecycle Expiration"] }, { exists = false }]
          }
        },
      ]
      detail = { bucket = { name = ["some-bucket"] } }
    }
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "expirations_without_deletions_are_told_apart_by_their_reason" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = ["s3:LifecycleExpiration:*"]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.reason == [
      { anything-but = ["DeleteObject"] }, { exists = false },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "a_single_event_is_told_by_its_reason" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = ["s3:ObjectCreated:Put"]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern) == {
      source      = ["aws.s3"]
      account     = ["123456789012"]
      detail-type = ["Object Created"]
      detail      = { bucket = { name = ["some-bucket"] }, reason = ["PutObject"] }
    }
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "single_events_of_two_kinds_are_not_mixed" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    events = [
      "s3:LifecycleExpiration:DeleteMarkerCreated", "s3:ObjectAnnotation:Delete",
      "s3:ObjectRemoved:Delete", "s3:ObjectRestore:Delete", "s3:ObjectTagging:Put",
    ]
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern)["$or"] == [
      {
        detail-type = ["Object Annotation Removed", "Object Restore Expired", "Object Tags Added"]
      },
      {
        detail-type = ["Object Deleted"]
        detail = {
          reason        = ["Lifecycle Expiration"]
          deletion-type = ["Delete Marker Created"]
        }
      },
      {
        detail-type = ["Object Deleted"]
        detail      = { reason = ["DeleteObject"], deletion-type = ["Permanently Deleted"] }
      },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "suffixes_are_alternatives" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "", suffixes = [".csv", ".json"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { suffix = ".csv" }, { suffix = ".json" },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "with_a_prefix_each_suffix_is_a_wildcard" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "in/", suffixes = [".csv", "/_SUCCESS"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { wildcard = "in/*.csv" }, { wildcard = "in/*/_SUCCESS" }, "in/_SUCCESS",
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "a_pattern_is_no_longer_than_eventbridge_takes" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "", suffixes = [for i in range(200) : ".suffix-number-${i}"] }
  }

  expect_failures = [aws_cloudwatch_event_rule.this]
}

run "a_prefix_is_not_encoded" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "in/date=2026 a/", suffixes = [] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { prefix = "in/date=2026 a/" },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "a_suffix_is_a_suffix" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "", suffixes = [".json"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { suffix = ".json" },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "prefix_and_suffix_must_both_match" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "in/", suffixes = [".json"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { wildcard = "in/*.json" },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

# aba*aba misses the keys in which they share letters: ababa shares one, aba shares three.
run "prefix_and_suffix_may_overlap" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "aba", suffixes = ["aba"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { wildcard = "aba*aba" }, "ababa", "aba",
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "a_wildcard_takes_prefix_and_suffix_literally" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  variables {
    filter = { prefix = "a\\b*/", suffixes = ["\\.json"] }
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this.event_pattern).detail.object.key == [
      { wildcard = "a\\\\b\\*/*\\\\.json" },
    ]
    error_message = "The pattern is ${aws_cloudwatch_event_rule.this.event_pattern}"
  }
}

run "only_that_rule_may_invoke_the_alias" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  assert {
    condition = {
      action        = aws_lambda_permission.rule.action
      function_name = aws_lambda_permission.rule.function_name
      principal     = aws_lambda_permission.rule.principal
      qualifier     = aws_lambda_permission.rule.qualifier
      source_arn    = aws_lambda_permission.rule.source_arn
      } == {
      action        = "lambda:InvokeFunction"
      function_name = "some-function"
      principal     = "events.amazonaws.com"
      qualifier     = "some-alias"
      source_arn    = "arn:aws:events:eu-west-1:123456789012:rule/some-rule"
    }
    error_message = "The permission is wider or other than that."
  }

  assert {
    condition     = aws_lambda_permission.rule.source_account == null
    error_message = "EventBridge would be refused: it does not send its account."
  }
}

run "the_alias_is_the_target_and_failures_go_to_the_queue" {
  command = plan

  module {
    source = "./modules/trigger-eventbridge"
  }

  assert {
    condition = {
      age      = aws_cloudwatch_event_target.alias.retry_policy[0].maximum_event_age_in_seconds
      attempts = aws_cloudwatch_event_target.alias.retry_policy[0].maximum_retry_attempts
      failures = aws_cloudwatch_event_target.alias.dead_letter_config[0].arn
      rule     = aws_cloudwatch_event_target.alias.rule
      target   = aws_cloudwatch_event_target.alias.arn
      } == {
      age      = 86400
      attempts = 185
      failures = "arn:aws:sqs:eu-west-1:123456789012:some-rule-failures"
      rule     = "some-rule"
      target   = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
    }
    error_message = "The target is other than that."
  }
}
