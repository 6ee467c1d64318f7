# Lambda would make it by itself, but without retention, and would leave it behind.
resource "aws_cloudwatch_log_group" "this" {
  name              = var.log_group.name
  kms_key_id        = var.kms_key_arn
  retention_in_days = var.settings.log_retention_days
}

# No aws:SourceAccount condition: Lambda is not documented to send it when it assumes the role.
resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "What the function ${var.name} may do"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "RunFunction"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  for_each = merge(local.own_policies, local.key_policies, local.network_policies, var.policies)

  name   = each.key
  role   = aws_iam_role.this.name
  policy = each.value
}

locals {
  own_policies = {
    for name, statement in {
      failures = {
        Sid      = "KeepFailures"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = var.failure_queue.arn
      }
      logs = {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${var.log_group.arn}:*"
      }
      # X-Ray's actions know no resources.
      tracing = {
        Sid      = "WriteTraces"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      }
    } : name => jsonencode({ Version = "2012-10-17", Statement = [statement] })
    if name != "tracing" || var.settings.tracing
  }
}

locals {
  # Lambda decrypts the environment variables as the role, when the function starts. Failures are
  # sent with it, and batches of a queue under the same key are taken with it; whoever sends has
  # to decrypt, too: SQS checks the data key that it got.
  key_policies = {
    for arn in compact([var.kms_key_arn]) : "key" => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "DecryptEnvironment"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = arn
          Condition = {
            StringEquals = { "kms:ViaService" = var.endpoints.lambda }
            StringLike = {
              "kms:EncryptionContext:aws:lambda:FunctionArn" = [local.arn, "${local.arn}:*"]
            }
          }
        },
        {
          Sid       = "UseQueues"
          Effect    = "Allow"
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = arn
          Condition = { StringEquals = { "kms:ViaService" = var.endpoints.sqs } }
        },
      ]
    })
  }

  arn = trimsuffix(var.live_arn, ":live")
}

locals {
  # Lambda puts a function into a VPC with the function's role. Those actions take no narrower
  # resource: Lambda documents it of the last four, and the first two list. The code itself may do
  # none of it, although it has the same role.
  network_policies = {
    for network in var.network[*] : "network" => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "FindNetwork"
          Effect   = "Allow"
          Action   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
          Resource = "*"
        },
        {
          Sid    = "JoinNetwork"
          Effect = "Allow"
          Action = [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:UnassignPrivateIpAddresses",
          ]
          Resource = "${network.arn}:*"
        },
        {
          Sid      = "RefuseNetworkToCode"
          Effect   = "Deny"
          Action   = "ec2:*"
          Resource = "*"
          Condition = {
            ArnEquals = { "lambda:SourceFunctionArn" = local.arn }
          }
        },
      ]
    })
  }
}

resource "aws_lambda_function" "this" {
  function_name                  = var.name
  description                    = var.description
  role                           = aws_iam_role.this.arn
  runtime                        = var.runtime
  handler                        = var.handler
  architectures                  = [var.settings.architecture]
  kms_key_arn                    = var.kms_key_arn
  memory_size                    = var.settings.memory_size
  timeout                        = var.settings.timeout
  reserved_concurrent_executions = coalesce(var.settings.reserved_concurrency, -1)

  filename = var.package
  # Without the guard a missing zip would end in a stack of Terraform's own errors, instead of the
  # one that says how to build it.
  source_code_hash = fileexists(var.package) ? filebase64sha256(var.package) : null
  publish          = true

  environment {
    variables = var.environment
  }

  logging_config {
    application_log_level = var.settings.log_level
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.this.name
    system_log_level      = "INFO"
  }

  dynamic "snap_start" {
    for_each = var.settings.snap_start ? ["PublishedVersions"] : []

    content {
      apply_on = snap_start.value
    }
  }

  tracing_config {
    mode = var.settings.tracing ? "Active" : "PassThrough"
  }

  dynamic "vpc_config" {
    for_each = var.network[*]

    content {
      security_group_ids = vpc_config.value.security_groups
      subnet_ids         = vpc_config.value.subnets
    }
  }

  # Lambda makes no function in a VPC whose role may not join it.
  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "What every trigger targets"
  function_name    = aws_lambda_function.this.function_name
  function_version = coalesce(var.settings.pinned_version, aws_lambda_function.this.version)

  dynamic "routing_config" {
    for_each = var.canary[*]

    content {
      additional_version_weights = { (routing_config.value.version) = routing_config.value.weight }
    }
  }

  lifecycle {
    precondition {
      condition = (
        var.settings.pinned_version == null
        ? true
        : tonumber(var.settings.pinned_version) <= tonumber(aws_lambda_function.this.version)
      )
      error_message = <<-EOT
        function.pinned_version is ${jsonencode(var.settings.pinned_version)}, but
        ${var.name} has no such version. Write "${aws_lambda_function.this.version}"
        or an older one, or null for the newest.
      EOT
    }

    # Without a pin the newest version has all events already.
    precondition {
      condition = (
        var.canary == null
        ? true
        : try(
          tonumber(var.canary.version) > tonumber(var.settings.pinned_version)
          && tonumber(var.canary.version) <= tonumber(aws_lambda_function.this.version),
          false
        )
      )
      error_message = <<-EOT
        ${var.name} cannot have the canary ${jsonencode(one(var.canary[*].version))}: it is not a
        published version that is newer than the one that live is pinned to,
        ${jsonencode(var.settings.pinned_version)}. The newest is
        "${aws_lambda_function.this.version}".
      EOT
    }
  }
}

# The queue belongs to the alias and not to a trigger: it keeps its messages when the trigger is
# replaced by another one.
resource "aws_sqs_queue" "failures" {
  name                      = var.failure_queue.name
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 14 * 24 * 60 * 60
  # SQS takes one of the two.
  sqs_managed_sse_enabled = var.kms_key_arn == null ? true : null

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "RefusePlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = var.failure_queue.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_lambda_function_event_invoke_config" "live" {
  function_name                = aws_lambda_alias.live.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_event_age_in_seconds = var.retries.maximum_event_age_seconds
  maximum_retry_attempts       = var.retries.maximum_attempts

  destination_config {
    on_failure {
      destination = var.failure_queue.arn
    }
  }

  # Lambda refuses a destination that its role may not send to.
  depends_on = [aws_iam_role_policy.this, aws_sqs_queue.failures]
}
