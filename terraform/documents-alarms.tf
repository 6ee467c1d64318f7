# What is watched of the documents function, as alarms.tf does of the ledger's.
locals {
  documents_alarms = var.documents == null ? {} : merge(
    {
      for name, alarm in {
        documents-errors = {
          metric    = "Errors"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            The documents function fails again and again. To see which documents it could not
            store: make failures ENV=${var.environment}
          EOT
        }
        documents-throttles = {
          metric    = "Throttles"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            Lambda refuses to run the documents function as often as it is needed. Raise
            documents.reserved_concurrency, or the account's limit. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
        documents-duration = {
          metric    = "Duration"
          statistic = "p99"
          minutes   = 3
          above     = var.documents.timeout * 1000 * 0.8
          says      = <<-EOT
            The documents function needs more than 80 % of its time. Raise documents.timeout or
            documents.memory_size, or lower documents.max_document_mb. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
      } : name => merge(local.live_metrics.documents, alarm)
    },
    {
      for name, alarm in {
        documents-event-age = {
          metric    = "AsyncEventAge"
          statistic = "Maximum"
          minutes   = 3
          # Two retries alone make an event some minutes old.
          above = min(600, var.retries.maximum_event_age_seconds / 2) * 1000
          says  = <<-EOT
            Documents wait for the documents function for minutes: it fails, or is throttled. To
            see why: make failures ENV=${var.environment}
          EOT
        }
        documents-events-dropped = {
          metric    = "AsyncEventsDropped"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Lambda gave documents up: they were too old, or failed too often. They are in the
            failure queue. Fix the cause, then: make redrive ENV=${var.environment}
          EOT
        }
        documents-failures-undelivered = {
          metric    = "DestinationDeliveryFailures"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Documents could not be stored, nor sent to the failure queue: they have no rows, and
            are only in ${local.ingress_bucket.name}. Fix the queue:
            make plan apply ENV=${var.environment}. Then post those documents again.
          EOT
        }
      } : name => merge(local.function_metrics.documents, alarm)
    },
    {
      for name in ["documents", "documents-eventbridge"] : "failures-${name}" => {
        namespace  = "AWS/SQS"
        dimensions = { QueueName = local.document_failure_queues[name].name }
        missing    = "ignore"
        metric     = "ApproximateNumberOfMessagesVisible"
        statistic  = "Maximum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          There are documents that could not be stored, in
          ${local.document_failure_queues[name].name}. To see them and their causes:
          make failures ENV=${var.environment}. When those are fixed:
          make redrive ENV=${var.environment}
        EOT
      }
    },
    {
      documents-permanent-failures = merge(local.log_counts.documents, {
        metric = "PermanentFailures"
        says   = <<-EOT
          The documents function was refused something, or cannot read an event: to try again does
          not help. To see the causes: make failures ENV=${var.environment}. Grant what is missing,
          then: make redrive ENV=${var.environment}
        EOT
      })
      documents-refused = merge(local.log_counts.documents, {
        metric = "RefusedDocuments"
        says   = <<-EOT
          Documents were refused: they have no rows. To see which, and why:
          make failures ENV=${var.environment}. Where the tables declare too little, change
          documents.tables, then: make plan apply redrive ENV=${var.environment}. Otherwise tell
          who sent them.
        EOT
      })
      documents-undelivered = {
        namespace  = "AWS/Events"
        dimensions = { RuleName = one(module.documents_trigger[*].rule) }
        missing    = "notBreaching"
        metric     = "InvocationsFailedToBeSentToDlq"
        statistic  = "Sum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          EventBridge could hand documents over neither to the documents function nor to its
          failure queue: they have no rows, and are only in ${local.ingress_bucket.name}. Fix the
          queue: make plan apply ENV=${var.environment}. Then post those documents again.
        EOT
      }
    },
  )
}
