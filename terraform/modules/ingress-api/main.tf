# An API that puts what is posted into a bucket, by S3's own API: no function is in the way. What a
# method does: methods.tf. Who may call it: authorization.tf, usage-plans.tf.
resource "aws_api_gateway_rest_api" "this" {
  name        = var.name
  description = "Puts each document that is posted into ${var.bucket.name}"

  # All bodies are bytes, whatever their Content-Type says or lacks: as text, those that are not
  # UTF-8 would be stored with other bytes. API Gateway then takes every answer for bytes, too, and
  # decodes the text of a template as if it were base64, unless the integration response says
  # CONVERT_TO_TEXT: methods.tf. Gateway responses are text in any case.
  binary_media_types = ["*/*"]

  # The endpoint that every API has also talks TLS 1.0. A domain's does not.
  disable_execute_api_endpoint = var.settings.domain != null

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "tables" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_rest_api.this.root_resource_id
  path_part   = "table"
}

resource "aws_api_gateway_resource" "table" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.tables.id
  path_part   = "{table}"
}

resource "aws_api_gateway_resource" "objects" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.table.id
  path_part   = "object"
}

resource "aws_api_gateway_resource" "object" {
  count = var.status_bucket == null ? 0 : 1

  rest_api_id = aws_api_gateway_rest_api.this.id
  parent_id   = aws_api_gateway_resource.objects.id
  path_part   = "{id}"
}

# A deployment is a copy of all that is above. It is made anew when the files of this module change,
# or a value that they use. Not when a resource changes: its computed attributes are other ones in
# the second plan.
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  triggers = {
    content = sha256(jsonencode(concat(
      [for file in sort(fileset(path.module, "*.tf")) : filesha256("${path.module}/${file}")],
      [
        local.methods_by_name, length(var.settings.api_keys) > 0, local.authorization,
        var.role_arn, var.settings.domain != null,
      ],
    )))
  }

  # Also the methods' integration responses: without one, a method does not count as complete.
  depends_on = [
    aws_api_gateway_authorizer.this,
    aws_api_gateway_gateway_response.this,
    aws_api_gateway_integration.this,
    aws_api_gateway_integration_response.this,
    aws_api_gateway_method.this,
    aws_api_gateway_method_response.this,
  ]

  # The stage goes on with the former one until there is another.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = local.stage

  access_log_settings {
    destination_arn = var.log_group.arn
    format          = local.access_log_format
  }

  # AWS refuses a log before the account's APIs have a role for it.
  depends_on = [aws_api_gateway_account.this, aws_cloudwatch_log_group.access]
}

resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    # Its log would hold headers: the access log says what there is to say.
    data_trace_enabled     = false
    logging_level          = "OFF"
    metrics_enabled        = true
    throttling_burst_limit = var.settings.throttle.burst
    throttling_rate_limit  = var.settings.throttle.rate
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count = var.settings.web_acl_arn == null ? 0 : 1

  resource_arn = aws_api_gateway_stage.this.arn
  web_acl_arn  = var.settings.web_acl_arn
}

# A name of one's own, whose endpoint refuses TLS before 1.2. Whoever owns the zone points it to the
# output target.
resource "aws_api_gateway_domain_name" "this" {
  count = var.settings.domain == null ? 0 : 1

  domain_name              = var.settings.domain.name
  regional_certificate_arn = var.settings.domain.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

# The stage is part of the path, as it is without a domain.
resource "aws_api_gateway_base_path_mapping" "this" {
  count = var.settings.domain == null ? 0 : 1

  api_id      = aws_api_gateway_rest_api.this.id
  base_path   = local.stage
  domain_name = aws_api_gateway_domain_name.this[0].domain_name
  stage_name  = aws_api_gateway_stage.this.stage_name
}

locals {
  stage = "v1"
}
