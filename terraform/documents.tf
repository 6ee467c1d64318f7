# What turns the documents of the ingress bucket into rows of tables: a function of its own, which
# EventBridge invokes for each document, and the lake bucket in which it writes them. What its role
# may do: documents-policies.tf. The tables for queries: documents-tables.tf.
module "documents" {
  source = "./modules/function"
  count  = var.documents == null ? 0 : 1

  description   = "Writes the rows of each document in ${local.ingress_bucket.name}"
  endpoints     = local.endpoints
  failure_queue = local.queues.documents_failures
  handler       = "objectledger.documents.DocumentsHandler"
  kms_key_arn   = local.customer_key
  live_arn      = local.arns.documents_live
  log_group = {
    arn  = local.arns.documents_log
    name = local.names.documents_log_group
  }
  name                     = local.names.documents
  package                  = var.package
  permissions_boundary_arn = local.permissions_boundary_arn
  policies                 = local.documents_policies
  retries                  = var.retries
  runtime                  = "java21"
  settings                 = local.documents_settings

  environment = {
    BUCKET_OWNER       = var.account_id
    DECLARATIONS       = one(aws_s3_object.declarations[*].key)
    INGRESS_BUCKET     = local.ingress_bucket.name
    LAKE_BUCKET        = one(module.lake_bucket[*].bucket.name)
    LOG_LEVEL          = var.function.log_level
    MAX_DOCUMENT_BYTES = format("%d", var.documents.max_document_mb * 1024 * 1024)
  }
}

module "documents_trigger" {
  source = "./modules/trigger-eventbridge"
  count  = var.documents == null ? 0 : 1

  alias         = module.documents[0].live
  events        = ["s3:ObjectCreated:*"]
  failure_queue = local.queues.documents_eventbridge_failures
  filter        = { prefixes = local.document_prefixes }
  rule          = { arn = local.arns.documents_rule, name = local.names.documents }
  source_bucket = merge(local.ingress_bucket, { account_id = var.account_id })
  statement_id  = "documents-rule"

  # What is matched before its failure can be kept would be lost.
  depends_on = [aws_sqs_queue.documents_eventbridge_failures]
}

# Documents that EventBridge could not hand over.
resource "aws_sqs_queue" "documents_eventbridge_failures" {
  count = var.documents == null ? 0 : 1

  name                      = local.queues.documents_eventbridge_failures.name
  kms_master_key_id         = local.customer_key
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = local.sqs_managed_sse

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeepFailures"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.queues.documents_eventbridge_failures.arn
        Condition = { ArnEquals = { "aws:SourceArn" = local.arns.documents_rule } }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = local.queues.documents_eventbridge_failures.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# The rows, the refusals, and what became of each document.
module "lake_bucket" {
  source = "./modules/bucket"
  count  = var.documents == null ? 0 : 1

  abort_multipart_days = var.documents.abort_multipart_days
  arn                  = local.arns.lake
  force_destroy        = var.documents.force_destroy
  kms_key_arn          = module.kms_key_documents.arn
  name                 = local.names.lake
  noncurrent_days      = var.documents.noncurrent_days
  settings_prefix      = "documents."
  versioning           = true

  # A status can change: a document that was refused is stored once its cause is fixed.
  write_once_prefixes = ["refused/", "tables/"]

  # The rows are the function's alone; the declarations are written by whoever applies.
  writers = {
    except_prefixes = [local.declarations_prefix]
    roles           = [local.arns.documents_role]
  }

  expirations = local.lake_expirations
}

# What the tables declare. Lambda's environment variables have no room for it. The name is that of
# the content, so that a version of the function reads what it was published with.
resource "aws_s3_object" "declarations" {
  count = var.documents == null ? 0 : 1

  bucket       = one(module.lake_bucket[*].bucket.name)
  content      = local.declarations
  content_type = "application/json"
  key          = "${local.declarations_prefix}${sha256(local.declarations)}.json"

  # A tag of an object is one of ten; a stack may have fifty.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  lifecycle {
    # Until live is another version, the present one reads the former declarations.
    create_before_destroy = true

    precondition {
      condition     = length(local.unknown_types) == 0
      error_message = <<-EOT
        documents.tables has a column of an unknown type: ${join(", ", local.unknown_types)}.
        Write string, boolean, tinyint, smallint, int, bigint, double, date, timestamp,
        decimal(10,2) with at most 38 digits, and no more behind the point than in all; or
        array<string>, map<string,int> or struct<id:bigint,name:string>. Write them in small
        letters, without spaces, at most eight inside each other, and no field twice in a struct.
      EOT
    }
  }
}

locals {
  declarations_prefix = "declared/"
  document_prefixes   = ["id=", "upload="]

  declarations = jsonencode({
    tables     = try(coalesce(var.documents.tables), {})
    undeclared = try(var.documents.undeclared, "refuse")
  })

  # A release holds the ledger's function alone: live of this one follows the newest version.
  documents_settings = merge(var.function, {
    memory_size          = try(var.documents.memory_size, null)
    pinned_version       = null
    reserved_concurrency = try(var.documents.reserved_concurrency, null)
    timeout              = try(var.documents.timeout, null)
  })

  # What became of a document is told as long as its rows are there. Refusals stay.
  lake_expirations = merge([
    for days in compact([try(var.documents.row_days, null)]) : {
      remove-rows     = { days = tonumber(days), prefix = "tables/" }
      remove-statuses = { days = tonumber(days), prefix = "status/" }
    }
  ]...)

  document_failure_queues = merge(
    { for documents in module.documents : "documents" => documents.failures },
    {
      for queue in aws_sqs_queue.documents_eventbridge_failures : "documents-eventbridge" => {
        arn  = local.queues.documents_eventbridge_failures.arn
        name = queue.name
        url  = queue.url
      }
    },
  )
}

# What a retry does not help, and what no retry is made of. The function logs each as one line of
# JSON.
resource "aws_cloudwatch_log_metric_filter" "documents" {
  for_each = var.documents == null ? {} : {
    PermanentFailures = join(" ", [
      "{ $.message = \"not stored\"",
      "&& ($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
    ])
    RefusedDocuments = "{ $.message = \"document refused\" }"
  }

  name           = each.key
  log_group_name = one(module.documents[*].log_group)
  pattern        = each.value

  metric_transformation {
    namespace     = local.names.documents
    name          = each.key
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}
