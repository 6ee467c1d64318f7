# What stops the plan and is no wrong value of a variable: those are in tests/values.
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
