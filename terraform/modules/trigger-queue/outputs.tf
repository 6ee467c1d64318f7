output "failures" {
  description = "Failure queues of this trigger, by name."
  value = {
    queue = {
      arn  = var.failure_queue.arn
      name = aws_sqs_queue.failures.name
      url  = aws_sqs_queue.failures.url
    }
  }
}

output "invocation" {
  description = "Permission to invoke the alias, and its target, for the tests."
  value = {
    source_arn = aws_lambda_event_source_mapping.this.event_source_arn
    target     = aws_lambda_event_source_mapping.this.function_name
  }
}

output "notification" {
  description = "Target of S3's notification for this trigger: EventBridge, a function or a queue."
  value = {
    eventbridge  = false
    function_arn = null
    queue_arn    = var.queue.arn
  }

  # S3 refuses a queue that it may not send to, and nothing should wait in one that nobody reads.
  depends_on = [aws_lambda_event_source_mapping.this, aws_sqs_queue.this]
}

output "policies" {
  description = "Policies that the function needs for this trigger, in JSON, by name."
  # Made of names alone, so that the function, which this module needs, can be given it.
  value = {
    queue = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid      = "TakeEvents"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = var.queue.arn
      }]
    })
  }
}

output "queue" {
  description = "Queue, and the seconds for which it hides a message that is being worked on."
  value = {
    arn                = var.queue.arn
    name               = aws_sqs_queue.this.name
    url                = aws_sqs_queue.this.url
    visibility_seconds = local.visibility_seconds
  }
}
