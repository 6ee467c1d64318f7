# What the function is told of one label. It makes no resource: it checks what concerns one label
# alone, as modules/source does of one source.
locals {
  here = "${var.account.region}:${var.account.id}"

  is_dynamodb = var.stream.kind == "dynamodb"
  has_table   = var.stream.table != null || var.stream.table_name != null
  format      = local.is_dynamodb ? "dynamodb" : coalesce(var.stream.format, "dynamodb")
  is_appended = local.format == "json" && var.json == null

  table_keys = compact(try([var.stream.table.hash_key, var.stream.table.range_key], []))

  # The name of a table or a column, and where in an item a value is.
  name_pattern = "^[a-z][a-z0-9_]{0,62}$"
  path_pattern = join("|", [
    "^[$](?:[.][A-Za-z0-9_-]+",
    "\\[(?:0|[1-9][0-9]{0,8})\\]",
    "\\[\"(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9A-Fa-f]{4})*\"\\])*$",
  ])

  keys      = coalesce(var.target.keys, [])
  key_types = var.target.dialect == "cratedb" ? ["text", "bigint"] : ["text", "bigint", "numeric"]
  mapped    = try(coalesce(var.target.columns), {})

  # The attribute that each key column is, where its path names one of the item's own.
  key_attributes = [
    for path in [
      for key in local.keys : try(coalesce(key.path), "$.${key.name}", "")
    ] :
    try(
      regex("^[$][.]([A-Za-z0-9_-]+)$", path)[0],
      jsondecode(regex("^[$]\\[(\".*\")\\]$", path)[0]), path
    )
  ]
  wrong_key_types = [
    for i, key in local.keys : key.name
    if try(lookup(var.stream.table.types, local.key_attributes[i], "S") != "N", false)
    && try(key.type, null) != "text"
  ]

  # Of every column that a value names.
  column_names = concat(
    [for key in local.keys : try(coalesce(key.name), "")],
    keys(local.mapped),
    [for name in [var.target.json_column] : try(coalesce(name), "") if var.target.columns == null],
    var.target.types_column[*],
  )
  column_paths = concat(
    [for key in local.keys : try(key.path, null)],
    [for column in values(local.mapped) : try(column.path, null)],
  )
  reserved = concat(["deleted", "seq"], local.is_appended ? ["number", "shard"] : [])

  most_digits = var.target.dialect == "cratedb" ? 38 : 1000
  # CrateDB cannot store a numeric without digits.
  simple_types = concat(
    ["bigint", "boolean", "date", "double", "integer", "json", "text", "timestamp"],
    var.target.dialect == "cratedb" ? [] : ["numeric"],
  )
  unknown_types = [
    for name, column in local.mapped : "${name} = ${jsonencode(try(column.type, null))}"
    if !contains(local.simple_types, try(coalesce(column.type), "")) && !try(alltrue([
      for digits in [regex("^numeric\\(([1-9]\\d{0,3}),(0|[1-9]\\d{0,3})\\)$", column.type)] :
      tonumber(digits[1]) <= tonumber(digits[0]) && tonumber(digits[0]) <= local.most_digits
    ]), false)
  ]

  columns = concat(
    [
      for name, column in local.mapped : {
        name = name
        path = try(coalesce(column.path), "$.${name}")
        type = try(column.type, null)
      }
    ],
    [
      for name in [var.target.json_column] : { name = name, path = "$", type = "json" }
      if var.target.columns == null
    ],
    # The image with DynamoDB's own types.
    [for name in var.target.types_column[*] : { name = name, path = "$types", type = "json" }],
  )

  # Which of the stack's two it is, where the values name neither.
  stream_arn = coalesce(var.stream.arn, local.is_dynamodb ? var.arns.table : var.arns.stream)

  declared = {
    # Known at plan: the end of the ARN of a DynamoDB stream is the time at which it was made.
    source  = split("/stream/", local.stream_arn)[0]
    format  = local.format
    table   = local.has_table && !local.is_dynamodb ? split("/", var.arns.table)[1] : null
    epoch   = var.epoch
    seq     = one(var.json[*].seq)
    deleted = one(var.json[*].deleted)

    target = {
      for name, value in {
        ca              = var.target.ca
        columns         = local.columns
        connect_seconds = var.target.connect_seconds
        database        = var.target.database
        dialect         = var.target.dialect
        host            = var.target.host
        keys = [
          for key in local.keys :
          { name = key.name, path = try(coalesce(key.path), "$.${key.name}", null), type = key.type }
        ]
        password = var.target.password
        pooler   = var.target.pooler
        port     = var.target.port
        schema = coalesce(
          var.target.schema, var.target.dialect == "cratedb" ? "doc" : "public"
        )
        statement_seconds = var.target.statement_seconds
        table             = var.target.table
        user              = var.target.user
      } : name => value if value != null
    }
  }
}
