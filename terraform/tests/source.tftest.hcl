# The module source: what concerns one source, and the forms that S3 and EventBridge take it in. A run
# changes one value of these, which pass as they are.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  bucket         = { create = true, name = null }
  events         = ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
  filter         = { prefix = "", suffix = "", suffixes = [] }
  keeps_latest   = true
  label          = "invoices"
  names          = { bucket = "object-ledger-invoices-test-123456789012", rule = "some-rule" }
  rule_id        = "object-ledger-handler-test"
  switching_from = null
  trigger        = "direct"
}

run "there_are_events" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = []
  }

  expect_failures = [var.events]
}

run "the_events_are_known" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = ["s3:ObjectMade:*"]
  }

  expect_failures = [var.events]
}

run "annotations_do_not_come_directly" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = ["s3:ObjectAnnotation:*", "s3:ObjectCreated:*"]
  }

  expect_failures = [var.events]
}

run "a_single_annotation_does_not_come_directly" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    keeps_latest = false
    events       = ["s3:ObjectAnnotation:Put", "s3:ObjectCreated:*"]
  }

  expect_failures = [var.events]
}

run "annotations_do_not_come_through_the_queue" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events         = ["s3:ObjectAnnotation:*", "s3:ObjectCreated:*"]
    switching_from = "eventbridge"
    trigger        = "queue"
  }

  expect_failures = [var.events]
}

run "replications_do_not_come_through_eventbridge" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events  = ["s3:ObjectCreated:*", "s3:Replication:*"]
    trigger = "eventbridge"
  }

  expect_failures = [var.events]
}

run "a_single_replication_does_not_come_through_eventbridge" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    keeps_latest = false
    events       = ["s3:ObjectCreated:*", "s3:Replication:OperationFailedReplication"]
    trigger      = "eventbridge"
  }

  expect_failures = [var.events]
}

run "a_lost_object_does_not_come_through_eventbridge" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    keeps_latest = false
    events       = ["s3:ObjectCreated:*", "s3:ReducedRedundancyLostObject"]
    trigger      = "eventbridge"
  }

  expect_failures = [var.events]
}

run "a_single_event_is_known" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    keeps_latest = false
    events       = ["s3:ObjectCreated:Puts"]
  }

  expect_failures = [var.events]
}

run "a_single_event_does_not_stand_beside_its_kind" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = [
      "s3:LifecycleExpiration:*", "s3:ObjectCreated:*",
      "s3:ObjectCreated:Put", "s3:ObjectRemoved:*",
    ]
  }

  expect_failures = [var.events]
}

run "latest_needs_every_single_deletion" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = [
      "s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:Delete",
    ]
  }

  expect_failures = [var.keeps_latest]
}

run "every_single_event_of_a_kind_is_the_kind" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = [
      "s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:Delete",
      "s3:ObjectRemoved:DeleteMarkerCreated",
    ]
  }
}

run "a_suffix_does_not_end_in_another" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffixes = [".gz", ".json", ".tar.gz"], prefix = "", suffix = "" }
  }

  expect_failures = [var.filter]
}

run "encoded_suffixes_do_not_overlap_either" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffixes = ["3D1", "=1"], prefix = "", suffix = "" }
  }

  expect_failures = [var.filter]
}

run "no_suffix_is_beside_the_empty_one" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffixes = ["", ".gz"], prefix = "", suffix = "" }
  }

  expect_failures = [var.filter]
}

run "suffixes_stand_in_one_place" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffix = ".csv", suffixes = [".json"], prefix = "" }
  }

  expect_failures = [var.filter]
}

run "no_suffix_of_several_has_a_wildcard" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffixes = [".csv", "*.json"], prefix = "", suffix = "" }
  }

  expect_failures = [var.filter]
}

run "there_are_no_more_suffixes_than_s3_takes_rules" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffixes = [for i in range(101) : "-${format("%03d", i)}"], prefix = "", suffix = "" }
  }

  expect_failures = [var.filter]
}

