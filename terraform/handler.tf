# What reads an object's metadata and writes its record.
module "handler" {
  source = "./modules/function"

  canary                   = try(var.release.canary, null)
  description              = local.description
  endpoints                = local.endpoints
  failure_queue            = local.queues.failures
  handler                  = "objectledger.LedgerHandler"
  kms_key_arn              = local.customer_key
  live_arn                 = local.arns.live
  log_group                = { arn = local.arns.log_group, name = local.names.log_group }
  name                     = local.names.handler
  package                  = var.package
  permissions_boundary_arn = local.permissions_boundary_arn
  policies                 = local.handler_policies
  retries                  = var.retries
  runtime                  = "java21"

  # What a release holds live on goes before the environment's own pin.
  settings = merge(var.function, {
    pinned_version = var.release == null ? var.function.pinned_version : var.release.version
  })

  environment = local.environment_variables
}

locals {
  environment_variables = merge(
    local.metrics_settings, local.object_lock_settings, local.parameter_settings,
    local.workflow_settings,
    {
      BUCKET_OWNER   = var.account_id
      LATEST_ENABLED = tostring(var.latest.enabled)
      LEDGER_BUCKET  = module.ledger_bucket.bucket.name
      LOG_LEVEL      = var.function.log_level
      SOURCE_BUCKETS = join(",", local.source_bucket_names)
    },
  )

  description = join(" ", ["Writes a record of each object event in", try(
    one(local.source_bucket_names), "${length(local.sources)} buckets"
  )])

  # Labels in the order of SOURCE_BUCKETS. Without them it sends no metrics.
  metrics_settings = merge([
    for enabled in [var.metrics.enabled] : {
      METRICS_SOURCES = join(",", keys(local.sources))
    } if enabled
  ]...)

  object_lock_settings = merge([
    for lock in var.ledger_bucket.object_lock[*] : {
      OBJECT_LOCK_DAYS = tostring(lock.days)
      OBJECT_LOCK_MODE = lock.mode
    }
  ]...)
}
