locals {
  # S3 wants the filter's values as it writes keys in an event: form-encoded, but for slashes.
  filter = { for name, value in var.filter : name => replace(urlencode(value), "%2F", "/") }
}

resource "aws_lambda_permission" "source_bucket" {
  statement_id   = "source-bucket"
  action         = "lambda:InvokeFunction"
  function_name  = var.alias.function_name
  qualifier      = var.alias.name
  principal      = "s3.amazonaws.com"
  source_account = var.source_bucket.account_id
  source_arn     = var.source_bucket.arn
}

# S3 keeps one notification configuration a bucket, so this is the only one of its bucket.
resource "aws_s3_bucket_notification" "this" {
  bucket = var.source_bucket.name

  lambda_function {
    id                  = var.alias.function_name
    lambda_function_arn = var.alias.arn
    events              = var.events
    filter_prefix       = local.filter.prefix
    filter_suffix       = local.filter.suffix
  }

  # S3 refuses a target that it may not invoke.
  depends_on = [aws_lambda_permission.source_bucket]
}
