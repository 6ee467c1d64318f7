# The module function: its versions, its alias, and what happens to an event that it fails on.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  description = "Some function"
  environment = { SOME_VARIABLE = "some value" }
  failure_queue = {
    arn  = "arn:aws:sqs:eu-west-1:123456789012:some-failures"
    name = "some-failures"
  }
  handler  = "some.Handler"
  live_arn = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:live"
  log_group = {
    arn  = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/some-function"
    name = "/aws/lambda/some-function"
  }
  name    = "some-function"
  package = "tests/stand-in.zip"
  retries = { maximum_attempts = 1, maximum_event_age_seconds = 600 }
  runtime = "java21"
  settings = {
    architecture         = "arm64"
    log_level            = "DEBUG"
    log_retention_days   = 14
    memory_size          = 512
    pinned_version       = null
    reserved_concurrency = null
    snap_start           = true
    timeout              = 30
    tracing              = false
  }
}

run "each_change_is_published" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function.this.publish
    error_message = "No version is published."
  }

  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256(var.package)
    error_message = "A changed zip would not be noticed."
  }

  assert {
    condition     = aws_lambda_function.this.snap_start[0].apply_on == "PublishedVersions"
    error_message = "Versions do not start from a snapshot."
  }
}

run "the_function_is_as_told" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition = {
      architectures = aws_lambda_function.this.architectures
      concurrency   = aws_lambda_function.this.reserved_concurrent_executions
      environment   = aws_lambda_function.this.environment[0].variables
      handler       = aws_lambda_function.this.handler
      memory_size   = aws_lambda_function.this.memory_size
      runtime       = aws_lambda_function.this.runtime
      timeout       = aws_lambda_function.this.timeout
      tracing       = aws_lambda_function.this.tracing_config[0].mode
      } == {
      architectures = tolist(["arm64"])
      concurrency   = -1
      environment   = tomap({ SOME_VARIABLE = "some value" })
      handler       = "some.Handler"
      memory_size   = 512
      runtime       = "java21"
      timeout       = 30
      tracing       = "PassThrough"
    }
    error_message = "The function has other settings than were given."
  }
}

# {"A":""} has eight bytes.
run "the_variables_fill_lambdas_four_kilobytes" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { A = format("%4088s", "a") }
  }

  assert {
    condition     = length(aws_lambda_function.this.environment[0].variables.A) == 4088
    error_message = "The variables are cut."
  }
}

run "the_variables_are_measured_together" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { A = format("%4000s", "a"), B = format("%82s", "b") }
  }

  expect_failures = [var.environment]
}

# 1,023 characters of four bytes each.
run "the_variables_are_measured_in_bytes" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { A = join("", [for i in range(1023) : "🙂"]) }
  }

  expect_failures = [var.environment]
}

# Each quotation mark of JSON in a variable is escaped where Lambda measures.
run "the_variables_are_measured_as_json" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    environment = { A = jsonencode({ for i in range(340) : format("%03d", i) => "ab" }) }
  }

  expect_failures = [var.environment]
}

run "the_alias_follows_the_newest_version" {
  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_alias.live.name == "live"
    error_message = "The alias is called ${aws_lambda_alias.live.name}."
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == aws_lambda_function.this.version
    error_message = "The alias is on version ${aws_lambda_alias.live.function_version}."
  }
}

run "a_pin_puts_the_alias_on_an_older_version" {
  module {
    source = "./modules/function"
  }

  variables {
    settings = merge(var.settings, { pinned_version = "3" })
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "3"
    error_message = "The alias is on version ${aws_lambda_alias.live.function_version}."
  }
}

run "without_a_canary_the_pinned_version_has_every_event" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    settings = merge(var.settings, { pinned_version = "3" })
  }

  assert {
    condition     = length(aws_lambda_alias.live.routing_config) == 0
    error_message = "Some events go to another version than the pinned one."
  }
}

