# One customer key: everything that holds data names it, a key of its own counts before it, what was
# there before keeps its own, and without it nothing is as it was not.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  audit = {}
  changes = {
    clicks = {
      stream = { kind = "kinesis", format = "json" }
      target = {
        database = "shop", dialect = "postgresql", host = "db.example.com", table = "clicks"
        keys     = []
      }
    }
    orders = {
      stream = { kind = "dynamodb", table = { hash_key = "order_id" } }
      target = {
        database = "shop", dialect = "postgresql", host = "db.example.com", table = "orders"
        keys     = [{ name = "order_id" }]
      }
    }
  }
  changes_package   = "tests/stand-in.zip"
  documents         = { tables = { orders = { columns = { order_id = "bigint" } } } }
  encryption        = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/one-for-all" }
  ingress           = { authorization = { kind = "iam" } }
  parameter_context = { name = "object-ledger/test" }
  query             = { oldest_year = 2026 }
}

run "everything_that_holds_data_is_under_the_key" {
  command = plan

  assert {
    condition = {
      for what, key in merge(
        {
          alarms             = aws_sns_topic.alarms[0].kms_master_key_id
          audit              = module.kms_key_audit.arn
          changes_bucket     = module.kms_key_changes_bucket.arn
          documents          = module.kms_key_documents.arn
          documents_failures = aws_sqs_queue.documents_eventbridge_failures[0].kms_master_key_id
          failures           = aws_sqs_queue.eventbridge_failures.kms_master_key_id
          ledger             = module.kms_key_ledger_bucket.arn
          results = one(flatten(
            aws_athena_workgroup.query[0].configuration[0].result_configuration[*]
            .encryption_configuration[*].kms_key_arn
          ))
          secret = aws_secretsmanager_secret.parameters["context"].kms_key_id
          stream = aws_kinesis_stream.changes["clicks"].kms_key_id
          table  = aws_dynamodb_table.changes["orders"].server_side_encryption[0].kms_key_arn
          trail  = aws_cloudtrail.audit[0].kms_key_id
        },
        { for label, key in module.kms_key_source_bucket : label => key.arn },
      ) : what => key if key != var.encryption.kms_key_arn
    } == {}
    error_message = "Something is under another key, or under none."
  }

  assert {
    condition = output.encryption == {
      kms_key_arn  = var.encryption.kms_key_arn
      not_under_it = ["object-ledger-access-test-123456789012"]
    }
    error_message = "The plan says ${jsonencode(output.encryption)}."
  }

  assert {
    condition = alltrue([
      for function in [module.handler, module.documents[0], module.changes[0]] :
      strcontains(function.policies["key"], var.encryption.kms_key_arn)
    ])
    error_message = "A function may not use the key of its variables and its queues."
  }
}

# The resources within modules cannot be seen from here, so the code is read: each that can have a key
# is given one, and no kind of resource is there of which nobody said whether it holds data.
run "no_resource_is_forgotten" {
  command = plan

  module {
    source = "./tests/encrypted"
  }

  assert {
    condition     = output.without_key == ["audit.tf: access_logs_bucket"]
    error_message = "Without the key are: ${join("; ", output.without_key)}."
  }

  assert {
    condition     = output.unknown == []
    error_message = <<-EOT
      Say in tests/encrypted/main.tf whether it holds data: ${join("; ", output.unknown)}.
    EOT
  }
}

run "a_key_of_its_own_counts_first" {
  command = plan

  variables {
    alarms = { emails = ["somebody@example.com"], kms_key_alias = "object-ledger-alarms-test" }
    audit  = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/audit" }
    changes = {
      orders = {
        stream = {
          kind        = "dynamodb"
          kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/table"
          table       = { hash_key = "order_id" }
        }
        target = {
          database = "shop", dialect = "postgresql", host = "db.example.com", table = "orders"
          keys     = [{ name = "order_id" }]
        }
      }
    }
    changes_bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/failures" }
    documents = {
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/documents"
      tables      = { orders = { columns = { order_id = "bigint" } } }
    }
    ingress = {
      authorization = { kind = "iam" }
      kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/ingress"
    }
    ledger_bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/ledger" }
    parameter_context = {
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/secret"
      name        = "object-ledger/test"
    }
    query = {
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/results"
      oldest_year = 2026
    }
    sources = {
      source = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" } }
    }
  }

  assert {
    condition = {
      audit     = module.kms_key_audit.arn
      failures  = module.kms_key_changes_bucket.arn
      documents = module.kms_key_documents.arn
      ingress   = module.kms_key_source_bucket["ingress"].arn
      ledger    = module.kms_key_ledger_bucket.arn
      results   = module.kms_key_query.arn
      secret    = aws_secretsmanager_secret.parameters["context"].kms_key_id
      source    = module.kms_key_source_bucket["source"].arn
      table     = aws_dynamodb_table.changes["orders"].server_side_encryption[0].kms_key_arn
      } == {
      for name in [
        "audit", "documents", "failures", "ingress", "ledger", "results", "secret", "source",
        "table",
      ] : name => "arn:aws:kms:eu-west-1:123456789012:key/${name}"
    }
    error_message = "A key of its own does not count."
  }

  assert {
    condition     = aws_sns_topic.alarms[0].kms_master_key_id != var.encryption.kms_key_arn
    error_message = "The alias of the alarms' key does not count."
  }
}

run "what_was_there_before_has_the_key_that_it_has" {
  command = plan

  variables {
    changes = {
      clicks = {
        stream = {
          arn    = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
          format = "json"
          kind   = "kinesis"
        }
        target = {
          database = "shop", dialect = "postgresql", host = "db.example.com", table = "clicks"
          keys     = []
        }
      }
    }
    parameter_context = { create = false, name = "object-ledger/test" }
    sources           = { landing = { bucket = { create = false, name = "landing-zone" } } }
  }

  assert {
    condition = (
      module.kms_key_changes["clicks"].arn == null
      && module.kms_key_parameter_context.arn == null
      && module.kms_key_source_bucket["landing"].arn == null
    )
    error_message = "A function may use a key for what it does not encrypt."
  }
}

run "what_is_switched_off_has_no_key" {
  command = plan

  variables {
    audit             = null
    changes           = null
    documents         = null
    ingress           = null
    parameter_context = null
    query             = null
  }

  assert {
    condition = [
      for key in [
        module.kms_key_audit, module.kms_key_changes_bucket, module.kms_key_documents,
        module.kms_key_parameter_context, module.kms_key_query,
      ] : key.arn if key.arn != null
    ] == []
    error_message = "Somebody may use a key for what is not there."
  }
}

run "without_encryption_there_is_no_key" {
  command = plan

  variables {
    encryption = null
  }

  assert {
    condition = [
      for key in concat(
        [
          aws_cloudtrail.audit[0].kms_key_id, aws_secretsmanager_secret.parameters["context"].kms_key_id,
          aws_sns_topic.alarms[0].kms_master_key_id,
          aws_sqs_queue.eventbridge_failures.kms_master_key_id, module.kms_key_ledger_bucket.arn,
          one(aws_dynamodb_table.changes["orders"].server_side_encryption[*].kms_key_arn),
        ],
        values(module.kms_key_source_bucket)[*].arn,
      ) : key if key != null
    ] == []
    error_message = "Something has a key."
  }

  assert {
    condition = (
      aws_kinesis_stream.changes["clicks"].kms_key_id == "alias/aws/kinesis"
      && aws_sqs_queue.eventbridge_failures.sqs_managed_sse_enabled
      && !contains(keys(module.handler.policies), "key")
    )
    error_message = "Without a key something is not as it was."
  }
}
