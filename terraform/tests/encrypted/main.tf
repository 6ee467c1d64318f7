# Reads the code of the stack: a plan shows what is in modules to nobody but them, and lacks what is
# switched off.
terraform {
  required_version = ">= 1.11"
}

locals {
  # How each kind of resource that holds data is given its key.
  with_a_key = {
    aws_athena_workgroup     = "kms_key_arn += module[.]kms_key_query[.]arn"
    aws_cloudtrail           = "kms_key_id += module[.]kms_key_audit[.]arn"
    aws_cloudwatch_log_group = "kms_key_id += var[.](log_group[.])?kms_key_arn"
    aws_dynamodb_table       = "for_each = compact\\(\\[module[.]kms_key_changes\\[each[.]key\\][.]arn"
    aws_kinesis_stream       = "kms_key_id += coalesce\\(module[.]kms_key_changes\\[each[.]key\\][.]arn"
    aws_lambda_function      = "kms_key_arn += var[.]kms_key_arn"
    aws_s3_bucket_server_side_encryption_configuration = (
      "kms_master_key_id += var[.]kms_key_arn"
    )
    aws_secretsmanager_secret = "kms_key_id += module[.]kms_key_parameter_context[.]arn"
    aws_sns_topic             = "kms_master_key_id = \\(\n.*\n +[?] local[.]customer_key"
    aws_sqs_queue             = "kms_master_key_id += (local[.]customer_key|var[.]kms_key_arn)"
  }

  # Kinds that hold none of their own, or whose data are in one of the others: an object in its
  # bucket. A user pool holds names and passwords, and Cognito takes no key.
  without_data = [
    "aws_api_gateway_.*", "aws_athena_named_query", "aws_cloudwatch_dashboard",
    "aws_cloudwatch_event_(rule|target)", "aws_cloudwatch_log_metric_filter",
    "aws_cloudwatch_metric_alarm", "aws_cognito_user_pool(_client)?",
    "aws_dynamodb_kinesis_streaming_destination", "aws_glue_catalog_(database|table)",
    "aws_iam_role(_policy)?", "aws_lambda_(alias|event_source_mapping|permission)",
    "aws_lambda_function_event_invoke_config", "aws_s3_bucket",
    "aws_s3_bucket_(inventory|lifecycle_configuration|logging|notification)",
    "aws_s3_bucket_(object_lock_configuration|ownership_controls|policy|public_access_block)",
    "aws_s3_bucket_versioning", "aws_s3_object", "aws_sns_topic_subscription",
    "aws_wafv2_web_acl_association", "terraform_data",
  ]

  # What a module that makes such resources is given. Nothing encrypts a bucket of access logs.
  modules = {
    bucket        = "kms_key_arn += module[.]kms_key_"
    function      = "kms_key_arn += local[.]customer_key"
    ingress-api   = "kms_key_arn += local[.]customer_key"
    trigger-queue = "kms_key_arn += local[.]customer_key"
  }

  root = "${path.module}/../.."
  blocks = flatten([
    for file in setunion(fileset(local.root, "*.tf"), fileset(local.root, "modules/*/*.tf")) : [
      for block in regexall(
        "(?ms)^(?:resource \"(\\w+)\"|module) \"(\\w+)\" \\{\n(.*?)^\\}", file("${local.root}/${file}")
      ) :
      {
        body = block[2]
        kind = try(
          coalesce(block[0]), regex("source += \"(?:[./]*modules)/([a-z-]+)\"", block[2])[0]
        )
        what = "${file}: ${block[1]}"
      }
    ]
  ])
}

output "unknown" {
  description = "Resources of kinds of which nobody said whether they hold data."
  value = [
    for block in local.blocks : "${block.what}, ${block.kind}"
    if can(regex("^(aws_|terraform_)", block.kind))
    && !contains(keys(local.with_a_key), block.kind)
    && !can(regex("^(${join("|", local.without_data)})$", block.kind))
  ]
}

output "without_key" {
  description = "Resources and modules that are given no key."
  value = [
    for block in local.blocks : block.what
    if contains(keys(merge(local.with_a_key, local.modules)), block.kind)
    && !can(regex(merge(local.with_a_key, local.modules)[block.kind], block.body))
  ]
}
