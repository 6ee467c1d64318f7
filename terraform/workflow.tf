# What may follow a record: a call when an object of interest is created.
locals {
  workflow_settings = { for workflow in var.workflow[*] : "WORKFLOW" => jsonencode(workflow) }

  # The markers that keep a repeated event from calling twice. To replace one only where it is the
  # one that was read, S3 asks for the right to read.
  workflow_policies = {
    for workflow in var.workflow[*] : "workflow" => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid      = "MarkCalls"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${module.ledger_bucket.bucket.arn}/workflow/*"
      }]
    })
  }
}
