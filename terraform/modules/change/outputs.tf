output "declaration" {
  description = "What the function is told of the label; what is not there is absent."
  value       = { for name, value in local.declared : name => value if value != null }

  # An appended record is known by its shard and its number, any other by its own keys.
  precondition {
    condition     = length(local.keys) > 0 || local.is_appended
    error_message = <<-EOT
      changes.${var.label}.target.keys is empty. Write what an item is known by, as in
      keys = [{ name = "order_id" }].
    EOT
  }

  precondition {
    condition     = length(local.keys) == 0 || !local.is_appended
    error_message = <<-EOT
      changes.${var.label}.target.keys has columns, but without json each record is appended once,
      and its key is its shard and its number. Write keys = [], or say what orders the records of a
      key, as in json = { seq = "$.version" }.
    EOT
  }

  # With fewer, two items would be one row; with others, a deletion would not say which row it is.
  precondition {
    condition = var.stream.table == null || length(local.keys) == 0 || (
      sort(distinct(local.key_attributes)) == sort(local.table_keys)
    )
    error_message = <<-EOT
      changes.${var.label}.target.keys are ${jsonencode(local.key_attributes)} of an item, and the
      table knows its items by ${jsonencode(local.table_keys)}. Write a key column for each of
      those, and for nothing else; another name needs a path, as in
      { name = "line", path = "$.${try(local.table_keys[0], "id")}" }.
    EOT
  }

  precondition {
    condition     = length(local.wrong_key_types) == 0
    error_message = <<-EOT
      changes.${var.label}.target.keys has columns of numbers for keys of the table that are none:
      ${jsonencode(local.wrong_key_types)}. Write type = "text", or in stream.table.types that the
      key is a number, as in types = { order_id = "N" }.
    EOT
  }

  precondition {
    condition     = !contains(local.key_attributes, "$")
    error_message = <<-EOT
      changes.${var.label}.target.keys has the path "$", and a whole record is no key. Write the path
      of a text or number in it, as in "$.id".
    EOT
  }

  precondition {
    condition     = length(local.keys) <= 32
    error_message = <<-EOT
      changes.${var.label}.target.keys has ${length(local.keys)} columns, and an index takes 32.
      Leave some out.
    EOT
  }

  # What equal keys are is decided by their text, which other types have several of.
  precondition {
    condition = alltrue([
      for key in local.keys : contains(local.key_types, try(coalesce(key.type), ""))
    ])
    error_message = <<-EOT
      changes.${var.label}.target.keys has a type that no key can have: ${jsonencode([
    for key in local.keys : try(key.type, null)
    if !contains(local.key_types, try(coalesce(key.type), ""))
])}.
      Write ${join(" or ", [for type in local.key_types : "\"${type}\""])}.
    EOT
}

precondition {
  condition     = length(local.unknown_types) == 0
  error_message = <<-EOT
      changes.${var.label}.target.columns has unknown types: ${join(", ", local.unknown_types)}.
      Write ${join(", ", local.simple_types)} or numeric(10,2), in small letters and without
      spaces. numeric(10,2) has at most ${local.most_digits} digits, and no more behind the point
      than in all.
    EOT
}

precondition {
  condition = alltrue([
    for name in local.column_names : can(regex(local.name_pattern, name))
  ])
  error_message = <<-EOT
      changes.${var.label}.target has what is no name of a column: ${jsonencode([
  for name in local.column_names : name if !can(regex(local.name_pattern, name))
])}.
      Write 1 to 63 small letters, digits and underscores, a letter first, as in "order_id".
    EOT
}

precondition {
  condition     = length(setintersection(local.column_names, local.reserved)) == 0
  error_message = <<-EOT
      changes.${var.label}.target has a column that the function itself writes:
      ${join(", ", setintersection(local.column_names, local.reserved))}. Give it another name and
      its path, as in order_seq = { path = "$.seq", type = "bigint" }.
    EOT
}

precondition {
  condition = length(local.column_names) == length(distinct(local.column_names))
  error_message = <<-EOT
      changes.${var.label}.target has a column twice: ${join(", ", distinct([
  for name in local.column_names : jsonencode(name)
  if length([for other in local.column_names : other if other == name]) > 1
]))}.
      Give each of keys, columns, json_column and types_column a name of its own.
    EOT
}

precondition {
  condition = alltrue([
    for path in local.column_paths : path == null || can(regex(local.path_pattern, path))
  ])
  error_message = <<-EOT
      changes.${var.label}.target has what is no path: ${jsonencode([
  for path in local.column_paths : path
  if path != null && !can(regex(local.path_pattern, path))
])}.
      Write $, and for each step .name, ["any text"] or [0], as in $.lines[0]["unit price"].
    EOT
}

precondition {
  condition     = var.target.types_column == null || local.format == "dynamodb"
  error_message = <<-EOT
      changes.${var.label}.target.types_column is ${jsonencode(var.target.types_column)}, but records
      of the format "json" have no types of DynamoDB. Leave it out.
    EOT
}
}

