# What can be recorded, and of which keys: what S3 calls the events, and the filter in one form.
locals {
  triggers = ["direct", "eventbridge", "queue"]

  # Each event that S3 can be told to notify of, and its kind where it is one of several.
  known_events = merge(
    { for event in local.events_without_kind : event => "" },
    { for kind in keys(local.single_events) : "s3:${kind}:*" => "" },
    merge([
      for kind, names in local.single_events :
      { for name in names : "s3:${kind}:${name}" => "s3:${kind}:*" }
    ]...),
  )

  events_without_kind = [
    "s3:IntelligentTiering", "s3:LifecycleTransition", "s3:ObjectAcl:Put",
    "s3:ReducedRedundancyLostObject",
  ]

  single_events = {
    LifecycleExpiration = ["Delete", "DeleteMarkerCreated"]
    ObjectAnnotation    = ["Delete", "Put"]
    ObjectCreated       = ["CompleteMultipartUpload", "Copy", "Post", "Put"]
    ObjectRemoved       = ["Delete", "DeleteMarkerCreated"]
    ObjectRestore       = ["Completed", "Delete", "Post"]
    ObjectTagging       = ["Delete", "Put"]
    Replication = [
      "OperationFailedReplication", "OperationMissedThreshold", "OperationNotTracked",
      "OperationReplicatedAfterThreshold",
    ]
  }

  # Provider 5.100 does not know them in a bucket's notification.
  only_on_eventbridge = [
    for event in keys(local.known_events) : event if startswith(event, "s3:ObjectAnnotation:")
  ]

  not_on_eventbridge = [
    for event in keys(local.known_events) : event
    if startswith(event, "s3:Replication:") || event == "s3:ReducedRedundancyLostObject"
  ]

  # At least one suffix: the empty one, which every key has.
  filter = {
    prefix = var.filter.prefix
    suffixes = (
      length(var.filter.suffixes) > 0 ? sort(var.filter.suffixes) : [var.filter.suffix]
    )
  }

  # S3 wants a filter's values as it writes keys in an event: form-encoded, but for slashes.
  encoded_filter = {
    prefix = replace(urlencode(local.filter.prefix), "%2F", "/")
    suffixes = {
      for suffix in local.filter.suffixes : suffix => replace(urlencode(suffix), "%2F", "/")
    }
  }

  # Who owns an existing bucket also switches EventBridge on, and owns its notification.
  owns_notification = var.bucket.create || var.trigger != "eventbridge" || var.others != null

  # Where a switch to EventBridge leaves the former trigger on, that one goes without annotations.
  notified_events = setsubtract(var.events, local.only_on_eventbridge)

  # S3 takes one suffix a rule. A rule's id tells which are this stack's, and never moves from one
  # suffix to another. They stand in the order of their ids.
  rules = length(local.notified_events) == 0 ? [] : [
    for id, suffix in local.suffixes_by_id : {
      events = local.notified_events
      id     = id
      prefix = local.encoded_filter.prefix
      suffix = suffix
    }
  ]
  suffixes_by_id = {
    for suffix, encoded in local.encoded_filter.suffixes :
    (length(local.encoded_filter.suffixes) == 1
      ? var.rule_id : "${var.rule_id}-${substr(sha256(suffix), 0, 8)}"
    ) => encoded
  }
}
