# What S3 notifies, for each trigger: exactly one way, by one notification of the bucket.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "directly_s3_notifies_the_alias" {
  command = plan

  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["source"].bucket
      eventbridge = aws_s3_bucket_notification.source["source"].eventbridge
      functions = join(" ", [
        for rule in aws_s3_bucket_notification.source["source"].lambda_function :
        rule.lambda_function_arn
      ])
      queues = join(" ", aws_s3_bucket_notification.source["source"].queue[*].queue_arn)
      topics = length(aws_s3_bucket_notification.source["source"].topic)
      } == {
      bucket      = "object-ledger-source-test-123456789012"
      eventbridge = false
      functions   = output.live.arn
      queues      = ""
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  assert {
    condition     = aws_s3_bucket_notification.source["source"].lambda_function[0].events == var.sources["source"].events
    error_message = "The bucket notifies of other events."
  }

  # By the id, make plan knows what is this stack's.
  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].lambda_function[0].id == output.live.function_name
    )
    error_message = "The notification has another id than the function's name."
  }
}

run "through_the_queue_s3_notifies_the_queue" {
  command = plan

  variables {
    sources = {
      source = {
        trigger = "queue"
      }
    }
  }

  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["source"].bucket
      eventbridge = aws_s3_bucket_notification.source["source"].eventbridge
      functions = join(" ", [
        for rule in aws_s3_bucket_notification.source["source"].lambda_function :
        rule.lambda_function_arn
      ])
      queues = join(" ", aws_s3_bucket_notification.source["source"].queue[*].queue_arn)
      topics = length(aws_s3_bucket_notification.source["source"].topic)
      } == {
      bucket      = "object-ledger-source-test-123456789012"
      eventbridge = false
      functions   = ""
      queues      = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-test"
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  assert {
    condition     = aws_s3_bucket_notification.source["source"].queue[0].events == var.sources["source"].events
    error_message = "The bucket notifies of other events."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].queue[0].id == output.live.function_name
    )
    error_message = "The notification has another id than the function's name."
  }
}

run "through_eventbridge_s3_notifies_nothing_else" {
  command = plan

  variables {
    sources = {
      source = {
        trigger = "eventbridge"
      }
    }
  }

  assert {
    condition = {
      bucket      = aws_s3_bucket_notification.source["source"].bucket
      eventbridge = aws_s3_bucket_notification.source["source"].eventbridge
      functions   = length(aws_s3_bucket_notification.source["source"].lambda_function)
      queues      = length(aws_s3_bucket_notification.source["source"].queue)
      topics      = length(aws_s3_bucket_notification.source["source"].topic)
      } == {
      bucket      = "object-ledger-source-test-123456789012"
      eventbridge = true
      functions   = 0
      queues      = 0
      topics      = 0
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "to_eventbridge_the_old_way_stays_on_for_some_minutes" {
  command = plan

  variables {
    sources = {
      source = {
        trigger        = "eventbridge"
        switching_from = "direct"
      }
    }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].eventbridge
      && length(aws_s3_bucket_notification.source["source"].lambda_function) == 1
      && length(aws_s3_bucket_notification.source["source"].queue) == 0
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "the_old_way_goes_without_annotations" {
  command = plan

  variables {
    sources = {
      source = {
        events         = ["s3:ObjectAnnotation:*", "s3:ObjectCreated:*"]
        trigger        = "eventbridge"
        switching_from = "queue"
      }
    }
    latest = { enabled = false }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].queue[0].events == toset(["s3:ObjectCreated:*"])
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "the_old_way_ends_where_only_annotations_are_recorded" {
  command = plan

  variables {
    sources = {
      source = {
        events         = ["s3:ObjectAnnotation:*"]
        trigger        = "eventbridge"
        switching_from = "direct"
      }
    }
    latest = { enabled = false }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].eventbridge
      && length(aws_s3_bucket_notification.source["source"].lambda_function) == 0
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "replications_are_notified" {
  command = plan

  variables {
    sources = {
      source = {
        events  = ["s3:ObjectCreated:*", "s3:Replication:*"]
        trigger = "queue"
      }
    }
    latest = { enabled = false }
  }

  assert {
    condition     = aws_s3_bucket_notification.source["source"].queue[0].events == var.sources["source"].events
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "from_eventbridge_the_old_way_stays_on_for_some_minutes" {
  command = plan

  variables {
    sources = {
      source = {
        trigger        = "queue"
        switching_from = "eventbridge"
      }
    }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].eventbridge
      && length(aws_s3_bucket_notification.source["source"].lambda_function) == 0
      && length(aws_s3_bucket_notification.source["source"].queue) == 1
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

run "the_filter_is_encoded_as_s3_wants_it" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { prefix = "in/date=2026 a/", suffix = ".json" }
      }
    }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].lambda_function[0].filter_prefix
      == "in/date%3D2026+a/"
      && aws_s3_bucket_notification.source["source"].lambda_function[0].filter_suffix == ".json"
    )
    error_message = "The filter is not encoded, or too much."
  }
}

run "the_filter_of_the_queue_is_encoded_too" {
  command = plan

  variables {
    sources = {
      source = {
        filter  = { prefix = "in/date=2026 a/", suffix = ".json" }
        trigger = "queue"
      }
    }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].queue[0].filter_prefix == "in/date%3D2026+a/"
      && aws_s3_bucket_notification.source["source"].queue[0].filter_suffix == ".json"
    )
    error_message = "The filter is not encoded, or too much."
  }
}

run "any_character_of_a_key_is_encoded" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { prefix = "Köln/a+b/T00:00/_$folder$/(1)/", suffix = "/日付 ?.csv" }
      }
    }
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["source"].lambda_function[0].filter_prefix
      == "K%C3%B6ln/a%2Bb/T00%3A00/_%24folder%24/%281%29/"
      && aws_s3_bucket_notification.source["source"].lambda_function[0].filter_suffix
      == "/%E6%97%A5%E4%BB%98+%3F.csv"
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }
}

