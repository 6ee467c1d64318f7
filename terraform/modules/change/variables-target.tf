variable "target" {
  description = "Table that the changes are written into, as the `changes` of the root have it."
  type = object({
    ca = string
    columns = map(object({
      path = string
      type = string
    }))
    connect_seconds = number
    database        = string
    dialect         = string
    host            = string
    json_column     = string
    keys = list(object({
      name = string
      path = string
      type = string
    }))
    password          = string
    pooler            = bool
    port              = number
    schema            = string
    statement_seconds = number
    table             = string
    types_column      = string
    user              = string
  })
  nullable = false

  # What the driver does not know as one of these it would take for a parameter of its URL.
  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$", var.target.host))
    error_message = <<-EOT
      changes.${var.label}.target.host is ${jsonencode(var.target.host)}. Write the bare name of the
      host, as in "db.example.com": no URL, no port, no user.
    EOT
  }

  validation {
    condition = try(
      var.target.port >= 1 && var.target.port <= 65535 && floor(var.target.port) == var.target.port,
      false
    )
    error_message = <<-EOT
      changes.${var.label}.target.port is ${jsonencode(var.target.port)}. Write 1 to 65535, as in
      5432.
    EOT
  }

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_-]{0,62}$", var.target.database))
    error_message = <<-EOT
      changes.${var.label}.target.database is ${jsonencode(var.target.database)}. Write 1 to 63
      letters, digits, underscores and hyphens, as in "shop".
    EOT
  }

  validation {
    condition     = contains(["cratedb", "postgresql"], try(coalesce(var.target.dialect), ""))
    error_message = <<-EOT
      changes.${var.label}.target.dialect is ${jsonencode(var.target.dialect)}. Write "postgresql"
      or "cratedb".
    EOT
  }

  validation {
    condition     = var.target.schema == null || can(regex(local.name_pattern, var.target.schema))
    error_message = <<-EOT
      changes.${var.label}.target.schema is ${jsonencode(var.target.schema)}. Write 1 to 63 small
      letters, digits and underscores, a letter first, or null for "public", in CrateDB "doc".
    EOT
  }

  validation {
    condition     = can(regex(local.name_pattern, var.target.table))
    error_message = <<-EOT
      changes.${var.label}.target.table is ${jsonencode(var.target.table)}. Write 1 to 63 small
      letters, digits and underscores, a letter first, as in "orders".
    EOT
  }

  validation {
    condition = var.target.ca == null || can(regex(join("", [
      "^\\s*(-----BEGIN CERTIFICATE-----\\s+[A-Za-z0-9+/=\\s]+",
      "-----END CERTIFICATE-----\\s*)+$",
    ]), var.target.ca))
    error_message = <<-EOT
      changes.${var.label}.target.ca is no certificate in PEM. Write one or several, from
      -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, as in file("ca.pem") where a file of
      values can call it; or null for the authorities that Java trusts.
    EOT
  }

  # Lambda's own variables are no parameters: its credentials would be sent away.
  validation {
    condition = alltrue([
      for name in [var.target.user, var.target.password] :
      can(regex("^[A-Za-z][A-Za-z0-9_]{0,127}$", name)) && !can(regex("^(AWS|LAMBDA)_", name))
    ])
    error_message = <<-EOT
      changes.${var.label}.target.user or password is not the name of a parameter. Write the name
      and not the value: letters, digits and underscores, as in "DATABASE_USER". AWS_ and LAMBDA_
      are the beginnings of Lambda's own.
    EOT
  }

  validation {
    condition     = var.target.pooler != null
    error_message = "changes.${var.label}.target.pooler is null. Write true or false."
  }

  validation {
    condition = try(
      var.target.connect_seconds >= 1 && floor(var.target.connect_seconds) == var.target.connect_seconds
      && var.target.statement_seconds >= 1
      && floor(var.target.statement_seconds) == var.target.statement_seconds
      && var.target.connect_seconds + var.target.statement_seconds < var.timeout, false
    )
    error_message = <<-EOT
      changes.${var.label}.target.connect_seconds is ${jsonencode(var.target.connect_seconds)} and
      statement_seconds is ${jsonencode(var.target.statement_seconds)}. Write whole seconds, as in 5
      and 20, which together are less than changes_function.timeout, ${var.timeout}.
    EOT
  }

  validation {
    condition     = var.target.columns == null || try(length(var.target.columns) > 0, true)
    error_message = <<-EOT
      changes.${var.label}.target.columns is empty. Write them, as in
      columns = { price = { type = "numeric" } }, or null for one column with the whole item.
    EOT
  }
}
