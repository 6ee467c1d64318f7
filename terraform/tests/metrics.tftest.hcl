# The metrics that the function sends itself, and the alarms on them.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  sources = { source = {}, landing = { trigger = "queue" } }
}

run "the_function_is_told_a_label_for_each_bucket" {
  command = plan

  assert {
    condition = zipmap(
      split(",", module.handler.environment["METRICS_SOURCES"]),
      split(",", module.handler.environment["SOURCE_BUCKETS"]),
      ) == tomap({
        landing = "object-ledger-landing-test-123456789012"
        source  = "object-ledger-source-test-123456789012"
    })
    error_message = module.handler.environment["METRICS_SOURCES"]
  }

  assert {
    condition = (
      output.metrics.enabled && output.metrics.namespace == "object-ledger-handler-test"
    )
    error_message = jsonencode(output.metrics)
  }

  assert {
    condition = length([
      for name in keys(aws_cloudwatch_metric_alarm.this) : name
      if startswith(name, "lag") || startswith(name, "silence")
    ]) == 0
    error_message = "There is an alarm that no value asked for."
  }
}

run "each_source_has_an_alarm_on_lag_and_on_silence" {
  command = plan

  variables {
    alarms = { emails = ["a@example.com"], lag_seconds = 600, silence_minutes = 120 }
  }

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => join(" ", [
        alarm.namespace, alarm.metric_name,
        coalesce(alarm.statistic, alarm.extended_statistic), alarm.comparison_operator,
        alarm.threshold, alarm.evaluation_periods, alarm.treat_missing_data,
        jsonencode(alarm.dimensions),
      ]) if alarm.metric_name == "Lag"
      } == merge([
        for suffix, label in { "-landing" = "landing", "" = "source" } : {
          for name, text in {
            lag     = "p99 GreaterThanThreshold 600000 3 notBreaching"
            silence = "SampleCount LessThanThreshold 1 120 breaching"
            } : "${name}${suffix}" => join(" ", [
              "object-ledger-handler-test Lag", text,
              jsonencode({ Function = "object-ledger-handler-test", Source = label }),
          ])
        }
    ]...)
    error_message = "The alarms are other than these."
  }

  # CloudWatch gets metrics out of a log late: a minute may be judged before they are there.
  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.datapoints_to_alarm
      if alarm.datapoints_to_alarm != null
    } == { lag = 1, lag-landing = 1 }
    error_message = "Others than the alarms on lag fire after some of the minutes."
  }

  assert {
    condition = alltrue([
      for name, alarm in aws_cloudwatch_metric_alarm.this :
      can(regex("make [a-z ]+ ENV=test", alarm.alarm_description))
      && !strcontains(alarm.alarm_description, "\n")
      && length(alarm.alarm_description) <= 1024
      && strcontains(alarm.alarm_description, "object-ledger-${alarm.dimensions.Source}-test")
      if alarm.metric_name == "Lag"
    ])
    error_message = "An alarm does not say of which bucket it is, or what to type."
  }

  assert {
    condition = toset(flatten(regexall(
      "(?m)^\\| `([a-z-]+)` \\|",
      regex("(?s)\n## Alarms\n(.*)", file("${path.module}/../docs/metrics.md"))[0]
      ))) == toset([
      for name, alarm in aws_cloudwatch_metric_alarm.this : name
      if alarm.metric_name == "Lag" && !endswith(name, "-landing")
    ])
    error_message = "docs/metrics.md lists other alarms than these."
  }
}

run "a_source_may_be_quiet" {
  command = plan

  variables {
    alarms = {
      emails = ["a@example.com"], quiet_sources = ["landing"], silence_minutes = 120
    }
  }

  assert {
    condition = [
      for name, alarm in aws_cloudwatch_metric_alarm.this : name if alarm.metric_name == "Lag"
    ] == ["silence"]
    error_message = "The alarms are other than that on the silence of source."
  }
}
