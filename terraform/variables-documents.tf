variable "documents" {
  description = <<-EOT
    Rows out of the documents of the ingress bucket: a function checks each document and writes one
    line a row into a lake bucket. Null: none of it.

    tables, by name: columns: Hive's type of each declared column, by its name in lower snake case;
    a row may have others. partition: "day", "hour" or "none", by the time at which a document
    arrived. base64: whether the documents of the table are written in base64. undeclared: "refuse"
    or "accept", what becomes of the documents of other tables.

    max_document_mb: megabytes that a document may have, uncompressed. memory_size, timeout and
    reserved_concurrency are as in function, and its other settings are this function's too.

    row_days: days after which the rows are removed; null means never. In a bucket with versions
    that hides them: noncurrent_days, the days after which what is replaced or deleted is removed,
    takes them away. kms_key_arn, abort_multipart_days and force_destroy are as in ledger_bucket.
  EOT
  type = object({
    abort_multipart_days = optional(number, 7)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    max_document_mb      = optional(number, 1024)
    memory_size          = optional(number, 1024)
    noncurrent_days      = optional(number)
    reserved_concurrency = optional(number)
    row_days             = optional(number)
    tables = map(object({
      base64    = optional(bool, false)
      columns   = map(string)
      partition = optional(string, "day")
    }))
    timeout    = optional(number, 300)
    undeclared = optional(string, "refuse")
  })
  default = null

  validation {
    condition     = var.documents == null || var.ingress != null
    error_message = <<-EOT
      documents needs the bucket of ingress, which is null. Write
      ingress = { authorization = { kind = "iam" } }, or documents = null.
    EOT
  }

  validation {
    condition     = contains(["accept", "refuse"], try(var.documents.undeclared, "refuse"))
    error_message = <<-EOT
      documents.undeclared is ${jsonencode(try(var.documents.undeclared, null))}. Write "refuse", or
      "accept" to store also the documents of tables that documents.tables does not name.
    EOT
  }

  validation {
    condition = var.documents == null || (
      length(try(coalesce(var.documents.tables), {})) > 0
      || try(var.documents.undeclared, "") == "accept"
    )
    error_message = <<-EOT
      documents.tables is empty, so every document would be refused. Write
      tables = { orders = { columns = { order_id = "bigint" } } }, or undeclared = "accept".
    EOT
  }

  validation {
    condition = var.documents == null || alltrue([
      for name in try(keys(var.documents.tables), []) : can(regex(local.table_name, name))
    ])
    error_message = <<-EOT
      documents.tables has a name that no table can have: ${join(", ", [
    for name in try(keys(var.documents.tables), []) : jsonencode(name)
    if !can(regex(local.table_name, name))
])}.
      Write 1 to 63 small letters, digits and underscores, a letter first, as in "web_orders".
    EOT
}

# Also without query, which may be switched on later.
validation {
  condition = var.documents == null || length(setintersection(
    try(keys(var.documents.tables), []), local.taken_tables
  )) == 0
  error_message = <<-EOT
      documents.tables has a name that the ledger's own tables have: ${join(", ", setintersection(
  try(keys(var.documents.tables), []), local.taken_tables
))}.
      Write another, as in "orders"; ${join(", ", local.taken_tables)} are taken.
    EOT
}

validation {
  condition = var.documents == null || alltrue([
    for table in try(values(var.documents.tables), []) : table.columns != null
  ])
  error_message = <<-EOT
      documents.tables has no columns in ${join(", ", [
  for name, table in try(coalesce(var.documents.tables), {}) : name if table.columns == null
])}. Write
      their types, as in columns = { order_id = "bigint" }, or columns = {} for none.
    EOT
}

validation {
  condition = var.documents == null || alltrue([
    for table in try(values(var.documents.tables), []) :
    contains(["day", "hour", "none"], table.partition)
  ])
  error_message = <<-EOT
      documents.tables has an unknown partition: ${join(", ", [
  for name, table in try(coalesce(var.documents.tables), {}) :
  "${name} has ${jsonencode(table.partition)}"
  if !contains(["day", "hour", "none"], table.partition)
])}.
      Write "day", "hour" or "none".
    EOT
}