run "a_canary_gets_its_share_of_the_events" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    canary   = { version = "7", weight = 0.1 }
    settings = merge(var.settings, { pinned_version = "3" })
  }

  assert {
    condition     = aws_lambda_alias.live.function_version == "3"
    error_message = "The alias is on version ${aws_lambda_alias.live.function_version}."
  }

  assert {
    condition = (
      aws_lambda_alias.live.routing_config[0].additional_version_weights == tomap({ "7" = 0.1 })
    )
    error_message = "The canary does not get a tenth of the events."
  }
}

run "a_canary_needs_a_pinned_version" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    canary = { version = "7", weight = 0.1 }
  }

  expect_failures = [aws_lambda_alias.live]
}

run "a_canary_is_newer_than_what_it_is_compared_with" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    canary   = { version = "3", weight = 0.1 }
    settings = merge(var.settings, { pinned_version = "3" })
  }

  expect_failures = [aws_lambda_alias.live]
}

# Version 7 is in the state that the runs above left.
run "a_canary_that_was_never_published_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    canary   = { version = "8", weight = 0.1 }
    settings = merge(var.settings, { pinned_version = "3" })
  }

  expect_failures = [aws_lambda_alias.live]
}

run "a_version_that_was_never_published_is_refused" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    settings = merge(var.settings, { pinned_version = "8" })
  }

  expect_failures = [aws_lambda_alias.live]
}

run "what_fails_goes_to_the_failure_queue" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.live.qualifier == "live"
    error_message = "Retries and failures are not set for the alias."
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.live.destination_config[0].on_failure[0].destination
      == "arn:aws:sqs:eu-west-1:123456789012:${aws_sqs_queue.failures.name}"
    )
    error_message = "Failures go elsewhere."
  }

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.live.maximum_retry_attempts == 1
      && aws_lambda_function_event_invoke_config.live.maximum_event_age_in_seconds == 600
    )
    error_message = "Retries are other than given."
  }

  assert {
    condition     = aws_sqs_queue.failures.message_retention_seconds == 1209600
    error_message = "Failures are kept for less than the 14 days that SQS offers."
  }

  assert {
    condition     = aws_sqs_queue.failures.sqs_managed_sse_enabled
    error_message = "The failure queue is not encrypted."
  }

  assert {
    condition = jsondecode(aws_sqs_queue.failures.policy).Statement == [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:some-failures"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The failure queue's policy is ${aws_sqs_queue.failures.policy}"
  }
}

run "it_logs_to_a_group_that_expires" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 14
    error_message = "Logs are kept for ${aws_cloudwatch_log_group.this.retention_in_days} days."
  }

  assert {
    condition = aws_lambda_function.this.logging_config[0] == {
      application_log_level = "DEBUG"
      log_format            = "JSON"
      log_group             = aws_cloudwatch_log_group.this.name
      system_log_level      = "INFO"
    }
    error_message = "The function logs elsewhere, or otherwise."
  }
}

run "only_lambda_may_take_the_role" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [
      {
        Sid       = "RunFunction"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "lambda.amazonaws.com" }
      },
    ]
    error_message = "The role trusts ${aws_iam_role.this.assume_role_policy}"
  }
}

run "tracing_and_concurrency_are_values" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    settings = merge(var.settings, {
      reserved_concurrency = 50
      snap_start           = false
      tracing              = true
    })
  }

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "The function is not traced."
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == 50
    error_message = "The function's concurrency is not reserved."
  }

  assert {
    condition     = length(aws_lambda_function.this.snap_start) == 0
    error_message = "Versions start from a snapshot."
  }
}

run "its_role_stays_within_a_boundary" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/some-boundary"
  }

  assert {
    condition = (
      aws_iam_role.this.permissions_boundary == "arn:aws:iam::123456789012:policy/some-boundary"
    )
    error_message = "The role is bounded by ${jsonencode(aws_iam_role.this.permissions_boundary)}."
  }
}

