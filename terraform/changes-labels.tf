# The labels of changes, made of variables alone: see source-settings.tf.
locals {
  changes = try(coalesce(var.changes), {})

  # Names of the tables that the stack does not name, by label.
  change_tables = {
    for label, change in local.changes : label => try(
      regex(":table/([^/]+)/stream/", change.stream.arn)[0], change.stream.table_name, null
    )
  }
}