validation {
  condition = var.documents == null || alltrue(flatten([
    for table in try(values(var.documents.tables), []) : [
      for column in try(keys(table.columns), []) : can(regex("^${local.column_name}$", column))
    ]
  ]))
  error_message = <<-EOT
      documents.tables has a column that no field becomes: ${join(", ", flatten([
  for name, table in try(coalesce(var.documents.tables), {}) : [
    for column in try(keys(table.columns), []) : "${name}.${column}"
    if !can(regex("^${local.column_name}$", column))
  ]
]))}.
      Write its name as the function does, in small letters, digits and underscores and with no
      digit first: order_id for a field orderID.
    EOT
}

validation {
  condition = var.documents == null || alltrue(flatten([
    for table in try(values(var.documents.tables), []) : [
      for column in try(keys(table.columns), []) : !contains(local.reserved_columns, column)
    ]
  ]))
  error_message = <<-EOT
      documents.tables has a column that is not a document's: ${join(", ", flatten([
  for name, table in try(coalesce(var.documents.tables), {}) : [
    for column in try(keys(table.columns), []) : "${name}.${column}"
    if contains(local.reserved_columns, column)
  ]
]))}.
      Leave it out, or give it another name: ${join(", ", local.reserved_columns)} are the
      function's own, and a document with such a field is refused.
    EOT
}

# The rows of a document are one object: S3 takes 10,000 parts of 8 MB.
validation {
  condition = var.documents == null || try(
    var.documents.max_document_mb >= 1 && var.documents.max_document_mb <= 16384
    && floor(var.documents.max_document_mb) == var.documents.max_document_mb, false
  )
  error_message = <<-EOT
      documents.max_document_mb is ${jsonencode(try(var.documents.max_document_mb, null))}. Write
      whole megabytes, 1 to 16384, as in 1024.
    EOT
}

# With less, neither the parts of an upload nor a row have room.
validation {
  condition = var.documents == null || try(
    var.documents.memory_size >= 512 && var.documents.memory_size <= 10240
    && floor(var.documents.memory_size) == var.documents.memory_size, false
  )
  error_message = <<-EOT
      documents.memory_size is ${jsonencode(try(var.documents.memory_size, null))}. Write
      megabytes, 512 to 10240, as in 1024.
    EOT
}

validation {
  condition = var.documents == null || try(
    var.documents.timeout >= 1 && var.documents.timeout <= 900
    && floor(var.documents.timeout) == var.documents.timeout, false
  )
  error_message = <<-EOT
      documents.timeout is ${jsonencode(try(var.documents.timeout, null))}. Write whole seconds, 1
      to 900, as in 300.
    EOT
}

# Zero would stop the function.
validation {
  condition = try(var.documents.reserved_concurrency, null) == null || try(
    var.documents.reserved_concurrency >= 1
    && floor(var.documents.reserved_concurrency) == var.documents.reserved_concurrency, false
  )
  error_message = <<-EOT
      documents.reserved_concurrency is
      ${jsonencode(try(var.documents.reserved_concurrency, null))}. Write a whole number of at
      least 1, as in 50, or null for no limit.
    EOT
}

validation {
  condition = try(var.documents.row_days, null) == null || try(
    var.documents.row_days >= 1 && floor(var.documents.row_days) == var.documents.row_days, false
  )
  error_message = <<-EOT
      documents.row_days is ${jsonencode(try(var.documents.row_days, null))}. Write whole days, at
      least 1, as in 365, or null for never.
    EOT
}

validation {
  condition = (
    var.documents == null || !contains(values(local.names.source_buckets), local.names.lake)
  )
  error_message = <<-EOT
      documents needs the bucket ${local.names.lake} for its rows,
      but a source has that name: the label "lake" is taken with documents. Give that source
      another label, or another bucket.name.
    EOT
}
}
