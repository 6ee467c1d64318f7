# Names and ARNs are built here and not read from resources: a name is then known in the first plan,
# where a reviewer and a test can read it, and a policy can name what is not there yet.
locals {
  names = {
    # Where S3 puts its access logs.
    access_logs     = "${var.name}-access-${var.environment}-${var.account.id}"
    alarms          = "${var.name}-alarms-${var.environment}"
    apply           = "${var.name}-apply-${var.environment}"
    apply_changes   = "${var.name}-apply-changes-${var.environment}"
    apply_ingress   = "${var.name}-apply-ingress-${var.environment}"
    apply_documents = "${var.name}-apply-documents-${var.environment}"
    apply_query     = "${var.name}-apply-query-${var.environment}"
    apply_streams   = "${var.name}-apply-streams-${var.environment}"
    # Of the trail, and of the rule that tells of a write by others.
    audit             = "${var.name}-audit-${var.environment}"
    audit_bucket      = "${var.name}-audit-${var.environment}-${var.account.id}"
    backfill          = "${var.name}-backfill-${var.environment}"
    boundary          = coalesce(var.permissions_boundary, local.boundary)
    changes           = "${var.name}-changes-${var.environment}"
    changes_boundary  = "${coalesce(var.permissions_boundary, local.boundary)}-changes"
    changes_bucket    = "${var.name}-changes-${var.environment}-${var.account.id}"
    changes_failures  = "${var.name}-changes-${var.environment}-failures"
    changes_log_group = "/aws/lambda/${var.name}-changes-${var.environment}"
    # Of the Kinesis stream that the stack has for a label, and of the table.
    changes_streams = {
      for label in keys(var.changes) : label => "${var.name}-${label}-${var.environment}"
    }
    changes_tables = {
      for label, name in var.changes :
      label => coalesce(name, "${var.name}-${label}-${var.environment}")
    }
    dashboard            = "${var.name}-dashboard-${var.environment}"
    database             = replace("${var.name}_${var.environment}", "-", "_")
    documents            = "${var.name}-documents-${var.environment}"
    documents_failures   = "${var.name}-documents-${var.environment}-failures"
    documents_log_group  = "/aws/lambda/${var.name}-documents-${var.environment}"
    encryption           = "${var.name}-encryption-${var.environment}"
    eventbridge_failures = "${var.name}-eventbridge-${var.environment}-failures"
    failures             = "${var.name}-failures-${var.environment}"
    github               = "token.actions.githubusercontent.com"
    handler              = "${var.name}-handler-${var.environment}"
    ingress              = "${var.name}-ingress-${var.environment}"
    ingress_log_group    = "/aws/apigateway/${var.name}-ingress-${var.environment}"
    ingress_logging      = "${var.name}-ingress-logging-${var.environment}"
    ingress_boundary     = "${coalesce(var.permissions_boundary, local.boundary)}-ingress"
    inventory            = "${var.name}-${var.environment}"
    lake                 = "${var.name}-lake-${var.environment}-${var.account.id}"
    ledger               = "${var.name}-ledger-${var.environment}-${var.account.id}"
    log_group            = "/aws/lambda/${var.name}-handler-${var.environment}"
    plan                 = "${var.name}-plan-${var.environment}"
    queue                = "${var.name}-queue-${var.environment}"
    queue_failures       = "${var.name}-queue-${var.environment}-failures"
    read                 = "${var.name}-read-${var.environment}"
    read_changes         = "${var.name}-read-changes-${var.environment}"
    read_ingress         = "${var.name}-read-ingress-${var.environment}"
    read_documents       = "${var.name}-read-documents-${var.environment}"
    results              = "${var.name}-results-${var.environment}-${var.account.id}"
    rules = {
      for label, suffix in local.suffixes :
      label => "${var.name}-eventbridge-${var.environment}${suffix}"
    }
    source_buckets = {
      for label, name in var.sources :
      label => coalesce(name, "${var.name}-${label}-${var.environment}-${var.account.id}")
    }
    # Of the documents that EventBridge could not hand over.
    documents_eventbridge_failures = (
      "${var.name}-documents-eventbridge-${var.environment}-failures"
    )
    state     = "${var.name}-state-${var.environment}-${var.account.id}"
    workgroup = "${var.name}-query-${var.environment}"
  }

  # Of what there is one for each source. Before a stack had several sources, the one that it had
  # was nameless: it is called source now, and what belongs to it keeps its names.
  suffixes = { for label in keys(var.sources) : label => label == "source" ? "" : "-${label}" }

  boundary = "${var.name}-boundary-${var.environment}"

  arns = {
    access_logs  = "${local.begin.s3}:${local.names.access_logs}"
    account      = "${local.begin.iam}:root"
    alarms       = "${local.begin.cloudwatch}:alarm:${local.names.alarms}-*"
    alarms_topic = "${local.begin.sns}:${local.names.alarms}"
    # Those of all sources there can be.
    all_rules = [
      for suffix in ["", "-*"] :
      "${local.begin.events}:rule/${var.name}-eventbridge-${var.environment}${suffix}"
    ]
    apply_changes    = "${local.begin.iam}:policy/${local.names.apply_changes}"
    apply_ingress    = "${local.begin.iam}:policy/${local.names.apply_ingress}"
    apply_query      = "${local.begin.iam}:policy/${local.names.apply_query}"
    apply_streams    = "${local.begin.iam}:policy/${local.names.apply_streams}"
    audit_bucket     = "${local.begin.s3}:${local.names.audit_bucket}"
    audit_rule       = "${local.begin.events}:rule/${local.names.audit}"
    backfill_role    = "${local.begin.iam}:role/${local.names.backfill}"
    boundary         = "${local.begin.iam}:policy/${local.names.boundary}"
    catalog          = "${local.begin.glue}:catalog"
    changes          = "${local.begin.lambda}:function:${local.names.changes}"
    changes_boundary = "${local.begin.iam}:policy/${local.names.changes_boundary}"
    changes_bucket   = "${local.begin.s3}:${local.names.changes_bucket}"
    changes_live     = "${local.begin.lambda}:function:${local.names.changes}:live"
    changes_log      = "${local.begin.logs}:log-group:${local.names.changes_log_group}"
    changes_role     = "${local.begin.iam}:role/${local.names.changes}"
    changes_streams = {
      for label, name in local.names.changes_streams :
      label => "${local.begin.kinesis}:stream/${name}"
    }
    changes_tables = {
      for label, name in local.names.changes_tables :
      label => "${local.begin.dynamodb}:table/${name}"
    }
    # Dashboards are the account's, and of no region.
    dashboard = join("/", [
      "arn:${var.account.partition}:cloudwatch::${var.account.id}:dashboard", local.names.dashboard,
    ])
    database         = "${local.begin.glue}:database/${local.names.database}"
    default_database = "${local.begin.glue}:database/default"
    # What is called of an API, which AWS names.
    executions        = local.begin.execute-api
    apply_documents   = "${local.begin.iam}:policy/${local.names.apply_documents}"
    documents         = "${local.begin.lambda}:function:${local.names.documents}"
    documents_live    = "${local.begin.lambda}:function:${local.names.documents}:live"
    documents_log     = "${local.begin.logs}:log-group:${local.names.documents_log_group}"
    documents_role    = "${local.begin.iam}:role/${local.names.documents}"
    documents_rule    = "${local.begin.events}:rule/${local.names.documents}"
    functions         = "${local.begin.glue}:userDefinedFunction/${local.names.database}/*"
    github            = "${local.begin.iam}:oidc-provider/${local.names.github}"
    handler           = "${local.begin.lambda}:function:${local.names.handler}"
    handler_role      = "${local.begin.iam}:role/${local.names.handler}"
    ingress_boundary  = "${local.begin.iam}:policy/${local.names.ingress_boundary}"
    ingress_log_group = "${local.begin.logs}:log-group:${local.names.ingress_log_group}"
    # The role of the account's APIs, with which they write their logs.
    ingress_logging_role = "${local.begin.iam}:role/${local.names.ingress_logging}"
    ingress_role         = "${local.begin.iam}:role/${local.names.ingress}"
    # How what API Gateway calls begins, and how its own resources do: they have no account.
    integrations      = "arn:${var.account.partition}:apigateway:${var.account.region}"
    keys              = "${local.begin.kms}:key/*"
    lake              = "${local.begin.s3}:${local.names.lake}"
    ledger            = "${local.begin.s3}:${local.names.ledger}"
    live              = "${local.begin.lambda}:function:${local.names.handler}:live"
    log_group         = "${local.begin.logs}:log-group:${local.names.log_group}"
    mappings          = "${local.begin.lambda}:event-source-mapping:*"
    network           = local.begin.ec2
    parameter_context = one(local.secrets)
    read              = "${local.begin.iam}:policy/${local.names.read}"
    # The role with which DynamoDB sends the changes of tables to Kinesis streams.
    replication_role = join("/", [
      "${local.begin.iam}:role/aws-service-role", "kinesisreplication.dynamodb.amazonaws.com",
      "AWSServiceRoleForDynamoDBKinesisDataStreamsReplication",
    ])
    read_changes   = "${local.begin.iam}:policy/${local.names.read_changes}"
    read_ingress   = "${local.begin.iam}:policy/${local.names.read_ingress}"
    read_documents = "${local.begin.iam}:policy/${local.names.read_documents}"
    results        = "${local.begin.s3}:${local.names.results}"
    rules = {
      for label, name in local.names.rules : label => "${local.begin.events}:rule/${name}"
    }
    source_buckets = {
      for label, name in local.names.source_buckets : label => "${local.begin.s3}:${name}"
    }
    state      = one([for state in var.state[*] : "${local.begin.s3}:${state.bucket}"])
    state_file = one(local.state_files)
    state_lock = one([for file in local.state_files : "${file}.tflock"])
    tables     = "${local.begin.glue}:table/${local.names.database}/*"
    trail      = "${local.begin.cloudtrail}:trail/${local.names.audit}"
    user_pools = "${local.begin.cognito-idp}:userpool/*"
    workgroup  = "${local.begin.athena}:workgroup/${local.names.workgroup}"
  }

  queues = {
    for key in [
      "changes_failures", "documents_eventbridge_failures", "documents_failures",
      "eventbridge_failures", "failures", "queue", "queue_failures",
      ] : key => {
      arn  = "${local.begin.sqs}:${local.names[key]}"
      name = local.names[key]
    }
  }

  # Secrets Manager adds a hyphen and six characters to a secret's name. Only they are open.
  secrets = [
    for name in var.parameter_context[*] : "${local.begin.secretsmanager}:secret:${name}-??????"
  ]

  state_files = [
    for state in var.state[*] : "${local.begin.s3}:${state.bucket}/${state.key}"
  ]

  # How the ARNs of a service begin. IAM's have no region, S3's neither region nor account.
  begin = merge(
    {
      iam = "arn:${var.account.partition}:iam::${var.account.id}"
      s3  = "arn:${var.account.partition}:s3::"
    },
    {
      for service in [
        "athena", "cloudtrail", "cloudwatch", "cognito-idp", "dynamodb", "ec2", "events",
        "execute-api", "glue", "kinesis", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs",
      ] :
      service => join(":", [
        "arn", var.account.partition, service, var.account.region, var.account.id,
      ])
    },
  )
}