run "the_prefix_has_no_wildcard" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { prefix = "in/*", suffix = "", suffixes = [] }
  }

  expect_failures = [var.filter]
}

run "the_suffix_has_no_wildcard" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { suffix = "*.json", prefix = "", suffixes = [] }
  }

  expect_failures = [var.filter]
}

run "the_prefix_does_not_start_with_a_slash" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { prefix = "/in/", suffix = "", suffixes = [] }
  }

  expect_failures = [var.filter]
}

run "the_filter_is_no_longer_than_a_key" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { prefix = format("%1025s", "a"), suffix = "", suffixes = [] }
  }

  expect_failures = [var.filter]
}

run "a_filters_bytes_are_counted" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = {
      prefix   = join("", [for i in range(257) : "ö"])
      suffix   = join("", [for i in range(256) : "ö"])
      suffixes = []
    }
  }

  expect_failures = [var.filter]
}

run "a_filter_is_no_longer_than_s3_takes_when_it_is_encoded" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    filter = { prefix = join("", [for i in range(342) : "="]), suffix = "", suffixes = [] }
  }

  expect_failures = [var.filter]
}

run "an_existing_bucket_has_a_name" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket = { create = false, name = null }
  }

  expect_failures = [var.bucket]
}

run "a_buckets_name_is_no_uri" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket = { create = false, name = "s3://landing-zone" }
  }

  expect_failures = [var.bucket]
}

run "latest_needs_to_hear_of_deletions" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    events = ["s3:ObjectCreated:*"]
  }

  expect_failures = [var.keeps_latest]
}

run "the_trigger_is_one_of_three" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    trigger = "sns"
  }

  expect_failures = [var.trigger]
}

run "a_switch_is_from_a_trigger" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    trigger        = "eventbridge"
    switching_from = "sns"
  }

  expect_failures = [var.switching_from]
}

run "a_switch_to_the_queue_needs_no_time_between" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    trigger        = "queue"
    switching_from = "direct"
  }

  expect_failures = [var.switching_from]
}

run "a_switch_is_from_another_trigger" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    trigger        = "eventbridge"
    switching_from = "eventbridge"
  }

  expect_failures = [var.switching_from]
}

run "an_existing_bucket_is_switched_by_its_owner" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket         = { create = false, name = "landing-zone" }
    trigger        = "eventbridge"
    switching_from = "direct"
  }

  expect_failures = [var.switching_from]
}

run "a_label_leaves_room_for_the_buckets_name" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    names = { bucket = format("%064d", 1), rule = "some-rule" }
  }

  expect_failures = [var.names]
}

run "a_label_leaves_room_for_the_rules_name" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    names = { bucket = "some-bucket", rule = format("%065d", 1) }
  }

  expect_failures = [var.names]
}

run "others_have_a_target_of_s3" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket = { create = false, name = "landing-zone" }
    others = {
      theirs = {
        events = ["s3:ObjectCreated:*"]
        prefix = ""
        suffix = ""
        target = "arn:aws:events:eu-west-1:123456789012:rule/theirs"
      }
    }
  }

  expect_failures = [var.others]
}

run "others_have_no_rule_of_the_stack" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket = { create = false, name = "landing-zone" }
    others = {
      object-ledger-handler-test-0123abcd = {
        events = ["s3:ObjectCreated:*"]
        prefix = ""
        suffix = ""
        target = "arn:aws:sqs:eu-west-1:123456789012:theirs"
      }
    }
  }

  expect_failures = [var.others]
}

run "a_bucket_that_is_made_notifies_nobody_else" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    others = {}
  }

  expect_failures = [var.others]
}

run "an_adopted_bucket_is_switched_by_the_stack" {
  command = plan

  module {
    source = "./modules/source"
  }

  variables {
    bucket         = { create = false, name = "landing-zone" }
    others         = {}
    trigger        = "eventbridge"
    switching_from = "direct"
  }

  assert {
    condition     = output.owns_notification && length(output.triggers) == 2
    error_message = "The stack does not set the notification that it adopted."
  }
}
