# Rows out of documents: a function of its own behind its own rule, a lake bucket that only it
# writes rows into, tables of the declared columns, and alarms.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  documents = {
    tables = {
      orders = { columns = { order_id = "bigint", lines = "array<struct<sku:string,n:int>>" } }
    }
  }
  ingress = { authorization = { kind = "iam" } }
}

run "whoever_reads_a_ledger_without_documents_reads_no_lake" {
  command = plan

  variables {
    documents = null
    query     = { oldest_year = 2020 }
  }

  # Without documents there is nothing.
  assert {
    condition = output.documents == null && length(concat(
      module.documents, module.documents_trigger, module.lake_bucket, aws_s3_object.declarations,
      aws_sqs_queue.documents_eventbridge_failures, values(aws_glue_catalog_table.documents),
      values(aws_cloudwatch_log_metric_filter.documents),
    )) == 0
    error_message = "Something is there: ${jsonencode(output.documents)}"
  }

  assert {
    condition = alltrue([
      for name in keys(aws_cloudwatch_metric_alarm.this) : !strcontains(name, "documents")
    ])
    error_message = "Alarms: ${join(", ", keys(aws_cloudwatch_metric_alarm.this))}"
  }

  # Readers of a ledger without documents read no lake.
  assert {
    condition     = !strcontains(output.query.reader_policy, "-lake-")
    error_message = output.query.reader_policy
  }
}

run "the_function_gets_settings_keys_and_days_of_its_own" {
  command = plan

  variables {
    # Tables may be left to their senders.
    documents = {
      kms_key_arn          = "arn:aws:kms:eu-west-1:123456789012:key/lake"
      max_document_mb      = 16384
      memory_size          = 2048
      reserved_concurrency = 5
      row_days             = 365
      tables               = {}
      timeout              = 600
      undeclared           = "accept"
    }
    function = { architecture = "x86_64", log_level = "DEBUG" }
    ingress = {
      authorization = { kind = "iam" }
      kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/ingress"
    }
    release = { version = "7", canary = null }
  }

  # The function gets what it needs and no release.
  assert {
    condition = module.documents[0].environment == tomap({
      BUCKET_OWNER       = "123456789012"
      DECLARATIONS       = aws_s3_object.declarations[0].key
      INGRESS_BUCKET     = "object-ledger-ingress-test-123456789012"
      LAKE_BUCKET        = "object-ledger-lake-test-123456789012"
      LOG_LEVEL          = "DEBUG"
      MAX_DOCUMENT_BYTES = "17179869184"
    })
    error_message = jsonencode(module.documents[0].environment)
  }

  assert {
    condition = local.documents_settings == merge(var.function, {
      memory_size          = 2048
      pinned_version       = null
      reserved_concurrency = 5
      timeout              = 600
    })
    error_message = jsonencode(local.documents_settings)
  }

  # Keys are used through S3 alone.
  assert {
    condition = {
      for statement in flatten([
        for policy in values(local.documents_policies) : jsondecode(policy).Statement
      ]) : statement.Sid => statement if strcontains(jsonencode(statement.Action), "kms:")
      } == {
      DecryptDocuments = {
        Sid       = "DecryptDocuments"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = "arn:aws:kms:eu-west-1:123456789012:key/ingress"
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
      }
      EncryptRows = {
        Sid       = "EncryptRows"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "arn:aws:kms:eu-west-1:123456789012:key/lake"
        Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
      }
    }
    error_message = jsonencode(local.documents_policies)
  }

  # Rows and statuses expire and refusals stay.
  assert {
    condition = local.lake_expirations == {
      remove-rows     = { days = 365, prefix = "tables/" }
      remove-statuses = { days = 365, prefix = "status/" }
    }
    error_message = jsonencode(local.lake_expirations)
  }
}

