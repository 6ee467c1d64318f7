# What stops the plan and is no wrong value of a variable: those are in tests/values. And values that
# pass, beside some there that do not.
mock_provider "aws" {
  source = "./tests/mocks"
}

# What comes in

# S3 sends events only within the bucket's own region.
run "an_existing_bucket_is_in_the_region" {
  command = plan

  variables {
    sources = {
      source = {
        bucket = { create = false, name = "landing-zone.eu-west-1" }
      }
    }
  }

  override_data {
    target = data.aws_s3_bucket.existing
    values = {
      bucket                      = "landing-zone.eu-west-1"
      bucket_regional_domain_name = "landing-zone.eu-west-1.s3.us-east-1.amazonaws.com"
    }
  }

  expect_failures = [data.aws_s3_bucket.existing]
}

run "source_and_ledger_differ" {
  command = plan

  variables {
    sources = {
      source = {
        bucket = {
          create = false
          name   = "object-ledger-ledger-test-123456789012"
        }
      }
    }
  }

  expect_failures = [terraform_data.checks]
}

# The function

run "the_zip_is_there" {
  command = plan

  variables {
    package = "tests/no-such.zip"
  }

  expect_failures = [terraform_data.checks]
}

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
