# The API that takes documents: what it asks of S3, what it answers, whom it lets in, and what its
# role may do.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  account_id       = "123456789012"
  bucket           = { arn = "arn:aws:s3:::documents", name = "documents" }
  execution_arn    = "arn:aws:execute-api:eu-west-1:123456789012"
  integrations_arn = "arn:aws:apigateway:eu-west-1"
  log_group = {
    arn         = "arn:aws:logs:eu-west-1:123456789012:log-group:api"
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/some-key"
    name        = "api"
  }
  logging_role = { arn = "arn:aws:iam::123456789012:role/logging", name = "logging" }
  name         = "ingress"
  region       = "eu-west-1"
  role_arn     = "arn:aws:iam::123456789012:role/ingress"
  s3_endpoint  = "s3.eu-west-1.amazonaws.com"
  settings = {
    api_keys             = {}
    authorization        = { kind = "iam" }
    force_destroy        = false
    log_retention_days   = 30
    sets_account_logging = true
    throttle             = { burst = 100, rate = 50 }
  }
}

run "a_document_is_put_once_with_what_is_known_of_it" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  assert {
    condition = aws_api_gateway_integration.this["POST"].request_parameters == tomap({
      "integration.request.header.Content-Type"                = "method.request.header.Content-Type"
      "integration.request.header.If-None-Match"               = "'*'"
      "integration.request.header.x-amz-expected-bucket-owner" = "'123456789012'"
      "integration.request.header.x-amz-meta-caller"           = "context.identity.userArn"
      "integration.request.header.x-amz-meta-request-time"     = "context.requestTime"
      "integration.request.header.x-amz-meta-table"            = "method.request.path.table"
      "integration.request.path.id"                            = "context.requestId"
    })
    error_message = jsonencode(aws_api_gateway_integration.this["POST"].request_parameters)
  }

  assert {
    condition = (
      aws_api_gateway_integration.this["POST"].uri
      == "arn:aws:apigateway:eu-west-1:s3:path/documents/id={id}"
      && aws_api_gateway_integration.this["POST"].integration_http_method == "PUT"
      && aws_api_gateway_integration.this["POST"].credentials == var.role_arn
    )
    error_message = "It is put to ${aws_api_gateway_integration.this["POST"].uri}."
  }

  assert {
    condition     = keys(aws_api_gateway_method.this) == ["POST"]
    error_message = "Without a bucket of states there is nothing to GET."
  }
}

run "bytes_stay_bytes_and_answers_are_text" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    status_bucket = { arn = "arn:aws:s3:::lake", name = "lake" }
  }

  assert {
    condition = (
      tolist(aws_api_gateway_rest_api.this.binary_media_types) == tolist(["*/*"])
      && alltrue([
        for integration in aws_api_gateway_integration.this :
        integration.passthrough_behavior == "WHEN_NO_TEMPLATES"
        && length(coalesce(integration.request_templates, {})) == 0
      ])
    )
    error_message = "A body would be changed."
  }

  # Of these answers only one is S3's own.
  assert {
    condition = toset([
      for name, response in aws_api_gateway_integration_response.this : name
      if response.content_handling != "CONVERT_TO_TEXT"
    ]) == toset(["GET 200"])
    error_message = "A template would be decoded as if it were base64."
  }
}

