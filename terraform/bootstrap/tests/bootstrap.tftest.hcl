# What an account needs before the first deploy: who may become the roles that plan and apply, and
# what these may touch. What the policies amount to is asked of a simulator: terraform/tests/access.
mock_provider "aws" {
  source = "../tests/mocks"
}

# A mocked provider imports nothing.
override_resource {
  target = module.state_bucket.aws_s3_bucket.this
}

variables {
  backend = "tests/values/backend.hcl"
  values  = ["tests/values/plain.tfvars"]
  github = {
    create_provider = true
    owner           = "example"
    owner_id        = "1001"
    repository      = "ledger"
    repository_id   = "2002"
  }
}

run "a_pull_request_and_main_may_plan" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.plan.assume_role_policy).Statement == [
      {
        Sid    = "PlanMain"
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = join(":", [
            "arn:aws:iam::123456789012", "oidc-provider/token.actions.githubusercontent.com",
          ])
        }
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:job_workflow_ref" = [
              "example/ledger/.github/workflows/drift.yml@refs/heads/main",
              "example/ledger/.github/workflows/environment.yml@refs/heads/main",
            ]
            "token.actions.githubusercontent.com:ref"           = "refs/heads/main"
            "token.actions.githubusercontent.com:repository_id" = "2002"
            "token.actions.githubusercontent.com:sub" = (
              "repo:example@1001/ledger@2002:ref:refs/heads/main"
            )
          }
        }
      },
      {
        Sid    = "PlanPullRequest"
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = join(":", [
            "arn:aws:iam::123456789012", "oidc-provider/token.actions.githubusercontent.com",
          ])
        }
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud"           = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:repository_id" = "2002"
            "token.actions.githubusercontent.com:sub" = (
              "repo:example@1001/ledger@2002:pull_request"
            )
          }
        }
      },
    ]
    error_message = "Who may plan: ${aws_iam_role.plan.assume_role_policy}"
  }
}

run "only_the_environments_job_on_main_may_apply" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.apply.assume_role_policy).Statement == [
      {
        Sid    = "ApplyFromMain"
        Effect = "Allow"
        Action = "sts:AssumeRoleWithWebIdentity"
        Principal = {
          Federated = join(":", [
            "arn:aws:iam::123456789012", "oidc-provider/token.actions.githubusercontent.com",
          ])
        }
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud"         = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:environment" = "test"
            "token.actions.githubusercontent.com:job_workflow_ref" = [
              "example/ledger/.github/workflows/environment.yml@refs/heads/main",
              "example/ledger/.github/workflows/verify.yml@refs/heads/main",
            ]
            "token.actions.githubusercontent.com:ref"           = "refs/heads/main"
            "token.actions.githubusercontent.com:repository_id" = "2002"
            "token.actions.githubusercontent.com:sub" = (
              "repo:example@1001/ledger@2002:environment:test"
            )
          }
        }
      },
    ]
    error_message = "Who may apply: ${aws_iam_role.apply.assume_role_policy}"
  }
}

run "an_older_repository_has_no_numbers_in_its_subject" {
  command = plan

  variables {
    github = {
      create_provider = true
      owner           = "example"
      owner_id        = "1001"
      repository      = "ledger"
      repository_id   = "2002"
      subject         = "names"
    }
  }

  assert {
    condition = strcontains(
      aws_iam_role.apply.assume_role_policy, "\"repo:example/ledger:environment:test\""
    )
    error_message = "Who may apply: ${aws_iam_role.apply.assume_role_policy}"
  }

  assert {
    condition     = strcontains(aws_iam_role.apply.assume_role_policy, "repository_id\":\"2002\"")
    error_message = "Its number is compared too: ${aws_iam_role.apply.assume_role_policy}"
  }
}

run "nobody_is_trusted_by_a_pattern" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for role in [aws_iam_role.apply, aws_iam_role.plan] : [
        for statement in jsondecode(role.assume_role_policy).Statement :
        keys(statement.Condition) == ["StringEquals"]
        && !can(regex("[*?]", jsonencode(statement.Condition)))
      ]
    ]))
    error_message = "A claim is compared with a pattern."
  }
}