# S3 takes one suffix a rule, and each rule has an id of its own that another suffix does not move.
run "each_suffix_is_a_rule_of_the_one_notification" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { prefix = "in/", suffixes = [".json", "=1"] }
      }
    }
  }

  assert {
    condition = {
      for rule in aws_s3_bucket_notification.source["source"].lambda_function :
      rule.id => join(" ", [rule.filter_prefix, rule.filter_suffix, rule.lambda_function_arn])
      } == {
      "${output.live.function_name}-12157ab0" = "in/ .json ${output.live.arn}"
      "${output.live.function_name}-8dcf605b" = "in/ %3D1 ${output.live.arn}"
    }
    error_message = jsonencode(aws_s3_bucket_notification.source["source"].lambda_function)
  }

  assert {
    condition     = output.sources.source.filter == { prefix = "in/", suffixes = tolist([".json", "=1"]) }
    error_message = jsonencode(output.sources.source.filter)
  }
}

run "each_suffix_is_a_rule_of_the_queue_too" {
  command = plan

  variables {
    sources = {
      source = {
        filter  = { suffixes = [".csv", ".json"] }
        trigger = "queue"
      }
    }
  }

  assert {
    condition = (
      join(" ", aws_s3_bucket_notification.source["source"].queue[*].filter_suffix) == ".json .csv"
      && length(distinct(aws_s3_bucket_notification.source["source"].queue[*].id)) == 2
    )
    error_message = jsonencode(aws_s3_bucket_notification.source["source"].queue)
  }
}

run "one_suffix_among_suffixes_is_the_same_as_suffix" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = [".json"] }
      }
    }
  }

  assert {
    condition = {
      for rule in aws_s3_bucket_notification.source["source"].lambda_function :
      rule.id => rule.filter_suffix
    } == { (output.live.function_name) = ".json" }
    error_message = jsonencode(aws_s3_bucket_notification.source["source"].lambda_function)
  }
}

run "single_events_and_replications_are_told" {
  command = plan

  variables {
    sources = {
      source = {
        events = ["s3:ObjectCreated:Put", "s3:Replication:*"]
      }
    }
    latest = { enabled = false }
  }

  assert {
    condition     = aws_s3_bucket_notification.source["source"].lambda_function[0].events == var.sources["source"].events
    error_message = "The bucket notifies of other events."
  }
}

run "an_existing_bucket_is_notified_by_this_stack" {
  command = plan

  variables {
    sources = {
      source = {
        bucket = { create = false, name = "landing-zone" }
      }
    }
  }

  assert {
    condition     = one(values(aws_s3_bucket_notification.source)[*].bucket) == "landing-zone"
    error_message = "The notification is for another bucket."
  }
}

run "an_existing_bucket_with_eventbridge_is_left_alone" {
  command = plan

  variables {
    sources = {
      source = {
        bucket  = { create = false, name = "landing-zone" }
        trigger = "eventbridge"
      }
    }
  }

  assert {
    condition     = length(aws_s3_bucket_notification.source) == 0
    error_message = "The stack takes the notification of a bucket that somebody else looks after."
  }

  assert {
    condition = (
      jsondecode(module.trigger_eventbridge["source"].invocation.pattern).detail.bucket.name
      == ["landing-zone"]
    )
    error_message = "The rule is for ${module.trigger_eventbridge["source"].invocation.pattern}."
  }
}
