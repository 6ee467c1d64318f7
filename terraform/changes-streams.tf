# The streams whose changes are written: those of the stack, and what is asked of existing ones.
resource "aws_dynamodb_table" "changes" {
  for_each = {
    for label, change in local.changes : label => change.stream if change.stream.table != null
  }

  name                        = local.names.changes_tables[each.key]
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = each.value.table.deletion_protection
  hash_key                    = each.value.table.hash_key
  range_key                   = each.value.table.range_key

  # A table that feeds a Kinesis stream needs none of its own.
  stream_enabled   = each.value.kind == "dynamodb"
  stream_view_type = each.value.kind == "dynamodb" ? "NEW_AND_OLD_IMAGES" : null

  dynamic "attribute" {
    for_each = compact([each.value.table.hash_key, each.value.table.range_key])

    content {
      name = attribute.value
      type = lookup(each.value.table.types, attribute.value, "S")
    }
  }

  point_in_time_recovery {
    enabled = each.value.table.point_in_time_recovery
  }

  # Without a key of its own DynamoDB encrypts with one that costs nothing.
  dynamic "server_side_encryption" {
    for_each = compact([module.kms_key_changes[each.key].arn])

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  dynamic "ttl" {
    for_each = each.value.table.ttl_attribute[*]

    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }
}

resource "aws_kinesis_stream" "changes" {
  for_each = {
    for label, change in local.changes : label => change.stream
    if change.stream.kind == "kinesis" && change.stream.arn == null
  }

  name             = local.names.changes_streams[each.key]
  encryption_type  = "KMS"
  kms_key_id       = coalesce(module.kms_key_changes[each.key].arn, "alias/aws/kinesis")
  retention_period = each.value.retention_hours
  shard_count      = each.value.shards

  stream_mode_details {
    stream_mode = each.value.shards == null ? "ON_DEMAND" : "PROVISIONED"
  }
}

# What sends the changes of a table to a Kinesis stream. Their time is all that orders them there.
resource "aws_dynamodb_kinesis_streaming_destination" "changes" {
  for_each = local.change_destinations

  approximate_creation_date_time_precision = "MICROSECOND"
  stream_arn                               = local.change_stream_arns[each.key]
  table_name                               = local.change_destination_tables[each.key]
}

# Reading it stops the plan where there is no such table, or where its stream lacks what is needed.
data "aws_dynamodb_table" "existing" {
  for_each = local.existing_change_tables

  name = local.names.changes_tables[each.key]

  lifecycle {
    # Of a stream without the new image nothing but deletions could be written.
    postcondition {
      condition = each.value == null || contains(
        ["NEW_AND_OLD_IMAGES", "NEW_IMAGE"], try(coalesce(self.stream_view_type), "")
      )
      error_message = <<-EOT
        The stream of ${self.name} (changes.${each.key}) has the view
        ${jsonencode(self.stream_view_type)}, which lacks the new image of an item. Give the table a
        stream that has it, and write its ARN and a greater epoch:
        aws dynamodb update-table --table-name ${self.name}
        --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES
        A stream that is there has to be switched off before.
      EOT
    }

    # With fewer, two items would be one row; with others, a deletion would not say which row it is.
    postcondition {
      condition = (
        sort(distinct(module.change[each.key].key_attributes))
        == sort(compact([self.hash_key, self.range_key]))
      )
      error_message = <<-EOT
        changes.${each.key}.target.keys are
        ${jsonencode(module.change[each.key].key_attributes)} of an item, and ${self.name} knows its
        items by ${jsonencode(compact([self.hash_key, self.range_key]))}. Write a key column for each
        of those, and for nothing else; another name needs a path, as in
        { name = "line", path = "$.${self.hash_key}" }.
      EOT
    }

    # The former stream of a table can be read for a day, and gets nothing any more.
    postcondition {
      condition     = each.value == null || self.stream_arn == each.value
      error_message = <<-EOT
        changes.${each.key}.stream.arn is not the present stream of ${self.name}. Write
        arn = ${jsonencode(self.stream_arn)}, and a greater epoch.
      EOT
    }
  }
}

locals {
  # Existing tables, and the stream that each has to have; null where its own is not read.
  existing_change_tables = {
    for label, table in local.change_tables :
    label => local.changes[label].stream.kind == "dynamodb" ? local.changes[label].stream.arn : null
    if table != null
  }

  # Labels of which the stack makes the table or the stream.
  own_change_streams = [
    for label, change in local.changes : label
    if change.stream.table != null || (
      change.stream.kind == "kinesis" && change.stream.arn == null
    )
  ]

  change_destinations = {
    for label, change in local.changes : label => change.stream
    if change.stream.kind == "kinesis" && (
      change.stream.table != null || change.stream.table_name != null
    )
  }
  change_destination_tables = {
    for label, stream in local.change_destinations :
    label => (
      stream.table == null
      ? data.aws_dynamodb_table.existing[label].name : aws_dynamodb_table.changes[label].name
    )
  }

  # Read from the resources and not built of names: another stream has another ARN in the plan, and
  # needs a greater epoch. Where values name no stream, modules/change says what to write: a missing
  # resource here would hide that.
  change_stream_arns = {
    for label, change in local.changes : label => (
      change.stream.arn != null ? change.stream.arn
      : change.stream.kind == "dynamodb" ? try(aws_dynamodb_table.changes[label].stream_arn, "")
      : try(aws_kinesis_stream.changes[label].arn, "")
    )
  }
}
