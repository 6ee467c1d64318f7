# Each wrong value of ingress stops the plan.
mock_provider "aws" {
  source = "../mocks"
}

run "there_is_no_open_kind" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "none" }
    }
  }

  expect_failures = [var.ingress]
}

run "an_authorizer_has_a_function" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "authorizer" }
    }
  }

  expect_failures = [var.ingress]
}

run "a_function_is_asked_by_the_kind_authorizer_only" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "iam"
        authorizer = {
          function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
          cache_seconds = 0
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_pool_is_for_the_kind_cognito_only" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "iam"
        cognito = {
          user_pool_arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a"
          client_id     = "a1"
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_function_is_named_by_its_arn" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind       = "authorizer"
        authorizer = { function_arn = "gatekeeper", cache_seconds = 0 }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "an_answer_counts_for_an_hour_at_most" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "authorizer"
        authorizer = {
          function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
          cache_seconds = 3601
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "an_answer_counts_for_whole_seconds" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "authorizer"
        authorizer = {
          function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
          cache_seconds = 0.5
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_pool_is_of_the_region" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "cognito"
        cognito = {
          user_pool_arn = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/eu-west-1_a"
          client_id     = "a1"
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_client_is_an_id" {
  command = plan

  variables {
    ingress = {
      authorization = {
        kind = "cognito"
        cognito = {
          user_pool_arn = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a"
          client_id     = "my client.*"
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_key_is_named_by_its_id" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys = {
        shop = { key_id = "a-secret-value-of-a-key", quota = { limit = 10, period = "DAY" } }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_key_has_a_label" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys = {
        "The Shop" = { key_id = "aaaaaaaaaa", quota = { limit = 10, period = "DAY" } }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_key_is_in_one_plan" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys = {
        a = { key_id = "aaaaaaaaaa", quota = { limit = 10, period = "DAY" } }
        b = { key_id = "aaaaaaaaaa", quota = { limit = 10, period = "DAY" } }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_quota_has_a_period" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys      = { shop = { key_id = "aaaaaaaaaa", quota = { limit = 10, period = "HOUR" } } }
    }
  }

  expect_failures = [var.ingress]
}

run "a_quota_is_a_whole_number" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys      = { shop = { key_id = "aaaaaaaaaa", quota = { limit = 0, period = "DAY" } } }
    }
  }

  expect_failures = [var.ingress]
}

run "a_throttle_lets_something_through" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      throttle      = { rate = 0, burst = 1 }
    }
  }

  expect_failures = [var.ingress]
}

run "a_burst_is_a_whole_number" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      throttle      = { rate = 1, burst = 1.5 }
    }
  }

  expect_failures = [var.ingress]
}

run "a_clients_throttle_lets_something_through" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      api_keys = {
        shop = {
          key_id = "aaaaaaaaaa", quota = { limit = 10, period = "DAY" }, throttle = { rate = 1, burst = 0 }
        }
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_log_is_kept_for_days_that_aws_takes" {
  command = plan

  variables {
    ingress = {
      authorization      = { kind = "iam" }
      log_retention_days = 2
    }
  }

  expect_failures = [var.ingress]
}

run "documents_are_kept_for_whole_days" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      object_days   = 0.5
    }
  }

  expect_failures = [var.ingress]
}

run "a_domain_has_a_certificate_of_the_region" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      domain = {
        name            = "a.example.com"
        certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a"
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_domain_is_a_name" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      domain = {
        name            = "https://a.example.com"
        certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a"
      }
    }
  }

  expect_failures = [var.ingress]
}

run "a_firewall_is_regional" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      web_acl_arn   = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/0a1b"
    }
  }

  expect_failures = [var.ingress]
}

run "its_bucket_has_no_longer_name_than_s3_takes" {
  command = plan

  variables {
    name        = "a23456789-123456789-123456789x"
    environment = "e23456789012"
    ingress = {
      authorization = { kind = "iam" }
    }
  }

  expect_failures = [var.ingress]
}

run "its_label_is_taken" {
  command = plan

  variables {
    sources = { ingress = {} }
    ingress = {
      authorization = { kind = "iam" }
    }
  }

  expect_failures = [var.sources]
}
