# How much each client may ask for, where keys are asked for: a usage plan knows a client by its key
# only. A key is no authorisation. Keys are made outside, so that no values hold theirs; the provider
# reads them back into the state all the same.
resource "aws_api_gateway_usage_plan" "this" {
  for_each = var.settings.api_keys

  name = join("-", [var.name, each.key])

  api_stages {
    api_id = aws_api_gateway_rest_api.this.id
    stage  = aws_api_gateway_stage.this.stage_name
  }

  quota_settings {
    limit  = each.value.quota.limit
    period = each.value.quota.period
  }

  dynamic "throttle_settings" {
    for_each = each.value.throttle[*]

    content {
      burst_limit = throttle_settings.value.burst
      rate_limit  = throttle_settings.value.rate
    }
  }
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = var.settings.api_keys

  key_id        = each.value.key_id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.key].id
}
