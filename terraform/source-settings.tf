# What is recorded. These values are made of variables alone, so that the variables can be tested
# without the stack: tests/values.
locals {
  # What is recorded: the sources of the values, and the ingress bucket where there is one.
  sources = merge(var.sources, local.ingress_source)

  ingress_prefix = "id="
  upload_prefix  = "upload="

  # The bucket as a source of the ledger, as if it stood in sources.
  ingress_source = {
    for ingress in var.ingress[*] : "ingress" => {
      bucket = {
        abort_multipart_days = ingress.abort_multipart_days
        create               = true
        force_destroy        = ingress.force_destroy
        kms_key_arn          = ingress.kms_key_arn
        name                 = null
        noncurrent_days      = ingress.noncurrent_days
        versioning           = true
      }
      events = toset([
        "s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*",
      ])
      filter         = { prefix = "", suffix = "", suffixes = toset([]) }
      others         = null
      switching_from = null
      # The functions that read documents hear of them by EventBridge, too.
      trigger = "eventbridge"
    }
  }

  # The suffixes of each filter; the empty one, which every key has, for a filter without one.
  suffixes_by_label = {
    for label, source in local.sources : label => (
      length(source.filter.suffixes) > 0 ? sort(source.filter.suffixes) : [source.filter.suffix]
    )
  }
  filter_suffixes = distinct(flatten(values(local.suffixes_by_label)))

  # Labels whose names the stack or its bootstrap has for something else: two buckets, and a
  # permission of EventBridge.
  taken_labels = ["eventbridge-rule", "ledger", "state"]
}
