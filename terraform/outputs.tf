output "account_id" {
  description = "The account that the stack lives in."
  value       = var.account_id
}

output "alarm_prefix" {
  description = "What the names of the stack's alarms begin with."
  value       = "${local.names.alarms}-"
}

output "backfill" {
  description = "Role of the jobs of S3 Batch Operations, and prefix of their manifests and reports."
  value = {
    prefix   = local.backfill_prefix
    role_arn = aws_iam_role.backfill.arn
  }
}

output "code_sha256" {
  description = "SHA-256, in base64, of the newest code: live's, unless a version is pinned."
  value       = module.handler.code_sha256
}

output "environment" {
  description = "The environment's name."
  value       = var.environment
}

output "events" {
  description = "The S3 events that are recorded."
  value       = var.events
}

output "failure_queues" {
  description = "The queues that keep what could not be recorded, by what put it there."
  value       = local.failure_queues
}

output "filter" {
  description = "Which keys are recorded: those with this prefix and one of these suffixes."
  value       = { prefix = local.filter.prefix, suffixes = compact(local.filter.suffixes) }
}

output "latest" {
  description = "Whether one document per object is kept, and how long a deleted object's."
  value       = var.latest
}

output "ledger_bucket" {
  description = "Name of the bucket that the records are written to."
  value       = module.ledger_bucket.bucket.name
}

output "live" {
  description = "The alias that every trigger targets."
  value       = module.handler.live
}

output "log_group" {
  description = "Name of the function's log group."
  value       = module.handler.log_group
}

output "parameter_context" {
  description = "Name of the secret that holds the function's parameters; null: it has none."
  value       = one(var.parameter_context[*].name)
}

output "queue" {
  description = "The queue of the trigger \"queue\", and how it hands events over."
  value       = merge(var.queue, module.trigger_queue.queue)
}

output "region" {
  description = "The region that the stack lives in."
  value       = var.region
}

output "source_bucket" {
  description = "Name of the bucket that is watched."
  value       = local.source_bucket.name
}

output "trigger" {
  description = "How events reach the function: direct, queue or eventbridge."
  value       = var.trigger
}

output "workflow" {
  description = "What is called when an object of interest is created; null: nothing."
  value       = var.workflow
}
