# Rows out of streams: a function of its own with a zip of its own, a mapping a label, streams and
# tables of the stack, a bucket that only the function writes failures into, and alarms.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  changes_package   = "tests/stand-in.zip"
  parameter_context = { name = "object-ledger/test" }

  changes = {
    orders = {
      stream = { kind = "dynamodb", table = { hash_key = "order_id" } }
      target = {
        dialect = "postgresql", host = "db.example.com", database = "shop", table = "orders"
        keys    = [{ name = "order_id" }]
      }
    }
    payments = {
      stream = { kind = "kinesis", table = { hash_key = "id", range_key = "at", types = { at = "N" } } }
      target = {
        dialect = "cratedb", host = "crate.example.com", database = "crate", table = "payments"
        keys    = [{ name = "id" }, { name = "paid_at", path = "$.at", type = "bigint" }]
      }
    }
  }
}

run "the_function_gets_settings_a_key_and_a_boundary_of_its_own" {
  command = plan

  variables {
    changes_bucket = {
      failure_days = 90
      kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/changes"
    }
    changes_function     = { memory_size = 2048, reserved_concurrency = 5, timeout = 120 }
    function             = { architecture = "x86_64", log_level = "DEBUG" }
    permissions_boundary = "object-ledger-boundary-test"
    release              = { version = "7", canary = null }
  }

  # The function gets what it needs and no release.
  assert {
    condition = module.changes[0].environment == tomap({
      BUCKET_OWNER            = "123456789012"
      CHANGES_BUCKET          = "object-ledger-changes-test-123456789012"
      DECLARATIONS            = aws_s3_object.changes[0].key
      LOG_LEVEL               = "DEBUG"
      PARAMETER_CACHE_SECONDS = "300"
      PARAMETER_CONTEXT       = "object-ledger/test"
    })
    error_message = jsonencode(module.changes[0].environment)
  }

  assert {
    condition = local.changes_settings == merge(var.function, {
      memory_size          = 2048
      pinned_version       = null
      reserved_concurrency = 5
      timeout              = 120
    })
    error_message = jsonencode(local.changes_settings)
  }

  assert {
    condition     = local.changes_network == null && !contains(keys(module.changes[0].policies), "network")
    error_message = join(", ", keys(module.changes[0].policies))
  }

  # The role reads its streams and keeps what could not be written.
  assert {
    condition = {
      for name, policy in local.changes_policies : name => {
        for statement in jsondecode(policy).Statement :
        statement.Sid => [statement.Action, statement.Resource]
      }
      } == {
      bucket = {
        KeepChanges = [
          "s3:PutObject",
          [
            for folder in ["aws/lambda", "refused"] :
            "arn:aws:s3:::object-ledger-changes-test-123456789012/${folder}/*"
          ],
        ]
        FindChangesBucket = [
          "s3:ListBucket", "arn:aws:s3:::object-ledger-changes-test-123456789012",
        ]
        ReadDeclarations = [
          "s3:GetObject", "arn:aws:s3:::object-ledger-changes-test-123456789012/declared/*",
        ]
        EncryptChanges = [
          ["kms:Decrypt", "kms:GenerateDataKey"], "arn:aws:kms:eu-west-1:123456789012:key/changes",
        ]
      }
      parameter-context = {
        ReadParameterContext = [
          "secretsmanager:GetSecretValue",
          "arn:aws:secretsmanager:eu-west-1:123456789012:secret:object-ledger/test-??????",
        ]
      }
      streams = {
        ReadTableStreams = [
          ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-orders-test/stream/*",
        ]
        ListTableStreams = ["dynamodb:ListStreams", "*"]
        ReadKinesisStreams = [
          [
            "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
            "kinesis:GetShardIterator", "kinesis:ListShards",
          ],
          "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-payments-test",
        ]
      }
    }
    error_message = jsonencode(local.changes_policies)
  }

  # The function has a boundary of its own.
  assert {
    condition = (
      local.changes_boundary_arn
      == "arn:aws:iam::123456789012:policy/object-ledger-boundary-test-changes"
    )
    error_message = local.changes_boundary_arn
  }

  # Failures expire where the values say so, and declarations never.
  assert {
    condition = local.changes_expirations == {
      remove-failures = { days = 90, prefix = "aws/lambda/" }
      remove-refused  = { days = 90, prefix = "refused/" }
    }
    error_message = jsonencode(local.changes_expirations)
  }
}

run "each_label_has_a_mapping_a_table_or_stream_and_is_watched" {
  command = plan

  override_resource {
    target          = aws_dynamodb_table.changes
    override_during = plan
    values = {
      stream_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/mock/stream/2026-11-28"
    }
  }

  override_resource {
    target          = aws_kinesis_stream.changes
    override_during = plan
    values          = { arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/mock" }
  }

  # Each label has a mapping to live.
  assert {
    condition = {
      for label, trigger in module.changes_trigger : label => trigger.invocation
      } == {
      orders = {
        source_arn = aws_dynamodb_table.changes["orders"].stream_arn
        target     = output.changes.live.arn
      }
      payments = {
        source_arn = aws_kinesis_stream.changes["payments"].arn
        target     = output.changes.live.arn
      }
    }
    error_message = jsonencode([for trigger in module.changes_trigger : trigger.invocation])
  }

  assert {
    condition = join(" ", [
      output.changes.bucket, output.changes.log_group, output.changes.live.function_name,
      output.changes.live.name, join(",", keys(output.changes.mappings)),
      ]) == join(" ", [
      "object-ledger-changes-test-123456789012 /aws/lambda/object-ledger-changes-test",
      "object-ledger-changes-test live orders,payments",
    ])
    error_message = jsonencode(output.changes)
  }

  assert {
    condition     = output.changes.declarations == aws_s3_object.changes[0].content
    error_message = output.changes.declarations
  }

  assert {
    condition = output.changes.streams == {
      orders = {
        arn        = aws_dynamodb_table.changes["orders"].stream_arn
        table_name = "object-ledger-orders-test"
      }
      payments = {
        arn        = aws_kinesis_stream.changes["payments"].arn
        table_name = "object-ledger-payments-test"
      }
    }
    error_message = jsonencode(output.changes)
  }

  assert {
    condition = (
      aws_dynamodb_kinesis_streaming_destination.changes["payments"].stream_arn
      == aws_kinesis_stream.changes["payments"].arn
      && keys(aws_dynamodb_kinesis_streaming_destination.changes) == ["payments"]
    )
    error_message = jsonencode(aws_dynamodb_kinesis_streaming_destination.changes)
  }

  assert {
    condition     = output.changes.failure_queues.changes.name == "object-ledger-changes-test-failures"
    error_message = jsonencode(output.changes.failure_queues)
  }

  # Tables and streams are what the values say.
  assert {
    condition = {
      for label, table in aws_dynamodb_table.changes : label => {
        attributes = join(" ", sort([for key in table.attribute : "${key.name}=${key.type}"]))
        backups    = table.point_in_time_recovery[0].enabled
        keys       = join(" ", compact([table.hash_key, table.range_key]))
        kept       = table.deletion_protection_enabled
        name       = table.name
        view       = table.stream_enabled ? table.stream_view_type : "none"
      }
      } == {
      orders = {
        attributes = "order_id=S", backups = true, keys = "order_id", kept = true
        name       = "object-ledger-orders-test", view = "NEW_AND_OLD_IMAGES"
      }
      payments = {
        attributes = "at=N id=S", backups = true, keys = "id at", kept = true
        name       = "object-ledger-payments-test", view = "none"
      }
    }
    error_message = jsonencode(aws_dynamodb_table.changes)
  }

  assert {
    condition = {
      for label, stream in aws_kinesis_stream.changes : label => join(" ", [
        stream.name, stream.encryption_type, stream.kms_key_id, stream.retention_period,
        stream.stream_mode_details[0].stream_mode,
      ])
    } == { payments = "object-ledger-payments-test KMS alias/aws/kinesis 24 ON_DEMAND" }
    error_message = jsonencode(aws_kinesis_stream.changes)
  }

  assert {
    condition = (
      aws_dynamodb_kinesis_streaming_destination.changes["payments"].table_name
      == "object-ledger-payments-test"
      && aws_dynamodb_kinesis_streaming_destination.changes["payments"].approximate_creation_date_time_precision
      == "MICROSECOND"
    )
    error_message = jsonencode(aws_dynamodb_kinesis_streaming_destination.changes)
  }

  # The declarations are named by their content.
  assert {
    condition = (
      aws_s3_object.changes[0].key
      == "declared/${sha256(aws_s3_object.changes[0].content)}.json"
      && aws_s3_object.changes[0].bucket == output.changes.bucket
    )
    error_message = "The declarations are ${aws_s3_object.changes[0].key}."
  }

  assert {
    condition = jsondecode(aws_s3_object.changes[0].content) == {
      labels = {
        orders = {
          epoch  = 0
          format = "dynamodb"
          source = "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-orders-test"
          target = {
            columns           = [{ name = "data", path = "$", type = "json" }]
            connect_seconds   = 5
            database          = "shop"
            dialect           = "postgresql"
            host              = "db.example.com"
            keys              = [{ name = "order_id", path = "$.order_id", type = "text" }]
            password          = "DATABASE_PASSWORD"
            pooler            = false
            port              = 5432
            schema            = "public"
            statement_seconds = 20
            table             = "orders"
            user              = "DATABASE_USER"
          }
        }
        payments = {
          epoch  = 0
          format = "dynamodb"
          source = "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-payments-test"
          table  = "object-ledger-payments-test"
          target = {
            columns         = [{ name = "data", path = "$", type = "json" }]
            connect_seconds = 5
            database        = "crate"
            dialect         = "cratedb"
            host            = "crate.example.com"
            keys = [
              { name = "id", path = "$.id", type = "text" },
              { name = "paid_at", path = "$.at", type = "bigint" },
            ]
            password          = "DATABASE_PASSWORD"
            pooler            = false
            port              = 5432
            schema            = "doc"
            statement_seconds = 20
            table             = "payments"
            user              = "DATABASE_USER"
          }
        }
      }
    }
    error_message = aws_s3_object.changes[0].content
  }

  # Only the function keeps failures.
  assert {
    condition = [
      for statement in jsondecode(module.changes_bucket[0].policy).Statement : statement
      if statement.Sid == "RefuseOtherWriters"
      ] == [{
        Sid         = "RefuseOtherWriters"
        Effect      = "Deny"
        Principal   = "*"
        Action      = ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
        NotResource = ["arn:aws:s3:::object-ledger-changes-test-123456789012/declared/*"]
        Condition = {
          ArnNotEquals = {
            "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/object-ledger-changes-test"]
          }
        }
    }]
    error_message = module.changes_bucket[0].policy
  }

  # Everything that loses or delays a change is watched.
  # Metric, statistic, what is too much, for how many minutes, what silence means, and of what.
  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => join(" ", concat([
        alarm.namespace, alarm.metric_name,
        coalesce(alarm.statistic, alarm.extended_statistic), alarm.threshold,
        alarm.evaluation_periods, alarm.treat_missing_data,
      ], values(alarm.dimensions)))
      if strcontains(name, "changes")
      } == {
      changes-duration = join(" ", [
        "AWS/Lambda Duration p99 48000 3 notBreaching",
        "object-ledger-changes-test object-ledger-changes-test:live",
      ])
      changes-errors = join(" ", [
        "AWS/Lambda Errors Sum 0 3 notBreaching",
        "object-ledger-changes-test object-ledger-changes-test:live",
      ])
      changes-failures-undelivered = join(" ", [
        "AWS/Lambda DestinationDeliveryFailures Sum 0 1 notBreaching object-ledger-changes-test",
      ])
      changes-iterator-age = join(" ", [
        "AWS/Lambda IteratorAge Maximum 600000 3 notBreaching object-ledger-changes-test",
      ])
      changes-not-written = join(" ", [
        "object-ledger-changes-test ChangesNotWritten Sum 0 3 notBreaching",
      ])
      changes-permanent-failures = join(" ", [
        "object-ledger-changes-test PermanentFailures Sum 0 1 notBreaching",
      ])
      changes-refused = join(" ", [
        "object-ledger-changes-test RefusedChanges Sum 0 1 notBreaching",
      ])
      changes-throttles = join(" ", [
        "AWS/Lambda Throttles Sum 0 3 notBreaching",
        "object-ledger-changes-test object-ledger-changes-test:live",
      ])
      failures-changes = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum 0 1 ignore",
        "object-ledger-changes-test-failures",
      ])
    }
    error_message = join(", ", keys(aws_cloudwatch_metric_alarm.this))
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      can(regex("make [a-z ]+ ENV=test", alarm.alarm_description))
      && !strcontains(alarm.alarm_description, "\n")
      && length(alarm.alarm_description) <= 1024
    ])
    error_message = "An alarm does not say what to type."
  }

  assert {
    condition = (
      sort(flatten(regexall(
        "(?m)^\\| `([a-z-]+)` \\|",
        regex(
          "(?s)\n## Alarms of the changes\n(.*?)\n## ",
          file("${path.module}/../docs/operations.md")
        )[0]
        ))) == sort([
        for name in keys(aws_cloudwatch_metric_alarm.this) : name if strcontains(name, "changes")
      ])
    )
    error_message = "docs/operations.md lists other alarms of the changes than the stack has."
  }

  # Refusals and failures are counted in the log.
  assert {
    condition = {
      for name, filter in aws_cloudwatch_log_metric_filter.changes :
      name => [filter.log_group_name, filter.pattern]
      } == {
      ChangesNotWritten = [
        "/aws/lambda/object-ledger-changes-test", "{ $.message = \"changes not written\" }",
      ]
      PermanentFailures = [
        "/aws/lambda/object-ledger-changes-test",
        join(" ", [
          "{ $.message = \"changes not written\" &&",
          "($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
        ]),
      ]
      RefusedChanges = [
        "/aws/lambda/object-ledger-changes-test", "{ $.message = \"change refused\" }",
      ]
    }
    error_message = "Other lines of the log are counted."
  }

  assert {
    condition = {
      for filter in aws_cloudwatch_log_metric_filter.changes :
      filter.metric_transformation[0].name => filter.metric_transformation[0].namespace
      } == {
      for name, alarm in aws_cloudwatch_metric_alarm.this : alarm.metric_name => alarm.namespace
      if contains(["changes-not-written", "changes-permanent-failures", "changes-refused"], name)
    }
    error_message = "An alarm watches another metric than the one that is counted."
  }
}

run "a_function_in_a_vpc_reads_tables_and_streams_with_keys_and_ends_of_their_own" {
  command = plan

  variables {
    changes = {
      orders = {
        stream = {
          kind        = "dynamodb"
          kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/table"
          table = {
            hash_key               = "order_id"
            deletion_protection    = false
            point_in_time_recovery = false
            ttl_attribute          = "expires_at"
          }
        }
        target = {
          dialect = "postgresql", host = "db.example.com", database = "shop", table = "orders"
          keys    = [{ name = "order_id" }]
        }
      }
      clicks = {
        max_age_hours = 100
        stream = {
          kind            = "kinesis"
          format          = "json"
          kms_key_arn     = "arn:aws:kms:eu-west-1:123456789012:key/stream"
          retention_hours = 168
          shards          = 3
        }
        target = {
          dialect = "postgresql", host = "db.example.com", database = "shop", table = "clicks"
          keys    = []
        }
      }
    }
    changes_function = {
      security_groups = ["sg-0123456789abcdef0"]
      subnets         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    }
  }

  # Tables and streams have keys, shards and ends of their own.
  assert {
    condition = join(" ", [
      for table in aws_dynamodb_table.changes : join(" ", [
        table.deletion_protection_enabled, table.point_in_time_recovery[0].enabled,
        one(table.ttl[*].attribute_name), one(table.server_side_encryption[*].kms_key_arn),
      ])
    ]) == "false false expires_at arn:aws:kms:eu-west-1:123456789012:key/table"
    error_message = jsonencode(aws_dynamodb_table.changes)
  }

  assert {
    condition = join(" ", [
      for stream in aws_kinesis_stream.changes : join(" ", [
        stream.stream_mode_details[0].stream_mode, stream.shard_count, stream.retention_period,
        stream.kms_key_id,
      ])
    ]) == "PROVISIONED 3 168 arn:aws:kms:eu-west-1:123456789012:key/stream"
    error_message = jsonencode(aws_kinesis_stream.changes)
  }

  assert {
    condition = [
      for statement in jsondecode(local.changes_policies.streams).Statement : statement
      if statement.Sid == "DecryptStreams"
      ] == [{
        Sid    = "DecryptStreams"
        Effect = "Allow"
        Action = "kms:Decrypt"
        Resource = [
          "arn:aws:kms:eu-west-1:123456789012:key/stream",
          "arn:aws:kms:eu-west-1:123456789012:key/table",
        ]
        Condition = {
          StringEquals = {
            "kms:ViaService" = [
              "dynamodb.eu-west-1.amazonaws.com", "kinesis.eu-west-1.amazonaws.com",
            ]
          }
        }
    }]
    error_message = local.changes_policies.streams
  }

  # A function in a VPC may join it.
  assert {
    condition = local.changes_network == {
      arn             = "arn:aws:ec2:eu-west-1:123456789012"
      security_groups = tolist(["sg-0123456789abcdef0"])
      subnets         = tolist(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"])
    }
    error_message = jsonencode(local.changes_network)
  }

  assert {
    condition     = contains(keys(module.changes[0].policies), "network")
    error_message = join(", ", keys(module.changes[0].policies))
  }

  assert {
    condition     = !contains(keys(module.handler.policies), "network")
    error_message = "The ledger's function is in no VPC."
  }
}

run "an_existing_table_and_an_existing_stream_are_read" {
  command = plan

  variables {
    changes = {
      people = {
        stream = {
          kind = "dynamodb"
          arn  = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28"
        }
        target = {
          dialect = "postgresql", host = "db.example.com", database = "shop", table = "people"
          keys    = [{ name = "id" }]
        }
      }
      clicks = {
        stream = {
          kind       = "kinesis"
          arn        = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
          table_name = "Clicks.v1"
        }
        target = {
          dialect = "postgresql", host = "db.example.com", database = "shop", table = "clicks"
          keys    = [{ name = "id" }]
        }
      }
    }
  }

  override_data {
    target = data.aws_dynamodb_table.existing
    values = {
      hash_key         = "id"
      range_key        = ""
      stream_arn       = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28"
      stream_view_type = "NEW_IMAGE"
    }
  }

  assert {
    condition = (
      length(aws_dynamodb_table.changes) == 0 && length(aws_kinesis_stream.changes) == 0
      && { for label, trigger in module.changes_trigger : label => trigger.invocation.source_arn } == {
        clicks = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
        people = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28"
      }
    )
    error_message = jsonencode([for trigger in module.changes_trigger : trigger.invocation])
  }

  assert {
    condition = {
      for label, told in jsondecode(local.changes_declarations).labels :
      label => "${told.source} ${told.format} ${lookup(told, "table", "-")}"
      } == {
      clicks = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks dynamodb Clicks.v1"
      people = "arn:aws:dynamodb:eu-west-1:123456789012:table/people dynamodb -"
    }
    error_message = local.changes_declarations
  }

  assert {
    condition = {
      for statement in jsondecode(local.changes_policies.streams).Statement :
      statement.Sid => statement.Resource
      } == {
      ListTableStreams   = "*"
      ReadKinesisStreams = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
      ReadTableStreams   = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28"
    }
    error_message = local.changes_policies.streams
  }

  assert {
    condition = { for label, stream in output.changes.streams : label => stream.table_name } == {
      clicks = "Clicks.v1", people = "people"
    }
    error_message = jsonencode(output.changes.streams)
  }
}

# Each table is refused for a reason of its own: former has another stream by now, a row of lines
# would be of several items, and the stream of people lacks the new image.
run "no_former_stream_no_item_of_two_keys_and_no_stream_without_the_new_image_is_read" {
  command = plan

  variables {
    changes = {
      for label in ["former", "lines", "people"] : label => {
        stream = {
          kind = "dynamodb"
          arn  = "arn:aws:dynamodb:eu-west-1:123456789012:table/${label}/stream/2026-11-28"
        }
        target = {
          dialect = "postgresql", host = "db.example.com", database = "shop", table = label
          keys    = [{ name = "id" }]
        }
      }
    }
  }

  override_data {
    target = data.aws_dynamodb_table.existing["former"]
    values = {
      hash_key         = "id"
      range_key        = ""
      stream_arn       = "arn:aws:dynamodb:eu-west-1:123456789012:table/former/stream/2026-12-01"
      stream_view_type = "NEW_AND_OLD_IMAGES"
    }
  }

  override_data {
    target = data.aws_dynamodb_table.existing["lines"]
    values = {
      hash_key         = "id"
      range_key        = "line"
      stream_arn       = "arn:aws:dynamodb:eu-west-1:123456789012:table/lines/stream/2026-11-28"
      stream_view_type = "NEW_AND_OLD_IMAGES"
    }
  }

  override_data {
    target = data.aws_dynamodb_table.existing["people"]
    values = {
      hash_key         = "id"
      range_key        = ""
      stream_arn       = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28"
      stream_view_type = "OLD_IMAGE"
    }
  }

  expect_failures = [
    data.aws_dynamodb_table.existing["former"],
    data.aws_dynamodb_table.existing["lines"],
    data.aws_dynamodb_table.existing["people"],
  ]
}
