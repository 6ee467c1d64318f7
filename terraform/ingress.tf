# What clients post: an API that puts each document into a bucket, which is a source like any other.
# No function stands in the way. What becomes of the documents: documents.tf.
module "ingress_api" {
  source = "./modules/ingress-api"
  count  = var.ingress == null ? 0 : 1

  account_id       = var.account_id
  bucket           = module.ingress_bucket[0].bucket
  execution_arn    = local.arns.executions
  integrations_arn = local.arns.integrations
  kms_key_arn      = module.kms_key_source_bucket["ingress"].arn
  log_group = {
    arn         = local.arns.ingress_log_group
    kms_key_arn = local.customer_key
    name        = local.names.ingress_log_group
  }
  logging_role = {
    arn  = local.arns.ingress_logging_role
    name = local.names.ingress_logging
  }
  name                     = local.names.ingress
  permissions_boundary_arn = local.ingress_boundary_arn
  region                   = var.region
  role_arn                 = local.arns.ingress_role
  s3_endpoint              = local.endpoints.s3
  settings                 = var.ingress
  status_bucket            = local.status_bucket
}

# Nobody overwrites a document: a client can choose the id of its request. A presigned POST cannot
# say that it is to be the first, so its documents are elsewhere: below upload=.
module "ingress_bucket" {
  source = "./modules/bucket"
  count  = var.ingress == null ? 0 : 1

  abort_multipart_days = var.ingress.abort_multipart_days
  arn                  = local.arns.source_buckets["ingress"]
  force_destroy        = var.ingress.force_destroy
  kms_key_arn          = module.kms_key_source_bucket["ingress"].arn
  name                 = local.names.source_buckets["ingress"]
  noncurrent_days      = var.ingress.noncurrent_days
  object_days          = var.ingress.object_days
  settings_prefix      = "ingress."
  versioning           = true
  write_once_prefixes  = [local.ingress_prefix]
}

locals {
  # Where the API finds what became of a document: its name, its ARN and its key. Null where no
  # function reads the documents.
  status_bucket = one([
    for documents in var.documents[*] : {
      arn         = local.arns.lake
      kms_key_arn = module.kms_key_documents.arn
      name        = module.lake_bucket[0].bucket.name
    }
  ])

  # As the documents function needs it; empty where there is none.
  ingress_bucket = {
    arn         = try(local.arns.source_buckets["ingress"], "")
    kms_key_arn = try(module.kms_key_source_bucket["ingress"].arn, null)
    name        = try(module.ingress_bucket[0].bucket.name, "")
  }
}

# What somebody may do who puts documents past the API, because they are larger than its 10 MB, or
# signs a form with which others do. The stack attaches this policy to nobody.
locals {
  uploader_policies = [
    for ingress in var.ingress[*] : jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            # A large document is put in parts.
            Sid    = "PutDocuments"
            Effect = "Allow"
            Action = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"]
            Resource = [
              for prefix in [local.ingress_prefix, local.upload_prefix] :
              "${local.arns.source_buckets["ingress"]}/${prefix}*"
            ]
          },
        ],
        [
          # S3 decrypts the parts to make one object of them.
          for arn in compact([module.kms_key_source_bucket["ingress"].arn]) : {
            Sid       = "EncryptDocuments"
            Effect    = "Allow"
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = arn
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          }
        ],
      )
    })
  ]
}
