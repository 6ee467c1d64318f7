# Names are <name>-<role>-<environment>, with the account's number where S3 needs it.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "names_say_what_and_where" {
  command = plan

  assert {
    condition     = output.live.function_name == "object-ledger-handler-test"
    error_message = "The function is called ${output.live.function_name}."
  }

  assert {
    condition     = output.sources.source.bucket == "object-ledger-source-test-123456789012"
    error_message = "The source bucket is called ${output.sources.source.bucket}."
  }

  assert {
    condition     = output.ledger_bucket == "object-ledger-ledger-test-123456789012"
    error_message = "The ledger bucket is called ${output.ledger_bucket}."
  }

  assert {
    condition     = output.log_group == "/aws/lambda/object-ledger-handler-test"
    error_message = "The log group is called ${output.log_group}."
  }

  assert {
    condition     = module.handler.failures.name == "object-ledger-failures-test"
    error_message = "The failure queue is called ${module.handler.failures.name}."
  }

  assert {
    condition     = output.queue.name == "object-ledger-queue-test"
    error_message = "The queue is called ${output.queue.name}."
  }

  assert {
    condition     = module.trigger_eventbridge["source"].rule == "object-ledger-eventbridge-test"
    error_message = "The rule is called ${module.trigger_eventbridge["source"].rule}."
  }

  assert {
    condition     = aws_iam_role.backfill.name == "object-ledger-backfill-test"
    error_message = "The role of jobs is called ${aws_iam_role.backfill.name}."
  }

  assert {
    condition     = aws_sns_topic.alarms[0].name == "object-ledger-alarms-test"
    error_message = "The topic is called ${aws_sns_topic.alarms[0].name}."
  }

  # Names and ARNs are built in one place.
  # A name that is built twice is changed once. The module kms-key has the pattern of a key's ARN.
  assert {
    condition = toset(flatten([
      for name in fileset(path.module, "**/*.tf") : [
        for text in regexall(
          "\"arn:|\"arn\",|[.]name[}]-|-[$][{][a-z._]*environment[}]",
          file("${path.module}/${name}")
        ) : name
      ] if name != "modules/kms-key/variables.tf" && !startswith(name, "tests/")
    ])) == toset(["modules/names/main.tf"])
    error_message = "Build names and ARNs in modules/names/main.tf, and read them from its outputs."
  }
}

run "the_longest_names_fit" {
  command = plan

  variables {
    name        = "a23456789-123456789-123456789x"
    environment = "e23456789012"
  }

  assert {
    condition     = length(output.sources.source.bucket) <= 63 && length(output.ledger_bucket) <= 63
    error_message = "A bucket's name is longer than S3 allows: ${output.sources.source.bucket}."
  }

  assert {
    condition     = length(output.live.function_name) <= 64
    error_message = "Lambda does not allow so long a name: ${output.live.function_name}."
  }

  assert {
    condition = length(module.trigger_eventbridge["source"].rule) <= 64 && alltrue([
      for queue in output.failure_queues : length(queue.name) <= 80
    ])
    error_message = "The name of a rule or a queue is longer than AWS allows."
  }

  assert {
    condition     = length(aws_iam_role.backfill.name) <= 64
    error_message = "A role's name is longer than IAM allows: ${aws_iam_role.backfill.name}."
  }
}

