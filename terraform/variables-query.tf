variable "query" {
  description = <<-EOT
    SQL over the ledger by Athena: a database with tables and views, a workgroup, the statements of
    terraform/queries, and a bucket for their results. Null: none of it.

    oldest_year: year of the oldest object that is recorded. Partitions begin there, and a statement
    does not see what is older. results_days: days after which the results and the inventories are
    removed; 0 means never. scan_limit_gb: Athena ends a query that reads more than that.
    kms_key_arn: key that encrypts the results; null: that of encryption, or S3's own.
    force_destroy: whether a destroy also removes the results.

    inventory: "Daily" or "Weekly", how often S3 lists each source into the bucket of the results,
    for the statements missing, stale and ghosts. S3 charges for it by the object. With kms_key_arn
    the key's policy has to let s3.amazonaws.com use it. Null: no inventory.
  EOT
  type = object({
    force_destroy = optional(bool, false)
    inventory     = optional(string)
    kms_key_arn   = optional(string)
    oldest_year   = number
    results_days  = optional(number, 30)
    scan_limit_gb = optional(number, 100)
  })
  default = null

  # S3 began in 2006.
  validation {
    condition = var.query == null || try(
      var.query.oldest_year >= 2006 && var.query.oldest_year <= 2100
      && floor(var.query.oldest_year) == var.query.oldest_year, false
    )
    error_message = <<-EOT
      query.oldest_year is ${jsonencode(try(var.query.oldest_year, null))}. Write the year of the
      oldest object in the sources, 2006 or later, as in 2020.
    EOT
  }

  # The next inventory has to be there before the last one is removed.
  validation {
    condition = var.query == null || try(
      floor(var.query.results_days) == var.query.results_days && (
        var.query.results_days == 0 || var.query.results_days >= lookup(
          { Daily = 2, Weekly = 8 }, coalesce(var.query.inventory, "none"), 1
        )
      ), false
    )
    error_message = <<-EOT
      query.results_days is ${jsonencode(try(var.query.results_days, null))}. Write whole days, as
      in 30, or 0 for never; at least 2 with inventory = "Daily", and at least 8 with "Weekly".
    EOT
  }

  # Athena takes 10 MB at least, and 7 EB at most.
  validation {
    condition = var.query == null || try(
      var.query.scan_limit_gb >= 0.01 && var.query.scan_limit_gb <= 1000000, false
    )
    error_message = <<-EOT
      query.scan_limit_gb is ${jsonencode(try(var.query.scan_limit_gb, null))}. Write how many
      gigabytes a query may read, 0.01 to 1000000, as in 100.
    EOT
  }

  validation {
    condition = contains(
      ["Daily", "Weekly"], try(coalesce(var.query.inventory), "Daily")
    )
    error_message = <<-EOT
      query.inventory is ${jsonencode(try(var.query.inventory, null))}. Write "Daily", "Weekly", or
      null for no inventory.
    EOT
  }

  # <name>-results-<environment>-<account> has a character more than the names of other buckets.
  validation {
    condition     = var.query == null || length(local.names.results) <= 63
    error_message = <<-EOT
      query needs a bucket whose name would be longer than 63 characters:
      ${local.names.results}.
      Shorten name or environment, which together may have 41, or write query = null.
    EOT
  }

  validation {
    condition = (
      var.query == null || !contains(values(local.names.source_buckets), local.names.results)
    )
    error_message = <<-EOT
      query needs the bucket ${local.names.results} for its results,
      but a source has that name: the label "results" is taken with query. Give that source
      another label, or another bucket.name.
    EOT
  }
}
