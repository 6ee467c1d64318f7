# Who may call. There is no open kind.
locals {
  # Values that are known in a plan.
  authorization = {
    client_id = try(var.settings.authorization.cognito.client_id, null)
    function  = try(var.settings.authorization.authorizer.function_arn, null)
    kind      = var.settings.authorization.kind
    pool      = try(var.settings.authorization.cognito.user_pool_arn, null)
    seconds   = try(var.settings.authorization.authorizer.cache_seconds, null)
    type = {
      authorizer = "CUSTOM"
      cognito    = "COGNITO_USER_POOLS"
      iam        = "AWS_IAM"
    }[var.settings.authorization.kind]
  }

  makes_pool = local.authorization.kind == "cognito" && local.authorization.pool == null

  client_id = try(
    coalesce(local.authorization.client_id, one(aws_cognito_user_pool_client.this[*].id)), null
  )
  pool_arn = try(coalesce(local.authorization.pool, one(aws_cognito_user_pool.this[*].arn)), null)
  pool_id  = local.pool_arn == null ? null : split("/", local.pool_arn)[1]
}

# Its name is its kind: two of one name cannot be there at once, while the one replaces the other.
resource "aws_api_gateway_authorizer" "this" {
  count = local.authorization.kind == "iam" ? 0 : 1

  rest_api_id = aws_api_gateway_rest_api.this.id
  name        = local.authorization.kind
  type        = local.authorization.kind == "cognito" ? "COGNITO_USER_POOLS" : "TOKEN"

  # A pool's authorizer takes the tokens of all its clients, unless it is told which audience a
  # token must name. An access token names none, and is refused.
  identity_validation_expression = (
    local.authorization.kind == "cognito" ? "^${local.client_id}$" : null
  )
  identity_source = "method.request.header.Authorization"
  provider_arns   = local.authorization.kind == "cognito" ? [local.pool_arn] : null

  authorizer_credentials           = local.authorization.kind == "authorizer" ? var.role_arn : null
  authorizer_result_ttl_in_seconds = local.authorization.seconds
  authorizer_uri = (
    local.authorization.kind == "authorizer"
    ? join("/", [
      "${var.integrations_arn}:lambda:path", "2015-03-31", "functions",
      local.authorization.function, "invocations",
    ]) : null
  )
}

resource "aws_cognito_user_pool" "this" {
  count = local.makes_pool ? 1 : 0

  name                = var.name
  deletion_protection = var.settings.force_destroy ? "INACTIVE" : "ACTIVE"

  # Users are made by administrators, who also give them another password: no mail is sent.
  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }

  password_policy {
    minimum_length                   = 16
    require_lowercase                = true
    require_numbers                  = true
    require_symbols                  = true
    require_uppercase                = true
    temporary_password_validity_days = 7
  }
}

# Without a secret, which a state and a plan would show.
resource "aws_cognito_user_pool_client" "this" {
  count = local.makes_pool ? 1 : 0

  name                          = var.name
  user_pool_id                  = aws_cognito_user_pool.this[0].id
  enable_token_revocation       = true
  generate_secret               = false
  prevent_user_existence_errors = "ENABLED"

  explicit_auth_flows = [
    "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH",
  ]

  access_token_validity  = 60
  id_token_validity      = 60
  refresh_token_validity = 30

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }
}
