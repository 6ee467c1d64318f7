# The module trigger-queue: the queue, its dead-letter queue, and the batches for the alias.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  alias = {
    arn           = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
    function_name = "some-function"
    name          = "some-alias"
    version       = "7"
  }
  failure_queue = {
    arn  = "arn:aws:sqs:eu-west-1:123456789012:some-queue-failures"
    name = "some-queue-failures"
  }
  function_timeout = 60
  queue = {
    arn  = "arn:aws:sqs:eu-west-1:123456789012:some-queue"
    name = "some-queue"
  }
  settings = {
    batch_size          = 200
    maximum_concurrency = 8
    maximum_receives    = 6
    window_seconds      = 4
  }
  source_buckets = {
    some = {
      account_id = "123456789012"
      arn        = "arn:aws:s3:::some-bucket"
      name       = "some-bucket"
    }
  }
}

run "s3_is_to_notify_the_queue_alone" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition     = !output.notification.eventbridge && output.notification.function_arn == null
    error_message = "S3 is to notify something else."
  }

  assert {
    condition = (
      output.notification.queue_arn == "arn:aws:sqs:eu-west-1:123456789012:${aws_sqs_queue.this.name}"
    )
    error_message = "S3 is to notify ${output.notification.queue_arn}."
  }
}

run "only_that_bucket_of_that_account_may_send_and_only_over_tls" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement == [
      {
        Sid       = "ReceiveEvents"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:some-queue"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = "arn:aws:s3:::some-bucket" }
          StringEquals = { "aws:SourceAccount" = "123456789012" }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:some-queue"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The queue's policy is ${aws_sqs_queue.this.policy}"
  }

  assert {
    condition = jsondecode(aws_sqs_queue.failures.policy).Statement == [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = "arn:aws:sqs:eu-west-1:123456789012:some-queue-failures"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The dead-letter queue's policy is ${aws_sqs_queue.failures.policy}"
  }

  assert {
    condition = (
      aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.failures.sqs_managed_sse_enabled
    )
    error_message = "A queue is not encrypted."
  }
}

run "several_buckets_may_send" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  variables {
    source_buckets = {
      other = {
        account_id = "123456789012"
        arn        = "arn:aws:s3:::other-bucket"
        name       = "other-bucket"
      }
      some = {
        account_id = "123456789012"
        arn        = "arn:aws:s3:::some-bucket"
        name       = "some-bucket"
      }
    }
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.policy).Statement[0].Condition == {
      ArnEquals = {
        "aws:SourceArn" = ["arn:aws:s3:::other-bucket", "arn:aws:s3:::some-bucket"]
      }
      StringEquals = { "aws:SourceAccount" = "123456789012" }
    }
    error_message = "The queue's policy is ${aws_sqs_queue.this.policy}"
  }
}

run "a_message_stays_hidden_while_it_can_be_at_work" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition     = aws_sqs_queue.this.visibility_timeout_seconds == 6 * 60 + 4
    error_message = "Hidden for ${aws_sqs_queue.this.visibility_timeout_seconds} seconds."
  }

  assert {
    condition     = output.queue.visibility_seconds == aws_sqs_queue.this.visibility_timeout_seconds
    error_message = "Others are told ${output.queue.visibility_seconds} seconds."
  }
}

# One event of S3 may have 64 KiB.
run "a_message_may_be_as_large_as_an_event" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition     = try(aws_sqs_queue.this.max_message_size >= 64 * 1024, true)
    error_message = "Leave the maximum size of a message at what SQS offers."
  }
}

run "what_fails_goes_to_the_dead_letter_queue" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition = jsondecode(aws_sqs_queue.this.redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:eu-west-1:123456789012:some-queue-failures"
      maxReceiveCount     = 6
    }
    error_message = "The redrive policy is ${aws_sqs_queue.this.redrive_policy}"
  }

  assert {
    condition = jsondecode(aws_sqs_queue.failures.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = ["arn:aws:sqs:eu-west-1:123456789012:some-queue"]
    }
    error_message = "The allow policy is ${aws_sqs_queue.failures.redrive_allow_policy}"
  }

  # A message brings its age along.
  assert {
    condition = (
      aws_sqs_queue.failures.message_retention_seconds
      > aws_sqs_queue.this.message_retention_seconds
    )
    error_message = "The dead-letter queue keeps a message for no longer than the queue."
  }

  assert {
    condition = join(" ", [
      for name, queue in output.failures : "${name} ${queue.name} ${queue.arn}"
    ]) == "queue some-queue-failures arn:aws:sqs:eu-west-1:123456789012:some-queue-failures"
    error_message = "Failures are said to be elsewhere."
  }
}

run "the_alias_gets_batches_and_answers_with_what_failed" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition = {
      batch_size  = aws_lambda_event_source_mapping.this.batch_size
      concurrency = aws_lambda_event_source_mapping.this.scaling_config[*].maximum_concurrency
      source      = aws_lambda_event_source_mapping.this.event_source_arn
      target      = aws_lambda_event_source_mapping.this.function_name
      types       = aws_lambda_event_source_mapping.this.function_response_types
      window      = aws_lambda_event_source_mapping.this.maximum_batching_window_in_seconds
      } == {
      batch_size  = 200
      concurrency = tolist([8])
      source      = "arn:aws:sqs:eu-west-1:123456789012:some-queue"
      target      = "arn:aws:lambda:eu-west-1:123456789012:function:some-function:some-alias"
      types       = toset(["ReportBatchItemFailures"])
      window      = 4
    }
    error_message = "The mapping is other than that."
  }
}

run "without_a_limit_lambda_decides_how_many_run_at_once" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  variables {
    settings = merge(var.settings, { maximum_concurrency = null })
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.this.scaling_config) == 0
    error_message = "There is a limit although none was given."
  }
}

run "the_function_may_take_messages_from_that_queue" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition = { for name, policy in output.policies : name => jsondecode(policy).Statement } == {
      queue = [
        {
          Sid      = "TakeEvents"
          Effect   = "Allow"
          Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
          Resource = "arn:aws:sqs:eu-west-1:123456789012:some-queue"
        },
      ]
    }
    error_message = "On the queue: ${jsonencode(output.policies)}"
  }
}

run "both_queues_are_under_its_key" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/some-key"
  }

  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.failures, aws_sqs_queue.this] :
      queue.kms_master_key_id == var.kms_key_arn
    ])
    error_message = "A queue is not under the key."
  }
}

run "without_a_key_both_queues_have_that_of_sqs" {
  command = plan

  module {
    source = "./modules/trigger-queue"
  }

  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.failures, aws_sqs_queue.this] :
      queue.kms_master_key_id == null && queue.sqs_managed_sse_enabled
    ])
    error_message = "A queue is not under SQS's own key."
  }
}
