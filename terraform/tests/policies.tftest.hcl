# What the function may do is exactly this list.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "by_default_there_is_exactly_this" {
  command = plan

  # By default the role has these policies.
  assert {
    condition     = join(" ", keys(module.handler.policies)) == "failures ledger logs queue source"
    error_message = "The role has the policies ${join(", ", keys(module.handler.policies))}."
  }

  assert {
    condition = jsondecode(module.handler.policies.source).Statement == [
      {
        Sid    = "ReadObjectMetadata"
        Effect = "Allow"
        Action = [
          "s3:GetObject",
          "s3:GetObjectTagging",
          "s3:GetObjectVersion",
          "s3:GetObjectVersionTagging",
        ]
        Resource = "arn:aws:s3:::object-ledger-source-test-123456789012/*"
      },
      {
        Sid      = "TellGoneFromForbidden"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::object-ledger-source-test-123456789012"
      },
    ]
    error_message = "On the source bucket: ${module.handler.policies.source}"
  }

  assert {
    condition = jsondecode(module.handler.policies.ledger).Statement == [
      {
        Sid      = "WriteJournal"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012/journal/*"
      },
      {
        Sid      = "ReplaceLatest"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"]
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012/latest/*"
      },
      {
        Sid      = "TellNoDocumentFromForbidden"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012"
      },
    ]
    error_message = "On the ledger bucket: ${module.handler.policies.ledger}"
  }

  assert {
    condition = jsondecode(module.handler.policies.failures).Statement == [
      {
        Sid      = "KeepFailures"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-failures-test"
      },
    ]
    error_message = "On the failure queue: ${module.handler.policies.failures}"
  }

  assert {
    condition = jsondecode(module.handler.policies.logs).Statement == [
      {
        Sid    = "WriteLogs"
        Effect = "Allow"
        Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = join(":", [
          "arn:aws:logs:eu-west-1:123456789012:log-group",
          "/aws/lambda/object-ledger-handler-test", "*",
        ])
      },
    ]
    error_message = "On the log group: ${module.handler.policies.logs}"
  }

  assert {
    condition = jsondecode(module.handler.policies.queue).Statement == [
      {
        Sid      = "TakeEvents"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = "arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-test"
      },
    ]
    error_message = "On the queue: ${module.handler.policies.queue}"
  }

  # Only the function writes records.
  assert {
    condition = jsondecode(module.ledger_bucket.policy).Statement[1] == {
      Sid       = "RefuseOtherWriters"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
      NotResource = [
        for folder in ["backfill", "statements"] :
        "arn:aws:s3:::object-ledger-ledger-test-123456789012/${folder}/*"
      ]
      Condition = {
        ArnNotEquals = {
          "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/object-ledger-handler-test"]
        }
      }
    }
    error_message = "The ledger bucket's policy is ${module.ledger_bucket.policy}"
  }

  # Without Object Lock nothing speaks of it.
  assert {
    condition = (
      !strcontains(jsonencode(module.handler.policies), "Retention")
      && !strcontains(jsonencode(module.handler.environment), "OBJECT_LOCK")
      && !strcontains(module.ledger_bucket.policy, "RefuseDeleteMarkers")
      && output.object_lock == null
    )
    error_message = jsonencode(module.handler.environment)
  }

  # Records and statements are written once by everybody.
  assert {
    condition = [
      for statement in jsondecode(module.ledger_bucket.policy).Statement : statement.Resource
      if statement.Sid == "RefuseOverwriting"
      ] == [[
        for folder in ["journal", "statements"] :
        "arn:aws:s3:::object-ledger-ledger-test-123456789012/${folder}/*"
    ]]
    error_message = module.ledger_bucket.policy
  }
}

run "a_prefix_narrows_what_is_read_and_a_secret_is_one_permission" {
  command = plan

  variables {
    latest            = null
    parameter_context = { name = "object-ledger/test" }
    sources = {
      source = {
        filter = { prefix = "in/" }
      }
    }
  }

  # Without latest only the journal is written.
  assert {
    condition = [
      for statement in jsondecode(module.handler.policies.ledger).Statement : statement.Sid
    ] == ["WriteJournal"]
    error_message = "On the ledger bucket: ${module.handler.policies.ledger}"
  }

  # Latest is off unless it is asked for.
  assert {
    condition     = output.latest == { enabled = false, tombstone_days = 7 }
    error_message = jsonencode(output.latest)
  }

  # A prefix narrows what is read.
  assert {
    condition = (
      jsondecode(module.handler.policies.source).Statement[0].Resource
      == "arn:aws:s3:::object-ledger-source-test-123456789012/in/*"
    )
    error_message = "On the source bucket: ${module.handler.policies.source}"
  }

  # A parameter context is exactly one secret.
  assert {
    condition = jsondecode(module.handler.policies.parameter-context).Statement == [
      {
        Sid    = "ReadParameterContext"
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = join(":", [
          "arn:aws:secretsmanager:eu-west-1:123456789012:secret", "object-ledger/test-??????",
        ])
      },
    ]
    error_message = "On the secret: ${module.handler.policies.parameter-context}"
  }
}

run "a_workflow_adds_its_markers_and_who_restores_may_put" {
  command = plan

  variables {
    latest        = { enabled = false }
    ledger_bucket = { restore_roles = ["arn:aws:iam::123456789012:role/restore"] }
    sources = {
      source = {
        filter = { prefix = "Köln/_$folder$/a?b/$${aws:username}/" }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  # A workflow adds its markers and nothing else.
  assert {
    condition = (
      join(" ", keys(module.handler.policies)) == "failures ledger logs queue source workflow"
    )
    error_message = "The role has the policies ${join(", ", keys(module.handler.policies))}."
  }

  assert {
    condition = jsondecode(module.handler.policies.workflow).Statement == [
      {
        Sid      = "MarkCalls"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012/workflow/*"
      },
    ]
    error_message = "For the workflow: ${module.handler.policies.workflow}"
  }

  # Markers need the right to list without latest too.
  assert {
    condition = [
      for statement in jsondecode(module.handler.policies.ledger).Statement : statement.Sid
    ] == ["WriteJournal", "TellNoDocumentFromForbidden"]
    error_message = "On the ledger bucket: ${module.handler.policies.ledger}"
  }

  # A prefix is no pattern.
  assert {
    condition = (
      jsondecode(module.handler.policies.source).Statement[0].Resource == join("/", [
        "arn:aws:s3:::object-ledger-source-test-123456789012", "Köln", "_$${$}folder$${$}",
        "a$${?}b", "$${$}{aws:username}", "*",
      ])
    )
    error_message = "On the source bucket: ${module.handler.policies.source}"
  }

  # Who restores may put but not overwrite.
  assert {
    condition = [
      for statement in jsondecode(module.ledger_bucket.policy).Statement :
      statement.Condition.ArnNotEquals["aws:PrincipalArn"]
      if statement.Sid == "RefuseOtherWriters"
      ] == [[
        "arn:aws:iam::123456789012:role/object-ledger-handler-test",
        "arn:aws:iam::123456789012:role/restore",
    ]]
    error_message = module.ledger_bucket.policy
  }
}

run "keys_are_used_only_through_their_service_and_only_x_ray_has_a_wildcard" {
  command = plan

  variables {
    sources = {
      source = {
        bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" }
      }
    }
    ledger_bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/ledger" }
    function      = { tracing = true }
    parameter_context = {
      name        = "object-ledger/test"
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/secret"
    }
    workflow = {
      url   = "https://example.com/run"
      match = { suffix = "/_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\"}"
    }
  }

  # No wildcards but X-Ray.
  # With everything switched on, so that a statement added later is seen too.
  assert {
    condition = alltrue(flatten([
      for policy in module.handler.policies : [
        for statement in jsondecode(policy).Statement : [
          for action in flatten([statement.Action]) : !strcontains(action, "*")
        ]
      ]
    ]))
    error_message = "An action has a wildcard: ${jsonencode(module.handler.policies)}"
  }

  assert {
    condition = alltrue(flatten([
      for policy in module.handler.policies : [
        for statement in jsondecode(policy).Statement : [
          for resource in flatten([statement.Resource]) : startswith(resource, "arn:aws:")
          || alltrue([for action in flatten([statement.Action]) : startswith(action, "xray:")])
        ]
      ]
    ]))
    error_message = "A resource is open: ${jsonencode(module.handler.policies)}"
  }

  assert {
    condition = jsondecode(module.handler.policies.tracing).Statement == [
      {
        Sid      = "WriteTraces"
        Effect   = "Allow"
        Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = "*"
      },
    ]
    error_message = "On X-Ray: ${module.handler.policies.tracing}"
  }

  assert {
    condition = length(flatten([
      for policy in module.handler.policies :
      [for text in regexall("secretsmanager:[A-Z]", policy) : text]
    ])) == 1
    error_message = "More than one permission on secrets: ${jsonencode(module.handler.policies)}"
  }

  # A customer key is used only through S3.
  assert {
    condition = slice(jsondecode(module.handler.policies.source).Statement, 2, 3) == [
      {
        Sid      = "ReadChecksums"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/source"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" }
        }
      },
    ]
    error_message = "On the source bucket's key: ${module.handler.policies.source}"
  }

  assert {
    condition = slice(jsondecode(module.handler.policies.ledger).Statement, 3, 4) == [
      {
        Sid      = "EncryptRecords"
        Effect   = "Allow"
        Action   = "kms:GenerateDataKey"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/ledger"
        Condition = {
          StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" }
        }
      },
    ]
    error_message = "On the ledger bucket's key: ${module.handler.policies.ledger}"
  }

  # A secret's key is used only for that secret.
  assert {
    condition = slice(jsondecode(module.handler.policies.parameter-context).Statement, 1, 2) == [
      {
        Sid      = "DecryptParameterContext"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/secret"
        Condition = {
          StringEquals = { "kms:ViaService" = "secretsmanager.eu-west-1.amazonaws.com" }
          StringLike = {
            "kms:EncryptionContext:SecretARN" = join(":", [
              "arn:aws:secretsmanager:eu-west-1:123456789012:secret",
              "object-ledger/test-??????",
            ])
          }
        }
      },
    ]
    error_message = "On the secret's key: ${module.handler.policies.parameter-context}"
  }
}

run "a_locked_ledger_is_written_with_a_retention" {
  command = plan

  variables {
    ledger_bucket = { object_lock = { mode = "GOVERNANCE", days = 30 } }
  }

  # A locked ledger is written with a retention.
  assert {
    condition = contains(jsondecode(module.handler.policies.ledger).Statement, {
      Sid      = "RetainJournal"
      Effect   = "Allow"
      Action   = "s3:PutObjectRetention"
      Resource = "arn:aws:s3:::object-ledger-ledger-test-123456789012/journal/*"
    })
    error_message = "On the ledger bucket: ${module.handler.policies.ledger}"
  }

  assert {
    condition = (
      module.handler.environment["OBJECT_LOCK_MODE"] == "GOVERNANCE"
      && module.handler.environment["OBJECT_LOCK_DAYS"] == "30"
      && output.object_lock == { mode = "GOVERNANCE", days = 30 }
    )
    error_message = jsonencode(module.handler.environment)
  }
}
