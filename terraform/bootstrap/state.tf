# Where the state of the environment is kept, and of this module itself. .make/deploy/bootstrap
# makes the bucket, so that there never is a state elsewhere; from then on it is Terraform's.
import {
  to = module.state_bucket.aws_s3_bucket.this
  id = local.backend.bucket
}

module "state_bucket" {
  source = "../modules/bucket"

  arn             = local.arns.state
  name            = local.backend.bucket
  noncurrent_days = var.state_noncurrent_days
  settings_prefix = "state_"
}

# Stops every plan that would destroy the bucket, or put another in its place.
resource "terraform_data" "state_bucket_stays" {
  triggers_replace = module.state_bucket.bucket.name

  lifecycle {
    prevent_destroy = true

    precondition {
      condition     = endswith(local.backend.bucket, "-${local.account.id}")
      error_message = <<-EOT
        The state's bucket is ${local.backend.bucket}, which is not a name of
        the account ${local.account.id}. Write
        bucket = "${local.names.state}" in
        envs/${local.values.environment}/backend.hcl.
      EOT
    }
  }
}
