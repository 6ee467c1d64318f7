# What the environment's values say of changes, where they have any.
locals {
  # Of each label that the stack makes one for, or has to ask for it.
  own_tables = [
    for label, stream in local.change_streams : local.arns.changes_tables[label]
    if stream.makes_table
  ]
  other_tables = [
    for label, stream in local.change_streams : local.arns.changes_tables[label]
    if stream.table_name != null
  ]
  own_streams = [
    for label, stream in local.change_streams : local.arns.changes_streams[label]
    if stream.kind == "kinesis" && stream.arn == null
  ]

  # Tables that send their changes to a Kinesis stream, and those streams.
  sending_tables = [
    for label, stream in local.change_streams : local.arns.changes_tables[label]
    if stream.kind == "kinesis" && (stream.makes_table || stream.table_name != null)
  ]
  sent_streams = [
    for label, stream in local.change_streams :
    coalesce(stream.arn, local.arns.changes_streams[label])
    if stream.kind == "kinesis" && (stream.makes_table || stream.table_name != null)
  ]

  # What the function reads. The end of a DynamoDB stream's ARN is known only when it is there.
  table_streams = [
    for label, stream in local.change_streams :
    coalesce(stream.arn, "${local.arns.changes_tables[label]}/stream/*")
    if stream.kind == "dynamodb"
  ]
  kinesis_streams = [
    for label, stream in local.change_streams :
    coalesce(stream.arn, local.arns.changes_streams[label])
    if stream.kind == "kinesis"
  ]

  stream_keys = distinct(compact(values(module.kms_key_changes)[*].arn))
  table_keys = distinct(compact([
    for label, stream in local.change_streams : module.kms_key_changes[label].arn
    if stream.makes_table
  ]))
  own_stream_keys = distinct(compact([
    for label, stream in local.change_streams : module.kms_key_changes[label].arn
    if stream.kind == "kinesis" && stream.arn == null
  ]))
  changes_keys = compact([module.kms_key["changes_bucket"].arn])

  # A VPC, where the function is in one.
  changes_networks = [
    for changes in local.changes : local.arns.network
    if try(length(local.values.changes_function.subnets), 0) > 0
  ]
}
