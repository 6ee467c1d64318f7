# Several sources: one function, one queue, one ledger; and what a source is refused for together with
# the others. What concerns one source alone is in source.tftest.hcl.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  sources = {
    invoices = { filter = { prefix = "in/" }, trigger = "queue" }
    landing = {
      bucket  = { create = false, name = "landing-zone" }
      trigger = "eventbridge"
    }
    source = { events = ["s3:ObjectCreated:*"] }
  }
  latest = { enabled = false }
}

run "each_source_has_its_ways_and_they_share_function_queue_and_ledger" {
  command = plan

  # Each source has its notification, permission and rule.
  assert {
    condition = {
      for label, notification in aws_s3_bucket_notification.source : label => join(" ", [
        notification.bucket,
        jsonencode([for rule in notification.lambda_function : rule.lambda_function_arn]),
        jsonencode(notification.queue[*].queue_arn),
      ])
      } == {
      invoices = join(" ", [
        "object-ledger-invoices-test-123456789012", "[]",
        "[\"arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-test\"]",
      ])
      source = join(" ", [
        "object-ledger-source-test-123456789012", "[\"${output.live.arn}\"]", "[]",
      ])
    }
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  assert {
    condition = {
      for label, trigger in module.trigger_direct : label => trigger.invocation.source_arn
      } == {
      invoices = "arn:aws:s3:::object-ledger-invoices-test-123456789012"
      landing  = "arn:aws:s3:::landing-zone"
      source   = "arn:aws:s3:::object-ledger-source-test-123456789012"
    }
    error_message = jsonencode(module.trigger_direct)
  }

  assert {
    condition = {
      for label, trigger in module.trigger_eventbridge : label => join(" ", concat(
        [trigger.rule], jsondecode(trigger.invocation.pattern).detail.bucket.name,
      ))
      } == {
      invoices = "object-ledger-eventbridge-test-invoices object-ledger-invoices-test-123456789012"
      landing  = "object-ledger-eventbridge-test-landing landing-zone"
      source   = "object-ledger-eventbridge-test object-ledger-source-test-123456789012"
    }
    error_message = jsonencode(module.trigger_eventbridge)
  }

  assert {
    condition = (
      jsondecode(module.trigger_eventbridge["source"].invocation.pattern).detail-type
      == ["Object Created"]
      && contains(
        jsondecode(module.trigger_eventbridge["landing"].invocation.pattern).detail-type,
        "Object Tags Added"
      )
    )
    error_message = "A rule takes the events of another source."
  }

  # The function knows them all and reads them all.
  assert {
    condition = module.handler.environment["SOURCE_BUCKETS"] == join(",", [
      "object-ledger-invoices-test-123456789012", "landing-zone",
      "object-ledger-source-test-123456789012",
    ])
    error_message = module.handler.environment["SOURCE_BUCKETS"]
  }

  assert {
    condition = [
      for statement in jsondecode(module.handler.policies.source).Statement : statement.Resource
      ] == [
      [
        "arn:aws:s3:::object-ledger-invoices-test-123456789012/in/*",
        "arn:aws:s3:::landing-zone/*",
        "arn:aws:s3:::object-ledger-source-test-123456789012/*",
      ],
      [
        "arn:aws:s3:::object-ledger-invoices-test-123456789012",
        "arn:aws:s3:::landing-zone",
        "arn:aws:s3:::object-ledger-source-test-123456789012",
      ],
    ]
    error_message = module.handler.policies.source
  }

  assert {
    condition = jsonencode(output.sources["invoices"]) == jsonencode({
      bucket             = "object-ledger-invoices-test-123456789012"
      created            = true
      events             = var.sources["invoices"].events
      filter             = { prefix = "in/", suffixes = [] }
      others_eventbridge = false
      switching_from     = null
      trigger            = "queue"
    }) && join(" ", keys(output.sources)) == "invoices landing source"
    error_message = jsonencode(output.sources)
  }

  # They share a queue and the failure queue of EventBridge.
  assert {
    condition = (
      jsondecode(aws_sqs_queue.eventbridge_failures.policy).Statement[0].Condition == {
        ArnEquals = {
          "aws:SourceArn" = [
            for name in ["-invoices", "-landing", ""] :
            "arn:aws:events:eu-west-1:123456789012:rule/object-ledger-eventbridge-test${name}"
          ]
        }
      }
    )
    error_message = aws_sqs_queue.eventbridge_failures.policy
  }

  assert {
    condition     = output.queue.name == "object-ledger-queue-test"
    error_message = "The queue is called ${output.queue.name}."
  }

  # A backfill is of one source.
  assert {
    condition = (
      strcontains(
        aws_cloudwatch_metric_alarm.this["eventbridge-undelivered-landing"].alarm_description,
        "backfill ENV=test SOURCE=landing PREFIX="
      )
      && strcontains(
        aws_cloudwatch_metric_alarm.this["failures-undelivered"].alarm_description,
        "backfill ENV=test SOURCE=<each label of sources> PREFIX="
      )
      && aws_cloudwatch_metric_alarm.this["eventbridge-undelivered"].dimensions.RuleName
      == "object-ledger-eventbridge-test"
    )
    error_message = jsonencode(aws_cloudwatch_metric_alarm.this)
  }
}

run "keys_names_and_the_rules_of_others_are_those_of_each_source" {
  command = plan

  variables {
    sources = {
      adopted = {
        bucket = { create = false, name = "adopted-zone" }
        others = {
          rules = {
            their-queue = {
              events = ["s3:ObjectRemoved:*"]
              target = "arn:aws:sqs:eu-west-1:123456789012:theirs"
            }
          }
        }
        trigger = "eventbridge"
      }
      landing = {
        bucket = { create = false, name = "landing-zone" }
        filter = { prefix = "in/" }
        others = {
          eventbridge = true
          rules = {
            "their function $${x}" = {
              events = ["s3:ObjectCreated:Put"]
              prefix = "a%2Bb%22/"
              suffix = ".csv"
              target = "arn:aws:lambda:eu-west-1:123456789012:function:theirs:prod"
            }
            their-queue = {
              events = ["s3:ObjectRemoved:*"]
              target = "arn:aws:sqs:eu-west-1:123456789012:theirs"
            }
            their-topic = {
              events = ["s3:ObjectTagging:*"]
              prefix = "out/"
              target = "arn:aws:sns:eu-west-1:123456789012:theirs"
            }
          }
        }
      }
      one     = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" } }
      other   = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" } }
      renamed = { bucket = { name = "object-ledger-source-test-123456789012" } }
      third   = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/third" } }
    }
  }

  # The rules of others stay beside ours.
  assert {
    condition = [
      for rule in aws_s3_bucket_notification.source["landing"].lambda_function :
      join(" ", concat(
        [rule.id, rule.lambda_function_arn, rule.filter_prefix, rule.filter_suffix],
        rule.id == output.live.function_name ? [] : tolist(rule.events),
      ))
      ] == [
      "${output.live.function_name} ${output.live.arn} in/ ",
      join(" ", [
        "their function $${x}", "arn:aws:lambda:eu-west-1:123456789012:function:theirs:prod",
        "a%2Bb%22/", ".csv", "s3:ObjectCreated:Put",
      ]),
    ]
    error_message = jsonencode(aws_s3_bucket_notification.source["landing"].lambda_function)
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["landing"].eventbridge
      && aws_s3_bucket_notification.source["landing"].queue[*].id == tolist(["their-queue"])
      && aws_s3_bucket_notification.source["landing"].topic[*].id == tolist(["their-topic"])
      && aws_s3_bucket_notification.source["landing"].topic[0].filter_prefix == "out/"
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # With EventBridge the stack keeps what it adopted.
  assert {
    condition = (
      aws_s3_bucket_notification.source["adopted"].eventbridge
      && aws_s3_bucket_notification.source["adopted"].queue[*].id == tolist(["their-queue"])
      && length(aws_s3_bucket_notification.source["adopted"].lambda_function) == 0
    )
    error_message = jsonencode(aws_s3_bucket_notification.source)
  }

  # A key of two sources is named once.
  assert {
    condition = jsondecode(module.handler.policies.source).Statement[2].Resource == [
      "arn:aws:kms:eu-west-1:123456789012:key/source",
      "arn:aws:kms:eu-west-1:123456789012:key/third",
    ]
    error_message = module.handler.policies.source
  }

  # A bucket that is made may have another name.
  # A label is renamed, and its bucket stays what it is.
  assert {
    condition = (
      module.source_bucket["renamed"].bucket.name == "object-ledger-source-test-123456789012"
    )
    error_message = output.sources.renamed.bucket
  }
}

# What a source is refused for together with the others

run "a_bucket_has_one_label" {
  command = plan

  variables {
    sources = {
      one   = { bucket = { create = false, name = "landing-zone" } }
      other = { bucket = { create = false, name = "landing-zone" } }
    }
  }

  expect_failures = [terraform_data.checks]
}

run "a_bucket_that_is_made_has_one_label" {
  command = plan

  variables {
    sources = {
      one   = {}
      other = { bucket = { name = "object-ledger-one-test-123456789012" } }
    }
  }

  expect_failures = [terraform_data.checks]
}

# A source with a name of 36 letters takes 694 of its 20,480 bytes.
run "the_alias_has_room_for_its_permissions" {
  command = plan

  variables {
    sources = {
      for number in range(29) : format("s%02d", number) => {
        bucket = { create = false, name = format("landing-zone-number-%016d", number) }
      }
    }
  }
}

run "one_permission_more_is_refused" {
  command = plan

  variables {
    sources = {
      for number in range(30) : format("s%02d", number) => {
        bucket = { create = false, name = format("landing-zone-number-%016d", number) }
      }
    }
  }

  expect_failures = [terraform_data.checks]
}

# Long prefixes fill the role.
run "the_role_has_room_for_its_policies" {
  command = plan

  variables {
    sources = {
      for number in range(10) : format("s%02d", number) => {
        filter = { prefix = format("%s/", join("", [for i in range(800) : "a"])) }
      }
    }
  }
}

run "one_prefix_more_is_refused" {
  command = plan

  variables {
    sources = {
      for number in range(11) : format("s%02d", number) => {
        filter = { prefix = format("%s/", join("", [for i in range(800) : "a"])) }
      }
    }
  }

  expect_failures = [terraform_data.checks]
}

# Long settings leave less room among the environment variables. That one name more is refused is in
# the folder refusals: a module refuses it too.
run "the_function_has_room_for_their_names" {
  command = plan

  variables {
    sources = {
      for number in range(20) : format("s%02d", number) => {
        bucket = { create = false, name = format("landing-zone-number-%016d", number) }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\", \"note\": \"${format("%2710s", "a")}\"}"
    }
  }
}
