# What can be recorded, and of which keys: what S3 calls the events, and the filter in one form.
locals {
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
}
