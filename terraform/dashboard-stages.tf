# What the dashboard shows of the stages that are on.
locals {
  dashboard_stages = concat(
    local.dashboard_ingress, local.dashboard_documents, local.dashboard_changes,
    local.dashboard_audit,
  )

  dashboard_ingress = flatten([
    for api in module.ingress_api : [
      {
        title = "Does the API take documents?"
        properties = {
          metrics = [
            for name, label in {
              "4XXError" = "refused, the client's fault", "5XXError" = "failed", Count = "requests"
              } : ["AWS/ApiGateway", name, "ApiName", api.api.name, "Stage", api.api.stage, {
                label = label
            }]
          ]
          period = 300
          stat   = "Sum"
          view   = "timeSeries"
        }
        type = "metric"
      },
      {
        title = "How long does a client of the API wait?"
        properties = {
          metrics = [
            for statistic in ["p50", "p99"] : [
              "AWS/ApiGateway", "Latency", "ApiName", api.api.name, "Stage", api.api.stage, {
                label = statistic, stat = statistic
              },
            ]
          ]
          period = 300
          view   = "timeSeries"
          yAxis  = { left = { label = "ms", min = 0, showUnits = false } }
        }
        type = "metric"
      },
    ]
  ])

  # An invocation of the documents function is a document, one of the changes function is a batch.
  dashboard_functions = {
    for key in ["changes", "documents"] : key => [
      for name, label in { Errors = "failed invocations", Invocations = "invocations" } : [
        "AWS/Lambda", name, "FunctionName", local.names[key],
        "Resource", "${local.names[key]}:live", { label = label },
      ]
    ]
  }

  dashboard_documents = flatten([
    for documents in var.documents[*] : [
      {
        title = "Does each document get its rows?"
        properties = {
          metrics = concat(local.dashboard_functions.documents, [
            [local.names.documents, "RefusedDocuments", { label = "refused" }],
          ])
          period = 300
          stat   = "Sum"
          view   = "timeSeries"
        }
        type = "metric"
      },
      {
        title = "Which documents could not be stored?"
        properties = {
          metrics = [
            for sender in sort(keys(local.document_failure_queues)) : [
              "AWS/SQS", "ApproximateNumberOfMessagesVisible",
              "QueueName", local.document_failure_queues[sender].name, { label = sender },
            ]
          ]
          period = 300
          stat   = "Maximum"
          view   = "timeSeries"
        }
        type = "metric"
      },
    ]
  ])

  dashboard_changes = flatten([
    for changes in var.changes[*] : [
      {
        title = "Are changes written?"
        properties = {
          metrics = concat(local.dashboard_functions.changes, [
            [local.names.changes, "ChangesNotWritten", { label = "not written, tried again" }],
            [local.names.changes, "RefusedChanges", { label = "refused" }],
          ])
          period = 300
          stat   = "Sum"
          view   = "timeSeries"
        }
        type = "metric"
      },
      {
        title = "How old is the oldest change that waits?"
        properties = {
          metrics = [
            ["AWS/Lambda", "IteratorAge", "FunctionName", local.names.changes, {
              label = "age"
            }],
          ]
          period = 300
          stat   = "Maximum"
          view   = "timeSeries"
          yAxis  = { left = { label = "ms", min = 0, showUnits = false } }
        }
        type = "metric"
      },
    ]
  ])

  dashboard_audit = [
    for audit in var.audit[*] : {
      title = "Did anybody else write into the ledger?"
      properties = {
        metrics = [
          ["AWS/Events", "TriggeredRules", "RuleName", local.names.audit, { label = "writes" }],
        ]
        period = 300
        stat   = "Sum"
        view   = "timeSeries"
      }
      type = "metric"
    }
  ]
}
