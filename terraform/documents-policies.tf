# What the documents function may do, beside what every function of the module may do: read the
# documents and write rows. It can write no record, and the ledger's function no row.
locals {
  documents_policies = {
    ingress = jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid    = "ReadDocuments"
            Effect = "Allow"
            Action = ["s3:GetObject", "s3:GetObjectVersion"]
            Resource = [
              for prefix in local.document_prefixes : "${local.ingress_bucket.arn}/${prefix}*"
            ]
          },
          {
            # S3 answers 404 for a missing object only to a caller that may list, and 403 to others.
            Sid      = "TellGoneFromForbidden"
            Effect   = "Allow"
            Action   = "s3:ListBucket"
            Resource = local.ingress_bucket.arn
          },
        ],
        [
          for arn in compact([local.ingress_bucket.kms_key_arn]) : {
            Sid       = "DecryptDocuments"
            Effect    = "Allow"
            Action    = "kms:Decrypt"
            Resource  = arn
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          }
        ],
      )
    })

    lake = jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Sid    = "WriteRows"
            Effect = "Allow"
            Action = "s3:PutObject"
            Resource = [
              for folder in ["refused", "status", "tables"] : "${local.arns.lake}/${folder}/*"
            ]
          },
          {
            # Where there are rows already, whose they are; and what the tables declare.
            Sid      = "ReadBack"
            Effect   = "Allow"
            Action   = "s3:GetObject"
            Resource = [for folder in ["declared", "tables"] : "${local.arns.lake}/${folder}/*"]
          },
          {
            # A document that is refused leaves no row.
            Sid      = "DropUnfinishedRows"
            Effect   = "Allow"
            Action   = "s3:AbortMultipartUpload"
            Resource = "${local.arns.lake}/tables/*"
          },
        ],
        [
          # An upload in parts asks for the right to decrypt, too.
          for arn in compact([module.kms_key_documents.arn]) : {
            Sid       = "EncryptRows"
            Effect    = "Allow"
            Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
            Resource  = arn
            Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
          }
        ],
      )
    })
  }
}
