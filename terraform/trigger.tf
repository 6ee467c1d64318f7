# How events reach the function: S3 invokes the alias itself.
module "trigger_direct" {
  source = "./modules/trigger-direct"

  alias         = module.handler.live
  events        = var.events
  filter        = var.filter
  source_bucket = local.source_bucket
}
