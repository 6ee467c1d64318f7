# What is watched of the metrics that the function sends itself. The alarms are made in alarms.tf.
locals {
  lag_alarms = merge(
    {
      # One bad minute is an alarm, because a source may have an event an hour. Metrics out of a log
      # can be minutes late, when a minute was judged without them: so it looks at three.
      for label, suffix in local.suffixes : "lag${suffix}" => {
        namespace  = local.names.handler
        dimensions = { Function = local.names.handler, Source = label }
        missing    = "notBreaching"
        metric     = "Lag"
        statistic  = "p99"
        minutes    = 3
        needed     = 1
        above      = var.alarms.lag_seconds * 1000
        says       = <<-EOT
          Events of ${local.names.source_buckets[label]} are recorded more than
          ${var.alarms.lag_seconds} s after they happen: the function fails and tries again, is
          throttled, or the queue is longer than it can serve. To see which:
          make failures ENV=${var.environment}. If nothing failed, raise
          function.reserved_concurrency, or queue.maximum_concurrency where the trigger is "queue".
          Then: make plan apply ENV=${var.environment}
        EOT
      } if var.alarms.lag_seconds != null
    },
    {
      # What is backfilled or sent again has no lag: it does not hide that nothing else arrives.
      for label, suffix in local.suffixes : "silence${suffix}" => {
        namespace  = local.names.handler
        dimensions = { Function = local.names.handler, Source = label }
        missing    = "breaching"
        metric     = "Lag"
        statistic  = "SampleCount"
        minutes    = var.alarms.silence_minutes
        below      = 1
        says       = <<-EOT
          No event of ${local.names.source_buckets[label]} was recorded for
          ${var.alarms.silence_minutes} minutes: nothing was put there, or its events do not come
          through. To try: make smoke ENV=${var.environment} SOURCE=${label}. If that fails, see
          make failures ENV=${var.environment}, and set the trigger up again:
          make plan apply ENV=${var.environment}. Then bring in what was missed:
          make verify ENV=${var.environment} SOURCE=${label} REPAIR=1
        EOT
      } if var.alarms.silence_minutes != null && !contains(var.alarms.quiet_sources, label)
    },
  )
}
