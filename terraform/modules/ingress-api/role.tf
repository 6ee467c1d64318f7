# What API Gateway does as this role: put a document, read what became of one, ask an authorizer.
# Nobody but API Gateway can take it, and it only for an API of who may pass the role on.
resource "aws_iam_role" "integration" {
  name                 = var.name
  description          = "What the API ${var.name} may do"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CallServices"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "integration" {
  name   = "integration"
  role   = aws_iam_role.integration.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

locals {
  via_s3 = { StringEquals = { "kms:ViaService" = var.s3_endpoint } }

  statements = concat(
    [
      {
        Sid      = "PutDocuments"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "${var.bucket.arn}/id=*"
      },
    ],
    [
      for arn in compact([var.kms_key_arn]) : {
        Sid       = "EncryptDocuments"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
    flatten([
      for bucket in var.status_bucket[*] : [
        {
          Sid      = "ReadStates"
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "${bucket.arn}/status/*"
        },
        {
          # S3 answers 404 for a missing object only to a caller that may list.
          Sid      = "TellUnknownFromForbidden"
          Effect   = "Allow"
          Action   = "s3:ListBucket"
          Resource = bucket.arn
        },
      ]
    ]),
    [
      for arn in compact(var.status_bucket[*].kms_key_arn) : {
        Sid       = "DecryptStates"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = arn
        Condition = local.via_s3
      }
    ],
    [
      for arn in compact([local.authorization.function]) : {
        Sid      = "AskAuthorizer"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = arn
      }
    ],
  )
}