run "an_account_has_one_provider_for_github" {
  command = plan

  variables {
    github = {
      create_provider = false
      owner           = "example"
      owner_id        = "1001"
      repository      = "ledger"
      repository_id   = "2002"
    }
  }

  assert {
    condition = (
      length(aws_iam_openid_connect_provider.github) == 0
      && length(data.aws_iam_openid_connect_provider.existing) == 1
    )
    error_message = "The account's own provider is to be used, and not another one made."
  }
}

run "the_provider_is_for_sts_alone" {
  command = plan

  assert {
    condition = (
      aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com"
      && join(" ", aws_iam_openid_connect_provider.github[0].client_id_list) == "sts.amazonaws.com"
    )
    error_message = "The provider is ${jsonencode(aws_iam_openid_connect_provider.github[0])}"
  }
}

run "the_names_follow_from_the_environment" {
  command = plan

  assert {
    condition = (
      join(" ", [output.plan_role, output.apply_role, output.boundary, output.state_bucket])
      == join(" ", [
        "object-ledger-plan-test",
        "object-ledger-apply-test",
        "object-ledger-boundary-test",
        "object-ledger-state-test-123456789012",
      ])
    )
    error_message = "A workflow would look for other names."
  }
}

# IAM takes 10,240 characters of a role's own policies, 6,144 of any other and 2,048 of trust.
run "the_policies_are_not_too_long" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/longest.tfvars"]
  }

  assert {
    condition = alltrue([
      for policies in [aws_iam_role_policy.apply, aws_iam_role_policy.plan] :
      sum([for policy in policies : length(policy.policy)]) <= 10240
    ])
    error_message = join(" ", [
      "apply: ${sum([for policy in aws_iam_role_policy.apply : length(policy.policy)])},",
      "plan: ${sum([for policy in aws_iam_role_policy.plan : length(policy.policy)])} characters.",
    ])
  }

  assert {
    condition = alltrue([
      for policy in [
        aws_iam_policy.apply_changes[0].policy, aws_iam_policy.changes_boundary[0].policy,
        aws_iam_policy.read_changes[0].policy, aws_iam_policy.apply_streams[0].policy,
        aws_iam_policy.apply_documents[0].policy, aws_iam_policy.apply_ingress[0].policy,
        aws_iam_policy.apply_query.policy, aws_iam_policy.boundary.policy,
        aws_iam_policy.read.policy, aws_iam_policy.read_documents[0].policy,
        aws_iam_policy.read_ingress[0].policy, aws_iam_policy.ingress_boundary[0].policy,
      ] : length(policy) <= 6144
    ])
    error_message = join(" ", [
      "apply for changes: ${length(aws_iam_policy.apply_changes[0].policy)},",
      "apply for streams: ${length(aws_iam_policy.apply_streams[0].policy)},",
      "read for changes: ${length(aws_iam_policy.read_changes[0].policy)},",
      "boundary of changes: ${length(aws_iam_policy.changes_boundary[0].policy)},",
      "apply for documents: ${length(aws_iam_policy.apply_documents[0].policy)},",
      "read for documents: ${length(aws_iam_policy.read_documents[0].policy)},",
      "apply for ingress: ${length(aws_iam_policy.apply_ingress[0].policy)},",
      "apply for queries: ${length(aws_iam_policy.apply_query.policy)},",
      "boundary: ${length(aws_iam_policy.boundary.policy)},",
      "read: ${length(aws_iam_policy.read.policy)} characters.",
    ])
  }

  assert {
    condition = alltrue([
      for role in [aws_iam_role.apply, aws_iam_role.plan] : length(role.assume_role_policy) <= 2048
    ])
    error_message = "A trust policy is longer than IAM takes."
  }
}

