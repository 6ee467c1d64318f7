# What is connected to what, in the stack as a whole: every trigger invokes the alias.
mock_provider "aws" {
  source = "./tests/mocks"
}

# It leaves version 7 in the state, so that the plans below check a pin and a canary against it.
run "once_applied_every_way_is_there_and_the_alias_is_on_the_newest_version" {
  variables {
    sources = {
      source = {
        trigger = "queue"
      }
    }
  }

  # Every way is there whatever the trigger is.
  # What is on its way through one of them when the trigger is switched must still arrive.
  assert {
    condition = { for name, queue in output.failure_queues : name => queue.name } == {
      eventbridge = "object-ledger-eventbridge-test-failures"
      handler     = "object-ledger-failures-test"
      queue       = "object-ledger-queue-test-failures"
    }
    error_message = jsonencode(output.failure_queues)
  }

  assert {
    condition = (
      output.failure_queues.handler.url == module.handler.failures.url
      && output.queue.name == "object-ledger-queue-test"
      && output.sources.source.trigger == "queue"
    )
    error_message = "The tools are told of other queues."
  }

  assert {
    condition = alltrue([
      module.trigger_direct["source"].invocation.qualifier == "live",
      module.trigger_eventbridge["source"].invocation.qualifier == "live",
      module.trigger_queue.invocation.target == output.live.arn,
    ])
    error_message = "A way into the alias is gone."
  }

  # The alias follows the newest version.
  assert {
    condition     = output.live.version == "7"
    error_message = "The newest version is 7, but live is on ${output.live.version}."
  }

  # The tools are told where a backfill has things.
  assert {
    condition = output.backfill == {
      prefix   = "backfill/"
      role_arn = "arn:aws:iam::123456789012:role/mock"
    }
    error_message = jsonencode(output.backfill)
  }
}

