# What somebody may do who queries the ledger: run queries in its workgroup, read its records, its
# documents and the rows of the lake, and keep results. The stack attaches this policy to nobody.
locals {
  reader_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid    = "RunQueries"
          Effect = "Allow"
          Action = [
            "athena:BatchGetNamedQuery",
            "athena:BatchGetQueryExecution",
            "athena:GetNamedQuery",
            "athena:GetQueryExecution",
            "athena:GetQueryResults",
            "athena:GetQueryResultsStream",
            "athena:GetQueryRuntimeStatistics",
            "athena:GetWorkGroup",
            "athena:ListNamedQueries",
            "athena:ListQueryExecutions",
            "athena:StartQueryExecution",
            "athena:StopQueryExecution",
          ]
          Resource = local.arns.workgroup
        },
        {
          # Partitions are computed, so none are asked for.
          Sid      = "ReadDefinitions"
          Effect   = "Allow"
          Action   = ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"]
          Resource = [local.arns.catalog, local.arns.database, local.arns.tables]
        },
        {
          # Athena asks for the default database, whichever one a query names.
          Sid      = "FindDefaultDatabase"
          Effect   = "Allow"
          Action   = "glue:GetDatabase"
          Resource = local.arns.default_database
        },
        {
          # For Athena's editor. The calls know no resource, and show names.
          Sid      = "OpenEditor"
          Effect   = "Allow"
          Action   = ["athena:ListDataCatalogs", "athena:ListWorkGroups"]
          Resource = "*"
        },
        {
          Sid      = "ReadRecords"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = [for prefix in local.read_prefixes : "${local.arns.ledger}/${prefix}*"]
        },
        {
          Sid      = "ListRecords"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = local.arns.ledger
          Condition = {
            StringLike = { "s3:prefix" = [for prefix in local.read_prefixes : "${prefix}*"] }
          }
        },
        {
          # Athena writes a large result in parts.
          Sid    = "KeepResults"
          Effect = "Allow"
          Action = [
            "s3:AbortMultipartUpload",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject",
          ]
          Resource = "${local.arns.results}/${local.results_prefix}*"
        },
        {
          Sid    = "FindResults"
          Effect = "Allow"
          Action = [
            "s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads",
          ]
          Resource = local.arns.results
        },
      ],
      [
        for schedule in try(var.query.inventory, null)[*] : {
          Sid      = "ReadInventories"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "${local.arns.results}/${local.inventory_prefix}*"
        }
      ],
      [
        for arn in compact([module.kms_key_ledger_bucket.arn]) : {
          Sid       = "DecryptRecords"
          Effect    = "Allow"
          Action    = "kms:Decrypt"
          Resource  = arn
          Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
        }
      ],
      flatten([
        for documents in var.documents[*] : [
          {
            Sid      = "ReadRows"
            Effect   = "Allow"
            Action   = "s3:GetObject"
            Resource = "${local.arns.lake}/tables/*"
          },
          {
            Sid       = "ListRows"
            Effect    = "Allow"
            Action    = "s3:ListBucket"
            Resource  = local.arns.lake
            Condition = { StringLike = { "s3:prefix" = "tables/*" } }
          },
        ]
      ]),
      [
        for arn in compact([module.kms_key_documents.arn]) : {
          Sid       = "DecryptRows"
          Effect    = "Allow"
          Action    = "kms:Decrypt"
          Resource  = arn
          Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
        }
      ],
      [
        for arn in compact([module.kms_key_query.arn]) : {
          Sid       = "EncryptResults"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = arn
          Condition = { StringEquals = { "kms:ViaService" = local.endpoints.s3 } }
        }
      ],
    )
  })

  read_prefixes = var.latest.enabled ? ["journal/", "latest/"] : ["journal/"]
}
