variable "sources" {
  description = <<-EOT
    Buckets whose events are recorded, by a label of your own. What concerns one of them is checked
    in modules/source.

    bucket: with create = false it is the existing bucket called name, of this account and in this
    region: the stack sets its notification and nothing else, and not even that when the trigger is
    "eventbridge"; kms_key_arn is the key that encrypts its objects. Otherwise the stack makes the
    bucket, and the label is part of its name, unless name is another one: versioning keeps every
    version of an object, and the other values are as in ledger_bucket.

    events: S3 events to record, in S3's names: a kind, as "s3:ObjectCreated:*", or single events,
    as "s3:ObjectCreated:Put". The default is all that change an object or its labels. The trigger
    "eventbridge" alone takes s3:ObjectAnnotation:*; the other triggers alone take s3:Replication:*
    and s3:ReducedRedundancyLostObject.

    filter: prefix and suffixes of the keys to record, written as the keys are. A key is recorded if
    it has the prefix and one of the suffixes; empty means all. suffix is another way to write a
    single suffix. Terraform composes accents (NFC), so a key with decomposed accents never matches.

    trigger: path of the events to the function. "direct": S3 invokes it. "queue": it gets batches
    from a queue, which is the cheapest. "eventbridge": for a bucket whose notification belongs to
    somebody else.

    switching_from: former trigger, while the trigger is switched to or from EventBridge. It stays
    on, because S3 takes about five minutes to begin with EventBridge. Null when nothing is being
    switched.

    others: what an existing bucket notifies besides, so that the one notification that a bucket has
    holds theirs and ours. make adopt writes it. prefix and suffix are encoded, as S3 returns them.
  EOT
  type = map(object({
    bucket = optional(object({
      abort_multipart_days = optional(number)
      create               = optional(bool, true)
      force_destroy        = optional(bool, false)
      kms_key_arn          = optional(string)
      name                 = optional(string)
      noncurrent_days      = optional(number)
      versioning           = optional(bool, true)
    }), {})
    events = optional(set(string), [
      "s3:IntelligentTiering",
      "s3:LifecycleExpiration:*",
      "s3:LifecycleTransition",
      "s3:ObjectAcl:Put",
      "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*",
      "s3:ObjectRestore:*",
      "s3:ObjectTagging:*",
    ])
    filter = optional(object({
      prefix   = optional(string, "")
      suffix   = optional(string, "")
      suffixes = optional(set(string), [])
    }), {})
    others = optional(object({
      eventbridge = optional(bool, false)
      rules = optional(map(object({
        events = set(string)
        prefix = optional(string, "")
        suffix = optional(string, "")
        target = string
      })), {})
    }))
    switching_from = optional(string)
    trigger        = optional(string, "direct")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.sources) > 0 || var.ingress != null
    error_message = <<-EOT
      sources is empty or missing, so nothing would be recorded. Write
      sources = { source = { events = ["s3:ObjectCreated:*"] } }, with what it
      needs besides: README.md has an example. A stack that has source_bucket and
      trigger becomes one with sources as docs/upgrading.md says.
    EOT
  }

  validation {
    condition = alltrue([
      for label in keys(var.sources) :
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label))
      && !contains(local.taken_labels, label)
    ])
    error_message = <<-EOT
      sources has a label that cannot be part of a name: ${join(", ", [
    for label in keys(var.sources) : jsonencode(label)
    if !can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label))
    || contains(local.taken_labels, label)
])}.
      Write small letters, digits and single hyphens, a letter first and no hyphen
      last, as in "invoices"; "eventbridge-rule", "ledger" and "state" are taken.
    EOT
}

validation {
  condition     = var.ingress == null || !contains(keys(var.sources), "ingress")
  error_message = <<-EOT
      sources has the label ingress, which is that of the ingress bucket where ingress is on. Give
      this source another label, or write ingress = null.
    EOT
}
}
