# The function's sensitive parameters: one secret, which the stack makes empty or finds. Its value
# is put there by hand and never passes through Terraform, whose state would keep it.
resource "aws_secretsmanager_secret" "parameters" {
  for_each = {
    for context in var.parameter_context[*] : "context" => context if context.create
  }

  name                    = each.value.name
  description             = "Parameters of ${local.names.handler}: a JSON object, a key for each"
  kms_key_id              = module.kms_key_parameter_context.arn
  recovery_window_in_days = each.value.recovery_days
}

# Reading it stops the plan if there is no such secret; nothing else needs it.
# tflint-ignore: terraform_unused_declarations
data "aws_secretsmanager_secret" "existing" {
  for_each = {
    for context in var.parameter_context[*] : "context" => context if !context.create
  }

  name = each.value.name
}

locals {
  parameter_settings = merge([
    for context in var.parameter_context[*] : {
      PARAMETER_CACHE_SECONDS = tostring(context.cache_seconds)
      PARAMETER_CONTEXT       = context.name
    }
  ]...)

  secret_policies = { for policy in module.secret_policy : "parameter-context" => policy.json }
}

# No parameter context, no secret.
module "secret_policy" {
  source = "./modules/secret-policy"
  count  = var.parameter_context == null ? 0 : 1

  endpoint    = local.endpoints.secretsmanager
  kms_key_arn = module.kms_key_parameter_context.arn
  secret_arn  = local.arns.parameter_context
}