run "a_rule_hands_documents_over_and_only_the_function_writes_rows" {
  command = plan

  # A rule invokes live for each document.
  assert {
    condition = module.documents_trigger[0].invocation == {
      function_name = "object-ledger-documents-test"
      pattern       = module.documents_trigger[0].invocation.pattern
      qualifier     = "live"
      source_arn    = "arn:aws:events:eu-west-1:123456789012:rule/object-ledger-documents-test"
      target        = output.documents.live.arn
    }
    error_message = jsonencode(module.documents_trigger[0].invocation)
  }

  assert {
    condition = jsondecode(module.documents_trigger[0].invocation.pattern) == {
      account     = ["123456789012"]
      source      = ["aws.s3"]
      detail-type = ["Object Created"]
      detail = {
        bucket = { name = ["object-ledger-ingress-test-123456789012"] }
        object = { key = [{ prefix = "id=" }, { prefix = "upload=" }] }
      }
    }
    error_message = module.documents_trigger[0].invocation.pattern
  }

  # What could not be handed over is kept.
  assert {
    condition = jsondecode(aws_sqs_queue.documents_eventbridge_failures[0].policy).Statement == [
      {
        Sid       = "KeepFailures"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource = join(":", [
          "arn:aws:sqs:eu-west-1:123456789012", "object-ledger-documents-eventbridge-test-failures",
        ])
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = join(":", [
              "arn:aws:events:eu-west-1:123456789012", "rule/object-ledger-documents-test",
            ])
          }
        }
      },
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource = join(":", [
          "arn:aws:sqs:eu-west-1:123456789012", "object-ledger-documents-eventbridge-test-failures",
        ])
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = aws_sqs_queue.documents_eventbridge_failures[0].policy
  }

  assert {
    condition = (
      aws_sqs_queue.documents_eventbridge_failures[0].message_retention_seconds == 1209600
      && { for sender, queue in output.documents.failure_queues : sender => queue.name } == {
        documents             = "object-ledger-documents-test-failures"
        documents-eventbridge = "object-ledger-documents-eventbridge-test-failures"
      }
    )
    error_message = jsonencode(output.documents.failure_queues)
  }

  # Only the function writes rows and each once.
  assert {
    condition = [
      for statement in jsondecode(module.lake_bucket[0].policy).Statement : statement
      if statement.Sid == "RefuseOtherWriters"
      ] == [{
        Sid         = "RefuseOtherWriters"
        Effect      = "Deny"
        Principal   = "*"
        Action      = ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
        NotResource = ["arn:aws:s3:::object-ledger-lake-test-123456789012/declared/*"]
        Condition = {
          ArnNotEquals = {
            "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/object-ledger-documents-test"]
          }
        }
    }]
    error_message = module.lake_bucket[0].policy
  }

  assert {
    condition = [
      for statement in jsondecode(module.lake_bucket[0].policy).Statement : statement.Resource
      if statement.Sid == "RefuseOverwriting"
      ] == [[
        "arn:aws:s3:::object-ledger-lake-test-123456789012/refused/*",
        "arn:aws:s3:::object-ledger-lake-test-123456789012/tables/*",
    ]]
    error_message = module.lake_bucket[0].policy
  }

  # The role reads documents and writes rows.
  assert {
    condition = {
      for name, policy in local.documents_policies : name => {
        for statement in jsondecode(policy).Statement :
        statement.Sid => [statement.Action, statement.Resource]
      }
      } == {
      ingress = {
        ReadDocuments = [
          ["s3:GetObject", "s3:GetObjectVersion"],
          [
            "arn:aws:s3:::object-ledger-ingress-test-123456789012/id=*",
            "arn:aws:s3:::object-ledger-ingress-test-123456789012/upload=*",
          ],
        ]
        TellGoneFromForbidden = [
          "s3:ListBucket", "arn:aws:s3:::object-ledger-ingress-test-123456789012",
        ]
      }
      lake = {
        WriteRows = [
          "s3:PutObject",
          [
            for folder in ["refused", "status", "tables"] :
            "arn:aws:s3:::object-ledger-lake-test-123456789012/${folder}/*"
          ],
        ]
        ReadBack = [
          "s3:GetObject",
          [
            for folder in ["declared", "tables"] :
            "arn:aws:s3:::object-ledger-lake-test-123456789012/${folder}/*"
          ],
        ]
        DropUnfinishedRows = [
          "s3:AbortMultipartUpload", "arn:aws:s3:::object-ledger-lake-test-123456789012/tables/*",
        ]
      }
    }
    error_message = jsonencode(local.documents_policies)
  }

  # Rows are kept where nothing is said.
  assert {
    condition     = length(local.lake_expirations) == 0
    error_message = jsonencode(local.lake_expirations)
  }

  # Everything that loses or delays a document is watched.
  # Metric, statistic, what is too much, for how many minutes, what silence means, and of what.
  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => join(" ", concat([
        alarm.namespace, alarm.metric_name,
        coalesce(alarm.statistic, alarm.extended_statistic), alarm.threshold,
        alarm.evaluation_periods, alarm.treat_missing_data,
      ], values(alarm.dimensions)))
      if strcontains(name, "documents")
      } == {
      documents-duration = join(" ", [
        "AWS/Lambda Duration p99 240000 3 notBreaching",
        "object-ledger-documents-test object-ledger-documents-test:live",
      ])
      documents-errors = join(" ", [
        "AWS/Lambda Errors Sum 0 3 notBreaching",
        "object-ledger-documents-test object-ledger-documents-test:live",
      ])
      documents-event-age = join(" ", [
        "AWS/Lambda AsyncEventAge Maximum 600000 3 notBreaching object-ledger-documents-test",
      ])
      documents-events-dropped = join(" ", [
        "AWS/Lambda AsyncEventsDropped Sum 0 1 notBreaching object-ledger-documents-test",
      ])
      documents-failures-undelivered = join(" ", [
        "AWS/Lambda DestinationDeliveryFailures Sum 0 1 notBreaching object-ledger-documents-test",
      ])
      documents-permanent-failures = join(" ", [
        "object-ledger-documents-test PermanentFailures Sum 0 1 notBreaching",
      ])
      documents-refused = join(" ", [
        "object-ledger-documents-test RefusedDocuments Sum 0 1 notBreaching",
      ])
      documents-throttles = join(" ", [
        "AWS/Lambda Throttles Sum 0 3 notBreaching",
        "object-ledger-documents-test object-ledger-documents-test:live",
      ])
      documents-undelivered = join(" ", [
        "AWS/Events InvocationsFailedToBeSentToDlq Sum 0 1 notBreaching",
        "object-ledger-documents-test",
      ])
      failures-documents = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum 0 1 ignore",
        "object-ledger-documents-test-failures",
      ])
      failures-documents-eventbridge = join(" ", [
        "AWS/SQS ApproximateNumberOfMessagesVisible Maximum 0 1 ignore",
        "object-ledger-documents-eventbridge-test-failures",
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
          "(?s)\n## Alarms of the documents\n(.*?)\n## ",
          file("${path.module}/../docs/operations.md")
        )[0]
        ))) == sort([
        for name in keys(aws_cloudwatch_metric_alarm.this) : name if strcontains(name, "documents")
      ])
    )
    error_message = "docs/operations.md lists other alarms of the documents than the stack has."
  }

  # Refusals and permanent failures are counted in the log.
  assert {
    condition = {
      for name, filter in aws_cloudwatch_log_metric_filter.documents :
      name => [filter.log_group_name, filter.pattern]
      } == {
      PermanentFailures = [
        "/aws/lambda/object-ledger-documents-test",
        join(" ", [
          "{ $.message = \"not stored\" &&",
          "($.fault = \"PERMANENT\" || $.fault = \"FORBIDDEN\") }",
        ]),
      ]
      RefusedDocuments = [
        "/aws/lambda/object-ledger-documents-test", "{ $.message = \"document refused\" }",
      ]
    }
    error_message = "Other lines of the log are counted."
  }

  assert {
    condition = {
      for filter in aws_cloudwatch_log_metric_filter.documents :
      filter.metric_transformation[0].name => filter.metric_transformation[0].namespace
      } == {
      for name, alarm in aws_cloudwatch_metric_alarm.this : alarm.metric_name => alarm.namespace
      if contains(["documents-permanent-failures", "documents-refused"], name)
    }
    error_message = "An alarm watches another metric than the one that is counted."
  }

  # Without query there are no tables.
  assert {
    condition     = length(aws_glue_catalog_table.documents) == 0
    error_message = join(", ", keys(aws_glue_catalog_table.documents))
  }
}

