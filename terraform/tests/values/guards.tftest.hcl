# Each wrong value stops the plan. A run changes one value of tests/terraform.tfvars, which pass as
# they are: the tests of the whole stack show it. At the end, values that pass and are close to some
# that do not. This module has the variables of the stack, and what their checks read, so that a run
# takes a tenth of the time that a plan of the stack takes.
mock_provider "aws" {
  source = "../mocks"
}

# The account

run "an_account_number_has_twelve_digits" {
  command = plan

  variables {
    account_id = "12345678901"
  }

  expect_failures = [var.account_id]
}

run "a_placeholder_is_no_account" {
  command = plan

  variables {
    account_id = "111111111111"
  }

  expect_failures = [var.account_id]
}

run "the_region_is_a_regions_name" {
  command = plan

  variables {
    region = "Ireland"
  }

  expect_failures = [var.region]
}

# The locked provider takes no ARN of it.
run "the_sovereign_cloud_needs_a_newer_provider" {
  command = plan

  variables {
    region = "eusc-de-east-1"
  }

  expect_failures = [var.region]
}

run "the_environment_is_a_short_word" {
  command = plan

  variables {
    environment = "Pre-Production"
  }

  expect_failures = [var.environment]
}

run "the_name_has_no_capitals" {
  command = plan

  variables {
    name = "ObjectLedger"
  }

  expect_failures = [var.name]
}

run "the_name_is_short" {
  command = plan

  variables {
    name = "a-name-that-is-one-letter-too-l"
  }

  expect_failures = [var.name]
}

run "reserved_tags_are_refused" {
  command = plan

  variables {
    tags = { Environment = "prod" }
  }

  expect_failures = [var.tags]
}

run "reserved_tags_are_refused_in_any_case" {
  command = plan

  variables {
    tags = { environment = "prod" }
  }

  expect_failures = [var.tags]
}

run "another_case_of_terraforms_tag_is_refused" {
  command = plan

  variables {
    tags = { managedby = "me" }
  }

  expect_failures = [var.tags]
}

run "tags_that_differ_only_by_case_are_refused" {
  command = plan

  variables {
    tags = { Team = "data", team = "data" }
  }

  expect_failures = [var.tags]
}

run "a_tag_has_characters_that_aws_takes" {
  command = plan

  variables {
    tags = { "cost;center" = "7" }
  }

  expect_failures = [var.tags]
}

run "the_value_of_a_tag_is_short" {
  command = plan

  variables {
    tags = { team = format("%257s", "a") }
  }

  expect_failures = [var.tags]
}

run "tags_of_aws_are_refused" {
  command = plan

  variables {
    tags = { "aws:owner" = "me" }
  }

  expect_failures = [var.tags]
}

run "the_architecture_is_one_of_two" {
  command = plan

  variables {
    function = { architecture = "arm" }
  }

  expect_failures = [var.function]
}

run "the_log_level_is_one_of_four" {
  command = plan

  variables {
    function = { log_level = "info" }
  }

  expect_failures = [var.function]
}

run "logs_are_kept_for_days_that_cloudwatch_offers" {
  command = plan

  variables {
    function = { log_retention_days = 10 }
  }

  expect_failures = [var.function]
}

run "the_memory_is_not_too_small" {
  command = plan

  variables {
    function = { memory_size = 64 }
  }

  expect_failures = [var.function]
}

run "the_memory_is_not_too_large" {
  command = plan

  variables {
    function = { memory_size = 10241 }
  }

  expect_failures = [var.function]
}

run "reserved_concurrency_does_not_stop_the_function" {
  command = plan

  variables {
    function = { reserved_concurrency = 0 }
  }

  expect_failures = [var.function]
}

run "the_timeout_is_not_zero" {
  command = plan

  variables {
    function = { timeout = 0 }
  }

  expect_failures = [var.function]
}

run "the_timeout_is_at_most_lambdas" {
  command = plan

  variables {
    function = { timeout = 901 }
  }

  expect_failures = [var.function]
}

run "retries_are_at_most_lambdas" {
  command = plan

  variables {
    retries = { maximum_attempts = 3 }
  }

  expect_failures = [var.retries]
}

run "an_event_may_get_a_minute_old" {
  command = plan

  variables {
    retries = { maximum_event_age_seconds = 59 }
  }

  expect_failures = [var.retries]
}

run "an_event_gets_no_older_than_six_hours" {
  command = plan

  variables {
    retries = { maximum_event_age_seconds = 21601 }
  }

  expect_failures = [var.retries]
}

