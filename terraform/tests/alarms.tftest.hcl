# What is watched, and what those who are told can do about it.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "whatever_loses_or_delays_an_event_rings_and_says_what_to_type" {
  command = plan

  # Everything that loses or delays an event is watched.
  # Metric, statistic, what is too much, for how many minutes, and what silence means.
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

  # What every invocation tells is watched on the alias.
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

  # What Lambda tells of its own queue is watched on the function.
  # Nothing documents that these metrics carry the dimension of an alias.
  assert {
    condition = toset([
      for name, alarm in aws_cloudwatch_metric_alarm.this : name
      if alarm.dimensions == tomap({ FunctionName = "object-ledger-handler-test" })
    ]) == toset(["event-age", "events-dropped", "failures-undelivered", "recursion"])
    error_message = "Other alarms watch the function by its name."
  }

  # The runbook has a row for each alarm.
  assert {
    condition = (
      sort(flatten(regexall(
        "(?m)^\\| `([a-z-]+)` \\|",
        regex("(?s)\n## Alarms\n(.*?)\n## ", file("${path.module}/../docs/operations.md"))[0]
      ))) == sort(keys(aws_cloudwatch_metric_alarm.this))
    )
    error_message = "docs/operations.md#alarms lists other alarms than the stack has."
  }

  # A release finds the alarms by their prefix.
  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      startswith(alarm.alarm_name, output.alarm_prefix)
    ])
    error_message = "An alarm's name does not begin with ${output.alarm_prefix}"
  }

  # Each queue and the rule is watched.
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

  # Each alarm tells somebody and says what to do.
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

  # Only these alarms may use the topic, and only over TLS.
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

  # Without a bootstrap there is no key.
  assert {
    condition = (
      aws_sns_topic.alarms[0].kms_master_key_id == null && length(data.aws_kms_alias.alarms) == 0
    )
    error_message = "Nobody made the key ${jsonencode(aws_sns_topic.alarms[0].kms_master_key_id)}"
  }

  # Permanent failures are counted in the log.
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

run "alarms_have_the_addresses_the_key_the_age_and_the_sources_of_the_values" {
  command = plan

  variables {
    alarms = {
      emails        = ["one@example.com", "two@example.com"]
      kms_key_alias = "object-ledger-alarms-test"
    }
    retries = { maximum_event_age_seconds = 300 }
    sources = { source = {}, second = {} }
  }

  override_data {
    target = data.aws_kms_alias.alarms
    values = { target_key_id = "11111111-2222-3333-4444-555555555555" }
  }

  # People hear of it by mail.
  assert {
    condition = [
      for name, subscription in aws_sns_topic_subscription.alarms :
      "${subscription.protocol} ${subscription.endpoint}"
    ] == ["email one@example.com", "email two@example.com"]
    error_message = "Others hear of it."
  }

  # The topic is encrypted by the key that the bootstrap made.
  assert {
    condition = (
      [for key in data.aws_kms_alias.alarms : key.name] == ["alias/object-ledger-alarms-test"]
      && aws_sns_topic.alarms[0].kms_master_key_id == "11111111-2222-3333-4444-555555555555"
    )
    error_message = "The topic is encrypted by ${jsonencode(aws_sns_topic.alarms[0])}"
  }

  # Young events are old sooner.
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["event-age"].threshold == 150000
    error_message = "An event would be dropped before anybody hears of its age."
  }

  # Each source is compared with the ledger.
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

run "alarms_that_nobody_hears_are_a_warning" {
  command = plan

  variables {
    alarms = { emails = [] }
  }

  expect_failures = [check.somebody_hears_the_alarms]
}