run "a_policy_has_a_sid_once" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/throw-away.tfvars", "tests/values/two-keys.tfvars",
      "tests/values/query.tfvars", "tests/values/documents.tfvars",
      "tests/values/ingress.tfvars", "tests/values/changes.tfvars",
      "tests/values/changes-in-a-network.tfvars", "tests/values/audit.tfvars",
    ]
  }

  assert {
    condition = alltrue([
      for policy in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [for policy in aws_iam_role_policy.plan : policy.policy],
        [
          aws_iam_policy.apply_changes[0].policy, aws_iam_policy.changes_boundary[0].policy,
          aws_iam_policy.read_changes[0].policy, aws_iam_policy.apply_streams[0].policy,
          aws_iam_policy.apply_documents[0].policy, aws_iam_policy.apply_ingress[0].policy,
          aws_iam_policy.apply_query.policy, aws_iam_policy.boundary.policy,
          aws_iam_policy.read.policy, aws_iam_policy.read_documents[0].policy,
          aws_iam_policy.read_ingress[0].policy, aws_iam_policy.ingress_boundary[0].policy,
        ],
      ) :
      length(distinct(jsondecode(policy).Statement[*].Sid)) == length(jsondecode(policy).Statement)
    ])
    error_message = "IAM refuses a policy with a Sid twice: ${aws_iam_policy.boundary.policy}"
  }
}

run "twenty_sources_fit" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/twenty-sources.tfvars",
      "tests/values/documents.tfvars",
    ]
  }

  assert {
    condition = (
      sum([for policy in aws_iam_role_policy.apply : length(policy.policy)]) <= 10240
      && length(aws_iam_policy.apply_query.policy) <= 6144
      && length(aws_iam_policy.boundary.policy) <= 6144
      && length(aws_iam_policy.read.policy) <= 6144
    )
    error_message = "A policy is longer than IAM takes."
  }
}

run "more_sources_than_a_policy_holds_are_refused" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/twenty-sources.tfvars",
      "tests/values/too-many-sources.tfvars",
    ]
  }

  expect_failures = [terraform_data.limits]
}

run "more_streams_than_a_policy_holds_are_refused" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/too-many-changes.tfvars"]
  }

  expect_failures = [terraform_data.limits]

  assert {
    condition     = length(local.exceeded_by_changes) > 0 && length(local.exceeded) == 0
    error_message = jsonencode([local.exceeded_by_changes, local.exceeded])
  }
}

run "cloudwatch_may_use_the_alarms_key_which_is_found_by_its_alias" {
  command = plan

  assert {
    condition     = aws_kms_key.alarms[0].enable_key_rotation
    error_message = "The key is not rotated."
  }

  assert {
    condition     = output.alarms_key == "alias/object-ledger-alarms-test"
    error_message = "The stack would look for another key than ${jsonencode(output.alarms_key)}."
  }

  assert {
    condition = jsondecode(aws_kms_key.alarms[0].policy).Statement == [
      {
        Sid       = "AdministerByIdentityPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "EncryptAlarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
    error_message = "The key's policy is ${aws_kms_key.alarms[0].policy}"
  }
}

run "without_alarms_there_is_no_key" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/no-alarms.tfvars"]
  }

  assert {
    condition     = length(aws_kms_key.alarms) + length(aws_kms_alias.alarms) == 0
    error_message = "Nothing would use the key."
  }
}

run "a_key_for_all_is_made_on_request_alone" {
  command = plan

  assert {
    condition = (
      length(aws_kms_key.encryption) + length(aws_kms_alias.encryption) == 0
      && output.encryption_key == null
    )
    error_message = "Nobody asked for a key."
  }
}

