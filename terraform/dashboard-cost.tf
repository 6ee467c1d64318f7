# What the dashboard shows of the cost. AWS's own metric, EstimatedCharges, is of a whole account
# and month, and only in us-east-1: it says nothing of a stack. So this counts what was done, times
# the list prices with which make cost reckons too.
locals {
  # Dollars of us-east-1. A test compares them with handler/src/ops, where their pages are named.
  dashboard_prices = {
    gigabyte_second = var.function.architecture == "arm64" ? "0.0000133334" : "0.0000166667"
    head            = "0.40 / 1000000"
    invocation      = "0.20 / 1000000"
    log_byte        = "0.50 / 1000000000"
    put             = "5.00 / 1000000"
    sqs             = "0.40 / 1000000"
  }

  # An invocation writes a segment of the journal; a latest document is written for each event,
  # after two more looks at the object.
  dashboard_puts  = var.latest.enabled ? "invocations + recorded" : "invocations"
  dashboard_heads = var.latest.enabled ? "3 * recorded" : "recorded"

  dashboard_charges = merge(
    {
      Lambda = join(" + ", [
        "invocations * ${local.dashboard_prices.invocation}",
        join(" * ", [
          "milliseconds / 1000", var.function.memory_size / 1024,
          local.dashboard_prices.gigabyte_second,
        ]),
      ])
      logs = "bytes * ${local.dashboard_prices.log_byte}"
      # A message is received and deleted with up to nine others.
      queue = "(empty + sent * 1.2) * ${local.dashboard_prices.sqs}"
    },
    {
      for name in ["S3"] : name => join(" + ", [
        "(${local.dashboard_puts}) * ${local.dashboard_prices.put}",
        "${local.dashboard_heads} * ${local.dashboard_prices.head}",
      ]) if var.metrics.enabled
    },
  )

  dashboard_counted = merge(
    {
      bytes        = ["AWS/Logs", "IncomingBytes", "LogGroupName", module.handler.log_group]
      empty        = concat(["AWS/SQS", "NumberOfEmptyReceives"], local.dashboard_queue)
      invocations  = ["AWS/Lambda", "Invocations", "FunctionName", local.names.handler]
      milliseconds = ["AWS/Lambda", "Duration", "FunctionName", local.names.handler]
      sent         = concat(["AWS/SQS", "NumberOfMessagesSent"], local.dashboard_queue)
    },
    {
      for name in ["recorded"] :
      name => [local.names.handler, "Recorded", "Function", local.names.handler]
      if var.metrics.enabled
    },
  )

  dashboard_cost = [
    {
      title = "What does a day cost, at list prices?"
      properties = {
        end = "P0D"
        metrics = concat(
          [
            for id, metric in local.dashboard_counted :
            concat(metric, [{ id = id, visible = false }])
          ],
          # What has no datapoint in a day would take away the sum of the others.
          [
            for name, charge in local.dashboard_charges : [{
              expression = replace(
                charge, "/\\b(${join("|", keys(local.dashboard_counted))})\\b/", "FILL($1, 0)"
              )
              id    = "charge_${lower(name)}"
              label = name
            }]
          ],
        )
        period  = 86400
        stacked = true
        start   = "-P14D"
        stat    = "Sum"
        view    = "timeSeries"
        yAxis   = { left = { label = "dollars", min = 0, showUnits = false } }
      }
      type = "metric"
    },
  ]
}
