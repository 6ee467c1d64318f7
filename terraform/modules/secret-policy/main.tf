locals {
  # Secrets Manager adds a hyphen and six characters to a secret's name. Only they are open.
  secret_arn = join(":", [
    "arn", var.account.partition, "secretsmanager", var.account.region, var.account.id,
    "secret", "${var.name}-??????",
  ])

  statements = concat(
    [
      {
        Sid      = "ReadParameterContext"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = local.secret_arn
      },
    ],
    [
      for arn in var.kms_key_arn[*] : {
        Sid      = "DecryptParameterContext"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = arn
        Condition = {
          StringEquals = {
            "kms:ViaService" = join(".", [
              "secretsmanager", var.account.region, var.account.dns_suffix,
            ])
          }
          StringLike = { "kms:EncryptionContext:SecretARN" = local.secret_arn }
        }
      }
    ],
  )
}