run "aws_services_may_use_the_key_for_all_on_behalf_of_the_stack" {
  command = plan

  variables {
    encryption_key = true
    values         = ["tests/values/plain.tfvars", "tests/values/audit.tfvars"]
  }

  assert {
    condition     = aws_kms_key.encryption[0].enable_key_rotation
    error_message = "The key is not rotated."
  }

  assert {
    condition     = aws_kms_alias.encryption[0].name == "alias/object-ledger-encryption-test"
    error_message = "The key is called ${aws_kms_alias.encryption[0].name}."
  }

  # The calls of EventBridge carry nothing that a condition could ask for.
  assert {
    condition = {
      for statement in jsondecode(aws_kms_key.encryption[0].policy).Statement :
      values(statement.Principal)[0] => try(statement.Condition, {})
      } == {
      "arn:aws:iam::123456789012:root" = {}
      "cloudtrail.amazonaws.com" = {
        StringEquals = {
          "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/object-ledger-audit-test"
        }
      }
      "cloudwatch.amazonaws.com" = {
        ArnLike = {
          "aws:SourceArn" = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:object-ledger-alarms-test-*"
        }
        StringEquals = { "aws:SourceAccount" = "123456789012" }
      }
      "events.amazonaws.com" = {}
      "logs.eu-west-1.amazonaws.com" = {
        ArnEquals = {
          "kms:EncryptionContext:aws:logs:arn" = [
            for name in [
              "lambda/object-ledger-changes-test", "lambda/object-ledger-documents-test",
              "apigateway/object-ledger-ingress-test", "lambda/object-ledger-handler-test",
            ] : "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/${name}"
          ]
        }
      }
      "s3.amazonaws.com" = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }
    error_message = "The key's policy is ${aws_kms_key.encryption[0].policy}"
  }
}

run "no_service_may_use_the_key_for_all_for_what_is_off" {
  command = plan

  variables {
    encryption_key = true
    values         = ["tests/values/plain.tfvars", "tests/values/no-alarms.tfvars"]
  }

  assert {
    condition = !can(regex(
      "cloudtrail[.]amazonaws|cloudwatch[.]amazonaws", aws_kms_key.encryption[0].policy
    ))
    error_message = "The key's policy is ${aws_kms_key.encryption[0].policy}"
  }
}

# What the stack makes is under the key of encryption, unless it names its own.
run "the_roles_may_use_the_key_that_the_stack_takes" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/existing-source.tfvars",
      "tests/values/documents.tfvars", "tests/values/encryption.tfvars",
    ]
  }

  assert {
    condition = {
      documents = module.kms_key["documents"].arn
      ingress   = module.kms_key_source_bucket["ingress"].arn
      ledger    = module.kms_key["ledger_bucket"].arn
      secret    = module.kms_key["parameter_context"].arn
      } == {
      documents = "arn:aws:kms:eu-west-1:123456789012:key/one-for-all"
      ingress   = "arn:aws:kms:eu-west-1:123456789012:key/one-for-all"
      ledger    = "arn:aws:kms:eu-west-1:123456789012:key/its-own"
      secret    = tostring(null)
    }
    error_message = "The roles may use another key than the stack takes."
  }

  assert {
    condition = [
      for label, key in module.kms_key_source_bucket : label
      if key.arn != null && label != "ingress"
    ] == []
    error_message = "An existing bucket is not encrypted by the stack."
  }
}

run "no_role_of_a_deploy_makes_or_changes_a_key" {
  command = plan

  assert {
    condition = toset(regexall("kms:[A-Z][A-Za-z]+", join(" ", concat(
      [for policy in aws_iam_role_policy.apply : policy.policy], [aws_iam_policy.read.policy],
      )))) == toset([
      "kms:DescribeKey", "kms:ListAliases", "kms:RequestAlias",
    ])
    error_message = "Their policies speak of other actions of KMS."
  }
}

run "an_existing_bucket_keeps_what_is_not_ours" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/existing-source.tfvars"]
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.apply["data"].policy).Statement :
      !strcontains(jsonencode(statement.Resource), "landing-zone")
    ])
    error_message = "The bucket is not of this stack: ${aws_iam_role_policy.apply["data"].policy}"
  }

  assert {
    condition = strcontains(
      aws_iam_policy.boundary.policy, "\"arn:aws:s3:::landing-zone/*\""
    )
    error_message = "The function could not read it: ${aws_iam_policy.boundary.policy}"
  }
}

run "objects_are_deleted_only_where_the_values_say_so" {
  command = plan

  assert {
    condition     = !strcontains(aws_iam_role_policy.apply["data"].policy, "s3:DeleteObject")
    error_message = "force_destroy is false: ${aws_iam_role_policy.apply["data"].policy}"
  }

  assert {
    condition = !strcontains(
      aws_iam_role_policy.apply["rest"].policy, "secretsmanager:CreateSecret"
    )
    error_message = "There is no parameter context: ${aws_iam_role_policy.apply["rest"].policy}"
  }
}

