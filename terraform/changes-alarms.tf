# What is watched of the changes function, as alarms.tf does of the ledger's.
locals {
  changes_alarms = var.changes == null ? {} : merge(
    {
      for name, alarm in {
        changes-errors = {
          metric    = "Errors"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            The changes function fails again and again: it ends before its answer, or runs out of
            time. To see why: make failures ENV=${var.environment}. Raise changes_function.timeout
            or changes_function.memory_size where that is it, then:
            make plan apply ENV=${var.environment}
          EOT
        }
        changes-throttles = {
          metric    = "Throttles"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            Lambda refuses to run the changes function as often as it is needed. Raise
            changes_function.reserved_concurrency, or the account's limit. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
        changes-duration = {
          metric    = "Duration"
          statistic = "p99"
          minutes   = 3
          above     = var.changes_function.timeout * 1000 * 0.8
          says      = <<-EOT
            The changes function needs more than 80 % of its time. Raise changes_function.timeout,
            or lower batch_size of the label whose database is slow. Then:
            make plan apply ENV=${var.environment}
          EOT
        }
      } : name => merge(local.live_metrics.changes, alarm)
    },
    {
      for name, alarm in {
        changes-iterator-age = {
          metric    = "IteratorAge"
          statistic = "Maximum"
          minutes   = 3
          # Long before the streams drop what is not read, which takes a day at least.
          above = 10 * 60 * 1000
          says  = <<-EOT
            Changes wait in their streams for more than ten minutes: a database is down or slow, or
            a record fails again and again. To see which: make failures ENV=${var.environment}. When
            there are only too many of them, raise batch_size or parallelization of the label, then:
            make plan apply ENV=${var.environment}
          EOT
        }
        changes-failures-undelivered = {
          metric    = "DestinationDeliveryFailures"
          statistic = "Sum"
          minutes   = 1
          above     = 0
          says      = <<-EOT
            Changes could not be written, nor kept in ${local.names.changes_bucket}: they are in
            their streams for as long as those keep them. Restore the bucket and its policy:
            make plan apply ENV=${var.environment}. Then write the items again that have changed
            since.
          EOT
        }
      } : name => merge(local.function_metrics.changes, alarm)
    },
    {
      for name in ["changes"] : "failures-${name}" => {
        namespace  = "AWS/SQS"
        dimensions = { QueueName = local.changes_failure_queues[name].name }
        missing    = "ignore"
        metric     = "ApproximateNumberOfMessagesVisible"
        statistic  = "Maximum"
        minutes    = 1
        above      = 0
        says       = <<-EOT
          Somebody invoked the changes function with an event that failed, which is in
          ${local.changes_failure_queues[name].name}. To see it and its cause:
          make failures ENV=${var.environment}. When that is fixed:
          make redrive ENV=${var.environment}
        EOT
      }
    },
    {
      changes-not-written = merge(local.log_counts.changes, {
        metric = "ChangesNotWritten"
        # A database that starts again fails a batch or two, which are then written.
        minutes = 3
        says    = <<-EOT
          Changes cannot be written, minute after minute: a database is down, full or too slow.
          Nothing is lost as long as their streams keep them. To see the causes:
          make failures ENV=${var.environment}. What Lambda has given up by then is written by:
          make redrive ENV=${var.environment}
        EOT
      })
      changes-permanent-failures = merge(local.log_counts.changes, {
        metric = "PermanentFailures"
        says   = <<-EOT
          A database or AWS refuses the changes function: a password, a right, a table or a column
          is missing or wrong, and to try again does not help. To see the causes:
          make failures ENV=${var.environment}. To make a label's table:
          make table ENV=${var.environment} CHANGES=<the label> APPLY=1. When all is fixed:
          make redrive ENV=${var.environment}
        EOT
      })
      changes-refused = merge(local.log_counts.changes, {
        metric = "RefusedChanges"
        says   = <<-EOT
          Changes were refused: their rows are older than their items. To see which, and why:
          make failures ENV=${var.environment}. Where a column is too narrow, change its table and
          the label's columns, then: make plan apply redrive ENV=${var.environment}. Otherwise
          correct the items.
        EOT
      })
    },
  )
}

# What a retry does not help, what no retry is made of, and what is tried again. The function logs
# each as one line of JSON.
resource "aws_cloudwatch_log_metric_filter" "changes" {
  for_each = var.changes == null ? {} : {
    ChangesNotWritten = "{ $.message = \"changes not written\" }"
    PermanentFailures = join(" ", [
      "{ $.message = \"changes not written\"",
      "&& ($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
    ])
    RefusedChanges = "{ $.message = \"change refused\" }"
  }

  name           = each.key
  log_group_name = one(module.changes[*].log_group)
  pattern        = each.value

  metric_transformation {
    namespace     = local.names.changes
    name          = each.key
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
