# What is connected to what, in the stack as a whole: every trigger invokes the alias.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "the_trigger_targets_the_alias" {
  command = plan

  assert {
    condition = module.trigger_direct.invocation.target == join(":", [
      "arn:aws:lambda:eu-west-1:123456789012:function", "object-ledger-handler-test", "live",
    ])
    error_message = "The trigger targets ${module.trigger_direct.invocation.target}."
  }

  assert {
    condition     = module.trigger_direct.invocation.target == output.live.arn
    error_message = "The trigger targets ${module.trigger_direct.invocation.target}, not live."
  }
}

run "only_the_source_bucket_may_invoke_it" {
  command = plan

  assert {
    condition = module.trigger_direct.invocation == {
      bucket         = "object-ledger-source-test-123456789012"
      function_name  = "object-ledger-handler-test"
      qualifier      = "live"
      source_account = "123456789012"
      source_arn     = "arn:aws:s3:::object-ledger-source-test-123456789012"
      target         = output.live.arn
    }
    error_message = "The permission is ${jsonencode(module.trigger_direct.invocation)}."
  }
}

run "an_existing_bucket_is_only_notified" {
  command = plan

  variables {
    source_bucket = { create = false, name = "landing-zone" }
  }

  assert {
    condition     = length(module.source_bucket) == 0
    error_message = "The stack makes a bucket although there is one."
  }

  assert {
    condition = module.trigger_direct.invocation == {
      bucket         = "landing-zone"
      function_name  = "object-ledger-handler-test"
      qualifier      = "live"
      source_account = "123456789012"
      source_arn     = "arn:aws:s3:::landing-zone"
      target         = output.live.arn
    }
    error_message = "The permission is ${jsonencode(module.trigger_direct.invocation)}."
  }

  assert {
    condition     = output.source_bucket == "landing-zone"
    error_message = "The source bucket is ${output.source_bucket}."
  }

  assert {
    condition = (
      jsondecode(module.handler.policies.source).Statement[0].Resource
      == "arn:aws:s3:::landing-zone/*"
    )
    error_message = "The function reads ${module.handler.policies.source}."
  }
}

run "the_alias_follows_the_newest_version" {
  assert {
    condition     = output.live.version == "7"
    error_message = "The newest version is 7, but live is on ${output.live.version}."
  }
}

run "a_pin_moves_the_alias_and_nothing_else" {
  variables {
    function = { pinned_version = "3" }
  }

  assert {
    condition     = output.live.version == "3"
    error_message = "Version 3 is pinned, but live is on ${output.live.version}."
  }

  assert {
    condition     = module.trigger_direct.invocation.target == output.live.arn
    error_message = "The trigger targets ${module.trigger_direct.invocation.target}, not live."
  }
}

run "the_newest_code_is_known_before_the_apply" {
  command = plan

  assert {
    condition     = output.code_sha256 == filebase64sha256(var.package)
    error_message = "A reviewer of the plan cannot compare the code with the zip."
  }
}

# S3 keeps one notification configuration a bucket: a second resource would take turns with it.
run "one_place_sets_notifications" {
  command = plan

  assert {
    condition = flatten([
      for name in fileset(path.module, "**/*.tf") : [
        for text in regexall(
          "(?m)^resource +\"aws_s3_bucket_notification\"", file("${path.module}/${name}")
        ) : name
      ]
    ]) == ["modules/trigger-direct/main.tf"]
    error_message = "aws_s3_bucket_notification belongs once in modules/trigger-direct/main.tf."
  }
}

run "nothing_names_a_version_of_the_function" {
  command = plan

  assert {
    condition = alltrue([
      for name in fileset(path.module, "**/*.tf") :
      !strcontains(file("${path.module}/${name}"), "$LATEST")
    ])
    error_message = "A file names $LATEST. Every target is the alias live."
  }
}
