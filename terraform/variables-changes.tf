variable "changes" {
  description = <<-EOT
    Changes of items into tables of SQL databases, by a label of your own: a function reads DynamoDB
    and Kinesis streams, and writes the newest state of each item. What concerns one label is
    checked in modules/change. Null: none of it.

    stream: kind "dynamodb" is the stream of an existing table, arn, or of a table of the stack,
    table. kind "kinesis" is the existing stream arn, or one of the stack with shards, or with as
    many as it needs where that is null; retention_hours: hours for which it keeps records. table
    makes a table whose changes are sent there; table_name sends those of an existing table.
    kms_key_arn: customer key of the stack's table or stream, or of the existing one; null:
    that of encryption for what the stack makes, or AWS's own. format: "dynamodb", the changes of a
    table, or "json", other records.

    json, of the format "json": paths of the number that orders the records of a key, and of what is
    true for a deletion. Null: each record is appended once, by its shard and its number.

    target: dialect "postgresql" or "cratedb"; host, port, database, schema, table; ca: certificates
    in PEM that sign the server's, null for the authorities that Java trusts; user and password:
    names of parameters of parameter_context, never values; pooler: whether a pooler is between that
    takes no startup options; connect_seconds and statement_seconds: time-outs. keys: columns that
    an item is known by, with the path and type of each. columns: further ones; null: one,
    json_column, with the whole item. types_column: one with the item in DynamoDB's types; null:
    none.

    epoch: number that goes before every order: a new stream, or a restored table, needs a greater
    one. batch_size, window_seconds, parallelization, starting_position and filter: how Lambda reads
    the stream. retries and max_age_hours: when it gives a batch up, which is then kept in the
    bucket of changes_bucket.
  EOT
  type = map(object({
    batch_size = optional(number, 1000)
    epoch      = optional(number, 0)
    filter     = optional(string)
    json = optional(object({
      deleted = optional(string)
      seq     = string
    }))
    max_age_hours     = optional(number, 20)
    parallelization   = optional(number, 1)
    retries           = optional(number, 100)
    starting_position = optional(string, "TRIM_HORIZON")
    stream = object({
      arn             = optional(string)
      format          = optional(string)
      kind            = string
      kms_key_arn     = optional(string)
      retention_hours = optional(number, 24)
      shards          = optional(number)
      table = optional(object({
        deletion_protection    = optional(bool, true)
        hash_key               = string
        point_in_time_recovery = optional(bool, true)
        range_key              = optional(string)
        ttl_attribute          = optional(string)
        types                  = optional(map(string), {})
      }))
      table_name = optional(string)
    })
    target = object({
      ca = optional(string)
      columns = optional(map(object({
        path = optional(string)
        type = string
      })))
      connect_seconds = optional(number, 5)
      database        = string
      dialect         = string
      host            = string
      json_column     = optional(string, "data")
      keys = list(object({
        name = string
        path = optional(string)
        type = optional(string, "text")
      }))
      password          = optional(string, "DATABASE_PASSWORD")
      pooler            = optional(bool, false)
      port              = optional(number, 5432)
      schema            = optional(string)
      statement_seconds = optional(number, 20)
      table             = string
      types_column      = optional(string)
      user              = optional(string, "DATABASE_USER")
    })
    window_seconds = optional(number, 1)
  }))
  default = null

  validation {
    condition     = var.changes == null || try(length(var.changes) > 0, false)
    error_message = <<-EOT
      changes is empty, so nothing would be read. Write changes = null, or a label with its stream
      and its target: docs/changes.md has an example.
    EOT
  }

  validation {
    condition = var.changes == null || alltrue([
      for label in try(keys(var.changes), []) :
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label)) && length(label) <= 31
    ])
    error_message = <<-EOT
      changes has a label that cannot be part of a name: ${join(", ", [
    for label in try(keys(var.changes), []) : jsonencode(label)
    if !can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label)) || length(label) > 31
])}.
      Write at most 31 small letters, digits and single hyphens, a letter first and no hyphen last,
      as in "orders".
    EOT
}

validation {
  condition = var.changes == null || alltrue([
    for change in try(values(var.changes), []) :
    try(change.stream, null) != null && try(change.target, null) != null
  ])
  error_message = <<-EOT
      changes has a label without stream or target: ${join(", ", [
  for label, change in try(coalesce(var.changes), {}) : label
  if try(change.stream, null) == null || try(change.target, null) == null
])}.
      Write both: docs/changes.md has an example.
    EOT
}

