# What is written down of each request: who asked for what, and what came of it. Neither bodies nor
# tokens nor keys.
resource "aws_cloudwatch_log_group" "access" {
  name              = var.log_group.name
  kms_key_id        = var.log_group.kms_key_arn
  retention_in_days = var.settings.log_retention_days
}

locals {
  # API Gateway puts the values between the quotes as they are. A client's own text, such as its
  # User-Agent, could hold a quote, and is left out. It can also choose the request id, and two
  # requests can have the same: the extended one is always API Gateway's own.
  access_log_format = jsonencode({
    api_key_id          = "$context.identity.apiKeyId"
    caller              = join("", ["$", local.caller])
    error               = "$context.error.responseType"
    extended_request_id = "$context.extendedRequestId"
    integration_latency = "$context.integration.latency"
    integration_status  = "$context.integration.status"
    latency             = "$context.responseLatency"
    method              = "$context.httpMethod"
    path                = "$context.path"
    request_id          = "$context.requestId"
    request_time        = "$context.requestTimeEpoch"
    resource            = "$context.resourcePath"
    response_length     = "$context.responseLength"
    source_ip           = "$context.identity.sourceIp"
    status              = "$context.status"
    waf                 = "$context.waf.status"
  })
}

# The account has one such role for all its APIs in the region.
resource "aws_api_gateway_account" "this" {
  count = var.settings.sets_account_logging ? 1 : 0

  cloudwatch_role_arn = var.logging_role.arn

  depends_on = [aws_iam_role_policy.logging]
}

resource "aws_iam_role" "logging" {
  count = var.settings.sets_account_logging ? 1 : 0

  name                 = var.logging_role.name
  description          = "What APIs of the account in ${var.region} may write down"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "WriteLogs"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

# These are the rights of AWS's own policy for it, AmazonAPIGatewayPushToCloudWatchLogs: API Gateway
# refuses a role that lacks them, and does not say which of them it asks for.
resource "aws_iam_role_policy" "logging" {
  count = var.settings.sets_account_logging ? 1 : 0

  name = "logging"
  role = aws_iam_role.logging[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "WriteLogs"
      Effect = "Allow"
      Action = [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:PutLogEvents",
      ]
      Resource = "*"
    }]
  })
}
