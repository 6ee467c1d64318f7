# How events reach the function. All three ways into the alias are always there, so that what is on
# its way still arrives when S3 is told to use another one: docs/decisions says why.
module "trigger_direct" {
  source   = "./modules/trigger-direct"
  for_each = local.sources

  alias         = module.handler.live
  source_bucket = local.source_buckets[each.key]
  statement_id  = "${each.key}-bucket"
}

module "trigger_eventbridge" {
  source   = "./modules/trigger-eventbridge"
  for_each = local.sources

  alias         = module.handler.live
  events        = each.value.events
  failure_queue = local.queues.eventbridge_failures
  filter        = module.source[each.key].filter
  rule          = { arn = local.arns.rules[each.key], name = local.names.rules[each.key] }
  source_bucket = local.source_buckets[each.key]
  statement_id  = "eventbridge-rule${local.suffixes[each.key]}"

  # What is matched before its failure can be kept would be lost.
  depends_on = [aws_sqs_queue.eventbridge_failures]
}

module "trigger_queue" {
  source = "./modules/trigger-queue"

  alias            = module.handler.live
  failure_queue    = local.queues.queue_failures
  function_timeout = var.function.timeout
  kms_key_arn      = local.customer_key
  queue            = local.queues.queue
  settings         = var.queue
  source_buckets   = local.source_buckets
}

# Events that EventBridge could not hand over, of every source.
resource "aws_sqs_queue" "eventbridge_failures" {
  name                      = local.queues.eventbridge_failures.name
  kms_master_key_id         = local.customer_key
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = local.sqs_managed_sse

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeepFailures"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.queues.eventbridge_failures.arn
        Condition = { ArnEquals = { "aws:SourceArn" = local.one_or_all.rules } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.queues.eventbridge_failures.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

locals {
  # SQS takes its own key or a customer's.
  sqs_managed_sse = local.customer_key == null ? true : null

  # One place to look, whatever the trigger is or was.
  failure_queues = merge(
    { handler = module.handler.failures },
    {
      eventbridge = {
        arn  = local.queues.eventbridge_failures.arn
        name = aws_sqs_queue.eventbridge_failures.name
        url  = aws_sqs_queue.eventbridge_failures.url
      }
    },
    module.trigger_queue.failures,
  )

  # What each source's notification is to say: the trigger, and for the minutes of a switch the one
  # that it replaces.
  notifications = {
    for label, source in module.source : label => [
      for trigger in source.triggers : {
        direct      = module.trigger_direct[label].notification
        eventbridge = module.trigger_eventbridge[label].notification
        queue       = module.trigger_queue.notification
      }[trigger]
    ] if source.owns_notification
  }

  # The rules of others, by the service that they notify.
  others = {
    for label, source in local.sources : label => {
      for service in ["lambda", "sns", "sqs"] : service => [
        for id, rule in try(source.others.rules, {}) : merge(rule, { id = id })
        if split(":", rule.target)[2] == service
      ]
    }
  }
}

# S3 keeps one notification configuration a bucket, so this is the only one of its bucket. A switch
# changes it with one call.
resource "aws_s3_bucket_notification" "source" {
  for_each = local.notifications

  bucket = local.source_buckets[each.key].name
  eventbridge = anytrue(concat(
    each.value[*].eventbridge, local.sources[each.key].others[*].eventbridge
  ))

  dynamic "lambda_function" {
    for_each = concat(
      flatten([
        for target in compact(each.value[*].function_arn) : [
          for rule in module.source[each.key].rules : merge(rule, { target = target })
        ]
      ]),
      local.others[each.key].lambda,
    )

    content {
      id                  = lambda_function.value.id
      lambda_function_arn = lambda_function.value.target
      events              = lambda_function.value.events
      filter_prefix       = lambda_function.value.prefix
      filter_suffix       = lambda_function.value.suffix
    }
  }

  dynamic "queue" {
    for_each = concat(
      flatten([
        for target in compact(each.value[*].queue_arn) : [
          for rule in module.source[each.key].rules : merge(rule, { target = target })
        ]
      ]),
      local.others[each.key].sqs,
    )

    content {
      id            = queue.value.id
      queue_arn     = queue.value.target
      events        = queue.value.events
      filter_prefix = queue.value.prefix
      filter_suffix = queue.value.suffix
    }
  }

  dynamic "topic" {
    for_each = local.others[each.key].sns

    content {
      id            = topic.value.id
      topic_arn     = topic.value.target
      events        = topic.value.events
      filter_prefix = topic.value.prefix
      filter_suffix = topic.value.suffix
    }
  }

  # EventBridge forgets what no rule takes: a document that is posted before the rule is there would
  # have no rows.
  depends_on = [module.documents_trigger]
}