run "only_what_s3_says_is_done_is_a_success" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    status_bucket = { arn = "arn:aws:s3:::lake", name = "lake" }
  }

  assert {
    condition = {
      for name, response in aws_api_gateway_integration_response.this :
      name => coalesce(response.selection_pattern, "every other")
      } == {
      "GET 200"  = "200"
      "GET 404"  = "404"
      "GET 502"  = "every other"
      "GET 503"  = "503"
      "POST 200" = "200"
      "POST 409" = "412"
      "POST 502" = "every other"
      "POST 503" = "409|503"
    }
    error_message = "An answer of S3 is taken for another."
  }

  assert {
    condition = (
      jsondecode(replace(
        aws_api_gateway_integration_response.this["POST 200"].response_templates["application/json"],
        "$util.escapeJavaScript($context.requestId).replaceAll(\"\\\\'\",\"'\")", "<its id>"
      )) == { success = true, data = { id = "<its id>" } }
    )
    error_message = "A success says something else."
  }

  assert {
    condition = alltrue([
      for name, response in aws_api_gateway_integration_response.this :
      endswith(name, " 200") || try(
        [
          for answer in [jsondecode(replace(
            response.response_templates["application/json"],
            "$util.escapeJavaScript($context.requestId).replaceAll(\"\\\\'\",\"'\")", "<its id>"
          ))] :
          keys(answer) == ["error", "success"] && !answer.success
          && keys(answer.error) == ["code", "message", "request_id"]
          && answer.error.request_id == "<its id>"
        ][0],
        false
      )
    ])
    error_message = "An error has another shape."
  }

  # S3's bytes are passed on, with no template.
  assert {
    condition = length(
      coalesce(aws_api_gateway_integration_response.this["GET 200"].response_templates, {})
    ) == 0
    error_message = "The state of a document would be changed."
  }
}

run "what_the_gateway_refuses_has_the_same_shape" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  assert {
    condition = alltrue([
      for response in aws_api_gateway_gateway_response.this : try(
        keys(jsondecode(replace(
          response.response_templates["application/json"], "$context.error.messageString",
          "\"a message with its quotes\""
        )).error) == ["code", "message", "request_id"], false
      )
    ])
    error_message = jsonencode([
      for response in aws_api_gateway_gateway_response.this : response.response_templates
    ])
  }

  assert {
    condition = (
      keys(aws_api_gateway_gateway_response.this)
      == ["DEFAULT_4XX", "DEFAULT_5XX", "REQUEST_TOO_LARGE"]
      && aws_api_gateway_gateway_response.this["REQUEST_TOO_LARGE"].status_code == "413"
      && strcontains(
        aws_api_gateway_gateway_response.this["REQUEST_TOO_LARGE"]
        .response_templates["application/json"], "make post FILE="
      )
    )
    error_message = "A document that is too large is not told the way around."
  }
}

