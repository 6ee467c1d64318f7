# What plans and applies read of what makes rows of documents: beside read.tf, whose policy has no
# room for it.
resource "aws_iam_policy" "read_documents" {
  count = length(local.documents)

  name        = local.names.read_documents
  description = "What plans and applies of ${local.values.name} read of the stage documents"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.read_documents })
}

resource "aws_iam_role_policy_attachment" "read_documents" {
  for_each = {
    for name, role in { apply = aws_iam_role.apply.name, plan = aws_iam_role.plan.name } :
    name => role if length(local.documents) > 0
  }

  role       = each.value
  policy_arn = local.arns.read_documents

  depends_on = [aws_iam_policy.read_documents]
}

locals {
  read_documents = [
    {
      Sid      = "ReadLake"
      Effect   = "Allow"
      Action   = local.read_bucket
      Resource = local.arns.lake
    },
    {
      # They are compared as a resource is: no content of the users is in them.
      Sid      = "ReadDeclarations"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:GetObjectTagging"]
      Resource = "${local.arns.lake}/declared/*"
    },
    {
      Sid      = "ReadDocumentsQueues"
      Effect   = "Allow"
      Action   = local.read_queue
      Resource = local.document_queue_arns
    },
    {
      Sid      = "ReadDocumentsFunction"
      Effect   = "Allow"
      Action   = local.read_function
      Resource = [local.arns.documents, "${local.arns.documents}:*"]
    },
    {
      Sid      = "ReadDocumentsRole"
      Effect   = "Allow"
      Action   = local.read_role
      Resource = local.arns.documents_role
    },
    {
      Sid      = "ReadDocumentsLogGroup"
      Effect   = "Allow"
      Action   = local.read_log_group
      Resource = [local.arns.documents_log, "${local.arns.documents_log}:*"]
    },
    {
      Sid      = "ReadDocumentsRule"
      Effect   = "Allow"
      Action   = local.read_rule
      Resource = local.arns.documents_rule
    },
  ]
}
