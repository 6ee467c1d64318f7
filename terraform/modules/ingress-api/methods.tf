# What each method asks of S3, by parameter mapping alone, and what it answers. An answer of S3 that
# is not listed is an error: the default one has no pattern.
locals {
  methods = merge(
    {
      POST = {
        resource_id = aws_api_gateway_resource.objects.id
        # Not required: a body without a type is stored as bytes.
        parameters = {
          "method.request.header.Content-Type" = false
          "method.request.path.table"          = true
        }
      }
    },
    {
      for resource in aws_api_gateway_resource.object : "GET" => {
        resource_id = resource.id
        parameters = {
          "method.request.path.id"    = true
          "method.request.path.table" = true
        }
      }
    },
  )

  # A client can choose the id of its request, by x-amzn-RequestId: S3 is asked to refuse the second
  # document of an id.
  post = {
    verb = "PUT"
    path = "${var.bucket.name}/id={id}"
    parameters = {
      "header.Content-Type"                = "method.request.header.Content-Type"
      "header.If-None-Match"               = "'*'"
      "header.x-amz-expected-bucket-owner" = "'${var.account_id}'"
      "header.x-amz-meta-caller"           = local.caller
      "header.x-amz-meta-request-time"     = "context.requestTime"
      "header.x-amz-meta-table"            = "method.request.path.table"
      "path.id"                            = "context.requestId"
    }
    responses = {
      200 = { pattern = "200", code = null, message = null }
      409 = {
        pattern = "412"
        code    = "CONFLICT"
        message = "There is a document with this id. Send another x-amzn-RequestId, or none."
      }
      502 = {
        pattern = null
        code    = "NOT_STORED"
        message = "The document could not be stored. Send it again later."
      }
      # 409: another document of this id is just being stored.
      503 = {
        pattern = "409|503"
        code    = "SLOW_DOWN"
        message = "The document was not stored, because too many are. Send it again."
      }
    }
  }

  # What became of a document, as whoever read it wrote it down: the answer is that object.
  get = {
    verb = "GET"
    path = "${try(var.status_bucket.name, "")}/status/{table}/{id}.json"
    parameters = {
      "header.x-amz-expected-bucket-owner" = "'${var.account_id}'"
      "path.id"                            = "method.request.path.id"
      "path.table"                         = "method.request.path.table"
    }
    responses = {
      200 = { pattern = "200", code = null, message = null }
      404 = {
        pattern = "404"
        code    = "NOT_FOUND"
        message = "Nothing is known of this id in this table. A document is read within a minute."
      }
      502 = {
        pattern = null
        code    = "NOT_READ"
        message = "The state of the document could not be read. Ask again later."
      }
      503 = { pattern = "503", code = "SLOW_DOWN", message = "Too many ask. Ask again." }
    }
  }

  # Values that are known in a plan, for the trigger of the deployment.
  methods_by_name = merge(
    { POST = local.post }, { for bucket in var.status_bucket[*] : "GET" => local.get }
  )

  responses = merge([
    for method, integration in local.methods_by_name : {
      for status, response in integration.responses : "${method} ${status}" => merge(response, {
        method = method
        status = status
        # The body of GET's 200 is S3's, whose bytes are passed on. The other answers are ours.
        ours = response.code != null || method == "POST"
      })
    }
  ]...)

  # Each kind of authorisation knows the caller by another name.
  caller = {
    authorizer = "context.authorizer.principalId"
    cognito    = "context.authorizer.claims.sub"
    iam        = "context.identity.userArn"
  }[var.settings.authorization.kind]
}

resource "aws_api_gateway_request_validator" "parameters" {
  rest_api_id                 = aws_api_gateway_rest_api.this.id
  name                        = "parameters"
  validate_request_parameters = true
}

