# What the function is told of its parameters and its workflow, and what the stack makes for them.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "a_secret_is_made_empty_and_the_workflow_is_handed_over_as_it_is" {
  command = plan

  variables {
    parameter_context = {
      name          = "object-ledger/test"
      cache_seconds = 60
      kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/secret"
      recovery_days = 7
    }
    workflow = {
      url             = "https://example.com:8443/run?flow=7"
      match           = { prefix = "events/", suffix = "/_SUCCESS" }
      body            = "{\"uri\": \"{{uri}}\", \"args\": \"<{{key}}&{{size}}>\"}"
      token_parameter = "WORKFLOW_TOKEN"
    }
  }

  # A secret is made empty.
  assert {
    condition = (
      aws_secretsmanager_secret.parameters["context"].name == "object-ledger/test"
      && aws_secretsmanager_secret.parameters["context"].recovery_window_in_days == 7
      && endswith(aws_secretsmanager_secret.parameters["context"].kms_key_id, "key/secret")
    )
    error_message = "The secret is not the one of parameter_context."
  }

  assert {
    condition = (
      module.handler.environment.PARAMETER_CONTEXT == "object-ledger/test"
      && module.handler.environment.PARAMETER_CACHE_SECONDS == "60"
    )
    error_message = "The function is told ${jsonencode(module.handler.environment)}."
  }

  # No value of a secret passes through Terraform.
  # Whoever may read the state, or a saved plan, could read it.
  assert {
    condition = alltrue([
      for name in fileset(path.module, "**/*.tf") :
      !strcontains(file("${path.module}/${name}"), "aws_secretsmanager_secret_version")
    ])
    error_message = "A file writes or reads a secret's value. Use aws secretsmanager put-secret-value."
  }

  # The workflow is handed over as it is.
  assert {
    condition = jsondecode(module.handler.environment.WORKFLOW) == {
      body    = var.workflow.body
      headers = {}
      match = {
        exclude = [
          ".hive-staging*/", ".spark-staging-*/", "__magic/", "__magic_job-*/", "_temporary/"
        ]
        name   = ""
        prefix = "events/"
        suffix = "/_SUCCESS"
      }
      repeated_codes  = [409]
      success_codes   = null
      timeout         = 10
      token_parameter = "WORKFLOW_TOKEN"
      url             = "https://example.com:8443/run?flow=7"
    }
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }
}

run "an_existing_secret_is_only_read_and_a_workflow_has_headers_of_its_own" {
  command = plan

  variables {
    parameter_context = { name = "object-ledger/test", create = false }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_committed_*", exclude = [] }
      body  = "{\"bytes\": \"{{size:number}}\", \"timeout\": 30, \"on\": [true, null]}"
      headers = {
        Authorization = { parameter = "LOGIN", prefix = "Basic ", base64 = true }
        x-api-key     = { parameter = "KEY" }
      }
    }
  }

  # An existing secret is only read.
  assert {
    condition     = length(aws_secretsmanager_secret.parameters) == 0
    error_message = "The stack makes a secret although there is one."
  }

  assert {
    condition     = data.aws_secretsmanager_secret.existing["context"].name == "object-ledger/test"
    error_message = "Nobody looks whether the secret is there."
  }

  # A workflow may have headers of its own.
  assert {
    condition = jsondecode(module.handler.environment.WORKFLOW).headers == {
      Authorization = { base64 = true, parameter = "LOGIN", prefix = "Basic " }
      x-api-key     = { base64 = false, parameter = "KEY", prefix = "" }
    }
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }

  assert {
    condition = jsondecode(module.handler.environment.WORKFLOW).match == {
      exclude = []
      name    = "_committed_*"
      prefix  = ""
      suffix  = ""
    }
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }

  assert {
    condition     = jsondecode(module.handler.environment.WORKFLOW).body == var.workflow.body
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }
}

run "a_match_has_any_character_and_a_body_as_many_as_the_variables_allow" {
  command = plan

  variables {
    workflow = {
      url = "https://example.com/run"
      match = {
        exclude = ["/Köln/.x[1]+(a|b)?/", "{y}.$z^\\/"]
        name    = "*日付 ?.csv"
        prefix  = "Köln/a+b/T00:00/_$folder$/(1)/"
        suffix  = " ?.csv"
      }
      body = jsonencode({ text = format("%2038s", "a") })
    }
  }

  # A match may have any character of a key.
  assert {
    condition = jsondecode(module.handler.environment.WORKFLOW).match == {
      exclude = ["/Köln/.x[1]+(a|b)?/", "{y}.$z^\\/"]
      name    = "*日付 ?.csv"
      prefix  = "Köln/a+b/T00:00/_$folder$/(1)/"
      suffix  = " ?.csv"
    }
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }

  # A body may be as long as the variables allow.
  # 2,049 characters, and all variables together are shorter than what Lambda takes.
  assert {
    condition     = jsondecode(module.handler.environment.WORKFLOW).body == var.workflow.body
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }
}

run "loopback_needs_no_https_and_a_prefix_may_be_like_an_excluded_folder" {
  command = plan

  variables {
    workflow = {
      url  = "http://127.0.0.1:5000/run"
      body = "{\"uri\": \"{{uri}}\"}"
      match = {
        exclude = ["_temporary/", ".hive-staging*/", "/x/"]
        prefix  = "my_temporary/_temporary2/x.hive-staging/_temporary"
        suffix  = "_temporary/x/_SUCCESS"
      }
    }
  }

  # Loopback needs no https.
  assert {
    condition     = jsondecode(module.handler.environment.WORKFLOW).token_parameter == null
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }

  # A prefix may be like an excluded folder.
  # The folder's name is the prefix's end there, or stands in it with more before or behind it.
  assert {
    condition     = length(jsondecode(module.handler.environment.WORKFLOW).match.exclude) == 3
    error_message = "The function is told ${module.handler.environment.WORKFLOW}."
  }
}
