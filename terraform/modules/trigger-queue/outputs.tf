output "failures" {
  description = "The queues where this trigger keeps what it could not deliver, by its name."
  value = {
    queue = {
      arn  = var.failure_queue.arn
      name = aws_sqs_queue.failures.name
      url  = aws_sqs_queue.failures.url
    }
  }
}

output "invocation" {
  description = "Who may invoke what, and what is invoked: for the tests."
  value = {
    source_arn = aws_lambda_event_source_mapping.this.event_source_arn
    target     = aws_lambda_event_source_mapping.this.function_name
  }
}

output "notification" {
  description = "What S3 is to notify when this is the trigger: EventBridge, a function or a queue."
  value = {
    eventbridge  = false
    function_arn = null
    queue_arn    = var.queue.arn
  }

  # S3 refuses a queue that it may not send to, and nothing should wait in one that nobody reads.
  depends_on = [aws_lambda_event_source_mapping.this, aws_sqs_queue.this]
}

output "policies" {
  description = "What the function may do because of this trigger: a policy in JSON for each name."
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
  description = "The queue, and how long it hides a message that is being worked on."
  value = {
    arn                = var.queue.arn
    name               = aws_sqs_queue.this.name
    url                = aws_sqs_queue.this.url
    visibility_seconds = local.visibility_seconds
  }
}
