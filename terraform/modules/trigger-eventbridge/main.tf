locals {
  # What EventBridge calls the events of a notification that it tells apart by their type.
  detail_types = {
    "s3:IntelligentTiering"      = ["Object Access Tier Changed"]
    "s3:LifecycleTransition"     = ["Object Storage Class Changed"]
    "s3:ObjectAcl:Put"           = ["Object ACL Updated"]
    "s3:ObjectAnnotation:Delete" = ["Object Annotation Removed"]
    "s3:ObjectAnnotation:Put"    = ["Object Annotation Created"]
    "s3:ObjectAnnotation:*"      = ["Object Annotation Created", "Object Annotation Removed"]
    "s3:ObjectCreated:*"         = ["Object Created"]
    "s3:ObjectRestore:Completed" = ["Object Restore Completed"]
    "s3:ObjectRestore:Delete"    = ["Object Restore Expired"]
    "s3:ObjectRestore:Post"      = ["Object Restore Initiated"]
    "s3:ObjectRestore:*" = [
      "Object Restore Completed", "Object Restore Expired", "Object Restore Initiated",
    ]
    "s3:ObjectTagging:Delete" = ["Object Tags Deleted"]
    "s3:ObjectTagging:Put"    = ["Object Tags Added"]
    "s3:ObjectTagging:*"      = ["Object Tags Added", "Object Tags Deleted"]
  }

  # The others have a type in common, and differ by their reason and by how something was deleted.
  # The reason of a kind is what the other kind's is not, so that a new one is not lost.
  reasons = {
    "s3:LifecycleExpiration:*" = { reason = local.any_but["DeleteObject"] }
    "s3:ObjectRemoved:*"       = { reason = local.any_but["Lifecycle Expiration"] }
    "s3:LifecycleExpiration:Delete" = {
      reason = ["Lifecycle Expiration"], deletion-type = ["Permanently Deleted"]
    }
    "s3:LifecycleExpiration:DeleteMarkerCreated" = {
      reason = ["Lifecycle Expiration"], deletion-type = ["Delete Marker Created"]
    }
    "s3:ObjectCreated:CompleteMultipartUpload" = { reason = ["CompleteMultipartUpload"] }
    "s3:ObjectCreated:Copy"                    = { reason = ["CopyObject"] }
    "s3:ObjectCreated:Post"                    = { reason = ["POST Object"] }
    "s3:ObjectCreated:Put"                     = { reason = ["PutObject"] }
    "s3:ObjectRemoved:Delete" = {
      reason = ["DeleteObject"], deletion-type = ["Permanently Deleted"]
    }
    "s3:ObjectRemoved:DeleteMarkerCreated" = {
      reason = ["DeleteObject"], deletion-type = ["Delete Marker Created"]
    }
  }
  any_but = {
    for reason in ["DeleteObject", "Lifecycle Expiration"] :
    reason => [{ anything-but = [reason] }, { exists = false }]
  }

  # Where both kinds of deletions are wanted there is nothing to tell apart.
  deletions     = ["s3:LifecycleExpiration:*", "s3:ObjectRemoved:*"]
  all_deletions = length(setsubtract(local.deletions, var.events)) == 0 ? local.deletions : []

  by_type = distinct(flatten([
    for event in var.events :
    try(local.detail_types[event], contains(local.all_deletions, event) ? ["Object Deleted"] : [])
  ]))
  by_reason = [
    for event in var.events : {
      detail-type = [startswith(event, "s3:ObjectCreated:") ? "Object Created" : "Object Deleted"]
      detail      = local.reasons[event]
    } if contains(keys(local.reasons), event) && !contains(local.all_deletions, event)
  ]

  # A rule has to name a type, and no event of S3 has this one. S3 does not tell EventBridge of
  # replications and lost objects.
  types = length(local.by_type) + length(local.by_reason) > 0 ? local.by_type : ["none"]
  alternatives = concat(
    [for types in [local.types] : { detail-type = types } if length(types) > 0], local.by_reason
  )
  only = [for each in local.alternatives : each if length(local.alternatives) == 1]

  # Keys are as they are here, not encoded. The matchers of a list are alternatives, so that prefix
  # and suffix together are one wildcard. It misses the keys in which they overlap, as they do in
  # a/b for a/ and /b: these are listed. In a wildcard, and nowhere else in a pattern, a backslash
  # escapes.
  prefixes = length(var.filter.prefixes) > 0 ? var.filter.prefixes : [var.filter.prefix]
  key_matchers = flatten([
    for prefix in local.prefixes : [
      [
        for each in [prefix] : { prefix = each }
        if each != "" && length(var.filter.suffixes) == 0
      ],
      [for suffix in var.filter.suffixes : { suffix = suffix } if prefix == ""],
      [
        for suffix in var.filter.suffixes : [
          {
            wildcard = join("*", [
              for text in [prefix, suffix] : replace(replace(text, "\\", "\\\\"), "*", "\\*")
            ])
          },
          [
            for shared in range(1, min(length(prefix), length(suffix)) + 1) :
            "${prefix}${substr(suffix, shared, -1)}"
            if endswith(prefix, substr(suffix, 0, shared))
          ],
        ] if prefix != ""
      ],
    ]
  ])

  pattern = merge(concat(
    [{ source = ["aws.s3"], account = [var.source_bucket.account_id] }],
    [for each in local.only : { detail-type = each.detail-type }],
    [for each in [local.alternatives] : { "$or" = each } if length(each) > 1],
    [{
      detail = merge(flatten([
        { bucket = { name = [var.source_bucket.name] } },
        [for keys in [local.key_matchers] : { object = { key = keys } } if length(keys) > 0],
        [for each in local.only : try(each.detail, {})],
      ])...)
    }],
  )...)
}

resource "aws_cloudwatch_event_rule" "this" {
  name          = var.rule.name
  description   = "Events of ${var.source_bucket.name} for ${var.alias.function_name}"
  event_pattern = jsonencode(local.pattern)

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.pattern)) <= 4096
      error_message = <<-EOT
        The pattern of ${var.rule.name} has ${length(jsonencode(local.pattern))} characters, and
        EventBridge takes 4096. Leave out some of filter.suffixes, or of the
        single names in events.
      EOT
    }
  }
}

resource "aws_cloudwatch_event_target" "alias" {
  rule      = aws_cloudwatch_event_rule.this.name
  target_id = var.alias.name
  arn       = var.alias.arn

  dead_letter_config {
    arn = var.failure_queue.arn
  }

  # The most that EventBridge offers. It is about handing an event over: once the alias has it, the
  # alias retries it.
  retry_policy {
    maximum_event_age_in_seconds = 24 * 60 * 60
    maximum_retry_attempts       = 185
  }

  # What is matched before it can be delivered would be a failure.
  depends_on = [aws_lambda_permission.rule]
}

# No source_account: EventBridge does not send it, and would be refused. The rule's ARN has it.
resource "aws_lambda_permission" "rule" {
  statement_id  = var.statement_id
  action        = "lambda:InvokeFunction"
  function_name = var.alias.function_name
  qualifier     = var.alias.name
  principal     = "events.amazonaws.com"
  source_arn    = var.rule.arn
}
