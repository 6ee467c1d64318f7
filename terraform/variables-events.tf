variable "events" {
  description = <<-EOT
    S3 events to record, in S3's names: a kind, as "s3:ObjectCreated:*", or single events, as
    "s3:ObjectCreated:Put". The default is all that change an object or its labels. The trigger
    "eventbridge" alone takes s3:ObjectAnnotation:*; the other triggers alone take s3:Replication:*
    and s3:ReducedRedundancyLostObject.
  EOT
  type        = set(string)
  default = [
    "s3:IntelligentTiering",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleTransition",
    "s3:ObjectAcl:Put",
    "s3:ObjectCreated:*",
    "s3:ObjectRemoved:*",
    "s3:ObjectRestore:*",
    "s3:ObjectTagging:*",
  ]
  nullable = false

  validation {
    condition     = length(var.events) > 0
    error_message = "events is empty, so nothing would be recorded. Write [\"s3:ObjectCreated:*\"]."
  }

  validation {
    condition     = length(setsubtract(var.events, keys(local.known_events))) == 0
    error_message = <<-EOT
      events has what S3 does not know, or this stack not yet:
      ${join(", ", setsubtract(var.events, keys(local.known_events)))}.
      Choose among ${join(", ", keys(local.known_events))}.
    EOT
  }

  validation {
    condition = (
      var.trigger == "eventbridge"
      || length(setintersection(var.events, local.only_on_eventbridge)) == 0
    )
    error_message = <<-EOT
      events has
      ${join(", ", setintersection(var.events, local.only_on_eventbridge))},
      but trigger is "${var.trigger}": version 5.100 of the AWS provider does not know
      this in a bucket's notification. Write trigger = "eventbridge", or take it
      out of events.
    EOT
  }

  validation {
    condition = (
      var.trigger != "eventbridge"
      || length(setintersection(var.events, local.not_on_eventbridge)) == 0
    )
    error_message = <<-EOT
      events has
      ${join(", ", setintersection(var.events, local.not_on_eventbridge))},
      but trigger is "eventbridge", to which S3 does not send this. Write
      trigger = "queue" or "direct", or take it out of events.
    EOT
  }

  # As S3 does: it could not tell which of the two such an event is for.
  validation {
    condition = length([
      for event in var.events : event
      if contains(var.events, try(local.known_events[event], ""))
    ]) == 0
    error_message = <<-EOT
      events has single events beside the kind that they are of, which S3
      refuses: ${join(", ", [
    for event in var.events : "${event} beside ${local.known_events[event]}"
    if contains(var.events, try(local.known_events[event], ""))
])}.
      Leave out the one or the other.
    EOT
}
}

variable "filter" {
  description = <<-EOT
    Prefix and suffixes of the keys to record, written as the keys are. A key is recorded if it has
    the prefix and one of the suffixes; empty means all. suffix is another way to write a single
    suffix. Terraform composes accents (NFC), so a key with decomposed accents never matches.
  EOT
  type = object({
    prefix   = optional(string, "")
    suffix   = optional(string, "")
    suffixes = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.filter.suffix == "" || length(var.filter.suffixes) == 0
    error_message = <<-EOT
      filter has a suffix and suffixes. Write all of them in suffixes:
      suffixes = ${jsonencode(setunion(var.filter.suffixes, [var.filter.suffix]))}
    EOT
  }

  # As S3 does. It compares them form-encoded, in which %3D ends with 3D.
  validation {
    condition = !anytrue(flatten([
      for longer in var.filter.suffixes : [
        for shorter in setsubtract(var.filter.suffixes, [longer]) : endswith(
          replace(urlencode(longer), "%2F", "/"), replace(urlencode(shorter), "%2F", "/")
        )
      ]
    ]))
    error_message = <<-EOT
      filter.suffixes overlap, which S3 refuses: ${join(", ", flatten([
    for longer in var.filter.suffixes : [
      for shorter in setsubtract(var.filter.suffixes, [longer]) :
      "${jsonencode(longer)} ends in ${jsonencode(shorter)}"
      if endswith(
        replace(urlencode(longer), "%2F", "/"), replace(urlencode(shorter), "%2F", "/")
      )
    ]
]))}.
      Leave out the longer one: its keys have the shorter one, too.
    EOT
}

# Each is a rule of the bucket's notification.
validation {
  condition     = length(var.filter.suffixes) <= 100
  error_message = <<-EOT
      filter.suffixes has ${length(var.filter.suffixes)} values, and S3 takes 100 rules for a
      bucket. Leave some out, or record more: a shorter suffix, or none.
    EOT
}

# Every other character of a key is one of a filter: terraform/trigger.tf encodes it for S3, and
# modules/iam-literal escapes it for the role's policy.
validation {
  condition = !strcontains(jsonencode(var.filter), "*")
  error_message = join(" ", [
    "S3 knows no wildcards: filter takes no *. Write",
    join(", ", concat(
      [
        for text in [var.filter.prefix] :
        "${jsonencode(regex("^[^*]*", text))} for ${text}" if strcontains(text, "*")
      ],
      [
        for text in setunion(var.filter.suffixes, [var.filter.suffix]) :
        "${jsonencode(regex("[^*]*$", text))} for ${text}" if strcontains(text, "*")
      ],
    )),
    "in filter.",
  ])
}

validation {
  condition     = !startswith(var.filter.prefix, "/")
  error_message = <<-EOT
      filter.prefix is "${var.filter.prefix}", but S3 puts no slash before a key.
      Write "${trimprefix(var.filter.prefix, "/")}".
    EOT
}

# A key has 1,024 bytes at most. The digits of its base64 count them, three bytes in four.
validation {
  condition = alltrue([
    for suffix in setunion(var.filter.suffixes, [var.filter.suffix]) :
    floor(length(trim(base64encode("${var.filter.prefix}${suffix}"), "=")) * 3 / 4) <= 1024
  ])
  error_message = "filter.prefix and a suffix are longer than a key can be. Shorten them."
}

validation {
  condition = alltrue([
    for value in setunion([var.filter.prefix, var.filter.suffix], var.filter.suffixes) :
    length(replace(urlencode(value), "%2F", "/")) <= 1024
  ])
  error_message = <<-EOT
      filter has a value that is longer than the 1,024 characters that S3 takes,
      in which each byte that is no letter, digit or . _ - / ~ counts three
      times. Shorten it.
    EOT
}
}
