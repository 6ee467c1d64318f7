# What the dashboard shows of the function that records: arrivals, lag, failures, queues, duration,
# memory and versions. Where it sends no metrics itself, AWS's own are what is left.
locals {
  # How a metric is named on a dashboard: namespace, name, and each dimension with its value.
  dashboard_live  = ["FunctionName", local.names.handler, "Resource", "${local.names.handler}:live"]
  dashboard_queue = ["QueueName", module.trigger_queue.queue.name]

  dashboard_arrivals = [
    for label in keys(local.sources) : [
      local.names.handler, "Recorded", "Function", local.names.handler, "Source", label,
      { label = label },
    ] if var.metrics.enabled
  ]
  dashboard_lags = flatten([
    for label in keys(local.sources) : [
      for statistic in ["p50", "p99"] : jsonencode([
        local.names.handler, "Lag", "Function", local.names.handler, "Source", label,
        { label = "${label}, ${statistic}", stat = statistic },
      ])
    ] if var.metrics.enabled
  ])
  dashboard_kinds = [
    for kind in ["FORBIDDEN", "PERMANENT", "RETRY"] : [
      local.names.handler, "Failed", "Function", local.names.handler, "Kind", kind,
      { label = kind },
    ] if var.metrics.enabled
  ]

  dashboard_handler = [
    {
      title = "Does anything arrive?"
      properties = {
        # Without metrics of the function: invocations, of which one may have many events.
        metrics = concat(local.dashboard_arrivals, [
          for name in ["Invocations"] : concat(
            ["AWS/Lambda", name], local.dashboard_live, [{ label = "invocations" }],
          )
        ])
        period = 300
        stat   = "Sum"
        view   = "timeSeries"
      }
      type = "metric"
    },
    {
      title = "Is anything late?"
      properties = {
        metrics = concat([for lag in local.dashboard_lags : jsondecode(lag)], [
          [
            "AWS/Lambda", "AsyncEventAge", "FunctionName", local.names.handler,
            { label = "waited for Lambda, longest", stat = "Maximum" },
          ],
        ])
        period = 300
        view   = "timeSeries"
        yAxis  = { left = { label = "ms", min = 0, showUnits = false } }
      }
      type = "metric"
    },
    {
      title = "What fails, and would trying again help?"
      properties = {
        metrics = concat(local.dashboard_kinds, [
          concat(["AWS/Lambda", "Errors"], local.dashboard_live, [
            { label = "failed invocations" },
          ]),
          concat(["AWS/Lambda", "Throttles"], local.dashboard_live, [{ label = "throttled" }]),
          [local.names.handler, "PermanentFailures", { label = "needs a person" }],
        ])
        period = 300
        stat   = "Sum"
        view   = "timeSeries"
      }
      type = "metric"
    },
    {
      title = "What could not be recorded?"
      properties = {
        metrics = [
          for sender in sort(keys(local.failure_queues)) : [
            "AWS/SQS", "ApproximateNumberOfMessagesVisible",
            "QueueName", local.failure_queues[sender].name, { label = sender },
          ]
        ]
        period = 300
        stat   = "Maximum"
        view   = "timeSeries"
      }
      type = "metric"
    },
    {
      title = "Do events wait in the queue?"
      properties = {
        metrics = concat(
          [
            for name, label in {
              ApproximateNumberOfMessagesNotVisible = "being recorded"
              ApproximateNumberOfMessagesVisible    = "waiting"
            } : concat(["AWS/SQS", name], local.dashboard_queue, [{ label = label }])
          ],
          [
            concat(["AWS/SQS", "ApproximateAgeOfOldestMessage"], local.dashboard_queue, [
              { label = "age of the oldest, in seconds", yAxis = "right" },
            ]),
          ],
        )
        period = 300
        stat   = "Maximum"
        view   = "timeSeries"
      }
      type = "metric"
    },
    {
      title = "Is the function near the end of its time?"
      properties = {
        annotations = {
          horizontal = [{ label = "function.timeout", value = var.function.timeout * 1000 }]
        }
        metrics = [
          for statistic in ["p50", "p99", "Maximum"] :
          concat(["AWS/Lambda", "Duration"], local.dashboard_live, [
            { label = statistic, stat = statistic },
          ])
        ]
        period = 300
        view   = "timeSeries"
        yAxis  = { left = { label = "ms", min = 0, showUnits = false } }
      }
      type = "metric"
    },
    {
      # Lambda has no metric of memory, but a line in the log at the end of each invocation. It is
      # JSON here. CloudWatch takes money for what it reads, each time that somebody looks.
      title = "Is the memory enough?"
      properties = {
        query = join(" | ", [
          "SOURCE '${module.handler.log_group}'",
          "filter type = \"platform.report\"",
          join(" ", [
            "stats max(record.metrics.maxMemoryUsedMB) as used_mb,",
            "max(record.metrics.memorySizeMB) as given_mb by bin(5m)",
          ]),
        ])
        view = "timeSeries"
      }
      type = "log"
    },
    {
      # No version is named: it would be another one after each apply. A version behind the alias
      # has its own metric only while a release shares the events between two.
      title = "Which version runs?"
      properties = {
        metrics = [
          for dimensions in ["FunctionName,Resource", "ExecutedVersion,FunctionName,Resource"] : [
            {
              expression = join(" ", [
                "SEARCH('{AWS/Lambda,${dimensions}} FunctionName=\"${local.names.handler}\"",
                "MetricName=\"Invocations\"', 'Sum', 300)",
              ])
            },
          ]
        ]
        period = 300
        view   = "timeSeries"
      }
      type = "metric"
    },
    {
      title = "Did the last verify find gaps?"
      properties = {
        metrics = [
          for label in keys(local.sources) :
          [local.names.handler, "LedgerGaps", "Source", label, { label = label }]
        ]
        # Nothing is sent between two runs of make verify, which may be a week apart.
        end    = "P0D"
        period = 3600
        start  = "-P14D"
        stat   = "Maximum"
        view   = "timeSeries"
      }
      type = "metric"
    },
  ]
}
