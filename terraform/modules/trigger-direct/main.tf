resource "aws_lambda_permission" "source_bucket" {
  statement_id   = var.statement_id
  action         = "lambda:InvokeFunction"
  function_name  = var.alias.function_name
  qualifier      = var.alias.name
  principal      = "s3.amazonaws.com"
  source_account = var.source_bucket.account_id
  source_arn     = var.source_bucket.arn
}
