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
  levels_less_0 = {
    for type in distinct(values(local.declared_columns)[*].type) :
    type => strcontains(type, "#") ? "" : type
  }
  levels_less_1 = {
    for type, less in local.levels_less_0 : type => replace(less, local.nested_types, "#")
  }
  levels_less_2 = {
    for type, less in local.levels_less_1 : type => replace(less, local.nested_types, "#")
  }
  levels_less_3 = {
    for type, less in local.levels_less_2 : type => replace(less, local.nested_types, "#")
  }
  levels_less_4 = {
    for type, less in local.levels_less_3 : type => replace(less, local.nested_types, "#")
  }
  levels_less_5 = {
    for type, less in local.levels_less_4 : type => replace(less, local.nested_types, "#")
  }
  levels_less_6 = {
    for type, less in local.levels_less_5 : type => replace(less, local.nested_types, "#")
  }
  levels_less_7 = {
    for type, less in local.levels_less_6 : type => replace(less, local.nested_types, "#")
  }
  levels_less_8 = {
    for type, less in local.levels_less_7 : type => replace(less, local.nested_types, "#")
  }

  # With a field twice. At some step each struct is one of the innermost.
  twofold_structs = flatten([
    for step in [
      local.levels_less_0, local.levels_less_1, local.levels_less_2, local.levels_less_3,
      local.levels_less_4, local.levels_less_5, local.levels_less_6, local.levels_less_7,
      ] : [
      for type, less in step : type if anytrue([
        for fields in regexall("struct<([^<>]*)>", replace(less, "/\\([^)]*\\)/", "")) :
        length(split(",", fields[0])) != length(distinct([
          for field in split(",", fields[0]) : split(":", field)[0]
        ]))
      ])
    ]
  ])

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
    if !can(regex("^(?:${local.simple_type})$", local.levels_less_8[declared.type]))
    || contains(local.impossible_decimals, column)
    || contains(local.twofold_structs, declared.type)
  ]
}
