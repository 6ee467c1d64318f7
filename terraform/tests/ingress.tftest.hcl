# The ingress API in the stack: its bucket is a source of the ledger like any other, and it is
# watched. What the API itself does: ingress-api.tftest.hcl.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  ingress = { authorization = { kind = "iam" } }
}

run "the_ingress_bucket_is_recorded_like_any_source_and_watched" {
  command = plan

  # The ingress bucket is recorded like any source.
  assert {
    condition = jsonencode(output.sources.ingress) == jsonencode({
      bucket             = "object-ledger-ingress-test-123456789012"
      created            = true
      events             = ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
      filter             = { prefix = "", suffixes = [] }
      others_eventbridge = false
      switching_from     = null
      trigger            = "eventbridge"
    })
    error_message = "The source is ${jsonencode(output.sources.ingress)}"
  }

  assert {
    condition = (
      aws_s3_bucket_notification.source["ingress"].eventbridge == true
      && module.handler.environment.SOURCE_BUCKETS == join(",", [
        "object-ledger-ingress-test-123456789012", "object-ledger-source-test-123456789012",
      ])
      && strcontains(
        local.handler_policies.source, "\"arn:aws:s3:::object-ledger-ingress-test-123456789012/*\""
      )
    )
    error_message = "The function does not hear of documents, or may not look at them."
  }

  assert {
    condition = contains(jsondecode(module.ingress_bucket[0].policy).Statement, {
      Sid       = "RefuseOverwriting"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = ["arn:aws:s3:::object-ledger-ingress-test-123456789012/id=*"]
      Condition = {
        Bool = { "s3:ObjectCreationOperation" = "true" }
        Null = { "s3:if-none-match" = "true" }
      }
    })
    error_message = "A document can be overwritten: ${module.ingress_bucket[0].policy}"
  }

  # Who puts documents past the API puts, and no more.
  assert {
    condition = jsondecode(output.uploader_policy).Statement == [{
      Sid    = "PutDocuments"
      Effect = "Allow"
      Action = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"]
      Resource = [
        "arn:aws:s3:::object-ledger-ingress-test-123456789012/id=*",
        "arn:aws:s3:::object-ledger-ingress-test-123456789012/upload=*",
      ]
    }]
    error_message = "They may ${output.uploader_policy}"
  }

  # Errors, refusals and slowness are watched, with what to type.
  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.this : name => join(" ", [
        alarm.namespace, alarm.metric_name,
        coalesce(alarm.statistic, alarm.extended_statistic), alarm.comparison_operator,
        alarm.threshold, alarm.evaluation_periods, alarm.treat_missing_data,
      ]) if startswith(name, "ingress")
      } == {
      ingress-errors   = "AWS/ApiGateway 5XXError Sum GreaterThanThreshold 0 3 notBreaching"
      ingress-latency  = "AWS/ApiGateway Latency p99 GreaterThanThreshold 5000 3 notBreaching"
      ingress-refusals = "AWS/ApiGateway 4XXError Average GreaterThanThreshold 0.5 5 notBreaching"
    }
    error_message = "The alarms are other than these."
  }

  assert {
    condition = alltrue([
      for name, alarm in aws_cloudwatch_metric_alarm.this :
      strcontains(
        alarm.alarm_description, "aws logs tail /aws/apigateway/object-ledger-ingress-test"
      )
      && alarm.dimensions == tomap({ ApiName = "object-ledger-ingress-test", Stage = "v1" })
      if startswith(name, "ingress")
    ])
    error_message = "An alarm does not say what to type, or watches another API."
  }
}

run "the_api_alone_is_a_stack_and_encrypts_with_the_buckets_key" {
  command = plan

  variables {
    ingress = {
      authorization = { kind = "iam" }
      kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/documents"
    }
    sources = {}
  }

  # The API alone is a stack.
  assert {
    condition     = keys(output.sources) == ["ingress"]
    error_message = "The sources are ${jsonencode(output.sources)}"
  }

  # The role encrypts with the bucket's key.
  assert {
    condition = alltrue([
      for policy in [
        module.ingress_api[0].role_policy, output.uploader_policy, local.handler_policies.source,
      ] : strcontains(policy, "\"arn:aws:kms:eu-west-1:123456789012:key/documents\"")
    ])
    error_message = "Somebody cannot use the key: ${module.ingress_api[0].role_policy}"
  }
}