run "the_declarations_are_named_by_their_content" {
  command = plan

  variables {
    documents = {
      tables = {
        orders = { columns = { order_id = "bigint" } }
        photos = { columns = {}, partition = "none", base64 = true }
      }
      undeclared = "accept"
    }
  }

  assert {
    condition = jsondecode(aws_s3_object.declarations[0].content) == {
      tables = {
        orders = { base64 = false, columns = { order_id = "bigint" }, partition = "day" }
        photos = { base64 = true, columns = {}, partition = "none" }
      }
      undeclared = "accept"
    }
    error_message = aws_s3_object.declarations[0].content
  }

  assert {
    condition = (
      aws_s3_object.declarations[0].key
      == "declared/${sha256(aws_s3_object.declarations[0].content)}.json"
      && aws_s3_object.declarations[0].bucket == output.documents.bucket
    )
    error_message = "The declarations are ${aws_s3_object.declarations[0].key}."
  }
}

run "queries_read_the_declared_columns_of_tables_beside_the_ledgers" {
  command = plan

  variables {
    documents = {
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/lake"
      tables = {
        clicks = { columns = {}, partition = "hour" }
        orders = { columns = { order_id = "bigint", lines = "array<struct<sku:string,n:int>>" } }
        people = { columns = { name = "string" }, partition = "none" }
      }
    }
    query = { inventory = "Daily", oldest_year = 2020 }
  }

  # Queries read the declared columns.
  assert {
    condition = {
      for name, table in aws_glue_catalog_table.documents : name => {
        columns = join(" ", [
          for column in table.storage_descriptor[0].columns : "${column.name}=${column.type}"
        ])
        location   = table.storage_descriptor[0].location
        partitions = join(" ", table.partition_keys[*].name)
        serde      = table.storage_descriptor[0].ser_de_info[0].serialization_library
      }
      } == {
      clicks = {
        columns    = "ingest_id=string ingest_time=timestamp"
        location   = "s3://object-ledger-lake-test-123456789012/tables/clicks/"
        partitions = "date hour"
        serde      = "org.apache.hive.hcatalog.data.JsonSerDe"
      }
      orders = {
        columns = join(" ", [
          "lines=array<struct<sku:string,n:int>> order_id=bigint",
          "ingest_id=string ingest_time=timestamp",
        ])
        location   = "s3://object-ledger-lake-test-123456789012/tables/orders/"
        partitions = "date"
        serde      = "org.apache.hive.hcatalog.data.JsonSerDe"
      }
      people = {
        columns    = "name=string ingest_id=string ingest_time=timestamp"
        location   = "s3://object-ledger-lake-test-123456789012/tables/people/"
        partitions = ""
        serde      = "org.apache.hive.hcatalog.data.JsonSerDe"
      }
    }
    error_message = jsonencode(aws_glue_catalog_table.documents)
  }

  assert {
    condition = {
      for name, table in aws_glue_catalog_table.documents : name => table.parameters
      } == {
      clicks = tomap({
        "EXTERNAL"               = "TRUE"
        "projection.date.format" = "yyyy-MM-dd"
        "projection.date.range"  = "2020-01-01,NOW+1DAY"
        "projection.date.type"   = "date"
        "projection.enabled"     = "true"
        "projection.hour.digits" = "2"
        "projection.hour.range"  = "0,23"
        "projection.hour.type"   = "integer"
        "storage.location.template" = join("", [
          "s3://object-ledger-lake-test-123456789012/tables/clicks/",
          "date=$${date}/hour=$${hour}/",
        ])
      })
      orders = tomap({
        "EXTERNAL"               = "TRUE"
        "projection.date.format" = "yyyy-MM-dd"
        "projection.date.range"  = "2020-01-01,NOW+1DAY"
        "projection.date.type"   = "date"
        "projection.enabled"     = "true"
        "storage.location.template" = join("", [
          "s3://object-ledger-lake-test-123456789012/tables/orders/", "date=$${date}/",
        ])
      })
      people = tomap({ "EXTERNAL" = "TRUE" })
    }
    error_message = jsonencode(aws_glue_catalog_table.documents)
  }

  assert {
    condition = length(setsubtract(
      [
        {
          Sid       = "ReadRows"
          Effect    = "Allow"
          Action    = "s3:GetObject"
          Resource  = "arn:aws:s3:::object-ledger-lake-test-123456789012/tables/*"
          Condition = null
        },
        {
          Sid       = "ListRows"
          Effect    = "Allow"
          Action    = "s3:ListBucket"
          Resource  = "arn:aws:s3:::object-ledger-lake-test-123456789012"
          Condition = jsonencode({ StringLike = { "s3:prefix" = "tables/*" } })
        },
        {
          Sid      = "DecryptRows"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = "arn:aws:kms:eu-west-1:123456789012:key/lake"
          Condition = jsonencode({
            StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" }
          })
        },
      ],
      [
        for statement in jsondecode(output.query.reader_policy).Statement : {
          Sid       = statement.Sid
          Effect    = statement.Effect
          Action    = try(tostring(statement.Action), "")
          Resource  = try(tostring(statement.Resource), "")
          Condition = can(statement.Condition) ? jsonencode(statement.Condition) : null
        }
      ],
    )) == 0
    error_message = output.query.reader_policy
  }

  # The ledger's tables are all there are in its database.
  assert {
    condition = toset(local.taken_tables) == setunion(
      keys(aws_glue_catalog_table.raw), keys(aws_glue_catalog_table.view)
    )
    error_message = "A table of documents.tables could have the name of one of the ledger's."
  }
}

