variable "stream" {
  description = "Stream of the label, as the `changes` of the root have it."
  type = object({
    arn             = string
    format          = string
    kind            = string
    retention_hours = number
    shards          = number
    table = object({
      hash_key      = string
      range_key     = string
      ttl_attribute = string
      types         = map(string)
    })
    table_name = string
  })
  nullable = false

  validation {
    condition     = contains(["dynamodb", "kinesis"], try(coalesce(var.stream.kind), ""))
    error_message = <<-EOT
      changes.${var.label}.stream.kind is ${jsonencode(var.stream.kind)}. Write "dynamodb" for the
      stream of a DynamoDB table, or "kinesis".
    EOT
  }

  validation {
    condition = var.stream.kind != "kinesis" || var.stream.arn == null || can(regex(
      "^arn:[a-z-]+:kinesis:${local.here}:stream/[A-Za-z0-9_.-]{1,128}$", var.stream.arn
    ))
    error_message = <<-EOT
      changes.${var.label}.stream.arn is not the ARN of a Kinesis stream in this account and region:
      ${jsonencode(var.stream.arn)}
      Write it in full, or null for a stream of the stack. To see it: aws kinesis
      describe-stream-summary --query StreamDescriptionSummary.StreamARN --stream-name <stream>
    EOT
  }

  validation {
    condition = (
      var.stream.table_name == null
      || var.stream.table == null && can(regex("^[A-Za-z0-9_.-]{3,255}$", var.stream.table_name))
    )
    error_message = <<-EOT
      changes.${var.label}.stream.table_name is ${jsonencode(var.stream.table_name)}. Write the bare
      name of an existing table, no ARN; or table for a table of the stack. Not both.
    EOT
  }

  validation {
    condition = var.stream.shards == null || try(
      var.stream.arn == null && var.stream.shards >= 1 && var.stream.shards <= 500
      && floor(var.stream.shards) == var.stream.shards, false
    )
    error_message = <<-EOT
      changes.${var.label}.stream.shards is ${jsonencode(var.stream.shards)}. Write 1 to 500 for a
      stream of the stack, or null for as many as it needs. An existing stream has its own: null.
    EOT
  }

  validation {
    condition = try(
      var.stream.retention_hours >= 24 && var.stream.retention_hours <= 8760
      && floor(var.stream.retention_hours) == var.stream.retention_hours, false
    )
    error_message = <<-EOT
      changes.${var.label}.stream.retention_hours is ${jsonencode(var.stream.retention_hours)}.
      Write whole hours, 24 to 8760, as in 168 for a week; of an existing stream what it has.
    EOT
  }

  validation {
    condition = var.stream.table == null || can(regex("^.{1,255}$", var.stream.table.hash_key)) && (
      try(var.stream.table.range_key, null) == null || try(
        can(regex("^.{1,255}$", var.stream.table.range_key))
        && var.stream.table.range_key != var.stream.table.hash_key, false
      )
    )
    error_message = <<-EOT
      changes.${var.label}.stream.table has a key that no table can have:
      ${jsonencode(try([var.stream.table.hash_key, var.stream.table.range_key], null))}. Write names
      of two attributes, of 1 to 255 characters, as in hash_key = "order_id"; range_key may be null.
    EOT
  }
}