run "what_is_thrown_away_may_be_emptied" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/throw-away.tfvars"]
  }

  assert {
    condition = contains(jsondecode(aws_iam_role_policy.apply["data"].policy).Statement, {
      Sid    = "EmptyBuckets"
      Effect = "Allow"
      Action = ["s3:DeleteObject", "s3:DeleteObjectVersion"]
      Resource = [
        "arn:aws:s3:::object-ledger-ledger-test-123456789012/*",
        "arn:aws:s3:::object-ledger-source-test-123456789012/*",
      ]
    })
    error_message = "force_destroy is true: ${aws_iam_role_policy.apply["data"].policy}"
  }

  assert {
    condition = strcontains(
      aws_iam_role_policy.apply["smoke"].policy,
      "\"arn:aws:s3:::object-ledger-source-test-123456789012/in/object-ledger-smoke/*\""
    )
    error_message = "They keep to the prefix: ${aws_iam_role_policy.apply["smoke"].policy}"
  }
}

run "without_query_there_are_no_rights_to_it" {
  command = plan

  assert {
    condition = alltrue([
      for policy in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [aws_iam_policy.apply_query.policy, aws_iam_policy.read.policy],
      ) : !can(regex("athena:|glue:|:GetInventory|-results-", policy))
    ])
    error_message = "Rights to what is not there: ${aws_iam_policy.read.policy}"
  }
}

run "without_audit_there_are_no_rights_to_it" {
  command = plan

  assert {
    condition = alltrue([
      for policy in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [aws_iam_policy.apply_query.policy, aws_iam_policy.read.policy],
      ) : !can(regex("cloudtrail:|PutBucketLogging|-audit-|-access-", policy))
    ])
    error_message = "Rights to what is not there: ${aws_iam_policy.read.policy}"
  }

  assert {
    condition     = !strcontains(aws_kms_key.alarms[0].policy, "events.amazonaws.com")
    error_message = "EventBridge may use the key for nothing: ${aws_kms_key.alarms[0].policy}"
  }
}

run "with_audit_twenty_sources_fit_and_eventbridge_may_use_the_alarms_key" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/twenty-sources.tfvars",
      "tests/values/audit.tfvars",
    ]
  }

  assert {
    condition = (
      length(aws_iam_policy.apply_query.policy) <= 6144
      && length(aws_iam_policy.read.policy) <= 6144
    )
    error_message = join(" ", [
      "apply for queries: ${length(aws_iam_policy.apply_query.policy)},",
      "read: ${length(aws_iam_policy.read.policy)} characters.",
    ])
  }

  assert {
    condition = jsondecode(aws_kms_key.alarms[0].policy).Statement[1].Principal == {
      Service = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
    error_message = "The key's policy is ${aws_kms_key.alarms[0].policy}"
  }
}

run "access_logs_of_an_existing_bucket_are_its_owners" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/existing-source.tfvars",
      "tests/values/audit.tfvars",
    ]
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_policy.apply_query.policy).Statement : statement.Resource
      if statement.Sid == "LogAccess"
    ]) == [local.arns.ledger]
    error_message = "It could replace an owner's logging: ${aws_iam_policy.apply_query.policy}"
  }
}

run "without_documents_there_are_no_rights_to_them" {
  command = plan

  assert {
    condition = alltrue([
      for policy in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [for policy in aws_iam_role_policy.plan : policy.policy],
        [
          aws_iam_policy.apply_query.policy, aws_iam_policy.boundary.policy,
          aws_iam_policy.read.policy,
        ],
      ) : !can(regex("-documents-|-lake-", policy))
      ]) && length(concat(
      aws_iam_policy.apply_documents, aws_iam_policy.read_documents,
      aws_iam_role_policy_attachment.apply_documents,
      values(aws_iam_role_policy_attachment.read_documents),
    )) == 0
    error_message = "Rights to what is not there: ${aws_iam_policy.boundary.policy}"
  }
}

