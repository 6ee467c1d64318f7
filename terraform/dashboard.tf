# One screen of CloudWatch that answers what a person asks. What is off has no widget. Those of the
# function are in dashboard-handler.tf and -cost.tf, those of other stages in -stages.tf.
locals {
  # In the order of reading: what rings, the function, the stages around it, the money.
  dashboard_widgets = concat(
    local.dashboard_alarms, local.dashboard_handler, local.dashboard_stages, local.dashboard_cost,
  )

  # A widget of this kind takes a hundred alarms.
  dashboard_alarms = [
    for keys in [sort(keys(local.alarms))] : {
      title = "Does an alarm ring?"
      properties = {
        alarms = [
          for key in slice(keys, 0, min(100, length(keys))) :
          replace(local.arns.alarms, "/\\*$/", key)
        ]
      }
      type = "alarm"
    } if var.alarms.enabled
  ]

  # In most partitions the console's address is made of that of the services; it is not looked up.
  dashboard_console = (
    local.account.partition == "aws"
    ? "console.aws.amazon.com"
    : local.account.partition == "aws-us-gov"
    ? "console.amazonaws-us-gov.com" : "console.${local.account.dns_suffix}"
  )
  dashboard_url = join("", [
    "https://${var.region}.${local.dashboard_console}/cloudwatch/home",
    "?region=${var.region}#dashboards/dashboard/${local.names.dashboard}",
  ])
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard.enabled ? 1 : 0

  dashboard_name = local.names.dashboard
  dashboard_body = jsonencode({
    widgets = [
      for index, widget in local.dashboard_widgets : {
        height     = 6
        properties = merge({ region = var.region, title = widget.title }, widget.properties)
        type       = widget.type
        width      = 12
        x          = 12 * (index % 2)
        y          = 6 * floor(index / 2)
      }
    ]
  })
}