run "the_role_may_put_documents_and_nothing_else" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  assert {
    condition = jsondecode(output.role_policy).Statement == [{
      Sid      = "PutDocuments"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:aws:s3:::documents/id=*"
    }]
    error_message = "The role may ${output.role_policy}"
  }

  assert {
    condition = jsondecode(aws_iam_role.integration.assume_role_policy).Statement == [{
      Sid       = "CallServices"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
    error_message = "Who may be it: ${aws_iam_role.integration.assume_role_policy}"
  }
}

run "the_role_may_what_its_settings_need" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/documents"
    settings = {
      api_keys = {}
      authorization = {
        kind = "authorizer"
        authorizer = {
          cache_seconds = 0
          function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
        }
      }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = true
      throttle             = { burst = 100, rate = 50 }
    }
    status_bucket = {
      arn         = "arn:aws:s3:::lake"
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/lake"
      name        = "lake"
    }
  }

  assert {
    condition = jsondecode(output.role_policy).Statement == [
      {
        Sid      = "PutDocuments"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::documents/id=*"
      },
      {
        Sid       = "EncryptDocuments"
        Effect    = "Allow"
        Action    = "kms:GenerateDataKey"
        Resource  = "arn:aws:kms:eu-west-1:123456789012:key/documents"
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
      },
      {
        Sid      = "ReadStates"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::lake/status/*"
      },
      {
        Sid      = "TellUnknownFromForbidden"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::lake"
      },
      {
        Sid       = "DecryptStates"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = "arn:aws:kms:eu-west-1:123456789012:key/lake"
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
      },
      {
        Sid      = "AskAuthorizer"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
      },
    ]
    error_message = "The role may ${output.role_policy}"
  }

  assert {
    condition = (
      aws_api_gateway_authorizer.this[0].type == "TOKEN"
      && aws_api_gateway_authorizer.this[0].authorizer_credentials == var.role_arn
      && aws_api_gateway_authorizer.this[0].authorizer_result_ttl_in_seconds == 0
      && aws_api_gateway_authorizer.this[0].authorizer_uri == join("/", [
        "arn:aws:apigateway:eu-west-1:lambda:path", "2015-03-31", "functions",
        "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live", "invocations",
      ])
    )
    error_message = "The function is asked otherwise."
  }

  assert {
    condition = (
      aws_api_gateway_integration.this["GET"].uri
      == "arn:aws:apigateway:eu-west-1:s3:path/lake/status/{table}/{id}.json"
      && aws_api_gateway_method.this["GET"].authorization == "CUSTOM"
      && aws_api_gateway_method.this["POST"].authorization == "CUSTOM"
    )
    error_message = "The state of a document is read elsewhere, or by everybody."
  }
}

run "callers_sign_their_requests" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  assert {
    condition = (
      aws_api_gateway_method.this["POST"].authorization == "AWS_IAM"
      && length(aws_api_gateway_authorizer.this) == 0
      && length(aws_cognito_user_pool.this) == 0
    )
    error_message = "Others may call."
  }
}

run "a_pool_of_the_stack_has_users_that_administrators_make" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    settings = {
      api_keys             = {}
      authorization        = { kind = "cognito" }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = true
      throttle             = { burst = 100, rate = 50 }
    }
  }

  assert {
    condition = (
      aws_cognito_user_pool.this[0].admin_create_user_config[0].allow_admin_create_user_only
      && aws_cognito_user_pool.this[0].password_policy[0].minimum_length >= 16
      && aws_cognito_user_pool.this[0].password_policy[0].require_symbols
      && aws_cognito_user_pool.this[0].deletion_protection == "ACTIVE"
    )
    error_message = "Anybody could be a user, or one with a weak password."
  }

  assert {
    condition = (
      aws_cognito_user_pool_client.this[0].generate_secret == false
      && aws_cognito_user_pool_client.this[0].explicit_auth_flows == toset([
        "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH",
      ])
    )
    error_message = "A state would show a secret, or there are other ways in."
  }

  assert {
    condition = (
      aws_api_gateway_method.this["POST"].authorization == "COGNITO_USER_POOLS"
      && aws_api_gateway_integration.this["POST"].request_parameters[
        "integration.request.header.x-amz-meta-caller"
      ] == "context.authorizer.claims.sub"
    )
    error_message = "The caller is not the user of the token."
  }
}

run "a_given_pool_lets_in_users_of_the_given_client_only" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    settings = {
      api_keys = {}
      authorization = {
        kind = "cognito"
        cognito = {
          client_id     = "0a1b2c3d"
          user_pool_arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_given"
        }
      }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = true
      throttle             = { burst = 100, rate = 50 }
    }
  }

  assert {
    condition = (
      length(aws_cognito_user_pool.this) + length(aws_cognito_user_pool_client.this) == 0
      && aws_api_gateway_authorizer.this[0].identity_validation_expression == "^0a1b2c3d$"
      && tolist(aws_api_gateway_authorizer.this[0].provider_arns) == tolist([
        "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_given",
      ])
      && output.user_pool == { client_id = "0a1b2c3d", id = "eu-west-1_given" }
    )
    error_message = "Other tokens count: ${jsonencode(aws_api_gateway_authorizer.this)}"
  }
}

run "with_keys_each_client_has_a_quota" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    settings = {
      api_keys = {
        bank = { key_id = "bbbbbbbbbb", quota = { limit = 10, period = "WEEK" } }
        shop = {
          key_id   = "aaaaaaaaaa"
          quota    = { limit = 1000, period = "DAY" }
          throttle = { burst = 10, rate = 5 }
        }
      }
      authorization        = { kind = "iam" }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = true
      throttle             = { burst = 100, rate = 50 }
    }
  }

  assert {
    condition = (
      aws_api_gateway_method.this["POST"].api_key_required
      && aws_api_gateway_method.this["POST"].authorization == "AWS_IAM"
      && {
        for label, plan in aws_api_gateway_usage_plan.this : plan.name => join(" ", concat(
          plan.quota_settings[*].limit, plan.quota_settings[*].period,
          plan.throttle_settings[*].rate_limit,
        ))
        } == {
        ingress-bank = "10 WEEK"
        ingress-shop = "1000 DAY 5"
      }
      && { for label, key in aws_api_gateway_usage_plan_key.this : label => key.key_id } == {
        bank = "bbbbbbbbbb"
        shop = "aaaaaaaaaa"
      }
    )
    error_message = "A client has another quota: ${jsonencode(aws_api_gateway_usage_plan.this)}"
  }
}

run "all_clients_together_are_throttled_and_requests_are_written_down_without_content" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  assert {
    condition = (
      aws_api_gateway_method_settings.this.method_path == "*/*"
      && aws_api_gateway_method_settings.this.settings[0].throttling_rate_limit == 50
      && aws_api_gateway_method_settings.this.settings[0].throttling_burst_limit == 100
      && aws_api_gateway_method_settings.this.settings[0].metrics_enabled
      && !aws_api_gateway_method_settings.this.settings[0].data_trace_enabled
      && aws_api_gateway_method_settings.this.settings[0].logging_level == "OFF"
    )
    error_message = jsonencode(aws_api_gateway_method_settings.this.settings)
  }

  assert {
    condition = alltrue([
      for value in values(jsondecode(aws_api_gateway_stage.this.access_log_settings[0].format)) :
      !can(regex("(?i)body|token|apiKey$|header|querystring|userAgent", value))
    ])
    error_message = aws_api_gateway_stage.this.access_log_settings[0].format
  }

  # A client can choose the one, and not the other.
  assert {
    condition = alltrue([
      for value in ["$context.requestId", "$context.extendedRequestId"] : contains(
        values(jsondecode(aws_api_gateway_stage.this.access_log_settings[0].format)), value
      )
    ])
    error_message = aws_api_gateway_stage.this.access_log_settings[0].format
  }

  assert {
    condition     = aws_cloudwatch_log_group.access.retention_in_days == 30
    error_message = "The log is kept for another time."
  }

  assert {
    condition     = aws_cloudwatch_log_group.access.kms_key_id == var.log_group.kms_key_arn
    error_message = "The log is under another key."
  }

  assert {
    condition     = length(aws_api_gateway_account.this) == 1
    error_message = "The account's APIs cannot write logs."
  }

  # Known in a plan, so that a second one has the same.
  assert {
    condition     = can(regex("^[0-9a-f]{64}$", aws_api_gateway_deployment.this.triggers["content"]))
    error_message = "A deployment depends on what is known after it."
  }
}