run "whoever_invokes_the_function_invokes_the_alias" {
  command = plan

  # Every trigger targets the alias.
  assert {
    condition = output.live.arn == join(":", [
      "arn:aws:lambda:eu-west-1:123456789012:function", "object-ledger-handler-test", "live",
    ])
    error_message = "The alias is ${output.live.arn}."
  }

  assert {
    condition = {
      direct      = module.trigger_direct["source"].invocation.target
      eventbridge = module.trigger_eventbridge["source"].invocation.target
      queue       = module.trigger_queue.invocation.target
      } == {
      direct      = output.live.arn
      eventbridge = output.live.arn
      queue       = output.live.arn
    }
    error_message = "A trigger targets something else than live."
  }

  # Only the source bucket may invoke it directly.
  assert {
    condition = module.trigger_direct["source"].invocation == {
      function_name  = "object-ledger-handler-test"
      qualifier      = "live"
      source_account = "123456789012"
      source_arn     = "arn:aws:s3:::object-ledger-source-test-123456789012"
      target         = output.live.arn
    }
    error_message = "The permission is ${jsonencode(module.trigger_direct["source"].invocation)}."
  }

  # Only the queue hands batches over.
  assert {
    condition = (
      module.trigger_queue.invocation.source_arn
      == "arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-test"
    )
    error_message = "Batches come from ${module.trigger_queue.invocation.source_arn}."
  }

  # What EventBridge cannot deliver is kept.
  assert {
    condition = jsondecode(aws_sqs_queue.eventbridge_failures.policy).Statement == [
      {
        Sid       = "KeepFailures"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-eventbridge-test-failures"
        Condition = {
          ArnEquals = { "aws:SourceArn" = "arn:aws:events:eu-west-1:123456789012:rule/object-ledger-eventbridge-test" }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-eventbridge-test-failures"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The failure queue's policy is ${aws_sqs_queue.eventbridge_failures.policy}"
  }

  assert {
    condition = (
      aws_sqs_queue.eventbridge_failures.sqs_managed_sse_enabled
      && aws_sqs_queue.eventbridge_failures.message_retention_seconds == 1209600
    )
    error_message = "Failures are not encrypted, or kept for less than the 14 days of SQS."
  }

  # The newest code is known before the apply.
  assert {
    condition     = output.code_sha256 == filebase64sha256(var.package)
    error_message = "A reviewer of the plan cannot compare the code with the zip."
  }

  # One place sets notifications.
  # S3 keeps one notification configuration a bucket: a second resource would take turns with it.
  assert {
    condition = flatten([
      for name in fileset(path.module, "**/*.tf") : [
        for text in regexall(
          "(?m)^resource +\"aws_s3_bucket_notification\"", file("${path.module}/${name}")
        ) : name
      ]
    ]) == ["trigger.tf"]
    error_message = "aws_s3_bucket_notification belongs once in trigger.tf."
  }

  # Nothing names a version of the function.
  assert {
    condition = alltrue([
      for name in fileset(path.module, "**/*.tf") :
      !strcontains(file("${path.module}/${name}"), "$LATEST")
    ])
    error_message = "A file names $LATEST. Every target is the alias live."
  }
}

run "a_pin_moves_the_alias_and_not_the_rule_or_the_queue" {
  command = plan

  variables {
    function = { pinned_version = "3", timeout = 40 }
    queue    = { window_seconds = 7 }
    sources = {
      source = {
        filter = { prefix = "in/", suffix = ".json" }
      }
    }
  }

  # Only the rule may invoke it through EventBridge.
  assert {
    condition = module.trigger_eventbridge["source"].invocation == {
      function_name = "object-ledger-handler-test"
      pattern       = module.trigger_eventbridge["source"].invocation.pattern
      qualifier     = "live"
      source_arn = join("/", [
        "arn:aws:events:eu-west-1:123456789012:rule", "object-ledger-eventbridge-test",
      ])
      target = output.live.arn
    }
    error_message = "The permission is ${jsonencode(module.trigger_eventbridge["source"].invocation)}."
  }

  assert {
    condition = jsondecode(module.trigger_eventbridge["source"].invocation.pattern).detail == {
      bucket = { name = ["object-ledger-source-test-123456789012"] }
      object = { key = [{ wildcard = "in/*.json" }] }
    }
    error_message = "The rule takes ${module.trigger_eventbridge["source"].invocation.pattern}."
  }

  assert {
    condition = contains(
      jsondecode(module.trigger_eventbridge["source"].invocation.pattern).detail-type, "Object Tags Added"
    )
    error_message = "The rule does not take every event that is to be recorded."
  }

  # The queue hides a message for six times the function's time.
  assert {
    condition     = output.queue.visibility_seconds == 247
    error_message = "The queue hides a message for ${output.queue.visibility_seconds} seconds."
  }

  # A pin moves the alias and nothing else.
  assert {
    condition     = output.live.version == "3"
    error_message = "Version 3 is pinned, but live is on ${output.live.version}."
  }

  assert {
    condition = alltrue([
      for target in [
        module.trigger_direct["source"].invocation.target,
        module.trigger_eventbridge["source"].invocation.target,
        module.trigger_queue.invocation.target,
      ] : target == output.live.arn
    ])
    error_message = "A trigger targets something else than live."
  }
}

run "an_existing_bucket_is_only_notified_and_a_release_holds_the_alias" {
  command = plan

  variables {
    release = { version = "6", canary = { version = "7", weight = 0.2 } }
    sources = {
      source = {
        bucket = { create = false, name = "landing-zone" }
      }
    }
  }

  # An existing bucket is only notified.
  assert {
    condition     = length(module.source_bucket) == 0
    error_message = "The stack makes a bucket although there is one."
  }

  assert {
    condition = module.trigger_direct["source"].invocation == {
      function_name  = "object-ledger-handler-test"
      qualifier      = "live"
      source_account = "123456789012"
      source_arn     = "arn:aws:s3:::landing-zone"
      target         = output.live.arn
    }
    error_message = "The permission is ${jsonencode(module.trigger_direct["source"].invocation)}."
  }

  assert {
    condition     = output.sources.source.bucket == "landing-zone"
    error_message = "The source bucket is ${output.sources.source.bucket}."
  }

  assert {
    condition = (
      jsondecode(module.handler.policies.source).Statement[0].Resource
      == "arn:aws:s3:::landing-zone/*"
    )
    error_message = "The function reads ${module.handler.policies.source}."
  }

  # A release holds the alias. Its canary: function.tftest.hcl.
  assert {
    condition     = output.live.version == "6"
    error_message = "The release holds live on 6, but it is on ${output.live.version}."
  }
}
