# What makes rows of documents: the function with its role, rule, log group and queues, the lake
# bucket, and the declarations in it. It is a policy of its own, because a role's own ones together
# may have 10,240 characters.
resource "aws_iam_policy" "apply_documents" {
  count = length(local.documents)

  name        = local.names.apply_documents
  description = "How ${local.values.name} makes what turns documents into rows"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.apply_documents })
}

resource "aws_iam_role_policy_attachment" "apply_documents" {
  count = length(local.documents)

  role       = aws_iam_role.apply.name
  policy_arn = local.arns.apply_documents

  depends_on = [aws_iam_policy.apply_documents]
}

locals {
  destroys_rows = anytrue([
    for documents in local.documents : try(coalesce(documents.force_destroy), false)
  ])

  apply_documents = concat(
    [
      {
        Sid      = "ChangeLake"
        Effect   = "Allow"
        Action   = local.change_bucket
        Resource = local.arns.lake
      },
      {
        Sid      = "WriteDeclarations"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "${local.arns.lake}/declared/*"
      },
      {
        # Former declarations with all their versions; the rows only where the values say that a
        # destroy may take them along.
        Sid    = "DeleteFromLake"
        Effect = "Allow"
        Action = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
        Resource = (
          local.destroys_rows ? "${local.arns.lake}/*" : "${local.arns.lake}/declared/*"
        )
      },
      {
        Sid      = "ChangeDocumentsQueues"
        Effect   = "Allow"
        Action   = local.change_queue
        Resource = local.document_queue_arns
      },
      {
        Sid      = "ChangeDocumentsFunction"
        Effect   = "Allow"
        Action   = local.change_function
        Resource = [local.arns.documents, "${local.arns.documents}:*"]
      },
      {
        Sid      = "ChangeDocumentsLogGroup"
        Effect   = "Allow"
        Action   = local.change_log_group
        Resource = [local.arns.documents_log, "${local.arns.documents_log}:*"]
      },
      {
        Sid       = "ChangeBoundedDocumentsRole"
        Effect    = "Allow"
        Action    = local.change_bounded_role
        Resource  = local.arns.documents_role
        Condition = local.within_boundary
      },
      {
        Sid      = "ChangeDocumentsRole"
        Effect   = "Allow"
        Action   = local.change_role
        Resource = local.arns.documents_role
      },
      {
        Sid       = "PassDocumentsRole"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = local.arns.documents_role
        Condition = local.to_lambda
      },
      {
        Sid      = "ChangeDocumentsRule"
        Effect   = "Allow"
        Action   = local.change_rule
        Resource = local.arns.documents_rule
      },
    ],
    [
      for arn in local.lake_keys : {
        Sid       = "EncryptDeclarations"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
  )
}
