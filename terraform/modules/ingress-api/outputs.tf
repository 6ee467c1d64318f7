output "api" {
  description = "Id, name, stage and URL of the API, and how the ARNs of its calls begin."
  value = {
    arn   = "${var.execution_arn}:${aws_api_gateway_rest_api.this.id}/${local.stage}"
    id    = aws_api_gateway_rest_api.this.id
    name  = var.name
    stage = local.stage
    url = (
      var.settings.domain == null
      ? aws_api_gateway_stage.this.invoke_url : "https://${var.settings.domain.name}/${local.stage}"
    )
  }

  # Nobody is told of it before it answers as it should.
  depends_on = [aws_api_gateway_method_settings.this, aws_wafv2_web_acl_association.this]
}

output "role_policy" {
  description = "Policy of the integration's role, in JSON, for the tests."
  value       = aws_iam_role_policy.integration.policy
}

output "target" {
  description = "Host that the domain's name has to be an alias of; null: there is no domain."
  value       = one(aws_api_gateway_domain_name.this[*].regional_domain_name)
}

output "user_pool" {
  description = "Ids of the user pool and of its client; null: another kind of authorisation."
  value = one([
    for id in local.pool_id[*] : { client_id = local.client_id, id = id }
    if local.authorization.kind == "cognito"
  ])
}