run "each_unknown_type_is_named" {
  command = plan

  variables {
    documents = {
      tables = {
        t = {
          columns = {
            a = "text", b = "BIGINT", c = "decimal", d = "decimal(39,2)", e = "decimal(2,3)"
            f = "array<string", g = "array<string>>", h = "array<text>", i = "map<int,string>"
            j = "struct<>", k = "struct<a:int,>", l = "struct<A:int>", m = "struct<a int>"
            n = "array<decimal(2, 1)>", o = "#", p = "array<#>", q = "", r = "int,int"
            s = "array<array<array<array<array<array<array<array<array<int>>>>>>>>>"
            t = "xarray<int>", u = "struct<a:xarray<int>>", v = "array<decimal(2,3)>"
            w = "float", x = null, y = "array<struct<a:int,b:decimal(2,1),a:string>>"
            z = "struct<a:map<string,int>,b:array<struct<c:int>>,a:decimal(2,1)>"
          }
        }
      }
    }
  }

  expect_failures = [aws_s3_object.declarations]

  assert {
    condition = [for type in local.unknown_types : split(" ", type)[0]] == [
      for letter in split("", "abcdefghijklmnopqrstuvwxyz") : "t.${letter}"
    ]
    error_message = join(", ", local.unknown_types)
  }
}
