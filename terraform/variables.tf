variable "account_id" {
  description = "Number of the AWS account to deploy to. Any other account is refused."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = <<-EOT
      account_id is "${var.account_id}", but an account number has 12 digits. Write
      it in quotes.
      To see yours: aws sts get-caller-identity --query Account
    EOT
  }

  validation {
    condition     = length(distinct(split("", var.account_id))) != 1
    error_message = <<-EOT
      account_id ${var.account_id} is a placeholder. Put your account's number in
      its place, in envs/${var.environment}/terraform.tfvars and in
      envs/${var.environment}/backend.hcl.
      To see it: aws sts get-caller-identity --query Account
    EOT
  }
}

variable "alarms" {
  description = <<-EOT
    Whether there are alarms, and the e-mail addresses that are told. Each address has to confirm,
    once, in a mail that AWS sends to it. kms_key_alias is the alias of the key that encrypts what
    they are told, without "alias/": make bootstrap makes it; null leaves it to SNS's own encryption.
  EOT
  type = object({
    emails        = optional(set(string), [])
    enabled       = optional(bool, true)
    kms_key_alias = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for email in var.alarms.emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))
    ])
    error_message = <<-EOT
      alarms.emails has a value that is no e-mail address: ${join(", ", var.alarms.emails)}.
      Write addresses, as in ["data-platform@example.com"].
    EOT
  }

  # The roles of terraform/bootstrap may look for this one only.
  validation {
    condition = (
      var.alarms.kms_key_alias == null
      ? true
      : var.alarms.kms_key_alias == "${var.name}-alarms-${var.environment}"
    )
    error_message = <<-EOT
      alarms.kms_key_alias is ${jsonencode(var.alarms.kms_key_alias)}. Write
      "${var.name}-alarms-${var.environment}", which make bootstrap makes, or null for none.
    EOT
  }
}

variable "environment" {
  description = "Name of the environment, as in envs/<environment>. Part of every name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = <<-EOT
      environment is "${var.environment}". Write 2 to 12 small letters and digits, a
      letter first, as in environment = "dev".
    EOT
  }
}

variable "events" {
  description = <<-EOT
    The S3 events to record, as S3 names them: a kind, as "s3:ObjectCreated:*", or single events, as
    "s3:ObjectCreated:Put". By default all that change an object or its labels. Besides these there
    are s3:ObjectAnnotation:*, for the trigger "eventbridge" only, and s3:Replication:* and
    s3:ReducedRedundancyLostObject, for the others only.
  EOT
  type        = set(string)
  default = [
    "s3:IntelligentTiering",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleTransition",
    "s3:ObjectAcl:Put",
    "s3:ObjectCreated:*",
    "s3:ObjectRemoved:*",
    "s3:ObjectRestore:*",
    "s3:ObjectTagging:*",
  ]
  nullable = false

  validation {
    condition     = length(var.events) > 0
    error_message = "events is empty, so nothing would be recorded. Write [\"s3:ObjectCreated:*\"]."
  }

  validation {
    condition     = length(setsubtract(var.events, keys(local.known_events))) == 0
    error_message = <<-EOT
      events has what S3 does not know, or this stack not yet:
      ${join(", ", setsubtract(var.events, keys(local.known_events)))}.
      Choose among ${join(", ", keys(local.known_events))}.
    EOT
  }

  validation {
    condition = (
      var.trigger == "eventbridge"
      || length(setintersection(var.events, local.only_on_eventbridge)) == 0
    )
    error_message = <<-EOT
      events has
      ${join(", ", setintersection(var.events, local.only_on_eventbridge))},
      but trigger is "${var.trigger}": version 5.100 of the AWS provider does not know
      this in a bucket's notification. Write trigger = "eventbridge", or take it
      out of events.
    EOT
  }

  validation {
    condition = (
      var.trigger != "eventbridge"
      || length(setintersection(var.events, local.not_on_eventbridge)) == 0
    )
    error_message = <<-EOT
      events has
      ${join(", ", setintersection(var.events, local.not_on_eventbridge))},
      but trigger is "eventbridge", to which S3 does not send this. Write
      trigger = "queue" or "direct", or take it out of events.
    EOT
  }

  # As S3 does: it could not tell which of the two such an event is for.
  validation {
    condition = length([
      for event in var.events : event
      if contains(var.events, try(local.known_events[event], ""))
    ]) == 0
    error_message = <<-EOT
      events has single events beside the kind that they are of, which S3
      refuses: ${join(", ", [
    for event in var.events : "${event} beside ${local.known_events[event]}"
    if contains(var.events, try(local.known_events[event], ""))
])}.
      Leave out the one or the other.
    EOT
}
}

