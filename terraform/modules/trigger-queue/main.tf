locals {
  arns     = values(var.source_buckets)[*].arn
  accounts = distinct(values(var.source_buckets)[*].account_id)

  # A message must not come back while a batch that holds it can still be at work: Lambda may wait
  # for the window, and try to hand it over several times.
  visibility_seconds = 6 * var.function_timeout + var.settings.window_seconds

  # SQS takes this or a key.
  managed = var.kms_key_arn == null ? true : null

  policies = {
    queue = {
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "ReceiveEvents"
          Effect    = "Allow"
          Principal = { Service = "s3.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = var.queue.arn
          # A list of one is written as the one.
          Condition = {
            ArnEquals    = { "aws:SourceArn" = try(one(local.arns), local.arns) }
            StringEquals = { "aws:SourceAccount" = one(local.accounts) }
          }
        },
        merge(local.refuse_plain_http, { Resource = var.queue.arn }),
      ]
    }
    failures = {
      Version   = "2012-10-17"
      Statement = [merge(local.refuse_plain_http, { Resource = var.failure_queue.arn })]
    }
  }

  refuse_plain_http = {
    Sid       = "RefusePlainHttp"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }
}

# The maximum size of a message is left at what SQS offers: one event of S3 may have 64 KiB.
resource "aws_sqs_queue" "this" {
  name                       = var.queue.name
  kms_master_key_id          = var.kms_key_arn
  message_retention_seconds  = 7 * 24 * 60 * 60
  policy                     = jsonencode(local.policies.queue)
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = local.managed
  visibility_timeout_seconds = local.visibility_seconds

  redrive_policy = jsonencode({
    deadLetterTargetArn = var.failure_queue.arn
    maxReceiveCount     = var.settings.maximum_receives
  })

  # SQS refuses a dead-letter queue that is not there yet.
  depends_on = [aws_sqs_queue.failures]
}

# A message brings its age along, so this queue has to keep it for longer than the first one.
resource "aws_sqs_queue" "failures" {
  name                      = var.failure_queue.name
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 14 * 24 * 60 * 60
  policy                    = jsonencode(local.policies.failures)
  sqs_managed_sse_enabled   = local.managed

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [var.queue.arn]
  })
}

resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn = var.queue.arn
  function_name    = var.alias.arn

  batch_size                         = var.settings.batch_size
  maximum_batching_window_in_seconds = var.settings.window_seconds

  # Without it one failed message would bring its whole batch back.
  function_response_types = ["ReportBatchItemFailures"]

  # Here and not on the function: what a throttled function sends back counts as received.
  dynamic "scaling_config" {
    for_each = var.settings.maximum_concurrency[*]

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  depends_on = [aws_sqs_queue.this]
}
