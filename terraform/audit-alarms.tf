# What is watched of the audit, where there is one. The alarms are made in alarms.tf.
locals {
  audit_alarms = {
    for name, alarm in {
      audit-others-write = {
        metric = "TriggeredRules"
        says   = <<-EOT
          Somebody other than the function wrote into ${local.names.ledger} or deleted from it, or
          was refused. The message of the rule ${local.names.audit} to ${local.names.alarms} says
          who, from where and which key. To see whether a record is missing or was changed:
          make verify ENV=${var.environment}${local.each_source}
        EOT
      }
      audit-untold = {
        metric = "FailedInvocations"
        says   = <<-EOT
          Somebody other than the function wrote into ${local.names.ledger} or deleted from it, and
          EventBridge could not send the message to ${local.names.alarms}. The trail has it: see
          docs/audit.md. To put the topic's policy right: make plan apply ENV=${var.environment}
        EOT
      }
      } : name => merge(alarm, {
        namespace  = "AWS/Events"
        dimensions = { RuleName = local.names.audit }
        missing    = "notBreaching"
        statistic  = "Sum"
        minutes    = 1
        above      = 0
    }) if var.audit != null
  }
}