output "format" {
  description = "Format of the records, dynamodb or json."
  value       = local.format
}

output "key_attributes" {
  description = "Attributes of an item that its row is known by."
  value       = local.key_attributes
}

output "source" {
  description = "ARN that is known at plan: of the table of a DynamoDB stream, or of a Kinesis stream."
  value       = local.declared.source

  precondition {
    condition     = !local.is_dynamodb || (var.stream.arn == null) != (var.stream.table == null)
    error_message = <<-EOT
      changes.${var.label}.stream has ${var.stream.arn == null ? "neither" : "both"} arn and table.
      Write arn, the ARN of the stream of an existing table, or
      table = { hash_key = "order_id" } for a table of the stack.
    EOT
  }

  # DynamoDB's streams have as many shards as they need, and keep their records for a day.
  precondition {
    condition = !local.is_dynamodb || try(
      var.stream.format == null && var.stream.retention_hours == 24 && var.stream.shards == null
      && var.stream.table_name == null, false
    )
    error_message = <<-EOT
      changes.${var.label}.stream has values of a Kinesis stream: leave out format, retention_hours,
      shards and table_name, or write kind = "kinesis".
    EOT
  }

  precondition {
    condition = !local.is_dynamodb || var.stream.arn == null || can(regex(
      "^arn:[a-z-]+:dynamodb:${local.here}:table/[A-Za-z0-9_.-]{3,255}/stream/[0-9T:.-]+$",
      var.stream.arn
    ))
    error_message = <<-EOT
      changes.${var.label}.stream.arn is not the ARN of a table's stream in this account and region:
      ${jsonencode(var.stream.arn)}
      Write it in full. To see it:
      aws dynamodb describe-table --query Table.LatestStreamArn --table-name <table>
    EOT
  }

  precondition {
    condition = local.is_dynamodb || contains(
      ["dynamodb", "json"], coalesce(var.stream.format, local.has_table ? "dynamodb" : "unknown")
    )
    error_message = <<-EOT
      changes.${var.label}.stream.format is ${jsonencode(var.stream.format)}, which does not say
      what the records are. Write "json"; or "dynamodb" where somebody else sends the changes of one
      table there; or table_name = "orders" where the stack is to send them.
    EOT
  }

  precondition {
    condition     = var.stream.format != "json" || !local.has_table
    error_message = <<-EOT
      changes.${var.label}.stream.format is "json", but the changes of a table are DynamoDB's. Leave
      out format, or table and table_name.
    EOT
  }

  precondition {
    condition = var.stream.table == null || try(alltrue([
      for name, type in var.stream.table.types :
      contains(["B", "N", "S"], type) && contains(local.table_keys, name)
    ]), false)
    error_message = <<-EOT
      changes.${var.label}.stream.table.types is ${jsonencode(try(var.stream.table.types, null))}.
      Write "S", "N" or "B" for hash_key or range_key, and for nothing else, as in
      { order_id = "N" }.
    EOT
  }

  precondition {
    condition = try(var.stream.table.ttl_attribute, null) == null || try(
      can(regex("^.{1,255}$", var.stream.table.ttl_attribute))
      && !contains(local.table_keys, var.stream.table.ttl_attribute), false
    )
    error_message = <<-EOT
      changes.${var.label}.stream.table.ttl_attribute is
      ${jsonencode(try(var.stream.table.ttl_attribute, null))}. Write the name of an attribute that
      is no key, as in "expires_at", or null for none.
    EOT
  }
}
