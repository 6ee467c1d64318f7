# Where the objects arrive: a bucket of this stack, or an existing one, of which at most the
# notification is ours.
module "source_bucket" {
  source = "./modules/bucket"
  count  = var.source_bucket.create ? 1 : 0

  abort_multipart_days = var.source_bucket.abort_multipart_days
  arn                  = local.arns.source
  force_destroy        = var.source_bucket.force_destroy
  kms_key_arn          = module.kms_key_source_bucket.arn
  name                 = local.names.source
  noncurrent_days      = var.source_bucket.noncurrent_days
  settings_prefix      = "source_bucket."
  versioning           = var.source_bucket.versioning
}

# Reading it stops the plan if the bucket does not exist, or may not be read. Whose it is the
# provider cannot ask: .make/deploy/notifications does.
data "aws_s3_bucket" "existing" {
  count = var.source_bucket.create ? 0 : 1

  bucket = local.names.source

  lifecycle {
    # The region stands in the name of the bucket's host. The attribute region is another thing in
    # version 6 of the provider.
    postcondition {
      condition = endswith(
        self.bucket_regional_domain_name, ".${var.region}.${local.account.dns_suffix}"
      )
      error_message = <<-EOT
        ${local.names.source} is in another region than ${var.region}, and S3 sends
        events within a region only. Write region =
        "${split(".", trimprefix(self.bucket_regional_domain_name, "${self.bucket}.s3."))[0]}"
        in envs/${var.environment}/terraform.tfvars, or name another bucket there.
      EOT
    }
  }
}

locals {
  source_bucket = {
    account_id = var.account_id
    arn        = local.arns.source
    name = (
      var.source_bucket.create
      ? one(module.source_bucket[*].bucket.name) : one(data.aws_s3_bucket.existing[*].bucket)
    )
  }
}
