variable "queue" {
  description = <<-EOT
    Settings of the trigger "queue", which all sources share. batch_size: maximum of events in a
    batch. window_seconds: maximum time to collect a batch. maximum_concurrency: maximum of
    concurrent executions; null means no limit. maximum_receives: deliveries of an event before it
    goes to the dead-letter queue.
  EOT
  type = object({
    batch_size          = optional(number, 100)
    maximum_concurrency = optional(number, 10)
    maximum_receives    = optional(number, 5)
    window_seconds      = optional(number, 5)
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.queue.batch_size >= 1 && var.queue.batch_size <= 10000
      && floor(var.queue.batch_size) == var.queue.batch_size
    )
    error_message = <<-EOT
      queue.batch_size is ${var.queue.batch_size}. Write a whole number, 1 to 10000, as in 100.
    EOT
  }

  validation {
    condition = (
      var.queue.window_seconds >= 0 && var.queue.window_seconds <= 300
      && floor(var.queue.window_seconds) == var.queue.window_seconds
    )
    error_message = <<-EOT
      queue.window_seconds is ${var.queue.window_seconds}. Write whole seconds, 0 to 300, as in 5.
    EOT
  }

  validation {
    condition     = var.queue.batch_size <= 10 || var.queue.window_seconds > 0
    error_message = <<-EOT
      queue.batch_size is ${var.queue.batch_size}, and SQS collects more than 10 events only in a
      window. Write queue.window_seconds = 5, or a batch_size of at most 10.
    EOT
  }

  validation {
    condition = (
      var.queue.maximum_concurrency == null
      || try(var.queue.maximum_concurrency >= 2 && var.queue.maximum_concurrency <= 1000
      && floor(var.queue.maximum_concurrency) == var.queue.maximum_concurrency, false)
    )
    error_message = <<-EOT
      queue.maximum_concurrency is ${jsonencode(var.queue.maximum_concurrency)}. Write a whole
      number, 2 to 1000, as in 10, or null for no limit.
    EOT
  }

  # What a throttled function sends back counts as received: it would end in the dead-letter queue.
  validation {
    condition = !contains(
      [for source in local.sources : source.trigger], "queue"
      ) || var.function.reserved_concurrency == null || try(
      var.queue.maximum_concurrency <= var.function.reserved_concurrency, false
    )
    error_message = <<-EOT
      queue.maximum_concurrency is ${jsonencode(var.queue.maximum_concurrency)}, but the function is
      kept to ${jsonencode(var.function.reserved_concurrency)}. Write at most that many, or raise
      function.reserved_concurrency.
    EOT
  }

  # With less, a few throttled attempts would send good events to the dead-letter queue.
  validation {
    condition = (
      var.queue.maximum_receives >= 5 && var.queue.maximum_receives <= 1000
      && floor(var.queue.maximum_receives) == var.queue.maximum_receives
    )
    error_message = <<-EOT
      queue.maximum_receives is ${var.queue.maximum_receives}. Write a whole number, 5 to 1000.
    EOT
  }
}
