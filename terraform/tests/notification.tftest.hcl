# What S3 notifies, for each trigger: exactly one way, by one notification of the bucket. Each
# source of a run is a case of its own, named by its label; several together: sources.tftest.hcl.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "each_bucket_notifies_the_way_of_its_trigger" {
  command = plan

  variables {
    latest = { enabled = false }
    sources = {
      direct = {}
      eventbridge = {
        trigger = "eventbridge"
      }
      existing = {
        bucket = { create = false, name = "landing-zone" }
      }
      left-alone = {
        bucket  = { create = false, name = "left-alone-zone" }
        trigger = "eventbridge"
      }
      no-annotations = {
        events         = ["s3:ObjectAnnotation:*", "s3:ObjectCreated:*"]
        trigger        = "eventbridge"
        switching_from = "queue"
      }
      only-annotations = {
        events         = ["s3:ObjectAnnotation:*"]
        trigger        = "eventbridge"
        switching_from = "direct"
      }
      queue = {
        trigger = "queue"
      }
      replications = {
        events  = ["s3:ObjectCreated:*", "s3:Replication:*"]
        trigger = "queue"
      }
      to-eventbridge = {
        trigger        = "eventbridge"
        switching_from = "direct"
      }
      to-queue = {
        trigger        = "queue"
        switching_from = "eventbridge"
      }
    }
  }

  # Directly S3 notifies the alias.
  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["direct"].bucket
      eventbridge = aws_s3_bucket_notification.source["direct"].eventbridge
      functions = join(" ", [
        for rule in aws_s3_bucket_notification.source["direct"].lambda_function :
        rule.lambda_function_arn
      ])
      queues = join(" ", aws_s3_bucket_notification.source["direct"].queue[*].queue_arn)
      topics = length(aws_s3_bucket_notification.source["direct"].topic)
      } == {
      bucket      = "object-ledger-direct-test-123456789012"
      eventbridge = false
      functions   = output.live.arn
      queues      = ""
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  assert {
    condition     = aws_s3_bucket_notification.source["direct"].lambda_function[0].events == var.sources["direct"].events
    error_message = "The bucket notifies of other events."
  }

  # By the id, make plan knows what is this stack's.
  assert {
    condition = (
      aws_s3_bucket_notification.source["direct"].lambda_function[0].id == output.live.function_name
    )
    error_message = "The notification has another id than the function's name."
  }

  # Through the queue S3 notifies the queue.
  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["queue"].bucket
      eventbridge = aws_s3_bucket_notification.source["queue"].eventbridge
      functions = join(" ", [
        for rule in aws_s3_bucket_notification.source["queue"].lambda_function :
        rule.lambda_function_arn
      ])
      queues = join(" ", aws_s3_bucket_notification.source["queue"].queue[*].queue_arn)
      topics = length(aws_s3_bucket_notification.source["queue"].topic)
      } == {
      bucket      = "object-ledger-queue-test-123456789012"
      eventbridge = false
      functions   = ""
      queues      = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-test"
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  assert {
    condition     = aws_s3_bucket_notification.source["queue"].queue[0].events == var.sources["queue"].events
    error_message = "The bucket notifies of other events."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["queue"].queue[0].id == output.live.function_name
    )
    error_message = "The notification has another id than the function's name."
  }

  # Through EventBridge S3 notifies nothing else.
  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["eventbridge"].bucket
      eventbridge = aws_s3_bucket_notification.source["eventbridge"].eventbridge
      functions   = length(aws_s3_bucket_notification.source["eventbridge"].lambda_function)
      queues      = length(aws_s3_bucket_notification.source["eventbridge"].queue)
      topics      = length(aws_s3_bucket_notification.source["eventbridge"].topic)
      } == {
      bucket      = "object-ledger-eventbridge-test-123456789012"
      eventbridge = true
      functions   = 0
      queues      = 0
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # To EventBridge the old way stays on for some minutes.
  assert {
    condition = (
      aws_s3_bucket_notification.source["to-eventbridge"].eventbridge
      && length(aws_s3_bucket_notification.source["to-eventbridge"].lambda_function) == 1
      && length(aws_s3_bucket_notification.source["to-eventbridge"].queue) == 0
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # The old way goes without annotations.
  assert {
    condition = (
      aws_s3_bucket_notification.source["no-annotations"].queue[0].events == toset(["s3:ObjectCreated:*"])
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # The old way ends where only annotations are recorded.
  assert {
    condition = (
      aws_s3_bucket_notification.source["only-annotations"].eventbridge
      && length(aws_s3_bucket_notification.source["only-annotations"].lambda_function) == 0
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # Replications are notified.
  assert {
    condition     = aws_s3_bucket_notification.source["replications"].queue[0].events == var.sources["replications"].events
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # From EventBridge the old way stays on for some minutes.
  assert {
    condition = (
      aws_s3_bucket_notification.source["to-queue"].eventbridge
      && length(aws_s3_bucket_notification.source["to-queue"].lambda_function) == 0
      && length(aws_s3_bucket_notification.source["to-queue"].queue) == 1
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # An existing bucket is notified by this stack.
  assert {
    condition     = aws_s3_bucket_notification.source["existing"].bucket == "landing-zone"
    error_message = "The notification is for another bucket."
  }

  # An existing bucket with EventBridge is left alone.
  assert {
    condition     = !contains(keys(aws_s3_bucket_notification.source), "left-alone")
    error_message = "The stack takes the notification of a bucket that somebody else looks after."
  }

  assert {
    condition = (
      jsondecode(module.trigger_eventbridge["left-alone"].invocation.pattern).detail.bucket.name
      == ["left-alone-zone"]
    )
    error_message = "The rule is for ${module.trigger_eventbridge["left-alone"].invocation.pattern}."
  }
}

run "events_and_filters_are_written_as_s3_wants_them" {
  command = plan

  variables {
    latest = { enabled = false }
    sources = {
      any-character = {
        filter = { prefix = "Köln/a+b/T00:00/_$folder$/(1)/", suffix = "/日付 ?.csv" }
      }
      encoded = {
        filter = { prefix = "in/date=2026 a/", suffix = ".json" }
      }
      encoded-queue = {
        filter  = { prefix = "in/date=2026 a/", suffix = ".json" }
        trigger = "queue"
      }
      one-suffix = {
        filter = { suffixes = [".json"] }
      }
      queue-suffixes = {
        filter  = { suffixes = [".csv", ".json"] }
        trigger = "queue"
      }
      single-events = {
        events = ["s3:ObjectCreated:Put", "s3:Replication:*"]
      }
      suffixes = {
        filter = { prefix = "in/", suffixes = [".json", "=1"] }
      }
    }
  }

  # The filter is encoded as S3 wants it.
  assert {
    condition = (
      aws_s3_bucket_notification.source["encoded"].lambda_function[0].filter_prefix
      == "in/date%3D2026+a/"
      && aws_s3_bucket_notification.source["encoded"].lambda_function[0].filter_suffix == ".json"
    )
    error_message = "The filter is not encoded, or too much."
  }

  # The filter of the queue is encoded too.
  assert {
    condition = (
      aws_s3_bucket_notification.source["encoded-queue"].queue[0].filter_prefix == "in/date%3D2026+a/"
      && aws_s3_bucket_notification.source["encoded-queue"].queue[0].filter_suffix == ".json"
    )
    error_message = "The filter is not encoded, or too much."
  }

  # Any character of a key is encoded.
  assert {
    condition = (
      aws_s3_bucket_notification.source["any-character"].lambda_function[0].filter_prefix
      == "K%C3%B6ln/a%2Bb/T00%3A00/_%24folder%24/%281%29/"
      && aws_s3_bucket_notification.source["any-character"].lambda_function[0].filter_suffix
      == "/%E6%97%A5%E4%BB%98+%3F.csv"
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # Each suffix is a rule of the one notification.
  # S3 takes one suffix a rule, and each rule has an id of its own that another suffix does not
  # move.
  assert {
    condition = {
      for rule in aws_s3_bucket_notification.source["suffixes"].lambda_function :
      rule.id => join(" ", [rule.filter_prefix, rule.filter_suffix, rule.lambda_function_arn])
      } == {
      "${output.live.function_name}-12157ab0" = "in/ .json ${output.live.arn}"
      "${output.live.function_name}-8dcf605b" = "in/ %3D1 ${output.live.arn}"
    }
    error_message = jsonencode(aws_s3_bucket_notification.source["suffixes"].lambda_function)
  }

  assert {
    condition     = output.sources["suffixes"].filter == { prefix = "in/", suffixes = tolist([".json", "=1"]) }
    error_message = jsonencode(output.sources["suffixes"].filter)
  }

  # Each suffix is a rule of the queue too.
  assert {
    condition = (
      join(" ", aws_s3_bucket_notification.source["queue-suffixes"].queue[*].filter_suffix) == ".json .csv"
      && length(distinct(aws_s3_bucket_notification.source["queue-suffixes"].queue[*].id)) == 2
    )
    error_message = jsonencode(aws_s3_bucket_notification.source["queue-suffixes"].queue)
  }

  # One suffix among suffixes is the same as suffix.
  assert {
    condition = {
      for rule in aws_s3_bucket_notification.source["one-suffix"].lambda_function :
      rule.id => rule.filter_suffix
    } == { (output.live.function_name) = ".json" }
    error_message = jsonencode(aws_s3_bucket_notification.source["one-suffix"].lambda_function)
  }

  # Single events and replications are told.
  assert {
    condition     = aws_s3_bucket_notification.source["single-events"].lambda_function[0].events == var.sources["single-events"].events
    error_message = "The bucket notifies of other events."
  }
}
