locals {
  statements = concat(
    [
      {
        Sid      = "ReadParameterContext"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = var.secret_arn
      },
    ],
    [
      for arn in var.kms_key_arn[*] : {
        Sid      = "DecryptParameterContext"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = arn
        Condition = {
          StringEquals = { "kms:ViaService" = var.endpoint }
          StringLike   = { "kms:EncryptionContext:SecretARN" = var.secret_arn }
        }
      }
    ],
  )
}
