variable "bucket" {
  description = "Whether the stack makes the bucket, and the name that it was given; null: none."
  type = object({
    create = bool
    name   = string
  })
  nullable = false

  validation {
    condition     = var.bucket.create || var.bucket.name != null
    error_message = <<-EOT
      sources.${var.label}.bucket is an existing one without a name. Write its name,
      as in bucket = { create = false, name = "landing-zone" }, or create = true
      for a new bucket.
    EOT
  }

  validation {
    condition = (
      var.bucket.name == null
      || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket.name))
    )
    error_message = <<-EOT
      sources.${var.label}.bucket.name is ${jsonencode(var.bucket.name)}, which is not a
      bucket's name. Write the bare name, as in "landing-zone": no s3://, no ARN.
    EOT
  }
}

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
      sources.${var.label}.filter.suffixes has ${length(var.filter.suffixes)} values, and S3 takes 100 rules for a
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
      sources.${var.label}.filter.prefix is "${var.filter.prefix}", but S3 puts no slash before a key.
      Write "${trimprefix(var.filter.prefix, "/")}".
    EOT
}

# A key has 1,024 bytes at most. The digits of its base64 count them, three bytes in four.
validation {
  condition = alltrue([
    for suffix in setunion(var.filter.suffixes, [var.filter.suffix]) :
    floor(length(trim(base64encode("${var.filter.prefix}${suffix}"), "=")) * 3 / 4) <= 1024
  ])
  error_message = "sources.${var.label}.filter.prefix and a suffix are longer than a key can be. Shorten them."
}

validation {
  condition = alltrue([
    for value in setunion([var.filter.prefix, var.filter.suffix], var.filter.suffixes) :
    length(replace(urlencode(value), "%2F", "/")) <= 1024
  ])
  error_message = <<-EOT
      sources.${var.label}.filter has a value that is longer than the 1,024 characters that S3 takes,
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

variable "label" {
  description = "Label of the source, for the messages that refuse a value."
  type        = string
  nullable    = false
}

variable "names" {
  description = "Names of the bucket and of EventBridge's rule."
  type = object({
    bucket = string
    rule   = string
  })
  nullable = false

  # S3 takes 63 characters for a bucket's name, EventBridge 64 for a rule's.
  validation {
    condition     = length(var.names.bucket) <= 63 && length(var.names.rule) <= 64
    error_message = <<-EOT
      The label ${var.label} of sources is too long, by
      ${max(length(var.names.bucket) - 63, length(var.names.rule) - 64)} characters: it would be part of
      ${var.names.bucket}, which may have 63, and of
      ${var.names.rule}, which may have 64. Shorten it.
    EOT
  }
}

variable "others" {
  description = "Rules of somebody else in the bucket's notification, by id; null: they are not kept."
  type = map(object({
    events = set(string)
    prefix = string
    suffix = string
    target = string
  }))
  default = null

  validation {
    condition = var.others == null || alltrue([
      for rule in values(coalesce(var.others, {})) :
      can(regex("^arn:[a-z-]+:(lambda|sns|sqs):", rule.target))
    ])
    error_message = <<-EOT
      sources.${var.label}.others has a rule whose target is no function, queue or topic:
      ${join(", ", [
    for id, rule in coalesce(var.others, {}) : "${id}: ${rule.target}"
    if !can(regex("^arn:[a-z-]+:(lambda|sns|sqs):", rule.target))
])}.
      Let make adopt write it.
    EOT
}

validation {
  condition     = var.others == null || !var.bucket.create
  error_message = <<-EOT
      sources.${var.label}.others is for an existing bucket, whose notification somebody
      else uses too. Leave it out.
    EOT
}

validation {
  condition = var.others == null || !anytrue([
    for id in keys(coalesce(var.others, {})) :
    id == var.rule_id || can(regex("^${var.rule_id}-[0-9a-f]{8}$", id))
  ])
  error_message = <<-EOT
      sources.${var.label}.others has a rule of this stack itself, ${var.rule_id}.
      Leave it out.
    EOT
}
}

variable "rule_id" {
  description = "Id of the stack's rule in the bucket's notification, and beginning of several."
  type        = string
  nullable    = false
}

variable "switching_from" {
  description = "Former trigger, while the trigger is switched to or from EventBridge; null: none."
  type        = string
  default     = null

  validation {
    condition = (
      var.switching_from == null
      || try(contains(local.triggers, var.switching_from), false)
    )
    error_message = <<-EOT
      sources.${var.label}.switching_from is ${jsonencode(var.switching_from)}. Write the
      trigger that it was: "direct", "queue" or "eventbridge"; or null when nothing
      is being switched.
    EOT
  }

  # S3 refuses two targets for one event, and needs none: it goes from one to the other at once.
  validation {
    condition = var.switching_from == null || try(
      (var.switching_from == "eventbridge") != (var.trigger == "eventbridge"), false
    )
    error_message = <<-EOT
      sources.${var.label}.switching_from is ${jsonencode(var.switching_from)} and its trigger
      is "${var.trigger}", which needs no time between. Write switching_from = null.
    EOT
  }

  validation {
    condition = (
      var.switching_from == null || var.bucket.create || var.others != null
    )
    error_message = <<-EOT
      sources.${var.label}.switching_from is for a bucket whose notification is this
      stack's. Whoever owns the bucket switches EventBridge on before, or off after
      it: see terraform/modules/trigger-eventbridge/README.md. Write
      switching_from = null, or let the stack keep what the bucket notifies already:
      make adopt
    EOT
  }
}

variable "trigger" {
  description = "Path of the events to the function: direct, queue or eventbridge."
  type        = string
  nullable    = false

  validation {
    condition     = contains(local.triggers, var.trigger)
    error_message = <<-EOT
      sources.${var.label}.trigger is "${var.trigger}". Write "direct", "queue" or
      "eventbridge".
    EOT
  }
}
