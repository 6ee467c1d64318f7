# What is watched, and what those who are told can do about it.
mock_provider "aws" {
  source = "./tests/mocks"
}

# Metric, statistic, what is too much, for how many minutes, and what silence means.
run "everything_that_loses_or_delays_an_event_is_watched" {
  command = plan

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => join(" ", [
        alarm.namespace, alarm.metric_name,
        coalesce(alarm.statistic, alarm.extended_statistic), alarm.comparison_operator,
        alarm.threshold, alarm.evaluation_periods, alarm.treat_missing_data,
      ])
      } == {
      duration = "AWS/Lambda Duration p99 GreaterThanThreshold 48000 3 notBreaching"
      errors   = "AWS/Lambda Errors Sum GreaterThanThreshold 0 3 notBreaching"
      event-age = join(" ", [
        "AWS/Lambda AsyncEventAge Maximum GreaterThanThreshold 600000 3 notBreaching",
      ])
      eventbridge-undelivered = join(" ", [
        "AWS/Events InvocationsFailedToBeSentToDlq Sum GreaterThanThreshold 0 1 notBreaching",
      ])
      events-dropped = join(" ", [
        "AWS/Lambda AsyncEventsDropped Sum GreaterThanThreshold 0 1 notBreaching",
      ])
      failures-eventbridge = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum GreaterThanThreshold 0 1 ignore",
      ])
      failures-handler = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum GreaterThanThreshold 0 1 ignore",
      ])
      failures-queue = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum GreaterThanThreshold 0 1 ignore",
      ])
      failures-undelivered = join(" ", [
        "AWS/Lambda DestinationDeliveryFailures Sum GreaterThanThreshold 0 1 notBreaching",
      ])
      ledger-gaps = join(" ", [
        "object-ledger-handler-test LedgerGaps Maximum GreaterThanThreshold 0 1 ignore",
      ])
      permanent-failures = join(" ", [
        "object-ledger-handler-test PermanentFailures Sum GreaterThanThreshold 0 1 notBreaching",
      ])
      queue-age = join(" ", [
        "AWS/SQS ApproximateAgeOfOldestMessage Maximum GreaterThanThreshold 730 3 ignore",
      ])
      recursion = join(" ", [
        "AWS/Lambda RecursiveInvocationsDropped Sum GreaterThanThreshold 0 1 notBreaching",
      ])
      throttles = "AWS/Lambda Throttles Sum GreaterThanThreshold 0 3 notBreaching"
    }
    error_message = "The alarms are other than these."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.period == 60])
    error_message = "An alarm does not look every minute."
  }
}

run "what_every_invocation_tells_is_watched_on_the_alias" {
  command = plan

  assert {
    condition = toset([
      for name, alarm in aws_cloudwatch_metric_alarm.this : name
      if alarm.dimensions == tomap({
        FunctionName = "object-ledger-handler-test"
        Resource     = "object-ledger-handler-test:live"
      })
    ]) == toset(["duration", "errors", "throttles"])
    error_message = "Other alarms watch the alias."
  }
}

# Nothing documents that these metrics carry the dimension of an alias.
run "what_lambda_tells_of_its_own_queue_is_watched_on_the_function" {
  command = plan

  assert {
    condition = toset([
      for name, alarm in aws_cloudwatch_metric_alarm.this : name
      if alarm.dimensions == tomap({ FunctionName = "object-ledger-handler-test" })
    ]) == toset(["event-age", "events-dropped", "failures-undelivered", "recursion"])
    error_message = "Other alarms watch the function by its name."
  }
}

run "the_runbook_has_a_row_for_each_alarm" {
  command = plan

  assert {
    condition = (
      sort(flatten(regexall(
        "(?m)^\\| `([a-z-]+)` \\|",
        regex("(?s)\n## Alarms\n(.*?)\n## ", file("${path.module}/../docs/operations.md"))[0]
      ))) == sort(keys(aws_cloudwatch_metric_alarm.this))
    )
    error_message = "docs/operations.md#alarms lists other alarms than the stack has."
  }
}

run "a_release_finds_the_alarms_by_their_prefix" {
  command = plan

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      startswith(alarm.alarm_name, output.alarm_prefix)
    ])
    error_message = "An alarm's name does not begin with ${output.alarm_prefix}"
  }
}

run "each_queue_and_the_rule_is_watched" {
  command = plan

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this :
      name => join(" ", values(alarm.dimensions)) if alarm.namespace != "AWS/Lambda"
      } == {
      eventbridge-undelivered = "object-ledger-eventbridge-test"
      failures-eventbridge    = "object-ledger-eventbridge-test-failures"
      failures-handler        = "object-ledger-failures-test"
      failures-queue          = "object-ledger-queue-test-failures"
      ledger-gaps             = "source"
      permanent-failures      = ""
      queue-age               = "object-ledger-queue-test"
    }
    error_message = "A queue is not watched, or another one."
  }

  assert {
    condition = length(output.failure_queues) == length([
      for name in keys(aws_cloudwatch_metric_alarm.this) : name
      if contains([for way in keys(output.failure_queues) : "failures-${way}"], name)
    ])
    error_message = "A failure queue has no alarm."
  }
}

