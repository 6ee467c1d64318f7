# What the tables may declare. The types are Hive's, as the function and the tables' SerDe read
# them. They are checked where the declarations are written, in documents.tf: a validation of the
# variable cannot read values that are made of it.
locals {
  declared_tables = try(coalesce(var.documents.tables), {})

  # By "<table>.<column>".
  declared_columns = merge([
    for name, table in local.declared_tables : {
      for column, type in try(coalesce(table.columns), {}) :
      "${name}.${column}" => { name = column, type = try(coalesce(type), "") }
    }
  ]...)

  table_name = "^[a-z][a-z0-9_]{0,62}$"

  # Tables and views of query-tables.tf.
  taken_tables = sort(concat(keys(local.all_tables), keys(local.view_columns)))

  column_name = "[a-z_][a-z0-9_]{0,126}"

  # What the function adds to each row, and the partitions.
  reserved_columns = ["date", "hour", "ingest_id", "ingest_time"]

  # A type that has no other inside. A # stands for one that was found to be right.
  simple_type = join("|", [
    "#", "bigint", "boolean", "date",
    "decimal\\((?:[1-9]|[12]\\d|3[0-8]),(?:\\d|[12]\\d|3[0-8])\\)",
    "double", "int", "smallint", "string", "timestamp", "tinyint",
  ])

  # One whose elements are simple.
  nested_type = join("|", [
    "array<(?:${local.simple_type})>",
    "map<string,(?:${local.simple_type})>",
    join("", [
      "struct<${local.column_name}:(?:${local.simple_type})",
      "(?:,${local.column_name}:(?:${local.simple_type}))*>",
    ]),
  ])

  # A regular expression does not count brackets: each step puts a # for the innermost types. After
  # eight of them a right type is a simple one.
  nested_types = "/${local.nested_type}/"
  four_levels_less = {
    for column in local.declared_columns : column.type => replace(replace(replace(replace(
      strcontains(column.type, "#") ? "" : column.type,
      local.nested_types, "#"), local.nested_types, "#"), local.nested_types, "#"),
      local.nested_types, "#"
    )...
  }
  eight_levels_less = {
    for type, less in local.four_levels_less : type => replace(replace(replace(replace(
      less[0], local.nested_types, "#"), local.nested_types, "#"), local.nested_types, "#"),
      local.nested_types, "#"
    )
  }

  # More digits behind the point than there are digits.
  impossible_decimals = [
    for column, declared in local.declared_columns : column
    if anytrue([
      for digits in regexall("decimal\\((\\d+),(\\d+)\\)", declared.type) :
      tonumber(digits[1]) > tonumber(digits[0])
    ])
  ]

  unknown_types = [
    for column, declared in local.declared_columns : "${column} = ${jsonencode(declared.type)}"
    if !can(regex("^(?:${local.simple_type})$", local.eight_levels_less[declared.type]))
    || contains(local.impossible_decimals, column)
  ]
}
