data "aws_partition" "current" {}

# Everything here is about one environment, whose values are read and not repeated: what the roles
# may touch is what those values name.
locals {
  values  = merge([for path in var.values : provider::terraform::decode_tfvars(file(path))]...)
  backend = provider::terraform::decode_tfvars(file(var.backend))

  account = {
    dns_suffix = data.aws_partition.current.dns_suffix
    id         = local.values.account_id
    partition  = data.aws_partition.current.partition
    region     = local.values.region
  }

  creates_source = try(local.values.source_bucket.create, true)

  names = {
    alarms      = "${local.values.name}-alarms-${local.values.environment}"
    apply       = "${local.values.name}-apply-${local.values.environment}"
    backfill    = "${local.values.name}-backfill-${local.values.environment}"
    boundary    = "${local.values.name}-boundary-${local.values.environment}"
    eventbridge = "${local.values.name}-eventbridge-${local.values.environment}"
    failures    = "${local.values.name}-failures-${local.values.environment}"
    handler     = "${local.values.name}-handler-${local.values.environment}"
    ledger      = "${local.values.name}-ledger-${local.values.environment}-${local.account.id}"
    plan        = "${local.values.name}-plan-${local.values.environment}"
    queue       = "${local.values.name}-queue-${local.values.environment}"
    read        = "${local.values.name}-read-${local.values.environment}"
    source = (
      local.creates_source
      ? "${local.values.name}-source-${local.values.environment}-${local.account.id}"
      : local.values.source_bucket.name
    )
    state = local.backend.bucket
  }

  # Of what the stack has, by what it is.
  arns = {
    alarm        = "${local.arn.cloudwatch}:alarm:${local.names.alarms}-*"
    alarms_topic = "${local.arn.sns}:${local.names.alarms}"
    boundary     = "${local.arn.iam}:policy/${local.names.boundary}"
    failures     = "${local.arn.sqs}:${local.names.failures}"
    handler      = "${local.arn.lambda}:function:${local.names.handler}"
    ledger       = "${local.arn.s3}:${local.names.ledger}"
    live         = "${local.arn.lambda}:function:${local.names.handler}:live"
    log_group    = "${local.arn.logs}:log-group:/aws/lambda/${local.names.handler}"
    mappings     = "${local.arn.lambda}:event-source-mapping:*"
    queue        = "${local.arn.sqs}:${local.names.queue}"
    read         = "${local.arn.iam}:policy/${local.names.read}"
    roles        = [for name in ["backfill", "handler"] : local.role_arns[name]]
    rule         = "${local.arn.events}:rule/${local.names.eventbridge}"
    source       = "${local.arn.s3}:${local.names.source}"
    state        = "${local.arn.s3}:${local.names.state}"
    state_file   = "${local.arn.s3}:${local.names.state}/${local.backend.key}"
    state_lock   = "${local.arn.s3}:${local.names.state}/${local.backend.key}.tflock"

    queues = [
      for name in [
        "${local.names.eventbridge}-failures",
        local.names.failures,
        local.names.queue,
        "${local.names.queue}-failures",
      ] : "${local.arn.sqs}:${name}"
    ]
  }

  role_arns = {
    for name in ["backfill", "handler"] : name => "${local.arn.iam}:role/${local.names[name]}"
  }

  # How the ARNs of a service begin. IAM's have no region, S3's neither region nor account.
  arn = merge(
    {
      iam = "arn:${local.account.partition}:iam::${local.account.id}"
      s3  = "arn:${local.account.partition}:s3::"
    },
    {
      for service in [
        "cloudwatch", "events", "kms", "lambda", "logs", "secretsmanager", "sns", "sqs",
      ] :
      service => join(":", [
        "arn", local.account.partition, service, local.account.region, local.account.id,
      ])
    },
  )

  # How KMS names Lambda where Lambda calls it for somebody.
  lambda_endpoint = "lambda.${local.account.region}.${local.account.dns_suffix}"

  via_s3 = {
    StringEquals = {
      "kms:ViaService" = "s3.${local.account.region}.${local.account.dns_suffix}"
    }
  }

  # What carries the tags of this stack, for the services whose names are made by AWS.
  tags = {
    Application = local.values.name
    Environment = local.values.environment
  }

  # Customer keys, where the environment has them.
  source_keys = compact([try(local.values.source_bucket.kms_key_arn, null)])
  ledger_keys = compact([try(local.values.ledger_bucket.kms_key_arn, null)])

  # The parameter context: Secrets Manager adds a hyphen and six characters to a secret's name.
  contexts = try(local.values.parameter_context, null)[*]
  secrets = [
    for context in local.contexts : "${local.arn.secretsmanager}:secret:${context.name}-??????"
  ]
}

# Where in the source bucket the stack works.
module "literal_prefix" {
  source = "../modules/iam-literal"

  text = try(local.values.filter.prefix, "")
}