run "somebody_else_sets_the_accounts_logging" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    settings = {
      api_keys             = {}
      authorization        = { kind = "iam" }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = false
      throttle             = { burst = 100, rate = 50 }
    }
  }

  assert {
    condition     = length(aws_api_gateway_account.this) + length(aws_iam_role.logging) == 0
    error_message = "The account's setting would be taken from somebody else."
  }
}

run "a_domain_takes_no_old_tls_and_a_firewall_stands_before_the_stage" {
  command = plan

  module {
    source = "./modules/ingress-api"
  }

  variables {
    settings = {
      api_keys      = {}
      authorization = { kind = "iam" }
      domain = {
        certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b"
        name            = "ingress.example.com"
      }
      force_destroy        = false
      log_retention_days   = 30
      sets_account_logging = true
      throttle             = { burst = 100, rate = 50 }
      web_acl_arn          = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/0a1b"
    }
  }

  assert {
    condition = (
      aws_api_gateway_domain_name.this[0].security_policy == "TLS_1_2"
      && aws_api_gateway_rest_api.this.disable_execute_api_endpoint == true
      && aws_api_gateway_base_path_mapping.this[0].base_path == "v1"
    )
    error_message = "A client could still use another endpoint."
  }

  assert {
    condition     = aws_wafv2_web_acl_association.this[0].web_acl_arn == var.settings.web_acl_arn
    error_message = "The firewall does not see the requests."
  }
}