variable "filter" {
  description = <<-EOT
    Which keys are recorded: those with this prefix and one of these suffixes, written as the keys
    are. Empty means all. A single suffix may also be written as suffix. Terraform composes accents
    (NFC): a key with decomposed ones is never found.
  EOT
  type = object({
    prefix   = optional(string, "")
    suffix   = optional(string, "")
    suffixes = optional(set(string), [])
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.filter.suffix == "" || length(var.filter.suffixes) == 0
    error_message = <<-EOT
      filter has a suffix and suffixes. Write all of them in suffixes:
      suffixes = ${jsonencode(setunion(var.filter.suffixes, [var.filter.suffix]))}
    EOT
  }

  # As S3 does. It compares them form-encoded, in which %3D ends with 3D.
  validation {
    condition = !anytrue(flatten([
      for longer in var.filter.suffixes : [
        for shorter in setsubtract(var.filter.suffixes, [longer]) : endswith(
          replace(urlencode(longer), "%2F", "/"), replace(urlencode(shorter), "%2F", "/")
        )
      ]
    ]))
    error_message = <<-EOT
      filter.suffixes overlap, which S3 refuses: ${join(", ", flatten([
    for longer in var.filter.suffixes : [
      for shorter in setsubtract(var.filter.suffixes, [longer]) :
      "${jsonencode(longer)} ends in ${jsonencode(shorter)}"
      if endswith(
        replace(urlencode(longer), "%2F", "/"), replace(urlencode(shorter), "%2F", "/")
      )
    ]
]))}.
      Leave out the longer one: its keys have the shorter one, too.
    EOT
}

# Each is a rule of the bucket's notification.
validation {
  condition     = length(var.filter.suffixes) <= 100
  error_message = <<-EOT
      filter.suffixes has ${length(var.filter.suffixes)} values, and S3 takes 100 rules for a
      bucket. Leave some out, or record more: a shorter suffix, or none.
    EOT
}

# Every other character of a key is one of a filter: terraform/trigger.tf encodes it for S3, and
# modules/iam-literal escapes it for the role's policy.
validation {
  condition     = !strcontains(jsonencode(var.filter), "*")
  error_message = <<-EOT
      filter is ${jsonencode(var.filter)}, but S3 takes no * in
      a filter, and knows no wildcards: write "in/" for what you would call in/*.
    EOT
}

validation {
  condition     = !startswith(var.filter.prefix, "/")
  error_message = <<-EOT
      filter.prefix is "${var.filter.prefix}", but S3 puts no slash before a key.
      Write "${trimprefix(var.filter.prefix, "/")}".
    EOT
}

# A key has 1,024 bytes at most. The digits of its base64 count them, three bytes in four.
validation {
  condition = alltrue([
    for suffix in setunion(var.filter.suffixes, [var.filter.suffix]) :
    floor(length(trim(base64encode("${var.filter.prefix}${suffix}"), "=")) * 3 / 4) <= 1024
  ])
  error_message = "filter.prefix and a suffix are longer than a key can be. Shorten them."
}

validation {
  condition = alltrue([
    for value in setunion([var.filter.prefix, var.filter.suffix], var.filter.suffixes) :
    length(replace(urlencode(value), "%2F", "/")) <= 1024
  ])
  error_message = <<-EOT
      filter has a value that is longer than the 1,024 characters that S3 takes,
      in which each byte that is no letter, digit or . _ - / ~ counts three
      times. Shorten it.
    EOT
}
}

variable "function" {
  description = <<-EOT
    The function. pinned_version puts the alias on that published version, null on the newest.
    reserved_concurrency keeps that many executions for it, and allows no more; null sets no limit.
    snap_start starts it from a snapshot, many times faster; publishing a version takes minutes more.
  EOT
  type = object({
    architecture         = optional(string, "arm64")
    log_level            = optional(string, "INFO")
    log_retention_days   = optional(number, 30)
    memory_size          = optional(number, 1024)
    pinned_version       = optional(string)
    reserved_concurrency = optional(number)
    snap_start           = optional(bool, true)
    timeout              = optional(number, 60)
    tracing              = optional(bool, false)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.function.architecture)
    error_message = <<-EOT
      function.architecture is "${var.function.architecture}". Write "arm64" or "x86_64".
    EOT
  }

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.function.log_level)
    error_message = <<-EOT
      function.log_level is "${var.function.log_level}". Write "DEBUG", "INFO", "WARN" or
      "ERROR".
    EOT
  }

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
      3288, 3653],
      var.function.log_retention_days,
    )
    error_message = <<-EOT
      function.log_retention_days is ${var.function.log_retention_days}, which CloudWatch does not
      offer. Write 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545,
      731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.
    EOT
  }

  validation {
    condition = (
      var.function.memory_size >= 128 && var.function.memory_size <= 10240
      && floor(var.function.memory_size) == var.function.memory_size
    )
    error_message = <<-EOT
      function.memory_size is ${var.function.memory_size}. Write megabytes, 128 to 10240, as
      in 1024.
    EOT
  }

  validation {
    condition = (
      var.function.pinned_version == null
      || can(regex("^[1-9][0-9]*$", var.function.pinned_version))
    )
    error_message = <<-EOT
      function.pinned_version is ${jsonencode(var.function.pinned_version)}, which is not
      the number of a published version. Write one, as in "7", or null for the
      newest.
    EOT
  }

  # Zero would stop the function.
  validation {
    condition = (
      var.function.reserved_concurrency == null
      || try(var.function.reserved_concurrency >= 1
      && floor(var.function.reserved_concurrency) == var.function.reserved_concurrency, false)
    )
    error_message = <<-EOT
      function.reserved_concurrency is not a whole number of at least 1. Write
      one, as in 50, or null for no limit.
    EOT
  }

  validation {
    condition = (
      var.function.timeout >= 1 && var.function.timeout <= 900
      && floor(var.function.timeout) == var.function.timeout
    )
    error_message = <<-EOT
      function.timeout is ${var.function.timeout}. Write whole seconds, 1 to 900, as in
      60.
    EOT
  }
}

variable "latest" {
  description = <<-EOT
    Whether one document per object is kept too, which shows its present state and doubles the
    requests. The document of a deleted object is removed after tombstone_days; null or left out
    means never.
  EOT
  type = object({
    enabled        = optional(bool, true)
    tombstone_days = optional(number)
  })
  default  = { tombstone_days = 7 }
  nullable = false

  # Deliveries older than that could bring a deleted object back.
  validation {
    condition = (
      var.latest.tombstone_days == null
      || try(var.latest.tombstone_days >= 2
      && floor(var.latest.tombstone_days) == var.latest.tombstone_days, false)
    )
    error_message = <<-EOT
      latest.tombstone_days is ${jsonencode(var.latest.tombstone_days)}. Write whole days, at
      least 2, as in 7, or null for never.
    EOT
  }

  # Without them a document would go on showing an object that is deleted.
  validation {
    condition = !var.latest.enabled || alltrue([
      for kind in ["s3:LifecycleExpiration:*", "s3:ObjectCreated:*", "s3:ObjectRemoved:*"] :
      contains(var.events, kind) || length(setsubtract([
        for event, of in local.known_events : event if of == kind
      ], var.events)) == 0
    ])
    error_message = <<-EOT
      latest.enabled needs events to have "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*" and "s3:LifecycleExpiration:*", or a document would
      go on showing an object that is gone. Add them to events, or write
      latest = { enabled = false }.
    EOT
  }
}

variable "ledger_bucket" {
  description = <<-EOT
    The bucket that the records are written to. kms_key_arn encrypts it with that key, null with
    S3's own. The days say when unfinished uploads and replaced or deleted versions are removed;
    null means never.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    noncurrent_days      = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = var.ledger_bucket.kms_key_arn == null || can(regex(
      "^arn:[a-z-]+:kms:${var.region}:[0-9]{12}:key/[A-Za-z0-9-]+$", var.ledger_bucket.kms_key_arn
    ))
    error_message = <<-EOT
      ledger_bucket.kms_key_arn is not the ARN of a key in ${var.region}. Write
      it in full, not an alias, or null for S3's own key. To see it:
      aws kms describe-key --query KeyMetadata.Arn --key-id <key>
    EOT
  }

  validation {
    condition = alltrue([
      for days in [var.ledger_bucket.abort_multipart_days, var.ledger_bucket.noncurrent_days] :
      days == null || try(days >= 1 && floor(days) == days, false)
    ])
    error_message = <<-EOT
      ledger_bucket.abort_multipart_days and noncurrent_days must be whole
      days, at least 1. Write one, as in 30, or null for never.
    EOT
  }
}

variable "name" {
  description = "Name of the stack. The first part of every name."
  type        = string
  default     = "object-ledger"
  nullable    = false

  # 30 letters leave room for the longest name, a bucket's: <name>-source-<environment>-<account>.
  validation {
    condition = (
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 30
    )
    error_message = <<-EOT
      name is "${var.name}". Write at most 30 small letters, digits and
      single hyphens, a letter first and no hyphen last, as in
      "object-ledger".
    EOT
  }
}

variable "package" {
  description = "Path of the function's zip, seen from terraform/. Terraform never builds it."
  type        = string
  default     = "../handler/target/object-ledger.zip"
  nullable    = false
}

variable "parameter_context" {
  description = <<-EOT
    The secret whose keys are the function's sensitive parameters. With create = true the stack
    makes it, empty; otherwise it is the existing secret called name. kms_key_arn is its customer
    key, null AWS's own. The function uses what it read for cache_seconds. After a destroy the
    secret can be restored for recovery_days. Null: the function may read no secret.
  EOT
  type = object({
    cache_seconds = optional(number, 300)
    create        = optional(bool, true)
    kms_key_arn   = optional(string)
    name          = string
    recovery_days = optional(number, 30)
  })
  default = null

  validation {
    condition = try(
      var.parameter_context.cache_seconds >= 0 && var.parameter_context.cache_seconds <= 86400
      && floor(var.parameter_context.cache_seconds) == var.parameter_context.cache_seconds,
      var.parameter_context == null
    )
    error_message = <<-EOT
      parameter_context.cache_seconds is not a number of seconds from 0 to
      86400. Write one, as in 300.
    EOT
  }

  validation {
    condition = try(
      contains(concat([0], range(7, 31)), var.parameter_context.recovery_days),
      var.parameter_context == null
    )
    error_message = <<-EOT
      parameter_context.recovery_days is none that AWS offers. Write 7 to 30, or
      0 to delete the secret for good at once.
    EOT
  }

  validation {
    condition = (
      var.parameter_context == null
      || can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.parameter_context.name))
    )
    error_message = <<-EOT
      parameter_context.name is not the name of a secret. Write its name, not
      its ARN: letters, digits and / _ + = . @ -, as in "object-ledger/dev".
    EOT
  }

  validation {
    condition = try(var.parameter_context.kms_key_arn, null) == null || can(regex(
      "^arn:[a-z-]+:kms:${var.region}:[0-9]{12}:key/[A-Za-z0-9-]+$",
      var.parameter_context.kms_key_arn
    ))
    error_message = <<-EOT
      parameter_context.kms_key_arn is not the ARN of a key in ${var.region}.
      Write it in full, not an alias, or null for AWS's own key. To see it:
      aws kms describe-key --query KeyMetadata.Arn --key-id <key>
    EOT
  }
}

variable "permissions_boundary" {
  description = <<-EOT
    Name of the policy that bounds what the stack's roles may do, whatever their own policies say:
    make bootstrap makes it, and lets the apply role make no role without it. Null: no boundary.
  EOT
  type        = string
  default     = null

  validation {
    condition = (
      var.permissions_boundary == null
      || can(regex("^[A-Za-z0-9+=,.@_-]{1,128}$", var.permissions_boundary))
    )
    error_message = <<-EOT
      permissions_boundary is ${jsonencode(var.permissions_boundary)}, which is not the
      name of a policy. Write its name, not its ARN, as in
      "${var.name}-boundary-${var.environment}", or null for none.
    EOT
  }
}

variable "queue" {
  description = <<-EOT
    How the trigger "queue" hands events over: at most batch_size at a time, not waiting longer than
    window_seconds for them; to maximum_concurrency executions at once, null for no limit; and each
    event maximum_receives times, after which it goes to the dead-letter queue.
  EOT
  type = object({
    batch_size          = optional(number, 100)
    maximum_concurrency = optional(number, 10)
    maximum_receives    = optional(number, 5)
    window_seconds      = optional(number, 5)
  })
  default  = {}
  nullable = false

  validation {
    condition = (
      var.queue.batch_size >= 1 && var.queue.batch_size <= 10000
      && floor(var.queue.batch_size) == var.queue.batch_size
    )
    error_message = <<-EOT
      queue.batch_size is ${var.queue.batch_size}. Write a whole number, 1 to 10000, as in 100.
    EOT
  }

  validation {
    condition = (
      var.queue.window_seconds >= 0 && var.queue.window_seconds <= 300
      && floor(var.queue.window_seconds) == var.queue.window_seconds
    )
    error_message = <<-EOT
      queue.window_seconds is ${var.queue.window_seconds}. Write whole seconds, 0 to 300, as in 5.
    EOT
  }

  validation {
    condition     = var.queue.batch_size <= 10 || var.queue.window_seconds > 0
    error_message = <<-EOT
      queue.batch_size is ${var.queue.batch_size}, and SQS collects more than 10 events only in a
      window. Write queue.window_seconds = 5, or a batch_size of at most 10.
    EOT
  }

  validation {
    condition = (
      var.queue.maximum_concurrency == null
      || try(var.queue.maximum_concurrency >= 2 && var.queue.maximum_concurrency <= 1000
      && floor(var.queue.maximum_concurrency) == var.queue.maximum_concurrency, false)
    )
    error_message = <<-EOT
      queue.maximum_concurrency is ${jsonencode(var.queue.maximum_concurrency)}. Write a whole
      number, 2 to 1000, as in 10, or null for no limit.
    EOT
  }

  # What a throttled function sends back counts as received: it would end in the dead-letter queue.
  validation {
    condition = var.trigger != "queue" || var.function.reserved_concurrency == null || try(
      var.queue.maximum_concurrency <= var.function.reserved_concurrency, false
    )
    error_message = <<-EOT
      queue.maximum_concurrency is ${jsonencode(var.queue.maximum_concurrency)}, but the function is
      kept to ${jsonencode(var.function.reserved_concurrency)}. Write at most that many, or raise
      function.reserved_concurrency.
    EOT
  }

  # With less, a few throttled attempts would send good events to the dead-letter queue.
  validation {
    condition = (
      var.queue.maximum_receives >= 5 && var.queue.maximum_receives <= 1000
      && floor(var.queue.maximum_receives) == var.queue.maximum_receives
    )
    error_message = <<-EOT
      queue.maximum_receives is ${var.queue.maximum_receives}. Write a whole number, 5 to 1000.
    EOT
  }
}

variable "region" {
  description = "The AWS region to deploy to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is \"${var.region}\". Write a region's name, as in \"eu-west-1\"."
  }

  # The locked provider decides, so that a newer one lifts this by itself.
  validation {
    condition = !startswith(var.region, "eusc-") || try(
      sum([
        for i, part in regex(
          "hashicorp/aws\" {\\s+version\\s+= \"(\\d+)[.](\\d+)",
          file("${path.module}/.terraform.lock.hcl")
        ) : part * [1000, 1][i]
      ]) >= 6029, false
    )
    error_message = <<-EOT
      region is "${var.region}", whose ARNs the provider refuses before version
      6.29. Choose another region, or type:
      terraform -chdir=terraform init -upgrade -backend=false
    EOT
  }
}

variable "release" {
  description = <<-EOT
    What make release and make rollback set for as long as they need it: live stays on version, and
    canary, a newer one, gets weight as its share of the events. It wins over
    function.pinned_version. Null: no release is under way. An environment's values leave it out.
  EOT
  type = object({
    canary = optional(object({
      version = string
      weight  = number
    }))
    version = string
  })
  default = null

  validation {
    condition = var.release == null || alltrue([
      for version in concat(var.release[*].version, try(var.release.canary[*].version, [])) :
      can(regex("^[1-9][0-9]*$", version))
    ])
    error_message = <<-EOT
      release names a version that is not the number of a published one. Write
      numbers, as in { version = "7", canary = { version = "8", weight = 0.1 } },
      or let make release ENV=${var.environment} write them.
    EOT
  }

  validation {
    condition = try(var.release.canary, null) == null || try(
      var.release.canary.weight > 0 && var.release.canary.weight <= 0.5, false
    )
    error_message = <<-EOT
      release.canary.weight is no share of the events that a canary may have.
      Write more than 0 and at most 0.5, as in 0.1 for every tenth event.
    EOT
  }

  validation {
    condition = try(var.release.canary, null) == null || try(
      tonumber(var.release.canary.version) > tonumber(var.release.version), false
    )
    error_message = <<-EOT
      release.canary.version is not newer than release.version, which live is
      on. Write a newer one; to go back, type: make rollback ENV=${var.environment}
    EOT
  }

  validation {
    condition     = var.release == null || var.function.pinned_version == null
    error_message = <<-EOT
      function.pinned_version holds live on a version, so there is nothing to
      release. Write pinned_version = null in
      envs/${var.environment}/terraform.tfvars first.
    EOT
  }
}

variable "retries" {
  description = <<-EOT
    How often Lambda tries again when the function fails on an event, and how old an event may get.
    After that it goes to the failure queue.
  EOT
  type = object({
    maximum_attempts          = optional(number, 2)
    maximum_event_age_seconds = optional(number, 21600)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains([0, 1, 2], var.retries.maximum_attempts)
    error_message = <<-EOT
      retries.maximum_attempts is ${var.retries.maximum_attempts}. Lambda offers 0, 1 or 2: write
      one.
    EOT
  }

  validation {
    condition = (
      var.retries.maximum_event_age_seconds >= 60
      && var.retries.maximum_event_age_seconds <= 21600
      && floor(var.retries.maximum_event_age_seconds) == var.retries.maximum_event_age_seconds
    )
    error_message = <<-EOT
      retries.maximum_event_age_seconds is
      ${var.retries.maximum_event_age_seconds}. Write whole seconds, 60 to 21600.
    EOT
  }
}

variable "source_bucket" {
  description = <<-EOT
    The bucket that is watched. With create = false it is the existing bucket called name, of this
    account and in this region: the stack sets its notification and nothing else, and not even that
    when the trigger is "eventbridge"; kms_key_arn is the key its objects are encrypted with.
    Otherwise the stack makes it; the values are as in ledger_bucket, and versioning keeps every
    version of an object.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    create               = optional(bool, true)
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    name                 = optional(string)
    noncurrent_days      = optional(number)
    versioning           = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.source_bucket.create == (var.source_bucket.name == null)
    error_message = <<-EOT
      source_bucket.create and source_bucket.name contradict each other. For
      an existing bucket write create = false and its name; for a new one
      write create = true and no name, which is given.
    EOT
  }

  validation {
    condition = (
      var.source_bucket.name == null
      || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.source_bucket.name))
    )
    error_message = <<-EOT
      source_bucket.name is ${jsonencode(var.source_bucket.name)}, which is not a bucket's
      name. Write the bare name, as in "landing-zone": no s3://, no ARN.
    EOT
  }

  validation {
    condition = var.source_bucket.kms_key_arn == null || can(regex(
      "^arn:[a-z-]+:kms:${var.region}:[0-9]{12}:key/[A-Za-z0-9-]+$", var.source_bucket.kms_key_arn
    ))
    error_message = <<-EOT
      source_bucket.kms_key_arn is not the ARN of a key in ${var.region}. Write
      it in full, not an alias, or null for S3's own key. To see it:
      aws kms describe-key --query KeyMetadata.Arn --key-id <key>
    EOT
  }

  validation {
    condition = alltrue([
      for days in [var.source_bucket.abort_multipart_days, var.source_bucket.noncurrent_days] :
      days == null || try(days >= 1 && floor(days) == days, false)
    ])
    error_message = <<-EOT
      source_bucket.abort_multipart_days and noncurrent_days must be whole
      days, at least 1. Write one, as in 30, or null for never.
    EOT
  }
}

variable "switching_from" {
  description = <<-EOT
    While the trigger is switched to or from EventBridge: the one that it was, which stays on. S3
    takes about five minutes to begin with EventBridge. After that, null.
  EOT
  type        = string
  default     = null

  validation {
    condition = (
      var.switching_from == null
      || try(contains(["direct", "eventbridge", "queue"], var.switching_from), false)
    )
    error_message = <<-EOT
      switching_from is ${jsonencode(var.switching_from)}. Write the trigger that it was: "direct",
      "queue" or "eventbridge"; or null when nothing is being switched.
    EOT
  }

  # S3 refuses two targets for one event, and needs none: it goes from one to the other at once.
  validation {
    condition = var.switching_from == null || try(
      (var.switching_from == "eventbridge") != (var.trigger == "eventbridge"), false
    )
    error_message = <<-EOT
      switching_from is ${jsonencode(var.switching_from)} and trigger is "${var.trigger}", which
      needs no time between. Write switching_from = null.
    EOT
  }

  validation {
    condition     = var.switching_from == null || var.source_bucket.create
    error_message = <<-EOT
      switching_from is for a bucket of this stack. Whoever owns the bucket switches EventBridge on
      before, or off after it: see terraform/modules/trigger-eventbridge/README.md. Write
      switching_from = null.
    EOT
  }
}

variable "tags" {
  description = "Tags for every resource, beside Application, Environment and ManagedBy."
  type        = map(string)
  default     = {}
  nullable    = false

  # IAM takes names that differ only by case for one, and refuses the role.
  validation {
    condition = alltrue([
      for key in keys(var.tags) :
      !contains(["application", "environment", "managedby"], lower(key))
      && !startswith(lower(key), "aws:")
    ])
    error_message = <<-EOT
      tags has a key that is not yours: ${join(", ", keys(var.tags))}. Leave out Application,
      Environment and ManagedBy, which are set for you, in any case, and keys
      that start with aws:.
    EOT
  }

  validation {
    condition = (
      length(var.tags) == length(distinct([for key in keys(var.tags) : lower(key)]))
    )
    error_message = <<-EOT
      tags has keys that differ only by case: ${join(", ", keys(var.tags))}. IAM takes them
      for one. Keep one of them.
    EOT
  }

  # With the three of the stack there are 50 at most.
  validation {
    condition = length(var.tags) <= 47 && alltrue([
      for key, value in var.tags :
      can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}$", key))
      && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}$", value))
    ])
    error_message = <<-EOT
      tags has a key or a value that AWS does not take: ${jsonencode(var.tags)}.
      Write at most 47 tags; keys of 1 to 128 and values of at most 256 letters,
      digits, spaces and _ . : / = + @ -.
    EOT
  }
}

variable "trigger" {
  description = <<-EOT
    How events reach the function: "direct", S3 invokes it; "queue", it gets batches from a queue,
    which is the cheapest; "eventbridge", for a bucket whose notification belongs to somebody else.
  EOT
  type        = string
  default     = "direct"
  nullable    = false

  validation {
    condition     = contains(["direct", "eventbridge", "queue"], var.trigger)
    error_message = <<-EOT
      trigger is "${var.trigger}". Write "direct", "queue" or "eventbridge".
    EOT
  }
}

variable "workflow" {
  description = <<-EOT
    What is called when an object of interest is created: POST url with body, for each created
    object whose key has the prefix, the suffix and the name of match, and fits no pattern of its
    exclude. name is a pattern of what follows the key's last slash. A pattern is compared part by
    part, at any depth: "a/" is each folder of that name, "a" each object, "/a" one at the bucket's
    root; * stands for any characters but a slash. body is a JSON object whose strings may hold
    {{bucket}}, {{key}}, {{version_id}}, {{size}}, {{uri}}, {{folder_uri}} and {{record_id}};
    "{{size:number}}" becomes a number. token_parameter is the parameter that is sent as bearer
    token. headers are further ones, by name: each carries the value of parameter behind prefix, in
    Base64 where base64 is true. timeout is that of one attempt, in seconds. success_codes are the
    HTTP statuses that mean success, 200 to 299 where it is null; repeated_codes those that mean it
    where an earlier request for the same event may have been acted on. Null: nothing is called.
  EOT
  type = object({
    body = string
    headers = optional(map(object({
      base64    = optional(bool, false)
      parameter = string
      prefix    = optional(string, "")
    })), {})
    match = object({
      # Where Spark, Hadoop, Hive and S3A put what is not finished.
      exclude = optional(set(string), [
        ".hive-staging*/",
        ".spark-staging-*/",
        "__magic/",
        "__magic_job-*/",
        "_temporary/",
      ])
      name   = optional(string, "")
      prefix = optional(string, "")
      suffix = optional(string, "")
    })
    repeated_codes  = optional(set(number), [409])
    success_codes   = optional(set(number))
    timeout         = optional(number, 10)
    token_parameter = optional(string)
    url             = string
  })
  default = null

  # The address is not repeated: it may hold a password.
  validation {
    condition = var.workflow == null || can(regex(
      join("", [
        "^(https://[^/?#@ ]+",
        "|http://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\])(:[0-9]+)?",
        ")([/?][^# ]*)?$",
      ]),
      var.workflow.url
    ))
    error_message = <<-EOT
      workflow.url is no address to call. Write one that begins with https://
      (http:// for loopback only), without user, password and fragment.
    EOT
  }

  # JSON before anything is filled in: so each placeholder stands inside a string, and a number
  # where one can stand.
  validation {
    condition = try(
      length(keys(jsondecode(replace(var.workflow.body, "\"{{size:number}}\"", "0")))) > 0,
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.body is not a JSON object. Write one, with the placeholders inside
      its strings, as in {"uri": "{{uri}}", "bytes": "{{size:number}}"}, where
      "{{size:number}}" becomes a number.
    EOT
  }

  validation {
    condition = try(
      length(regexall("\\{\\{", replace(var.workflow.body, "\"{{size:number}}\"", "0"))) == length(
        regexall(
          "\\{\\{(bucket|key|version_id|size|uri|folder_uri|record_id)\\}\\}", var.workflow.body
        )
      ),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.body has a placeholder that is not known. Choose among
      {{bucket}}, {{key}}, {{version_id}}, {{size}}, {{uri}}, {{folder_uri}},
      {{record_id}}, without spaces; "{{size:number}}" has a string of its own.
    EOT
  }

  validation {
    condition = try(
      join("", [for part in ["prefix", "suffix", "name"] : var.workflow.match[part]]) != ""
      && !strcontains("${var.workflow.match.prefix}${var.workflow.match.suffix}", "*"),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match needs a prefix, a suffix or a name, and no * in the first
      two. Write name = "_SUCCESS" for what you would call */_SUCCESS, and
      name = "_committed_*" for */_committed_*.
    EOT
  }

  validation {
    condition = try(
      var.workflow.match.name == ""
      || can(regex("^[^/]*[^/*][^/]*$", var.workflow.match.name))
      && !strcontains(var.workflow.match.name, "**"),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match.name is ${jsonencode(try(var.workflow.match.name, null))}. Write what
      follows a key's last slash, as in "_SUCCESS" or "_committed_*"; folders
      belong into prefix.
    EOT
  }

  validation {
    condition = try(
      alltrue([
        for pattern in var.workflow.match.exclude :
        !contains(["", "/", "*", "*/"], pattern) && !strcontains(pattern, "**")
      ]),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match.exclude is ${jsonencode(try(var.workflow.match.exclude, null))}. Write
      folders, as in "_temporary/", which are found at any depth, or names of
      objects, as in "*.tmp"; no ** is needed.
    EOT
  }

  # Of other keys and other events the function does not hear.
  validation {
    condition = try(
      anytrue([for event in var.events : startswith(event, "s3:ObjectCreated:")])
      && (startswith(var.workflow.match.prefix, var.filter.prefix)
      || startswith(var.filter.prefix, var.workflow.match.prefix))
      && anytrue([
        for suffix in local.filter.suffixes : endswith(var.workflow.match.suffix, suffix)
        || endswith(suffix, var.workflow.match.suffix)
      ]),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: filter or events keep such objects from the
      function. Put workflow.match inside filter, and "s3:ObjectCreated:*" into
      events.
    EOT
  }

  # What a name ends with, behind its last star, is the end of the key.
  validation {
    condition = try(
      alltrue([
        for suffix in [var.filter.suffix, var.workflow.match.suffix] :
        endswith("/${regex("[^*]*$", var.workflow.match.name)}", suffix)
        || endswith(suffix, regex("[^*]*$", var.workflow.match.name))
      ]),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: no key ends with workflow.match.name as well
      as with workflow.match.suffix and filter.suffix. Leave one of them out.
    EOT
  }

  # The folders of the prefix stand in every key that begins with it, those between two slashes of
  # the suffix in every key that ends with it.
  validation {
    condition = try(
      alltrue(flatten([
        for pattern in [for p in var.workflow.match.exclude : p if endswith(p, "/")] : [
          for place, text in {
            (startswith(pattern, "/") ? "^" : "(^|/)") = var.workflow.match.prefix
            (startswith(pattern, "/") ? "$." : "/")    = var.workflow.match.suffix
          } :
          !can(regex(
            join("", [place, replace(
              replace(trimprefix(pattern, "/"), "/([].^$|?+(){}\\\\[])/", "\\$1"), "*", "[^/]*"
            )]),
            text
          ))
        ]
      ])),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: its exclude has a folder of its prefix
      ${jsonencode(try(var.workflow.match.prefix, null))} or its suffix
      ${jsonencode(try(var.workflow.match.suffix, null))}. Take that folder out of
      workflow.match.exclude; [] excludes nothing.
    EOT
  }

  # Lambda's own names are no parameters: its credentials would be sent away.
  validation {
    condition = try(var.workflow.token_parameter, null) == null || try(
      can(regex("^[A-Za-z][A-Za-z0-9_]{0,127}$", var.workflow.token_parameter))
      && !can(regex("^(AWS|LAMBDA)_", var.workflow.token_parameter)), false
    )
    error_message = <<-EOT
      workflow.token_parameter is not the name of a parameter. Write letters,
      digits and underscores, as in "WORKFLOW_TOKEN"; names that start with AWS_
      or LAMBDA_ are Lambda's own.
    EOT
  }

  validation {
    condition     = try(var.workflow.token_parameter, null) == null || var.parameter_context != null
    error_message = <<-EOT
      workflow.token_parameter needs a secret to be in. Write
      parameter_context = { name = "${var.name}/${var.environment}" }, or no
      token_parameter.
    EOT
  }

  validation {
    condition = (
      length(try(coalesce(var.workflow.headers, {}), {})) == 0 || var.parameter_context != null
    )
    error_message = <<-EOT
      workflow.headers need a secret that their parameters are in. Write
      parameter_context = { name = "${var.name}/${var.environment}" }, or
      headers = {}.
    EOT
  }

  validation {
    condition = alltrue([
      for header in values(try(coalesce(var.workflow.headers, {}), {})) :
      can(regex("^[A-Za-z][A-Za-z0-9_]{0,127}$", header.parameter))
      && !can(regex("^(AWS|LAMBDA)_", header.parameter))
      && can(regex("^([!-~][ -~]{0,99})?$", header.prefix))
    ])
    error_message = <<-EOT
      workflow.headers has a parameter or a prefix that cannot be sent. Write as
      parameter letters, digits and underscores, as in "WORKFLOW_KEY"; names that
      start with AWS_ or LAMBDA_ are Lambda's own. Write as prefix at most 100
      characters of ASCII, as in "Basic ".
    EOT
  }

  # The last ones are the function's, or Java's client drops them or sets them itself. A compressed
  # answer could not be searched for secrets.
  validation {
    condition = alltrue([
      for name in keys(try(coalesce(var.workflow.headers, {}), {})) :
      can(regex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$", name))
      && !can(regex("^(access-control|content|proxy|sec)-", lower(name)))
      && !contains([
        "accept", "accept-encoding", "connection", "expect", "host", "idempotency-key",
        "keep-alive", "origin", "te", "trailer", "transfer-encoding", "upgrade", "user-agent",
        "via",
      ], lower(name))
    ])
    error_message = <<-EOT
      workflow.headers has a name that is no header's, or not yours to set:
      ${join(", ", keys(try(coalesce(var.workflow.headers, {}), {})))}. Write one as in
      "x-api-key" or "Authorization". The function sets Accept, Content-Type,
      Content-Length, Host, Connection, User-Agent and Idempotency-Key.
    EOT
  }

  validation {
    condition = (
      length(distinct([
        for name in concat(
          keys(try(coalesce(var.workflow.headers, {}), {})),
          try(var.workflow.token_parameter, null) == null ? [] : ["authorization"],
        ) : lower(name)
        ])) == length(concat(
        keys(try(coalesce(var.workflow.headers, {}), {})),
        try(var.workflow.token_parameter, null) == null ? [] : ["authorization"],
      ))
    )
    error_message = <<-EOT
      workflow.headers has one header twice. Write each in one case only, and
      Authorization either there or through token_parameter.
    EOT
  }

  validation {
    condition = try(
      var.workflow.timeout >= 1 && var.workflow.timeout <= 60
      && floor(var.workflow.timeout) == var.workflow.timeout
      && var.workflow.timeout < var.function.timeout,
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.timeout is not whole seconds from 1 to 60 and less than
      function.timeout. Write one, as in 10.
    EOT
  }

  # Others are tried again, or ask for another token.
  validation {
    condition = var.workflow == null || alltrue([
      for code in concat(
        tolist(try(coalesce(var.workflow.repeated_codes, []), [])),
        tolist(try(coalesce(var.workflow.success_codes, [200]), [])),
      ) :
      code >= 200 && code <= 499 && floor(code) == code
      && !contains([401, 403, 408, 425, 429], code)
    ])
    error_message = <<-EOT
      workflow.success_codes or workflow.repeated_codes has what can mean no
      success. Write HTTP statuses from 200 to 499, but not 401, 403, 408, 425 or
      429, as in success_codes = [200, 202].
    EOT
  }
}