run "each_alarm_tells_somebody_and_says_what_to_do" {
  command = plan

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      alarm.alarm_actions == toset([
        "arn:aws:sns:eu-west-1:123456789012:${aws_sns_topic.alarms[0].name}",
      ])
      && alarm.ok_actions == alarm.alarm_actions
    ])
    error_message = "An alarm tells nobody."
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      can(regex("make [a-z ]+ ENV=test", alarm.alarm_description))
      && !strcontains(alarm.alarm_description, "\n")
      && length(alarm.alarm_description) <= 1024
    ])
    error_message = "An alarm does not say what to type."
  }

  assert {
    condition = alltrue([
      for name, alarm in aws_cloudwatch_metric_alarm.this :
      alarm.alarm_name == "object-ledger-alarms-test-${name}"
    ])
    error_message = "An alarm's name does not say whose it is."
  }
}

run "people_hear_of_it_by_mail" {
  command = plan

  variables {
    alarms = { emails = ["one@example.com", "two@example.com"] }
  }

  assert {
    condition = [
      for name, subscription in aws_sns_topic_subscription.alarms :
      "${subscription.protocol} ${subscription.endpoint}"
    ] == ["email one@example.com", "email two@example.com"]
    error_message = "Others hear of it."
  }
}

run "only_these_alarms_may_use_the_topic_and_only_over_tls" {
  command = plan

  assert {
    condition = jsondecode(aws_sns_topic.alarms[0].policy).Statement == [
      {
        Sid       = "PublishAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = "arn:aws:sns:eu-west-1:123456789012:object-ledger-alarms-test"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = join(":", [
              "arn:aws:cloudwatch:eu-west-1:123456789012:alarm", "object-ledger-alarms-test-*",
            ])
          }
          StringEquals = { "aws:SourceAccount" = "123456789012" }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = "arn:aws:sns:eu-west-1:123456789012:object-ledger-alarms-test"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The topic's policy is ${aws_sns_topic.alarms[0].policy}"
  }
}

run "the_topic_is_encrypted_by_the_key_that_the_bootstrap_made" {
  command = plan

  variables {
    alarms = { emails = ["one@example.com"], kms_key_alias = "object-ledger-alarms-test" }
  }

  override_data {
    target = data.aws_kms_alias.alarms
    values = { target_key_id = "11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition = (
      [for key in data.aws_kms_alias.alarms : key.name] == ["alias/object-ledger-alarms-test"]
      && aws_sns_topic.alarms[0].kms_master_key_id == "11111111-2222-3333-4444-555555555555"
    )
    error_message = "The topic is encrypted by ${jsonencode(aws_sns_topic.alarms[0])}"
  }
}

run "without_a_bootstrap_there_is_no_key" {
  command = plan

  assert {
    condition = (
      aws_sns_topic.alarms[0].kms_master_key_id == null && length(data.aws_kms_alias.alarms) == 0
    )
    error_message = "Nobody made the key ${jsonencode(aws_sns_topic.alarms[0].kms_master_key_id)}"
  }
}

run "only_the_key_that_the_roles_may_look_for_is_taken" {
  command = plan

  variables {
    alarms = { emails = ["one@example.com"], kms_key_alias = "object-ledger-alarms-prod" }
  }

  expect_failures = [var.alarms]
}

run "permanent_failures_are_counted_in_the_log" {
  command = plan

  assert {
    condition = {
      group   = aws_cloudwatch_log_metric_filter.permanent_failures.log_group_name
      pattern = aws_cloudwatch_log_metric_filter.permanent_failures.pattern
      } == {
      group = output.log_group
      pattern = join(" ", [
        "{ $.message = \"not recorded\" &&",
        "($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
      ])
    }
    error_message = "Other lines of the log are counted."
  }

  assert {
    condition = [
      for metric in aws_cloudwatch_log_metric_filter.permanent_failures.metric_transformation :
      "${metric.namespace} ${metric.name}"
      ] == [
      for name, alarm in aws_cloudwatch_metric_alarm.this :
      "${alarm.namespace} ${alarm.metric_name}" if name == "permanent-failures"
    ]
    error_message = "The alarm watches another metric than the one that is counted."
  }
}

run "young_events_are_old_sooner" {
  command = plan

  variables {
    retries = { maximum_event_age_seconds = 300 }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["event-age"].threshold == 150000
    error_message = "An event would be dropped before anybody hears of its age."
  }
}

run "alarms_can_be_switched_off" {
  command = plan

  variables {
    alarms = { enabled = false, kms_key_alias = "object-ledger-alarms-test" }
  }

  assert {
    condition = 0 == sum([
      length(aws_cloudwatch_metric_alarm.this),
      length(data.aws_kms_alias.alarms),
      length(aws_sns_topic.alarms),
      length(aws_sns_topic_subscription.alarms),
    ])
    error_message = "Something of the alarms is still there."
  }
}

run "alarms_that_nobody_hears_are_a_warning" {
  command = plan

  variables {
    alarms = { emails = [] }
  }

  expect_failures = [check.somebody_hears_the_alarms]
}

run "each_source_is_compared_with_the_ledger" {
  command = plan

  variables {
    sources = { source = {}, second = {} }
  }

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.dimensions.Source
      if alarm.metric_name == "LedgerGaps"
    } == { ledger-gaps = "source", ledger-gaps-second = "second" }
    error_message = "Other alarms watch what make verify finds."
  }

  assert {
    condition = strcontains(
      aws_cloudwatch_metric_alarm.this["ledger-gaps-second"].alarm_description,
      "make verify ENV=test SOURCE=second REPAIR=1"
    )
    error_message = aws_cloudwatch_metric_alarm.this["ledger-gaps-second"].alarm_description
  }
}
