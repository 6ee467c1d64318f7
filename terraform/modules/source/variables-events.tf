variable "events" {
  description = "S3 events to record, in S3's names."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.events) > 0
    error_message = <<-EOT
      sources.${var.label}.events is empty, so nothing would be recorded. Write
      ["s3:ObjectCreated:*"].
    EOT
  }

  validation {
    condition     = length(setsubtract(var.events, keys(local.known_events))) == 0
    error_message = <<-EOT
      sources.${var.label}.events has what S3 does not know, or this stack not yet:
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
      sources.${var.label}.events has
      ${join(", ", setintersection(var.events, local.only_on_eventbridge))},
      but its trigger is "${var.trigger}": version 5.100 of the AWS provider does not know
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
      sources.${var.label}.events has
      ${join(", ", setintersection(var.events, local.not_on_eventbridge))},
      but its trigger is "eventbridge", to which S3 does not send this. Write
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
      sources.${var.label}.events has single events beside the kind that they are of, which S3
      refuses: ${join(", ", [
    for event in var.events : "${event} beside ${local.known_events[event]}"
    if contains(var.events, try(local.known_events[event], ""))
])}.
      Leave out the one or the other.
    EOT
}
}

variable "filter" {
  description = "Prefix and suffixes of the keys to record, written as the keys are."
  type = object({
    prefix   = string
    suffix   = string
    suffixes = set(string)
  })
  nullable = false

  validation {
    condition     = var.filter.suffix == "" || length(var.filter.suffixes) == 0
    error_message = <<-EOT
      sources.${var.label}.filter has a suffix and suffixes. Write all of them in suffixes:
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
      sources.${var.label}.filter.suffixes overlap, which S3 refuses: ${join(", ", flatten([
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
      sources.${var.label}.filter.suffixes has ${length(var.filter.suffixes)} values,
      and S3 takes 100 rules for a
      bucket. Leave some out, or record more: a shorter suffix, or none.
    EOT
}

# Every other character of a key is one of a filter: main.tf encodes it for S3, and
# modules/iam-literal escapes it for the role's policy.
validation {
  condition = !strcontains(jsonencode(var.filter), "*")
  error_message = join(" ", [
    "S3 knows no wildcards: sources.${var.label}.filter takes no *. Write",
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
    "there.",
  ])
}

validation {
  condition     = !startswith(var.filter.prefix, "/")
  error_message = <<-EOT
      sources.${var.label}.filter.prefix is "${var.filter.prefix}", but S3
      puts no slash before a key.
      Write "${trimprefix(var.filter.prefix, "/")}".
    EOT
}

# A key has 1,024 bytes at most. The digits of its base64 count them, three bytes in four.
validation {
  condition = alltrue([
    for suffix in setunion(var.filter.suffixes, [var.filter.suffix]) :
    floor(length(trim(base64encode("${var.filter.prefix}${suffix}"), "=")) * 3 / 4) <= 1024
  ])
  error_message = <<-EOT
      sources.${var.label}.filter.prefix and a suffix are longer than a key can be.
      Shorten them.
    EOT
}

validation {
  condition = alltrue([
    for value in setunion([var.filter.prefix, var.filter.suffix], var.filter.suffixes) :
    length(replace(urlencode(value), "%2F", "/")) <= 1024
  ])
  error_message = <<-EOT
      sources.${var.label}.filter has a value that is longer than the 1,024 characters
      that S3 takes,
      in which each byte that is no letter, digit or . _ - / ~ counts three
      times. Shorten it.
    EOT
}
}

variable "keeps_latest" {
  description = "Whether there is one document per object, which shows its present state."
  type        = bool
  nullable    = false

  # Without them a document would go on showing an object that is deleted.
  validation {
    condition = !var.keeps_latest || alltrue([
      for kind in ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"] :
      contains(var.events, kind) || length(setsubtract([
        for event, of in local.known_events : event if of == kind
      ], var.events)) == 0
    ])
    error_message = <<-EOT
      latest.enabled needs sources.${var.label}.events to have "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*" and "s3:LifecycleExpiration:*", or a document would
      go on showing an object that is gone. Add them to events, or write
      latest = { enabled = false }.
    EOT
  }
}
