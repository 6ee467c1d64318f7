# What is watched of the ingress API, where there is one. The alarms are made in alarms.tf.
locals {
  ingress_alarms = merge([
    for api in module.ingress_api : {
      for name, alarm in {
        ingress-errors = {
          metric    = "5XXError"
          statistic = "Sum"
          minutes   = 3
          above     = 0
          says      = <<-EOT
            The API answers with errors of its own or of S3: the documents were not stored, and
            clients were told so. To see which and why: aws logs tail
            ${local.names.ingress_log_group} --since 1h --filter-pattern '{ $.status = "5*" }'.
            The error API_CONFIGURATION_ERROR is mostly a client's: a table whose name no header can
            have.
            Where a right or a key of the API was changed: make plan apply ENV=${var.environment}
          EOT
        }
        # Over these metrics the average is a rate.
        ingress-refusals = {
          metric    = "4XXError"
          statistic = "Average"
          minutes   = 5
          above     = 0.5
          says      = <<-EOT
            The API refuses more than half of the requests. To see whose and why: aws logs tail
            ${local.names.ingress_log_group} --since 1h --filter-pattern '{ $.status = "4*" }'.
            Where it is 429, raise ingress.throttle or the quota of a client, then:
            make plan apply ENV=${var.environment}
          EOT
        }
        ingress-latency = {
          metric    = "Latency"
          statistic = "p99"
          minutes   = 3
          above     = 5000
          says      = <<-EOT
            The API needs more than 5 s for an answer. To see where the time goes: aws logs tail
            ${local.names.ingress_log_group} --since 1h. Where integration_latency is most of it, it
            is S3's; otherwise the authorizer's. To time one yourself:
            make post ENV=${var.environment} TABLE=<a table> FILE=<a document>
          EOT
        }
        } : name => merge(alarm, {
          namespace  = "AWS/ApiGateway"
          dimensions = { ApiName = api.api.name, Stage = api.api.stage }
          missing    = "notBreaching"
      })
    }
  ]...)
}
