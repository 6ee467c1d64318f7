output "account_id" {
  description = "Number of the account that the stack is in."
  value       = var.account_id
}

output "alarm_prefix" {
  description = "Beginning of the names of the stack's alarms."
  value       = "${local.names.alarms}-"
}

output "audit" {
  description = <<-EOT
    Where it is kept who read, wrote and deleted what: the trail and its bucket, the rule that tells
    of a write into the ledger by others, and the bucket of the access logs with the buckets that it
    has them of, and those that it has none of; null: nowhere.
  EOT
  value = one([
    for audit in var.audit[*] : {
      access_logs = one([
        for bucket in module.access_logs_bucket : {
          bucket  = bucket.bucket.name
          missing = sort(local.buckets_without_access_logs)
          of      = sort(values(local.logged_buckets))
        }
      ])
      bucket = one(module.audit_bucket[*].bucket.name)
      rule   = one(aws_cloudwatch_event_rule.audit[*].name)
      trail  = local.arns.trail
    }
  ])
}

output "backfill" {
  description = "Role of S3 Batch Operations, and prefix of its manifests and reports."
  value = {
    prefix   = local.backfill_prefix
    role_arn = aws_iam_role.backfill.arn
  }
}

output "changes" {
  description = <<-EOT
    Where changes become rows: bucket, declarations as JSON, alias, failure queues by their sender,
    log group, UUIDs of the mappings and streams by label; null: nowhere.
  EOT
  value = one([
    for changes in var.changes[*] : {
      bucket         = one(module.changes_bucket[*].bucket.name)
      declarations   = local.changes_declarations
      failure_queues = local.changes_failure_queues
      live           = one(module.changes[*].live)
      log_group      = one(module.changes[*].log_group)
      mappings       = { for label, trigger in module.changes_trigger : label => trigger.mapping }
      streams = {
        for label, arn in local.change_stream_arns : label => {
          arn = arn
          table_name = (
            local.changes[label].stream.table == null && local.change_tables[label] == null
            ? null : local.names.changes_tables[label]
          )
        }
      }
    }
  ])
}

output "code_sha256" {
  description = "SHA-256, in base64, of the newest code: live's, unless a version is pinned."
  value       = module.handler.code_sha256
}

output "dashboard" {
  description = "Address of the dashboard in the console; null: there is none."
  value       = var.dashboard.enabled ? local.dashboard_url : null
}

output "documents" {
  description = <<-EOT
    Where documents become rows: bucket, alias, failure queues by their sender, log group, the
    declared tables, and whether documents of others are accepted or refused; null: nowhere.
  EOT
  value = one([
    for documents in var.documents[*] : {
      bucket         = one(module.lake_bucket[*].bucket.name)
      failure_queues = local.document_failure_queues
      live           = one(module.documents[*].live)
      log_group      = one(module.documents[*].log_group)
      tables         = documents.tables
      undeclared     = documents.undeclared
    }
  ])
}

output "encryption" {
  description = "The one customer key, and the buckets that it cannot encrypt; null: there is none."
  value = one([
    for encryption in var.encryption[*] : {
      kms_key_arn  = local.customer_key
      not_under_it = module.access_logs_bucket[*].bucket.name
    }
  ])
}

output "environment" {
  description = "Name of the environment."
  value       = var.environment
}

output "failure_queues" {
  description = "Queues of the events that could not be recorded, by their sender."
  value       = local.failure_queues
}

output "ingress" {
  description = <<-EOT
    The API that takes documents: its id, stage and URL, the path to post to, the bucket that it
    puts them into, and the kind of authorisation with the pool and client of "cognito". invoke_arn:
    how the ARNs of its calls begin; target: what the domain's name has to point to. Null: there is
    none.
  EOT
  value = one([
    for api in module.ingress_api : {
      api_id        = api.api.id
      authorization = var.ingress.authorization.kind
      bucket        = module.ingress_bucket[0].bucket.name
      client_id     = one(api.user_pool[*].client_id)
      invoke_arn    = api.api.arn
      path          = "table/{table}/object"
      stage         = api.api.stage
      target        = api.target
      url           = api.api.url
      user_pool_id  = one(api.user_pool[*].id)
    }
  ])
}

output "latest" {
  description = "Settings of the latest documents."
  value       = var.latest
}

output "ledger_bucket" {
  description = "Name of the bucket of the records."
  value       = module.ledger_bucket.bucket.name
}

output "live" {
  description = "Alias that every trigger targets."
  value       = module.handler.live
}

output "log_group" {
  description = "Name of the function's log group."
  value       = module.handler.log_group
}

output "metrics" {
  description = "Namespace of the function's own metrics, which is their dimension Function too."
  value       = { enabled = var.metrics.enabled, namespace = local.names.handler }
}

output "object_lock" {
  description = "Mode of the journal's Object Lock, and its days; null: there is none."
  value       = var.ledger_bucket.object_lock
}

output "parameter_context" {
  description = "Name of the secret that holds the function's parameters; null: it has none."
  value       = one(var.parameter_context[*].name)
}

output "query" {
  description = <<-EOT
    Where the ledger can be queried: database, workgroup, bucket of the results, where S3 puts the
    inventories of the sources, by label, and the policy of who may query; null: nowhere.
  EOT
  value = one([
    for query in var.query[*] : {
      database = one(aws_glue_catalog_database.ledger[*].name)
      inventory = one([
        for schedule in query.inventory[*] : {
          format    = local.inventory_format
          locations = local.inventory_locations
          schedule  = schedule
        }
      ])
      reader_policy  = local.reader_policy
      results_bucket = one(module.results_bucket[*].bucket.name)
      workgroup      = one(aws_athena_workgroup.query[*].name)
    }
  ])
}

output "queue" {
  description = "Queue of the trigger \"queue\", and its settings."
  value       = merge(var.queue, module.trigger_queue.queue)
}

output "region" {
  description = "Region that the stack is in."
  value       = var.region
}

output "sources" {
  description = "Buckets whose events are recorded, by label, and what is recorded of each."
  value = {
    for label, source in local.sources : label => {
      bucket  = local.source_buckets[label].name
      created = source.bucket.create
      events  = source.events
      filter  = module.source[label].filter
      # Whether EventBridge is on in the bucket for somebody else.
      others_eventbridge = try(source.others.eventbridge, false)
      switching_from     = source.switching_from
      trigger            = source.trigger
    }
  }
}

output "uploader_policy" {
  description = "Policy of who may put documents past the ingress API; null: there is none."
  value       = one(local.uploader_policies)
}

output "workflow" {
  description = "Settings of the workflow call; null: there is none."
  value       = var.workflow
}
