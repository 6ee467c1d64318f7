# Where the objects arrive: buckets of this stack, or existing ones, of which at most the
# notification is ours.
module "source" {
  source   = "./modules/source"
  for_each = local.sources

  bucket       = each.value.bucket
  events       = each.value.events
  filter       = each.value.filter
  keeps_latest = var.latest.enabled
  label        = each.key
  names = {
    bucket = local.names.source_buckets[each.key]
    rule   = local.names.rules[each.key]
  }
  others         = one(each.value.others[*].rules)
  rule_id        = local.names.handler
  switching_from = each.value.switching_from
  trigger        = each.value.trigger
}

module "source_bucket" {
  source   = "./modules/bucket"
  for_each = { for label, source in var.sources : label => source.bucket if source.bucket.create }

  abort_multipart_days = each.value.abort_multipart_days
  arn                  = local.arns.source_buckets[each.key]
  force_destroy        = each.value.force_destroy
  kms_key_arn          = module.kms_key_source_bucket[each.key].arn
  name                 = local.names.source_buckets[each.key]
  noncurrent_days      = each.value.noncurrent_days
  settings_prefix      = "sources.${each.key}.bucket."
  versioning           = each.value.versioning
}

# Reading it stops the plan if the bucket does not exist, or may not be read. Whose it is the
# provider cannot ask: .make/deploy/notifications does.
data "aws_s3_bucket" "existing" {
  for_each = { for label, source in var.sources : label => source.bucket if !source.bucket.create }

  bucket = local.names.source_buckets[each.key]

  lifecycle {
    # The region stands in the name of the bucket's host. The attribute region is another thing in
    # version 6 of the provider.
    postcondition {
      condition = endswith(
        self.bucket_regional_domain_name, ".${var.region}.${local.account.dns_suffix}"
      )
      error_message = <<-EOT
        ${self.bucket} (sources.${each.key}) is in another region than ${var.region}, and S3
        sends events within a region only. Its region is
        "${split(".", trimprefix(self.bucket_regional_domain_name, "${self.bucket}.s3."))[0]}":
        take it out of sources in envs/${var.environment}/terraform.tfvars, and
        record it with a stack there.
      EOT
    }
  }
}

locals {
  # Each bucket as the triggers need it.
  source_buckets = {
    for label, source in local.sources : label => {
      account_id = var.account_id
      arn        = local.arns.source_buckets[label]
      name       = local.bucket_names[label]
    }
  }

  # Names that are known only when the buckets are there, or have been found.
  bucket_names = merge(
    { for label, module in module.source_bucket : label => module.bucket.name },
    { for label, existing in data.aws_s3_bucket.existing : label => existing.bucket },
    { for module in module.ingress_bucket : "ingress" => module.bucket.name },
  )

  source_bucket_names = [for label in keys(local.sources) : local.source_buckets[label].name]
}
