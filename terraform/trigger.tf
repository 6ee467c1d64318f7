# How events reach the function. All three ways into the alias are always there, so that what is on
# its way still arrives when S3 is told to use another one: docs/decisions says why.
module "trigger_direct" {
  source = "./modules/trigger-direct"

  alias         = module.handler.live
  source_bucket = local.source_bucket
}

module "trigger_eventbridge" {
  source = "./modules/trigger-eventbridge"

  alias         = module.handler.live
  events        = var.events
  failure_queue = local.queues.eventbridge_failures
  filter = {
    prefix   = local.filter.prefix
    suffixes = compact(local.filter.suffixes)
  }
  rule          = { arn = local.arns.rule, name = local.names.eventbridge }
  source_bucket = local.source_bucket
}

module "trigger_queue" {
  source = "./modules/trigger-queue"

  alias            = module.handler.live
  failure_queue    = local.queues.queue_failures
  function_timeout = var.function.timeout
  queue            = local.queues.queue
  settings         = var.queue
  source_bucket    = local.source_bucket
}

locals {
  triggers = ["direct", "eventbridge", "queue"]

  # One place to look, whatever the trigger is or was.
  failure_queues = merge(
    { handler = module.handler.failures },
    module.trigger_direct.failures,
    module.trigger_eventbridge.failures,
    module.trigger_queue.failures,
  )

  # Who owns an existing bucket also switches EventBridge on, and owns its notification.
  owns_notification = var.source_bucket.create || var.trigger != "eventbridge"

  # The trigger, and for the minutes of a switch the one that it replaces.
  notifications = [
    for trigger in compact([var.trigger, var.switching_from]) : {
      direct      = module.trigger_direct.notification
      eventbridge = module.trigger_eventbridge.notification
      queue       = module.trigger_queue.notification
    }[trigger]
  ]

  # Where a switch to EventBridge leaves the former trigger on, that one goes without annotations.
  notified_events = setsubtract(var.events, local.only_on_eventbridge)

  # S3 takes one suffix a rule. A rule's id tells which are this stack's, and never moves from one
  # suffix to another.
  notification_rules = length(local.notified_events) == 0 ? {} : {
    for suffix, encoded in local.encoded_filter.suffixes :
    (length(local.encoded_filter.suffixes) == 1
      ? local.names.handler : "${local.names.handler}-${substr(sha256(suffix), 0, 8)}"
    ) => { prefix = local.encoded_filter.prefix, suffix = encoded }
  }
}

# S3 keeps one notification configuration a bucket, so this is the only one of its bucket. A switch
# changes it with one call.
resource "aws_s3_bucket_notification" "source_bucket" {
  count = local.owns_notification ? 1 : 0

  bucket      = local.source_bucket.name
  eventbridge = anytrue(local.notifications[*].eventbridge)

  dynamic "lambda_function" {
    for_each = merge([
      for target in compact(local.notifications[*].function_arn) : {
        for id, rule in local.notification_rules : id => merge(rule, { target = target })
      }
    ]...)

    content {
      id                  = lambda_function.key
      lambda_function_arn = lambda_function.value.target
      events              = local.notified_events
      filter_prefix       = lambda_function.value.prefix
      filter_suffix       = lambda_function.value.suffix
    }
  }

  dynamic "queue" {
    for_each = merge([
      for target in compact(local.notifications[*].queue_arn) : {
        for id, rule in local.notification_rules : id => merge(rule, { target = target })
      }
    ]...)

    content {
      id            = queue.key
      queue_arn     = queue.value.target
      events        = local.notified_events
      filter_prefix = queue.value.prefix
      filter_suffix = queue.value.suffix
    }
  }
}