validation {
  condition     = var.changes == null || var.parameter_context != null
  error_message = <<-EOT
      changes needs a secret that has the users and passwords of the databases. Write
      parameter_context = { name = "${var.name}/${var.environment}" }, or changes = null.
    EOT
}

# With 22 characters for the rest, a bucket's name has 63.
validation {
  condition     = var.changes == null || length(var.name) + length(var.environment) <= 41
  error_message = <<-EOT
      changes needs a bucket that has name and environment in its name, which would be too long by
      ${length(var.name) + length(var.environment) - 41} characters. Shorten name or environment,
      or write changes = null.
    EOT
}
}

variable "changes_bucket" {
  description = <<-EOT
    Bucket of the changes that could not be written, and of what the function is told of the labels.
    failure_days: days after which failures are removed; null means never. The others are as in
    ledger_bucket.
  EOT
  type = object({
    abort_multipart_days = optional(number, 7)
    failure_days         = optional(number)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    noncurrent_days      = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.changes_bucket.failure_days == null || try(
      var.changes_bucket.failure_days >= 1
      && floor(var.changes_bucket.failure_days) == var.changes_bucket.failure_days, false
    )
    error_message = <<-EOT
      changes_bucket.failure_days is ${jsonencode(var.changes_bucket.failure_days)}. Write whole
      days, at least 1, as in 90, or null for never.
    EOT
  }
}

variable "changes_function" {
  description = <<-EOT
    Settings of the function of changes: memory_size, timeout and reserved_concurrency are as in
    function, and its other settings are this function's too. subnets and security_groups: ids of
    those that it is put into, to reach a database in a VPC; none: it is in no VPC.
  EOT
  type = object({
    memory_size          = optional(number, 1024)
    reserved_concurrency = optional(number)
    security_groups      = optional(list(string), [])
    subnets              = optional(list(string), [])
    timeout              = optional(number, 60)
  })
  default  = {}
  nullable = false

  # With less, neither the driver nor a batch has room.
  validation {
    condition = try(
      var.changes_function.memory_size >= 512 && var.changes_function.memory_size <= 10240
      && floor(var.changes_function.memory_size) == var.changes_function.memory_size, false
    )
    error_message = <<-EOT
      changes_function.memory_size is ${jsonencode(var.changes_function.memory_size)}. Write
      megabytes, 512 to 10240, as in 1024.
    EOT
  }

  # Zero would stop the function.
  validation {
    condition = var.changes_function.reserved_concurrency == null || try(
      var.changes_function.reserved_concurrency >= 1
      && floor(var.changes_function.reserved_concurrency)
      == var.changes_function.reserved_concurrency, false
    )
    error_message = <<-EOT
      changes_function.reserved_concurrency is
      ${jsonencode(var.changes_function.reserved_concurrency)}. Write a whole number of at least 1,
      as in 10, or null for no limit.
    EOT
  }

  validation {
    condition = alltrue([
      for id in try(coalescelist(var.changes_function.security_groups), []) :
      can(regex("^sg-[0-9a-f]{8,17}$", id))
    ])
    error_message = <<-EOT
      changes_function.security_groups is
      ${jsonencode(var.changes_function.security_groups)}. Write ids, as in
      ["sg-0123456789abcdef0"].
    EOT
  }

  validation {
    condition = alltrue([
      for id in try(coalescelist(var.changes_function.subnets), []) :
      can(regex("^subnet-[0-9a-f]{8,17}$", id))
    ])
    error_message = <<-EOT
      changes_function.subnets is ${jsonencode(var.changes_function.subnets)}. Write ids, as in
      ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"].
    EOT
  }

  validation {
    condition = (
      try(length(var.changes_function.security_groups), 0) > 0
    ) == (try(length(var.changes_function.subnets), 0) > 0)
    error_message = <<-EOT
      changes_function has only one of subnets and security_groups, and Lambda needs both, or
      neither. Write the other, as in security_groups = ["sg-0123456789abcdef0"] and
      subnets = ["subnet-0123456789abcdef0"].
    EOT
  }

  validation {
    condition = try(
      var.changes_function.timeout >= 1 && var.changes_function.timeout <= 900
      && floor(var.changes_function.timeout) == var.changes_function.timeout, false
    )
    error_message = <<-EOT
      changes_function.timeout is ${jsonencode(var.changes_function.timeout)}. Write whole seconds,
      1 to 900, as in 60.
    EOT
  }
}

variable "changes_package" {
  description = "Path of the zip of the function of changes, as package is that of the others."
  type        = string
  default     = "../handler/target/object-ledger-changes.zip"
  nullable    = false
}