run "rows_are_deleted_only_where_the_values_say_so" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/documents.tfvars"]
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_policy.apply_documents[0].policy).Statement :
      statement.Resource if strcontains(jsonencode(statement.Action), "s3:DeleteObject")
    ] == ["arn:aws:s3:::object-ledger-lake-test-123456789012/declared/*"]
    error_message = aws_iam_policy.apply_documents[0].policy
  }
}

run "a_plan_reads_the_declarations_and_no_row" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/documents.tfvars"]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.plan["content"].policy).Statement[0] == {
      Sid    = "ReadNoObject"
      Effect = "Deny"
      Action = "s3:GetObject*"
      NotResource = [
        local.arns.state_file, "arn:aws:s3:::object-ledger-lake-test-123456789012/declared/*",
      ]
    }
    error_message = aws_iam_role_policy.plan["content"].policy
  }

  assert {
    condition = {
      for name, attachment in aws_iam_role_policy_attachment.read_documents :
      name => "${attachment.role} ${attachment.policy_arn}"
      } == {
      for name in ["apply", "plan"] : name => join(" ", [
        "object-ledger-${name}-test",
        "arn:aws:iam::123456789012:policy/object-ledger-read-documents-test",
      ])
    }
    error_message = "Others read what makes rows of documents."
  }
}

run "without_changes_there_are_no_rights_to_them" {
  command = plan

  assert {
    condition = alltrue([
      for policy in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [for policy in aws_iam_role_policy.plan : policy.policy],
        [
          aws_iam_policy.apply_query.policy, aws_iam_policy.boundary.policy,
          aws_iam_policy.read.policy,
        ],
      ) : !can(regex("-changes-|dynamodb:|kinesis:|ec2:", policy))
      ]) && length(concat(
      aws_iam_policy.apply_changes, aws_iam_policy.apply_streams, aws_iam_policy.changes_boundary,
      aws_iam_policy.read_changes, aws_iam_role_policy_attachment.apply_changes,
      aws_iam_role_policy_attachment.apply_streams,
      values(aws_iam_role_policy_attachment.read_changes),
    )) == 0
    error_message = "Rights to what is not there: ${aws_iam_policy.boundary.policy}"
  }
}

run "failures_are_deleted_only_where_the_values_say_so" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/changes.tfvars"]
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_policy.apply_changes[0].policy).Statement :
      statement.Resource if strcontains(jsonencode(statement.Action), "s3:DeleteObject")
    ] == ["arn:aws:s3:::object-ledger-changes-test-123456789012/declared/*"]
    error_message = aws_iam_policy.apply_changes[0].policy
  }

  assert {
    condition = !strcontains(join("", [
      aws_iam_policy.apply_streams[0].policy, aws_iam_policy.changes_boundary[0].policy,
    ]), "ec2:")
    error_message = "The function is in no VPC: ${aws_iam_policy.changes_boundary[0].policy}"
  }
}

run "a_function_in_a_vpc_may_join_it_and_its_failures_be_deleted" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/changes.tfvars",
      "tests/values/changes-in-a-network.tfvars",
    ]
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_policy.apply_changes[0].policy).Statement :
      statement.Resource if strcontains(jsonencode(statement.Action), "s3:DeleteObject")
    ] == ["arn:aws:s3:::object-ledger-changes-test-123456789012/*"]
    error_message = aws_iam_policy.apply_changes[0].policy
  }

  assert {
    condition = contains(jsondecode(aws_iam_policy.changes_boundary[0].policy).Statement, {
      Sid    = "JoinNetwork"
      Effect = "Allow"
      Action = [
        "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
      ]
      Resource = "arn:aws:ec2:eu-west-1:123456789012:*"
    })
    error_message = aws_iam_policy.changes_boundary[0].policy
  }

  assert {
    condition     = strcontains(aws_iam_policy.apply_streams[0].policy, "ec2:DescribeSubnets")
    error_message = aws_iam_policy.apply_streams[0].policy
  }
}