run "a_secret_is_named_by_its_name" {
  command = plan

  variables {
    parameter_context = {
      name = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:object-ledger"
    }
  }

  expect_failures = [var.parameter_context]
}

run "a_boundary_is_named_by_its_name" {
  command = plan

  variables {
    permissions_boundary = "arn:aws:iam::123456789012:policy/object-ledger-boundary-test"
  }

  expect_failures = [var.permissions_boundary]
}

# Releases

run "a_release_without_the_version_of_live_is_refused" {
  command = plan

  variables {
    release = { version = null }
  }

  expect_failures = [var.release]
}

run "a_canary_is_named_by_its_number" {
  command = plan

  variables {
    release = { version = "1", canary = { version = "0", weight = 0.1 } }
  }

  expect_failures = [var.release]
}

run "a_canary_gets_some_events" {
  command = plan

  variables {
    release = { version = "1", canary = { version = "2", weight = 0 } }
  }

  expect_failures = [var.release]
}

run "a_canary_gets_half_of_the_events_at_the_most" {
  command = plan

  variables {
    release = { version = "1", canary = { version = "2", weight = 0.51 } }
  }

  expect_failures = [var.release]
}

run "a_canary_is_newer_than_live" {
  command = plan

  variables {
    release = { version = "2", canary = { version = "2", weight = 0.1 } }
  }

  expect_failures = [var.release]
}

run "two_pins_do_not_go_together" {
  command = plan

  variables {
    function = { pinned_version = "1" }
    release  = { version = "2" }
  }

  expect_failures = [var.release]
}

# Parameters and workflow

run "a_secret_is_used_for_seconds" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test", cache_seconds = -1 }
  }

  expect_failures = [var.parameter_context]
}

run "a_deleted_secret_is_kept_for_days_that_aws_offers" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test", recovery_days = 3 }
  }

  expect_failures = [var.parameter_context]
}

