variable "account" {
  description = "Account and region that an existing stream has to be in."
  type = object({
    id     = string
    region = string
  })
  nullable = false
}

variable "arns" {
  description = "ARNs of the label's table and stream, if the stack makes them."
  type = object({
    stream = string
    table  = string
  })
  nullable = false
}

variable "delivery" {
  description = "How Lambda reads the stream, and when it gives a batch up."
  type = object({
    batch_size        = number
    filter            = string
    max_age_hours     = number
    parallelization   = number
    retries           = number
    starting_position = string
    window_seconds    = number
  })
  nullable = false

  validation {
    condition = try(
      var.delivery.batch_size >= 1 && var.delivery.batch_size <= 10000
      && floor(var.delivery.batch_size) == var.delivery.batch_size, false
    )
    error_message = <<-EOT
      changes.${var.label}.batch_size is ${jsonencode(var.delivery.batch_size)}. Write a whole
      number of records, 1 to 10000, as in 1000.
    EOT
  }

  validation {
    condition = var.delivery.filter == null || (
      try(length(keys(jsondecode(var.delivery.filter))), 0) > 0
      && try(alltrue([
        for rule in values(jsondecode(var.delivery.filter)) : can(keys(rule)) || can(rule[0])
      ]), false)
      && try(length(var.delivery.filter), 0) <= 4096
    )
    error_message = <<-EOT
      changes.${var.label}.filter is ${jsonencode(var.delivery.filter)}.
      Write a pattern of Lambda as JSON, of at most 4096 characters, with a list of what each member
      may be, as in
      "{\"eventName\": [\"INSERT\", \"MODIFY\", \"REMOVE\"]}", or null for all records.
    EOT
  }

  # A batch that is given up later than that is gone from the stream, and from the failures.
  validation {
    condition = try(
      var.delivery.max_age_hours >= 1 && var.delivery.max_age_hours <= 168
      && floor(var.delivery.max_age_hours) == var.delivery.max_age_hours
      && var.delivery.max_age_hours < var.stream.retention_hours, false
    )
    error_message = <<-EOT
      changes.${var.label}.max_age_hours is ${jsonencode(var.delivery.max_age_hours)}. Write whole
      hours, 1 to 168, and fewer than the ${jsonencode(var.stream.retention_hours)} hours for which
      the stream keeps its records: what is gone from there cannot be kept as a failure.
    EOT
  }

  validation {
    condition     = contains(range(1, 11), coalesce(var.delivery.parallelization, 0))
    error_message = <<-EOT
      changes.${var.label}.parallelization is ${jsonencode(var.delivery.parallelization)}. Write 1
      to 10 batches of a shard at once.
    EOT
  }

  # Not -1: a record that never succeeds would hold its shard up for as long as it is kept.
  validation {
    condition = try(
      var.delivery.retries >= 0 && var.delivery.retries <= 10000
      && floor(var.delivery.retries) == var.delivery.retries, false
    )
    error_message = <<-EOT
      changes.${var.label}.retries is ${jsonencode(var.delivery.retries)}. Write a whole number, 0
      to 10000, as in 100.
    EOT
  }

  validation {
    condition = contains(
      ["LATEST", "TRIM_HORIZON"], try(coalesce(var.delivery.starting_position), "")
    )
    error_message = <<-EOT
      changes.${var.label}.starting_position is ${jsonencode(var.delivery.starting_position)}. Write
      "TRIM_HORIZON" for all that the stream still has, or "LATEST".
    EOT
  }

  validation {
    condition     = contains(range(301), coalesce(var.delivery.window_seconds, -1))
    error_message = <<-EOT
      changes.${var.label}.window_seconds is ${jsonencode(var.delivery.window_seconds)}. Write whole
      seconds, 0 to 300, as in 1.
    EOT
  }
}

variable "epoch" {
  description = "Number that goes before every order: a greater one for a new stream."
  type        = number

  validation {
    condition     = try(var.epoch >= 0 && var.epoch <= 9999 && floor(var.epoch) == var.epoch, false)
    error_message = <<-EOT
      changes.${var.label}.epoch is ${jsonencode(var.epoch)}. Write 0 to 9999, and one more than
      before for a new stream or a restored table.
    EOT
  }
}

variable "json" {
  description = "Paths of order and deletion in records that are not DynamoDB's; null: none."
  type = object({
    deleted = string
    seq     = string
  })
  default = null

  validation {
    condition     = var.json == null || local.format == "json"
    error_message = <<-EOT
      changes.${var.label}.json says where the order is in records of the format "json", and these
      are DynamoDB's. Leave it out.
    EOT
  }

  validation {
    condition = var.json == null || alltrue([
      can(regex(local.path_pattern, var.json.seq)), try(var.json.seq, "$") != "$",
      try(var.json.deleted, null) == null || can(regex(local.path_pattern, var.json.deleted)),
    ])
    error_message = <<-EOT
      changes.${var.label}.json is ${jsonencode(var.json)}. Write the path of the number that orders
      the records of a key, as in seq = "$.version", and in deleted that of what is true for a
      deletion, as in "$.meta.gone", or null for none.
    EOT
  }
}

variable "label" {
  description = "Label of the stream, for the messages that refuse a value."
  type        = string
  nullable    = false
}

variable "timeout" {
  description = "Seconds that the function may work on a batch."
  type        = number
  nullable    = false
}
