# The alarms, and the topic that they are sent to.
locals {
  apply_alarms = [
    {
      Sid    = "ChangeAlarms"
      Effect = "Allow"
      Action = [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ]
      Resource = local.arns.alarms
    },
    {
      Sid    = "ChangeTopic"
      Effect = "Allow"
      Action = [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:UntagResource",
      ]
      Resource = local.arns.alarms_topic
    },
    {
      # SNS knows no resource here.
      Sid      = "Unsubscribe"
      Effect   = "Allow"
      Action   = "sns:Unsubscribe"
      Resource = "*"
    },
  ]
}