run "a_workflow_is_called_over_https" {
  command = plan

  variables {
    workflow = {
      url   = "http://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "loopback_is_a_host_and_no_prefix" {
  command = plan

  variables {
    workflow = {
      url   = "http://localhost.example.com/"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_url_has_no_password" {
  command = plan

  variables {
    workflow = {
      url   = "https://user:password@example.com/"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_url_has_no_fragment" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/#run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_url_has_a_host" {
  command = plan

  variables {
    workflow = {
      url   = "https:///run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_body_is_json" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "uri={{uri}}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_body_is_an_object" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "[\"{{uri}}\"]"
    }
  }

  expect_failures = [var.workflow]
}

run "a_placeholder_stands_inside_a_string" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"size\": {{size}}}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_placeholder_is_known" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{url}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_placeholder_has_no_spaces" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{ uri }}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_match_everything" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = {}
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_match_has_no_wildcard" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "*/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_matches_what_the_function_hears_of" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { prefix = "in/" }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { prefix = "out/" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_success_is_no_refusal" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      body  = "{\"uri\": \"{{uri}}\"}"
      match = { suffix = "/_SUCCESS" }

      success_codes = [200, 403]
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_success_is_no_trouble" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      body  = "{\"uri\": \"{{uri}}\"}"
      match = { suffix = "/_SUCCESS" }

      success_codes = [503]
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_repetition_is_no_refusal" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      body  = "{\"uri\": \"{{uri}}\"}"
      match = { suffix = "/_SUCCESS" }

      repeated_codes = [401]
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_codes_are_whole" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      body  = "{\"uri\": \"{{uri}}\"}"
      match = { suffix = "/_SUCCESS" }

      repeated_codes = [409.5]
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_needs_creations" {
  command = plan

  variables {
    sources = {
      source = {
        events = ["s3:ObjectRemoved:*"]
      }
    }
    latest = { enabled = false }
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_token_is_in_a_secret" {
  command = plan

  variables {
    workflow = {
      url             = "https://example.com/run"
      match           = { suffix = "/_SUCCESS" }
      body            = "{\"uri\": \"{{uri}}\"}"
      token_parameter = "WORKFLOW_TOKEN"
    }
  }

  expect_failures = [var.workflow]
}

run "a_token_is_none_of_lambdas_own_variables" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url             = "https://example.com/run"
      match           = { suffix = "/_SUCCESS" }
      body            = "{\"uri\": \"{{uri}}\"}"
      token_parameter = "AWS_SECRET_ACCESS_KEY"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_answers_within_the_functions_time" {
  command = plan

  variables {
    workflow = {
      url     = "https://example.com/run"
      match   = { suffix = "/_SUCCESS" }
      body    = "{\"uri\": \"{{uri}}\"}"
      timeout = 60
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_is_the_last_part_of_a_key" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "a/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_is_not_every_name" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "*" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_has_single_stars" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "a**" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_fits_its_suffix" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS", suffix = ".csv" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_fits_the_filter" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffix = ".csv" }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "part-*.txt" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_fits_one_of_the_filters_suffixes" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = [".csv", ".json"] }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_and_suffix_fit_the_same_suffix_of_the_filter" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = [".csv", ".json"] }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "part-*.json", suffix = ".csv" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflows_name_without_a_star_is_a_whole_name" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = ["x_SUCCESS"] }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_excludes_no_empty_pattern" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS", exclude = [""] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_everything" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS", exclude = ["*"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "an_exclusion_has_single_stars" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS", exclude = ["**/_temporary/**"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_prefix" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { prefix = "in/_temporary/", name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_prefix_by_a_star" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { prefix = "in/.spark-staging-1/x/", suffix = "x" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_prefix_from_the_root" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { prefix = "a.b/c/", exclude = ["/a.b/"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_suffix" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_temporary/0/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_name" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS", exclude = ["_SUCCESS"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_its_name_by_a_star" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_committed_*", exclude = ["_comm*"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_the_name_in_its_suffix" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS", exclude = ["_SUCCESS"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_workflow_does_not_exclude_what_ends_like_its_suffix" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = ".csv", exclude = ["*.csv"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_number_has_a_string_of_its_own" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"text\": \"{{size:number}} bytes\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_number_is_no_name" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"{{size:number}}\": 1}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_key_is_no_number" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"key\": \"{{key:number}}\"}"
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_in_a_secret" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-api-key = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_has_a_parameter_that_is_none_of_lambdas_own" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-api-key = { parameter = "AWS_SESSION_TOKEN" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_has_a_parameter_with_a_name" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-api-key = { parameter = "" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_headers_prefix_has_one_line" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-api-key = { parameter = "KEY", prefix = "a\n" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_headers_prefix_is_ascii" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-api-key = { parameter = "KEY", prefix = "ä" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_headers_name_is_one" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { "x api key" = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_headers_name_has_no_colon" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { "x-api-key:" = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_none_that_the_function_sets" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { Idempotency-Key = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_none_that_describes_the_body" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { content-TYPE = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_none_that_javas_client_drops" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { Origin = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_asks_for_no_compressed_answer" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { Accept-Encoding = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_not_there_twice" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      headers = { x-a = { parameter = "KEY" }, X-A = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

run "a_header_is_not_the_tokens" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test" }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"

      token_parameter = "TOKEN"
      headers         = { authorization = { parameter = "KEY" } }
    }
  }

  expect_failures = [var.workflow]
}

# Latest

run "a_lock_has_one_of_two_modes" {
  command = plan

  variables {
    ledger_bucket = { object_lock = { mode = "governance", days = 30 } }
  }

  expect_failures = [var.ledger_bucket]
}

run "a_lock_is_for_days" {
  command = plan

  variables {
    ledger_bucket = { object_lock = { mode = "GOVERNANCE", days = 0 } }
  }

  expect_failures = [var.ledger_bucket]
}

run "a_lock_is_for_whole_days" {
  command = plan

  variables {
    ledger_bucket = { object_lock = { mode = "GOVERNANCE", days = 1.5 } }
  }

  expect_failures = [var.ledger_bucket]
}

run "a_lock_is_for_a_hundred_years_at_most" {
  command = plan

  variables {
    ledger_bucket = { object_lock = { mode = "GOVERNANCE", days = 36501 } }
  }

  expect_failures = [var.ledger_bucket]
}

run "what_nobody_can_delete_is_not_destroyed" {
  command = plan

  variables {
    ledger_bucket = {
      force_destroy = true
      object_lock   = { mode = "COMPLIANCE", days = 30 }
    }
  }

  expect_failures = [var.ledger_bucket]
}

run "who_restores_is_a_role" {
  command = plan

  variables {
    ledger_bucket = { restore_roles = ["arn:aws:iam::123456789012:user/somebody"] }
  }

  expect_failures = [var.ledger_bucket]
}

run "a_tombstone_outlives_slow_deliveries" {
  command = plan

  variables {
    latest = { tombstone_days = 1 }
  }

  expect_failures = [var.latest]
}

# The trigger

run "a_batch_is_not_empty" {
  command = plan

  variables {
    queue = { batch_size = 0 }
  }

  expect_failures = [var.queue]
}

run "a_batch_is_at_most_lambdas" {
  command = plan

  variables {
    queue = { batch_size = 10001 }
  }

  expect_failures = [var.queue]
}

run "a_batch_is_a_whole_number" {
  command = plan

  variables {
    queue = { batch_size = 1.5 }
  }

  expect_failures = [var.queue]
}

run "a_window_is_not_negative" {
  command = plan

  variables {
    queue = { window_seconds = -1 }
  }

  expect_failures = [var.queue]
}

run "a_window_is_at_most_lambdas" {
  command = plan

  variables {
    queue = { window_seconds = 301 }
  }

  expect_failures = [var.queue]
}

run "a_window_is_whole_seconds" {
  command = plan

  variables {
    queue = { window_seconds = 0.5 }
  }

  expect_failures = [var.queue]
}

run "a_large_batch_needs_a_window" {
  command = plan

  variables {
    queue = { batch_size = 11, window_seconds = 0 }
  }

  expect_failures = [var.queue]
}

run "lambda_runs_at_least_two_at_once" {
  command = plan

  variables {
    queue = { maximum_concurrency = 1 }
  }

  expect_failures = [var.queue]
}

run "lambda_runs_at_most_a_thousand_at_once" {
  command = plan

  variables {
    queue = { maximum_concurrency = 1001 }
  }

  expect_failures = [var.queue]
}

run "concurrency_is_a_whole_number" {
  command = plan

  variables {
    queue = { maximum_concurrency = 2.5 }
  }

  expect_failures = [var.queue]
}

run "a_message_is_received_five_times_at_least" {
  command = plan

  variables {
    queue = { maximum_receives = 4 }
  }

  expect_failures = [var.queue]
}

run "a_message_is_received_a_thousand_times_at_most" {
  command = plan

  variables {
    queue = { maximum_receives = 1001 }
  }

  expect_failures = [var.queue]
}

run "receives_are_a_whole_number" {
  command = plan

  variables {
    queue = { maximum_receives = 5.5 }
  }

  expect_failures = [var.queue]
}

run "the_queue_stays_within_the_functions_reserve" {
  command = plan

  variables {
    function = { reserved_concurrency = 5 }
    queue    = { maximum_concurrency = 6 }
    sources = {
      source = {
        trigger = "queue"
      }
    }
  }

  expect_failures = [var.queue]
}

run "a_reserve_needs_a_limit_of_the_queue" {
  command = plan

  variables {
    function = { reserved_concurrency = 5 }
    queue    = { maximum_concurrency = null }
    sources = {
      source = {
        trigger = "queue"
      }
    }
  }

  expect_failures = [var.queue]
}

# Alarms

run "who_is_told_has_an_address" {
  command = plan

  variables {
    alarms = { emails = ["data-platform"] }
  }

  expect_failures = [var.alarms]
}

# Queries

run "query_begins_with_the_oldest_object" {
  command = plan

  variables {
    query = { oldest_year = 1999 }
  }

  expect_failures = [var.query]
}

run "a_year_is_whole" {
  command = plan

  variables {
    query = { oldest_year = 2020.5 }
  }

  expect_failures = [var.query]
}

run "results_are_kept_for_whole_days" {
  command = plan

  variables {
    query = { oldest_year = 2020, results_days = 1.5 }
  }

  expect_failures = [var.query]
}

run "results_are_not_kept_for_less_than_no_days" {
  command = plan

  variables {
    query = { oldest_year = 2020, results_days = -1 }
  }

  expect_failures = [var.query]
}

run "a_weekly_inventory_is_kept_until_the_next" {
  command = plan

  variables {
    query = { oldest_year = 2020, inventory = "Weekly", results_days = 7 }
  }

  expect_failures = [var.query]
}

run "a_daily_inventory_is_kept_until_the_next" {
  command = plan

  variables {
    query = { oldest_year = 2020, inventory = "Daily", results_days = 1 }
  }

  expect_failures = [var.query]
}

run "athena_reads_ten_megabytes_at_least" {
  command = plan

  variables {
    query = { oldest_year = 2020, scan_limit_gb = 0 }
  }

  expect_failures = [var.query]
}

run "an_inventory_is_daily_or_weekly" {
  command = plan

  variables {
    query = { oldest_year = 2020, inventory = "Monthly" }
  }

  expect_failures = [var.query]
}

run "the_name_of_the_bucket_of_the_results_is_not_too_long" {
  command = plan

  variables {
    environment = "e23456789012"
    name        = "a23456789-123456789-123456789x"
    query       = { oldest_year = 2020 }
  }

  expect_failures = [var.query]
}

run "the_bucket_of_the_results_is_no_source" {
  command = plan

  variables {
    query   = { oldest_year = 2020 }
    sources = { results = {} }
  }

  expect_failures = [var.query]
}

# The alarms

run "only_the_key_that_the_roles_may_look_for_is_taken" {
  command = plan

  variables {
    alarms = { emails = ["one@example.com"], kms_key_alias = "object-ledger-alarms-prod" }
  }

  expect_failures = [var.alarms]
}

run "who_is_quiet_is_a_source" {
  command = plan

  variables {
    alarms = { quiet_sources = ["archive"], silence_minutes = 120 }
  }

  expect_failures = [var.alarms]
}

run "an_alarm_on_lag_needs_the_metrics" {
  command = plan

  variables {
    alarms  = { lag_seconds = 600 }
    metrics = { enabled = false }
  }

  expect_failures = [var.alarms]
}

run "an_alarm_on_silence_needs_the_metrics" {
  command = plan

  variables {
    alarms  = { silence_minutes = 60 }
    metrics = { enabled = false }
  }

  expect_failures = [var.alarms]
}

run "a_lag_is_whole_seconds" {
  command = plan

  variables {
    alarms = { lag_seconds = 0.5 }
  }

  expect_failures = [var.alarms]
}

run "silence_is_a_day_at_most" {
  command = plan

  variables {
    alarms = { silence_minutes = 1441 }
  }

  expect_failures = [var.alarms]
}

run "silence_is_longer_than_metrics_are_late" {
  command = plan

  variables {
    alarms = { silence_minutes = 4 }
  }

  expect_failures = [var.alarms]
}

# The audit

run "days_are_whole_and_two_at_least" {
  command = plan

  variables {
    audit = { days = 1 }
  }

  expect_failures = [var.audit]
}

run "files_that_are_locked_do_not_expire_before" {
  command = plan

  variables {
    audit = { days = 30, object_lock = { days = 31, mode = "GOVERNANCE" } }
  }

  expect_failures = [var.audit]
}

run "a_lock_of_the_audit_has_one_of_two_modes" {
  command = plan

  variables {
    audit = { object_lock = { days = 30, mode = "governance" } }
  }

  expect_failures = [var.audit]
}

run "a_lock_of_the_audit_has_whole_days" {
  command = plan

  variables {
    audit = { object_lock = { days = 0.5, mode = "GOVERNANCE" } }
  }

  expect_failures = [var.audit]
}

run "the_label_audit_is_taken" {
  command = plan

  variables {
    audit   = {}
    sources = { audit = {} }
  }

  expect_failures = [var.audit]
}

run "the_label_access_is_taken" {
  command = plan

  variables {
    audit   = {}
    sources = { access = {} }
  }

  expect_failures = [var.audit]
}

# The key of everything

run "an_encryption_without_a_key_is_refused" {
  command = plan

  variables {
    encryption = { kms_key_arn = null }
  }

  expect_failures = [var.encryption]
}

# The sources together

run "there_is_a_source" {
  command = plan

  variables {
    sources = {}
  }

  expect_failures = [var.sources]
}

run "a_label_can_be_part_of_a_name" {
  command = plan

  variables {
    sources = { Invoices_2026 = {} }
  }

  expect_failures = [var.sources]
}

run "the_ledgers_label_is_taken" {
  command = plan

  variables {
    sources = { ledger = {} }
  }

  expect_failures = [var.sources]
}

run "the_label_of_the_states_bucket_is_taken" {
  command = plan

  variables {
    sources = { state = {} }
  }

  expect_failures = [var.sources]
}

# Values that pass and are close to some above that do not

run "a_workflows_name_may_fit_one_suffix_of_several" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = [".csv", "_SUCCESS"] }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }
}

run "a_workflows_name_with_a_star_may_fit_one_suffix_of_several" {
  command = plan

  variables {
    sources = {
      source = {
        filter = { suffixes = [".csv", ".json"] }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "part-*" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }
}

run "a_workflow_may_exclude_some_of_its_names" {
  command = plan

  variables {
    workflow = {
      url   = "https://example.com/run"
      match = { name = "part-*", exclude = ["part-0*", "x*.csv", "/part-1"] }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }
}