run "every_arn_is_of_a_name" {
  command = plan

  module {
    source = "./modules/names"
  }

  variables {
    account = {
      dns_suffix = "amazonaws.com"
      id         = "123456789012"
      partition  = "aws"
      region     = "eu-west-1"
    }
    changes           = { orders = null, payments = "pay" }
    name              = "some"
    parameter_context = "some/secret"
    sources           = { invoices = null, source = null }
    state             = { bucket = "some-bucket", key = "some.tfstate" }
  }

  assert {
    condition = output.arns == {
      access_logs  = "arn:aws:s3:::some-access-test-123456789012"
      account      = "arn:aws:iam::123456789012:root"
      alarms       = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:some-alarms-test-*"
      alarms_topic = "arn:aws:sns:eu-west-1:123456789012:some-alarms-test"
      all_rules = [
        "arn:aws:events:eu-west-1:123456789012:rule/some-eventbridge-test",
        "arn:aws:events:eu-west-1:123456789012:rule/some-eventbridge-test-*",
      ]
      apply_changes    = "arn:aws:iam::123456789012:policy/some-apply-changes-test"
      apply_ingress    = "arn:aws:iam::123456789012:policy/some-apply-ingress-test"
      apply_documents  = "arn:aws:iam::123456789012:policy/some-apply-documents-test"
      apply_query      = "arn:aws:iam::123456789012:policy/some-apply-query-test"
      apply_streams    = "arn:aws:iam::123456789012:policy/some-apply-streams-test"
      audit_bucket     = "arn:aws:s3:::some-audit-test-123456789012"
      audit_rule       = "arn:aws:events:eu-west-1:123456789012:rule/some-audit-test"
      backfill_role    = "arn:aws:iam::123456789012:role/some-backfill-test"
      boundary         = "arn:aws:iam::123456789012:policy/some-boundary-test"
      catalog          = "arn:aws:glue:eu-west-1:123456789012:catalog"
      changes          = "arn:aws:lambda:eu-west-1:123456789012:function:some-changes-test"
      changes_boundary = "arn:aws:iam::123456789012:policy/some-boundary-test-changes"
      changes_bucket   = "arn:aws:s3:::some-changes-test-123456789012"
      changes_live     = "arn:aws:lambda:eu-west-1:123456789012:function:some-changes-test:live"
      changes_log = join(":", [
        "arn:aws:logs:eu-west-1:123456789012:log-group", output.names.changes_log_group,
      ])
      changes_role = "arn:aws:iam::123456789012:role/some-changes-test"
      changes_streams = {
        orders   = "arn:aws:kinesis:eu-west-1:123456789012:stream/some-orders-test"
        payments = "arn:aws:kinesis:eu-west-1:123456789012:stream/some-payments-test"
      }
      changes_tables = {
        orders   = "arn:aws:dynamodb:eu-west-1:123456789012:table/some-orders-test"
        payments = "arn:aws:dynamodb:eu-west-1:123456789012:table/pay"
      }
      dashboard        = "arn:aws:cloudwatch::123456789012:dashboard/some-dashboard-test"
      database         = "arn:aws:glue:eu-west-1:123456789012:database/some_test"
      default_database = "arn:aws:glue:eu-west-1:123456789012:database/default"
      executions       = "arn:aws:execute-api:eu-west-1:123456789012"
      functions        = "arn:aws:glue:eu-west-1:123456789012:userDefinedFunction/some_test/*"
      github           = "arn:aws:iam::123456789012:oidc-provider/${output.names.github}"
      handler          = "arn:aws:lambda:eu-west-1:123456789012:function:some-handler-test"
      handler_role     = "arn:aws:iam::123456789012:role/some-handler-test"
      ingress_boundary = "arn:aws:iam::123456789012:policy/some-boundary-test-ingress"
      ingress_log_group = join(":", [
        "arn:aws:logs:eu-west-1:123456789012:log-group", output.names.ingress_log_group,
      ])
      ingress_logging_role = "arn:aws:iam::123456789012:role/some-ingress-logging-test"
      ingress_role         = "arn:aws:iam::123456789012:role/some-ingress-test"
      integrations         = "arn:aws:apigateway:eu-west-1"
      keys                 = "arn:aws:kms:eu-west-1:123456789012:key/*"
      ledger               = "arn:aws:s3:::some-ledger-test-123456789012"
      live                 = "arn:aws:lambda:eu-west-1:123456789012:function:some-handler-test:live"
      log_group            = "arn:aws:logs:eu-west-1:123456789012:log-group:${output.names.log_group}"
      mappings             = "arn:aws:lambda:eu-west-1:123456789012:event-source-mapping:*"
      parameter_context    = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:some/secret-??????"
      read                 = "arn:aws:iam::123456789012:policy/some-read-test"
      read_ingress         = "arn:aws:iam::123456789012:policy/some-read-ingress-test"
      results              = "arn:aws:s3:::some-results-test-123456789012"
      documents            = "arn:aws:lambda:eu-west-1:123456789012:function:some-documents-test"
      documents_live = join(":", [
        "arn:aws:lambda:eu-west-1:123456789012", "function:some-documents-test:live",
      ])
      documents_log = join(":", [
        "arn:aws:logs:eu-west-1:123456789012:log-group", output.names.documents_log_group,
      ])
      documents_role    = "arn:aws:iam::123456789012:role/some-documents-test"
      documents_rule    = "arn:aws:events:eu-west-1:123456789012:rule/some-documents-test"
      lake              = "arn:aws:s3:::some-lake-test-123456789012"
      functions         = "arn:aws:glue:eu-west-1:123456789012:userDefinedFunction/some_test/*"
      github            = "arn:aws:iam::123456789012:oidc-provider/${output.names.github}"
      handler           = "arn:aws:lambda:eu-west-1:123456789012:function:some-handler-test"
      handler_role      = "arn:aws:iam::123456789012:role/some-handler-test"
      keys              = "arn:aws:kms:eu-west-1:123456789012:key/*"
      ledger            = "arn:aws:s3:::some-ledger-test-123456789012"
      live              = "arn:aws:lambda:eu-west-1:123456789012:function:some-handler-test:live"
      log_group         = "arn:aws:logs:eu-west-1:123456789012:log-group:${output.names.log_group}"
      mappings          = "arn:aws:lambda:eu-west-1:123456789012:event-source-mapping:*"
      network           = "arn:aws:ec2:eu-west-1:123456789012"
      parameter_context = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:some/secret-??????"
      read              = "arn:aws:iam::123456789012:policy/some-read-test"
      replication_role = join("/", [
        "arn:aws:iam::123456789012:role/aws-service-role",
        "kinesisreplication.dynamodb.amazonaws.com",
        "AWSServiceRoleForDynamoDBKinesisDataStreamsReplication",
      ])
      read_changes   = "arn:aws:iam::123456789012:policy/some-read-changes-test"
      read_documents = "arn:aws:iam::123456789012:policy/some-read-documents-test"
      results        = "arn:aws:s3:::some-results-test-123456789012"
      rules = {
        invoices = "arn:aws:events:eu-west-1:123456789012:rule/some-eventbridge-test-invoices"
        source   = "arn:aws:events:eu-west-1:123456789012:rule/some-eventbridge-test"
      }
      source_buckets = {
        invoices = "arn:aws:s3:::some-invoices-test-123456789012"
        source   = "arn:aws:s3:::some-source-test-123456789012"
      }
      state      = "arn:aws:s3:::some-bucket"
      state_file = "arn:aws:s3:::some-bucket/some.tfstate"
      state_lock = "arn:aws:s3:::some-bucket/some.tfstate.tflock"
      tables     = "arn:aws:glue:eu-west-1:123456789012:table/some_test/*"
      trail      = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/some-audit-test"
      user_pools = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*"
      workgroup  = "arn:aws:athena:eu-west-1:123456789012:workgroup/some-query-test"
    }
    error_message = jsonencode(output.arns)
  }

  assert {
    condition = { for key, queue in output.queues : key => "${queue.name} ${queue.arn}" } == {
      changes_failures = join(" ", [
        "some-changes-test-failures",
        "arn:aws:sqs:eu-west-1:123456789012:some-changes-test-failures",
      ])
      documents_eventbridge_failures = join(" ", [
        "some-documents-eventbridge-test-failures",
        "arn:aws:sqs:eu-west-1:123456789012:some-documents-eventbridge-test-failures",
      ])
      documents_failures = join(" ", [
        "some-documents-test-failures",
        "arn:aws:sqs:eu-west-1:123456789012:some-documents-test-failures",
      ])
      eventbridge_failures = join(" ", [
        "some-eventbridge-test-failures",
        "arn:aws:sqs:eu-west-1:123456789012:some-eventbridge-test-failures",
      ])
      failures = "some-failures-test arn:aws:sqs:eu-west-1:123456789012:some-failures-test"
      queue    = "some-queue-test arn:aws:sqs:eu-west-1:123456789012:some-queue-test"
      queue_failures = join(" ", [
        "some-queue-test-failures", "arn:aws:sqs:eu-west-1:123456789012:some-queue-test-failures",
      ])
    }
    error_message = jsonencode(output.queues)
  }
}

