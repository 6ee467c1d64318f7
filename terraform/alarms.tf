# What is watched, and when it is an alarm. An alarm's description is the mail that people read: it
# says what happened and what to type. Who gets it: alarm-topic.tf.
locals {
  # Where a metric is only sent when something happens, its absence is good news. Not so for a
  # queue: SQS stops sending after hours of silence, also when there still is something in it.
  live_metrics = {
    for key in ["handler", "documents", "changes"] : key => {
      namespace = "AWS/Lambda"
      dimensions = {
        FunctionName = local.names[key]
        Resource     = "${local.names[key]}:live"
      }
      missing = "notBreaching"
    }
  }

  # Lambda's queue of asynchronous events and its guard against loops belong to the function.
  # Nothing documents that their metrics are sent for an alias too: an alarm on that might be mute.
  function_metrics = {
    for key, metrics in local.live_metrics :
    key => merge(metrics, { dimensions = { FunctionName = local.names[key] } })
  }

  # What is counted of a function's log.
  log_counts = {
    for key in ["documents", "changes"] : key => {
      namespace  = local.names[key]
      dimensions = {}
      missing    = "notBreaching"
      statistic  = "Sum"
      minutes    = 1
      above      = 0
    }
  }

  alarms = merge(
    {
      for name, alarm in {
        errors = {
          metric    = "Errors"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            The function fails again and again. To see what it could not record:
            make failures ENV=${var.environment}
          EOT
        }
        throttles = {
          metric    = "Throttles"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            Lambda refuses to run the function as often as it is needed. Raise
            function.reserved_concurrency, or the account's limit. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
        duration = {
          metric    = "Duration"
          statistic = "p99"
          minutes   = 3
          above     = var.function.timeout * 1000 * 0.8
          says      = <<-EOT
            The function needs more than 80 % of its time. Raise function.timeout or
            function.memory_size, or lower queue.batch_size. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
      } : name => merge(local.live_metrics.handler, alarm)
    },
    {
      for name, alarm in {
        event-age = {
          metric    = "AsyncEventAge"
          statistic = "Maximum"
          minutes   = 3
          # Two retries alone make an event some minutes old.
          above = min(600, var.retries.maximum_event_age_seconds / 2) * 1000
          says  = <<-EOT
            Events wait for the function for minutes: it fails, or is throttled. To see why:
            make failures ENV=${var.environment}
          EOT
        }
        events-dropped = {
          metric    = "AsyncEventsDropped"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Lambda gave events up: they were too old, or failed too often. They are in the failure
            queue. Fix the cause, then: make redrive ENV=${var.environment}
          EOT
        }
        failures-undelivered = {
          metric    = "DestinationDeliveryFailures"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Events could not be recorded, nor sent to the failure queue: they are lost to the
            ledger. Fix the queue, then bring the objects in: make plan apply backfill
            ENV=${var.environment}${local.each_source} PREFIX=
          EOT
        }
        recursion = {
          metric    = "RecursiveInvocationsDropped"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Lambda stopped a loop: something writes the function's records into the bucket that is
            watched. Stop it, then bring in what was missed: make backfill
            ENV=${var.environment}${local.each_source} PREFIX=
          EOT
        }
      } : name => merge(local.function_metrics.handler, alarm)
    },
    {
      for name, queue in local.failure_queues : "failures-${name}" => {
        namespace  = "AWS/SQS"
        dimensions = { QueueName = queue.name }
        missing    = "ignore"
        metric     = "ApproximateNumberOfMessagesVisible"
        statistic  = "Maximum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          There are events that could not be recorded, in ${queue.name}. To see them and their
          causes: make failures ENV=${var.environment}. When those are fixed:
          make redrive ENV=${var.environment}
        EOT
      }
    },
    {
      queue-age = {
        namespace  = "AWS/SQS"
        dimensions = { QueueName = module.trigger_queue.queue.name }
        missing    = "ignore"
        metric     = "ApproximateAgeOfOldestMessage"
        statistic  = "Maximum"
        minutes    = 3
        # Two attempts on an event failed, or nothing takes it.
        above = 2 * module.trigger_queue.queue.visibility_seconds
        says  = <<-EOT
          Events wait in ${module.trigger_queue.queue.name} for too long. Raise
          queue.maximum_concurrency if there are many, then: make plan apply ENV=${var.environment}.
          Otherwise see why they fail: make failures ENV=${var.environment}
        EOT
      }
      permanent-failures = {
        namespace  = local.names.handler
        dimensions = {}
        missing    = "notBreaching"
        metric     = "PermanentFailures"
        statistic  = "Sum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          The function was refused something, or cannot read an event: to try again does not help.
          To see the causes: make failures ENV=${var.environment}. Grant what is missing, then:
          make redrive ENV=${var.environment}
        EOT
      }
    },
    {
      for label, rule in module.trigger_eventbridge :
      "eventbridge-undelivered${local.suffixes[label]}" => {
        namespace  = "AWS/Events"
        dimensions = { RuleName = rule.rule }
        missing    = "notBreaching"
        metric     = "InvocationsFailedToBeSentToDlq"
        statistic  = "Sum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          EventBridge could hand events over neither to the function nor to its failure queue: they
          are lost to the ledger. Fix the queue, then bring the objects in: make plan apply
          backfill ENV=${var.environment}${local.which_source[label]} PREFIX=
        EOT
      }
    },
    {
      # make verify sends it when it has compared the source with the ledger: weekly, or by hand.
      for label, suffix in local.suffixes : "ledger-gaps${suffix}" => {
        namespace  = local.names.handler
        dimensions = { Source = label }
        missing    = "ignore"
        metric     = "LedgerGaps"
        statistic  = "Maximum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          ${local.names.source_buckets[label]} and the ledger differ, or records cannot be read, or
          were changed. To see which: make verify ENV=${var.environment} SOURCE=${label}. Read that
          first. To record what is in the bucket and not in the ledger: make verify
          ENV=${var.environment} SOURCE=${label} REPAIR=1
        EOT
      }
    },
    local.ingress_alarms,
    local.documents_alarms,
    local.changes_alarms,
    local.lag_alarms,
    local.audit_alarms,
  )

  # How a command names a source: where there are several, a backfill asks which.
  which_source = {
    for label in keys(local.sources) : label => length(local.sources) == 1 ? "" : " SOURCE=${label}"
  }
  each_source = length(local.sources) == 1 ? "" : " SOURCE=<each label of sources>"
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = { for name, alarm in local.alarms : name => alarm if var.alarms.enabled }

  alarm_name          = "${local.names.alarms}-${each.key}"
  alarm_description   = trimspace(replace(each.value.says, "\n", " "))
  alarm_actions       = [local.arns.alarms_topic]
  ok_actions          = [local.arns.alarms_topic]
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  period              = 60
  evaluation_periods  = each.value.minutes
  datapoints_to_alarm = try(each.value.needed, null)
  treat_missing_data  = each.value.missing

  depends_on = [aws_sns_topic.alarms]
}

# What a retry does not help. The handler logs it as one line of JSON.
resource "aws_cloudwatch_log_metric_filter" "permanent_failures" {
  name           = "permanent-failures"
  log_group_name = module.handler.log_group
  pattern = join(" ", [
    "{ $.message = \"not recorded\"",
    "&& ($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
  ])

  metric_transformation {
    namespace     = local.names.handler
    name          = "PermanentFailures"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
