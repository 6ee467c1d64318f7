# The module kms-key: a key is named by its ARN, and is in the region of what it encrypts.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  region  = "eu-west-1"
  setting = "some_bucket.kms_key_arn"
}

run "an_alias_is_no_key" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  variables {
    arn = "alias/some-key"
  }

  expect_failures = [var.arn]
}

run "the_arn_of_an_alias_is_none_of_a_key" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  variables {
    arn = "arn:aws:kms:eu-west-1:123456789012:alias/some-key"
  }

  expect_failures = [var.arn]
}

run "a_key_is_in_the_region" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  variables {
    arn = "arn:aws:kms:eu-west-2:123456789012:key/some-key"
  }

  expect_failures = [var.arn]
}

run "nothing_stands_behind_a_key" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  variables {
    arn = "arn:aws:kms:eu-west-1:123456789012:key/some-key/*"
  }

  expect_failures = [var.arn]
}

run "a_key_of_any_partition_is_passed_on" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  variables {
    arn    = "arn:aws-cn:kms:cn-north-1:123456789012:key/some-key"
    region = "cn-north-1"
  }

  assert {
    condition     = output.arn == "arn:aws-cn:kms:cn-north-1:123456789012:key/some-key"
    error_message = "It is ${jsonencode(output.arn)}."
  }
}

run "there_may_be_no_key" {
  command = plan

  module {
    source = "./modules/kms-key"
  }

  assert {
    condition     = output.arn == null
    error_message = "It is ${jsonencode(output.arn)}."
  }
}