resource "aws_api_gateway_method" "this" {
  for_each = local.methods

  rest_api_id          = aws_api_gateway_rest_api.this.id
  resource_id          = each.value.resource_id
  http_method          = each.key
  api_key_required     = length(var.settings.api_keys) > 0
  authorization        = local.authorization.type
  authorizer_id        = one(aws_api_gateway_authorizer.this[*].id)
  request_parameters   = each.value.parameters
  request_validator_id = aws_api_gateway_request_validator.parameters.id
}

resource "aws_api_gateway_integration" "this" {
  for_each = local.methods_by_name

  rest_api_id             = aws_api_gateway_rest_api.this.id
  resource_id             = local.methods[each.key].resource_id
  http_method             = aws_api_gateway_method.this[each.key].http_method
  credentials             = var.role_arn
  integration_http_method = each.value.verb
  passthrough_behavior    = "WHEN_NO_TEMPLATES"
  timeout_milliseconds    = 29000
  type                    = "AWS"
  uri                     = "${var.integrations_arn}:s3:path/${each.value.path}"
  request_parameters = {
    for name, value in each.value.parameters : "integration.request.${name}" => value
  }

  depends_on = [aws_iam_role_policy.integration]
}

resource "aws_api_gateway_method_response" "this" {
  for_each = local.responses

  rest_api_id     = aws_api_gateway_rest_api.this.id
  resource_id     = local.methods[each.value.method].resource_id
  http_method     = aws_api_gateway_method.this[each.value.method].http_method
  status_code     = each.value.status
  response_models = { "application/json" = "Empty" }
}

resource "aws_api_gateway_integration_response" "this" {
  for_each = local.responses

  rest_api_id       = aws_api_gateway_rest_api.this.id
  resource_id       = local.methods[each.value.method].resource_id
  http_method       = aws_api_gateway_integration.this[each.value.method].http_method
  status_code       = aws_api_gateway_method_response.this[each.key].status_code
  selection_pattern = each.value.pattern

  # See binary_media_types in main.tf. Bytes stay bytes whatever the client accepts.
  content_handling = each.value.ours ? "CONVERT_TO_TEXT" : "CONVERT_TO_BINARY"

  # S3's own errors are never passed on.
  response_templates = each.value.ours ? {
    "application/json" = each.value.code == null ? local.success : replace(
      jsonencode({
        success = false
        error   = { code = each.value.code, message = each.value.message, request_id = "ID" }
      }),
      "\"ID\"", "\"${local.request_id}\""
    )
  } : {}
}

# What API Gateway refuses by itself: who may not, what is too much, what takes too long.
resource "aws_api_gateway_gateway_response" "this" {
  for_each = {
    DEFAULT_4XX = { status = null, message = null }
    DEFAULT_5XX = { status = null, message = null }
    REQUEST_TOO_LARGE = {
      status  = "413"
      message = "A request has 10 MB at most. Put larger documents by make post FILE=, or a form."
    }
  }

  rest_api_id   = aws_api_gateway_rest_api.this.id
  response_type = each.key
  status_code   = each.value.status

  response_templates = {
    # The message comes with its quotes.
    "application/json" = (
      each.value.message == null
      ? replace(
        jsonencode({ success = false, error = merge(local.error, { message = "MESSAGE" }) }),
        "\"MESSAGE\"", "$context.error.messageString"
      )
      : jsonencode({
        success = false, error = merge(local.error, { message = each.value.message })
      })
    )
  }
}

locals {
  # No template of a gateway response can escape: a client whose own x-amzn-RequestId has a quote gets
  # an error that is no JSON.
  error = { code = "$context.error.responseType", request_id = "$context.requestId" }

  # A client can choose the id, and so what stands between the quotes. As JavaScript it would have an
  # escaped apostrophe, which JSON does not know. jsonencode would escape the call's own quotes.
  success = replace(
    jsonencode({ success = true, data = { id = "ID" } }), "\"ID\"", "\"${local.request_id}\""
  )
  request_id = "$util.escapeJavaScript($context.requestId).replaceAll(\"\\\\'\",\"'\")"
}
