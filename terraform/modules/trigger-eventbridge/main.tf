locals {
  arn          = "arn:${local.events}:rule/${var.name}"
  events       = join(":", [var.account.partition, "events", var.account.region, var.account.id])
  failures     = "${var.name}-failures"
  failures_arn = "arn:${local.sqs}:${local.failures}"
  sqs          = join(":", [var.account.partition, "sqs", var.account.region, var.account.id])

  # What EventBridge calls the events of a notification.
  detail_types = {
    "s3:IntelligentTiering"    = ["Object Access Tier Changed"]
    "s3:LifecycleExpiration:*" = ["Object Deleted"]
    "s3:LifecycleTransition"   = ["Object Storage Class Changed"]
    "s3:ObjectAcl:Put"         = ["Object ACL Updated"]
    "s3:ObjectAnnotation:*"    = ["Object Annotation Created", "Object Annotation Removed"]
    "s3:ObjectCreated:*"       = ["Object Created"]
    "s3:ObjectRemoved:*"       = ["Object Deleted"]
    "s3:ObjectRestore:*" = [
      "Object Restore Completed", "Object Restore Expired", "Object Restore Initiated",
    ]
    "s3:ObjectTagging:*" = ["Object Tags Added", "Object Tags Deleted"]
    "s3:Replication:*"   = []
  }

  # Two of them have one name here, and differ by their reason.
  unwanted_reasons = [
    for event, reason in {
      "s3:LifecycleExpiration:*" = "Lifecycle Expiration"
      "s3:ObjectRemoved:*"       = "DeleteObject"
    } : reason if !contains(var.events, event)
  ]

  # Keys are as they are here, not encoded.
  prefix = var.filter.prefix
  suffix = var.filter.suffix

  # The matchers of a list are alternatives, so that prefix and suffix together are one wildcard. It
  # misses the keys in which they overlap, as they do in a/b for a/ and /b: these are listed. In a
  # wildcard, and nowhere else in a pattern, a backslash escapes.
  key_matchers = {
    all    = []
    prefix = [{ prefix = local.prefix }]
    suffix = [{ suffix = local.suffix }]
    both = flatten([
      {
        wildcard = join("*", [
          for text in [local.prefix, local.suffix] :
          replace(replace(text, "\\", "\\\\"), "*", "\\*")
        ])
      },
      [
        for shared in range(1, min(length(local.prefix), length(local.suffix)) + 1) :
        "${local.prefix}${substr(local.suffix, shared, -1)}"
        if endswith(local.prefix, substr(local.suffix, 0, shared))
      ],
    ])
    }[
    local.prefix == "" && local.suffix == "" ? "all"
    : local.suffix == "" ? "prefix" : local.prefix == "" ? "suffix" : "both"
  ]

  pattern = {
    source  = ["aws.s3"]
    account = [var.source_bucket.account_id]
    # An empty list is no pattern: the second one matches no event of S3.
    detail-type = coalescelist(
      distinct(flatten([for event in var.events : local.detail_types[event]])), ["none"]
    )
    detail = merge(flatten([
      { bucket = { name = [var.source_bucket.name] } },
      [for keys in [local.key_matchers] : { object = { key = keys } } if length(keys) > 0],
      [
        for reasons in [local.unwanted_reasons] :
        { reason = [{ anything-but = reasons }, { exists = false }] } if length(reasons) == 1
      ],
    ])...)
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  name          = var.name
  description   = "Events of ${var.source_bucket.name} for ${var.alias.function_name}"
  event_pattern = jsonencode(local.pattern)
}

resource "aws_cloudwatch_event_target" "alias" {
  rule      = aws_cloudwatch_event_rule.this.name
  target_id = var.alias.name
  arn       = var.alias.arn

  dead_letter_config {
    arn = local.failures_arn
  }

  # The most that EventBridge offers. It is about handing an event over: once the alias has it, the
  # alias retries it.
  retry_policy {
    maximum_event_age_in_seconds = 24 * 60 * 60
    maximum_retry_attempts       = 185
  }

  # What is matched before it can be delivered would be a failure.
  depends_on = [aws_lambda_permission.rule, aws_sqs_queue.failures]
}

# No source_account: EventBridge does not send it, and would be refused. The rule's ARN has it.
resource "aws_lambda_permission" "rule" {
  statement_id  = "eventbridge-rule"
  action        = "lambda:InvokeFunction"
  function_name = var.alias.function_name
  qualifier     = var.alias.name
  principal     = "events.amazonaws.com"
  source_arn    = local.arn
}

resource "aws_sqs_queue" "failures" {
  name                      = local.failures
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeepFailures"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.failures_arn
        Condition = { ArnEquals = { "aws:SourceArn" = local.arn } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.failures_arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