# A stream or a table of somebody else is read, and never made, changed or removed.
run "an_existing_table_or_stream_is_left_alone" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/changes.tfvars"]
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_policy.apply_streams[0].policy).Statement :
      statement.Sid => statement.Resource
      if contains(["ChangeStreams", "ChangeTables", "SendTables", "SendToStreams"], statement.Sid)
      } == {
      ChangeStreams = (
        "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-payments-test"
      )
      ChangeTables = [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-orders-test",
        "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-payments-test",
      ]
      SendTables = "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-payments-test"
      SendToStreams = (
        "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-payments-test"
      )
    }
    error_message = aws_iam_policy.apply_streams[0].policy
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_policy.changes_boundary[0].policy).Statement :
      statement.Sid => statement.Resource
      if contains(["ReadKinesisStreams", "ReadTableStreams"], statement.Sid)
      } == {
      ReadKinesisStreams = [
        "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks",
        "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-payments-test",
      ]
      ReadTableStreams = [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-orders-test/stream/*",
        join("/", [
          "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream",
          "2026-11-28T00:00:00.000",
        ]),
      ]
    }
    error_message = aws_iam_policy.changes_boundary[0].policy
  }

  assert {
    condition = contains(flatten([
      for statement in jsondecode(aws_iam_policy.read_changes[0].policy).Statement :
      statement.Resource if statement.Sid == "ReadTables"
    ]), "arn:aws:dynamodb:eu-west-1:123456789012:table/people")
    error_message = aws_iam_policy.read_changes[0].policy
  }
}

run "a_plan_reads_what_the_labels_declare_and_no_failure" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/changes.tfvars"]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.plan["content"].policy).Statement[0].NotResource == [
      local.arns.state_file, "arn:aws:s3:::object-ledger-changes-test-123456789012/declared/*",
    ]
    error_message = aws_iam_role_policy.plan["content"].policy
  }

  assert {
    condition = {
      for name, attachment in aws_iam_role_policy_attachment.read_changes :
      name => "${attachment.role} ${attachment.policy_arn}"
      } == {
      for name in ["apply", "plan"] : name => join(" ", [
        "object-ledger-${name}-test",
        "arn:aws:iam::123456789012:policy/object-ledger-read-changes-test",
      ])
    }
    error_message = "Others read what writes changes."
  }
}

run "sources_are_listed_only_where_the_values_say_so" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/query.tfvars"]
  }

  assert {
    condition     = !can(regex("Inventory|DeleteObject", aws_iam_policy.apply_query.policy))
    error_message = "More rights than needed: ${aws_iam_policy.apply_query.policy}"
  }
}

run "without_ingress_there_are_no_rights_to_it" {
  command = plan

  assert {
    condition = (
      length(concat(
        aws_iam_policy.apply_ingress, aws_iam_policy.ingress_boundary, aws_iam_policy.read_ingress,
      )) == 0
      && alltrue([
        for policy in concat(
          [for policy in aws_iam_role_policy.apply : policy.policy],
          [aws_iam_policy.boundary.policy, aws_iam_policy.read.policy],
        ) : !can(regex("apigateway|cognito|-ingress-", policy))
      ])
    )
    error_message = "Rights to what is not there: ${aws_iam_policy.boundary.policy}"
  }
}

run "an_api_is_changed_by_its_tags_and_its_bucket_by_its_name" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/ingress.tfvars"]
  }

  # What is not made by AWS has a name that says whose it is.
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.apply_ingress[0].policy).Statement :
      try(statement.Condition, null) != null || alltrue([
        for resource in flatten([statement.Resource]) : !endswith(resource, "/*")
        || strcontains(resource, "/domainnames/ingress.example.com")
        || endswith(resource, "/stages/*")
      ])
    ])
    error_message = "It may change other APIs: ${aws_iam_policy.apply_ingress[0].policy}"
  }

  assert {
    condition = (
      strcontains(
        aws_iam_policy.ingress_boundary[0].policy,
        "\"arn:aws:s3:::object-ledger-ingress-test-123456789012/id=*\""
      )
      && strcontains(
        aws_iam_role_policy.apply["data"].policy,
        "\"arn:aws:s3:::object-ledger-ingress-test-123456789012/*\""
      )
    )
    error_message = "The API could put nothing: ${aws_iam_policy.ingress_boundary[0].policy}"
  }
}

run "the_accounts_logging_is_left_to_somebody_else" {
  command = plan

  variables {
    values = [
      "tests/values/plain.tfvars", "tests/values/ingress.tfvars",
      "tests/values/ingress-no-logging.tfvars",
    ]
  }

  assert {
    condition = alltrue([
      for policy in [
        aws_iam_policy.apply_ingress[0].policy, aws_iam_policy.ingress_boundary[0].policy,
        aws_iam_policy.read_ingress[0].policy, aws_iam_role_policy.apply["roles"].policy,
      ] : !can(regex("/account|ingress-logging", policy))
    ])
    error_message = "Rights to the account's setting: ${aws_iam_policy.apply_ingress[0].policy}"
  }
}

run "a_prefix_is_no_pattern" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/odd-prefix.tfvars"]
  }

  assert {
    condition = strcontains(aws_iam_policy.boundary.policy, join("/", [
      "\"arn:aws:s3:::object-ledger-source-test-123456789012", "_$${$}folder$${$}", "a$${?}b",
      "$${*}", "*\"",
    ]))
    error_message = "What a role may read: ${aws_iam_policy.boundary.policy}"
  }

  assert {
    condition = strcontains(aws_iam_role_policy.apply["smoke"].policy, join("/", [
      "\"arn:aws:s3:::object-ledger-source-test-123456789012", "_$${$}folder$${$}", "a$${?}b",
      "$${*}", "object-ledger-smoke", "*\"",
    ]))
    error_message = "What the smoke tests may put: ${aws_iam_role_policy.apply["smoke"].policy}"
  }
}

run "every_arn_is_of_the_partition" {
  command = plan

  variables {
    values = ["tests/values/plain.tfvars", "tests/values/china.tfvars"]
  }

  override_data {
    target = data.aws_partition.current
    values = { dns_suffix = "amazonaws.com.cn", partition = "aws-cn" }
  }

  assert {
    condition = alltrue([
      for text in concat(
        [for policy in aws_iam_role_policy.apply : policy.policy],
        [for policy in aws_iam_role_policy.plan : policy.policy],
        [
          aws_iam_policy.boundary.policy,
          aws_iam_policy.read.policy,
          aws_iam_role.apply.assume_role_policy,
          aws_iam_role.plan.assume_role_policy,
        ],
      ) : !strcontains(text, "arn:aws:")
    ])
    error_message = "An ARN is of the partition aws: ${aws_iam_policy.boundary.policy}"
  }
}

run "the_states_bucket_is_of_the_account" {
  command = plan

  variables {
    backend = "tests/values/elsewhere.hcl"
  }

  expect_failures = [terraform_data.state_bucket_stays]
}

run "a_repository_has_a_number" {
  command = plan

  variables {
    github = {
      create_provider = true
      owner           = "example"
      owner_id        = "1001"
      repository      = "ledger"
      repository_id   = "0"
    }
  }

  expect_failures = [var.github]
}

run "an_owner_is_no_pattern" {
  command = plan

  variables {
    github = {
      create_provider = true
      owner           = "*"
      owner_id        = "1001"
      repository      = "ledger"
      repository_id   = "2002"
    }
  }

  expect_failures = [var.github]
}

run "a_repository_is_no_url" {
  command = plan

  variables {
    github = {
      create_provider = true
      owner           = "example"
      owner_id        = "1001"
      repository      = "https://github.com/example/ledger"
      repository_id   = "2002"
    }
  }

  expect_failures = [var.github]
}

run "a_subject_has_one_of_two_forms" {
  command = plan

  variables {
    github = {
      create_provider = true
      owner           = "example"
      owner_id        = "1001"
      repository      = "ledger"
      repository_id   = "2002"
      subject         = "repo:example/*"
    }
  }

  expect_failures = [var.github]
}