run "what_somebody_else_named_keeps_its_name" {
  command = plan

  module {
    source = "./modules/names"
  }

  variables {
    account = {
      dns_suffix = "amazonaws.com"
      id         = "123456789012"
      partition  = "aws"
      region     = "eu-west-1"
    }
    name                 = "some"
    permissions_boundary = "everybodys-boundary"
    sources              = { invoices = "landing-zone" }
  }

  assert {
    condition = (
      output.arns.source_buckets.invoices == "arn:aws:s3:::landing-zone"
      && output.arns.boundary == "arn:aws:iam::123456789012:policy/everybodys-boundary"
      && output.arns.parameter_context == null
      && output.arns.state == null
    )
    error_message = jsonencode(output.arns)
  }
}

run "the_longest_names_of_all_fit" {
  command = plan

  module {
    source = "./modules/names"
  }

  variables {
    account = {
      dns_suffix = "amazonaws.com"
      id         = "123456789012"
      partition  = "aws"
      region     = "eu-west-1"
    }
    name        = "a23456789-123456789-123456789x"
    environment = "e23456789012"
    changes     = { a23456789-123456789-123456789x = null }
    sources     = { source = null }
  }

  # A table of DynamoDB may have 255 characters.
  assert {
    condition     = alltrue([for name in output.names.changes_streams : length(name) <= 128])
    error_message = "A stream has too long a name: ${jsonencode(output.names.changes_streams)}."
  }

  # The bucket of the changes can be longer: the values are refused then, in variables-changes.tf.
  assert {
    condition = alltrue([
      for name in [
        output.names.lake, output.names.ledger, output.names.source_buckets.source,
        output.names.state,
      ] : length(name) <= 63
    ])
    error_message = "A bucket's name is longer than S3 allows: ${jsonencode(output.names)}."
  }

  assert {
    condition = alltrue([
      for name in concat(
        [for key in [
          "apply", "backfill", "changes", "documents", "handler", "ingress", "ingress_logging", "plan",
        ] : output.names[key]],
        values(output.names.rules),
      ) : length(name) <= 64
    ])
    error_message = "A role, a function or a rule has too long a name: ${jsonencode(output.names)}."
  }

  assert {
    condition     = alltrue([for queue in output.queues : length(queue.name) <= 80])
    error_message = "A queue's name is longer than SQS allows: ${jsonencode(output.queues)}."
  }
}