run "a_pinned_version_is_a_number" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    settings = {
      architecture         = "arm64"
      log_level            = "DEBUG"
      log_retention_days   = 14
      memory_size          = 512
      pinned_version       = "live"
      reserved_concurrency = null
      snap_start           = true
      timeout              = 30
      tracing              = false
    }
  }

  expect_failures = [var.settings]
}

run "no_version_is_called_zero" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    settings = {
      architecture         = "arm64"
      log_level            = "DEBUG"
      log_retention_days   = 14
      memory_size          = 512
      pinned_version       = "0"
      reserved_concurrency = null
      snap_start           = true
      timeout              = 30
      tracing              = false
    }
  }

  expect_failures = [var.settings]
}

run "a_canary_is_a_number" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    canary = { version = "7.5", weight = 0.1 }
    settings = {
      architecture         = "arm64"
      log_level            = "DEBUG"
      log_retention_days   = 14
      memory_size          = 512
      pinned_version       = "3"
      reserved_concurrency = null
      snap_start           = true
      timeout              = 30
      tracing              = false
    }
  }

  expect_failures = [var.canary]
}

run "a_function_is_in_no_vpc_where_nothing_is_said" {
  command = plan

  module {
    source = "./modules/function"
  }

  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0
    error_message = jsonencode(aws_lambda_function.this.vpc_config)
  }

  assert {
    condition     = !strcontains(join("", values(output.policies)), "ec2:")
    error_message = "The role may make network interfaces, which the function has no need of."
  }
}

run "a_function_in_a_vpc_joins_it_and_its_code_may_not" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    network = {
      arn             = "arn:aws:ec2:eu-west-1:123456789012"
      security_groups = ["sg-0123456789abcdef0"]
      subnets         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    }
  }

  assert {
    condition = (
      aws_lambda_function.this.vpc_config[0].security_group_ids == toset(["sg-0123456789abcdef0"])
      && aws_lambda_function.this.vpc_config[0].subnet_ids
      == toset(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])
    )
    error_message = jsonencode(aws_lambda_function.this.vpc_config)
  }

  assert {
    condition = jsondecode(output.policies["network"]).Statement == [
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
          "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses",
        ]
        Resource = "arn:aws:ec2:eu-west-1:123456789012:*"
      },
      {
        Sid      = "RefuseNetworkToCode"
        Effect   = "Deny"
        Action   = "ec2:*"
        Resource = "*"
        Condition = {
          ArnEquals = {
            "lambda:SourceFunctionArn" = (
              "arn:aws:lambda:eu-west-1:123456789012:function:some-function"
            )
          }
        }
      },
    ]
    error_message = output.policies["network"]
  }
}

run "what_holds_data_is_under_its_key" {
  command = plan

  module {
    source = "./modules/function"
  }

  variables {
    endpoints   = { lambda = "lambda.some-region.example.com", sqs = "sqs.some-region.example.com" }
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/some-key"
  }

  assert {
    condition = {
      environment = aws_lambda_function.this.kms_key_arn
      failures    = aws_sqs_queue.failures.kms_master_key_id
      log         = aws_cloudwatch_log_group.this.kms_key_id
    } == { for name in ["environment", "failures", "log"] : name => var.kms_key_arn }
    error_message = "Something is not under the key."
  }

  assert {
    condition = {
      for statement in jsondecode(output.policies["key"]).Statement : statement.Sid => [
        statement.Action, statement.Condition.StringEquals["kms:ViaService"], statement.Resource,
      ]
      } == {
      DecryptEnvironment = ["kms:Decrypt", var.endpoints.lambda, var.kms_key_arn]
      UseQueues          = [["kms:Decrypt", "kms:GenerateDataKey"], var.endpoints.sqs, var.kms_key_arn]
    }
    error_message = "The role may ${output.policies["key"]}."
  }
}
