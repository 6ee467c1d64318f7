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
      ${max(length(var.names.bucket) - 63, length(var.names.rule) - 64)} characters:
      it would be part of ${var.names.bucket}, which may have 63, and of
      ${var.names.rule}, which may have 64. Shorten it.
    EOT
  }
}

variable "others" {
  description = "Rules of others in the bucket's notification, by id; null: they are not kept."
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
