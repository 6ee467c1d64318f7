variable "ingress" {
  description = <<-EOT
    An API that puts what clients post into a bucket, which is recorded like any source, under the
    label ingress. Null: none of it. docs/ingress.md shows a client's side.

    authorization: kind "iam" for callers with an AWS identity; "cognito" for users of a pool, which
    the stack makes unless cognito names another and its client; "authorizer" for a function of
    yours, whose answer counts for cache_seconds. There is no open kind.

    throttle: requests in a second, and how many at once, of all clients together. api_keys: a quota,
    and a throttle, for each client, by a label of your own: a key is then required beside the
    authorisation. key_id is the id of a key that is made outside of Terraform, not its value; period
    is "DAY", "WEEK" or "MONTH".

    domain: a name of your own, with the ARN of its certificate in this region: it takes TLS 1.2 and
    later only, and the API's other endpoint, which also takes TLS 1.0, is switched off. web_acl_arn:
    regional WAF ACL in front of it. sets_account_logging: whether the stack sets the role with which
    all APIs of the account in this region write logs; false where somebody else does.

    object_days: days after which a document is removed; null means never. The other values are as in
    sources; force_destroy also lets the pool be deleted.
  EOT
  type = object({
    abort_multipart_days = optional(number)
    api_keys = optional(map(object({
      key_id = string
      quota = object({
        limit  = number
        period = string
      })
      throttle = optional(object({
        burst = number
        rate  = number
      }))
    })), {})
    authorization = object({
      authorizer = optional(object({
        cache_seconds = number
        function_arn  = string
      }))
      cognito = optional(object({
        client_id     = string
        user_pool_arn = string
      }))
      kind = string
    })
    domain = optional(object({
      certificate_arn = string
      name            = string
    }))
    force_destroy        = optional(bool, false)
    kms_key_arn          = optional(string)
    log_retention_days   = optional(number, 30)
    noncurrent_days      = optional(number)
    object_days          = optional(number)
    sets_account_logging = optional(bool, true)
    throttle = optional(object({
      burst = number
      rate  = number
    }), { burst = 100, rate = 50 })
    web_acl_arn = optional(string)
  })
  default = null

  validation {
    condition = try(
      contains(["authorizer", "cognito", "iam"], var.ingress.authorization.kind),
      var.ingress == null
    )
    error_message = <<-EOT
      ingress.authorization.kind is ${jsonencode(try(var.ingress.authorization.kind, null))}.
      Write "iam", "cognito" or "authorizer": an API that is open to all there is not.
    EOT
  }

  validation {
    condition = try(
      var.ingress.authorization.authorizer == null
      ? var.ingress.authorization.kind != "authorizer"
      : var.ingress.authorization.kind == "authorizer",
      var.ingress == null
    )
    error_message = <<-EOT
      ingress.authorization.kind is ${jsonencode(try(var.ingress.authorization.kind, null))}, and
      authorizer is ${jsonencode(try(var.ingress.authorization.authorizer, null))}. Write
      authorization = { kind = "authorizer", authorizer = { function_arn = "<ARN>",
      cache_seconds = 300 } }, or leave authorizer out with another kind.
    EOT
  }

  validation {
    condition = try(
      var.ingress.authorization.cognito == null || var.ingress.authorization.kind == "cognito",
      var.ingress == null
    )
    error_message = <<-EOT
      ingress.authorization.cognito names a pool, but the kind is
      ${jsonencode(try(var.ingress.authorization.kind, null))}. Write kind = "cognito", or leave
      cognito out.
    EOT
  }

  # Not live's: it is whatever its owner says, and an alias or a version is part of the ARN.
  validation {
    condition = try(var.ingress.authorization.authorizer, null) == null || try(
      can(regex(
        "^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$",
        var.ingress.authorization.authorizer.function_arn
      )), false
    )
    error_message = <<-EOT
      ingress.authorization.authorizer.function_arn is not the ARN of a function:
      ${jsonencode(try(var.ingress.authorization.authorizer.function_arn, null))}
      Write it in full, best with an alias at its end. To see it:
      aws lambda get-alias --query AliasArn --function-name <name> --name live
    EOT
  }

  validation {
    condition = try(var.ingress.authorization.authorizer, null) == null || try(
      var.ingress.authorization.authorizer.cache_seconds >= 0
      && var.ingress.authorization.authorizer.cache_seconds <= 3600
      && floor(var.ingress.authorization.authorizer.cache_seconds)
      == var.ingress.authorization.authorizer.cache_seconds, false
    )
    error_message = <<-EOT
      ingress.authorization.authorizer.cache_seconds is
      ${jsonencode(try(var.ingress.authorization.authorizer.cache_seconds, null))}. Write whole
      seconds, 1 to 3600, as in 300, or 0 to ask the function at each request.
    EOT
  }

  validation {
    condition = try(var.ingress.authorization.cognito, null) == null || try(
      can(regex(
        "^arn:[a-z-]+:cognito-idp:${var.region}:[0-9]{12}:userpool/[A-Za-z0-9_-]+$",
        var.ingress.authorization.cognito.user_pool_arn
      ))
      && can(regex("^[a-z0-9]+$", var.ingress.authorization.cognito.client_id)), false
    )
    error_message = <<-EOT
      ingress.authorization.cognito is no user pool in ${var.region} and client of it:
      ${jsonencode(try(var.ingress.authorization.cognito, null))}
      Write user_pool_arn in full, and client_id. To see them: aws cognito-idp describe-user-pool
      --query UserPool.Arn --user-pool-id <id>; aws cognito-idp list-user-pool-clients
      --user-pool-id <id>. Or leave cognito out for a pool of the stack.
    EOT
  }

  validation {
    condition = try(alltrue([
      for label, key in var.ingress.api_keys :
      can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label)) && can(regex("^[a-z0-9]{10}$", key.key_id))
    ]), var.ingress == null)
    error_message = <<-EOT
      ingress.api_keys has a label that is no name, or a key_id that is no id of an API key:
      ${join(", ", [
    for label, key in try(var.ingress.api_keys, {}) : jsonencode(label)
    if !can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", label))
    || !can(regex("^[a-z0-9]{10}$", key.key_id))
])}.
      Write labels as in "shop", and ids of 10 small letters and digits, never a key's value. To see
      them: aws apigateway get-api-keys --query 'items[].[name,id]'
    EOT
}

# A key that is in two plans of a stage would be refused in the middle of an apply.
validation {
  condition = try(
    length(distinct(values(var.ingress.api_keys)[*].key_id)) == length(var.ingress.api_keys),
    var.ingress == null
  )
  error_message = "ingress.api_keys has one key_id twice. Write another key for each label."
}

validation {
  condition = try(alltrue([
    for key in values(var.ingress.api_keys) :
    contains(["DAY", "MONTH", "WEEK"], key.quota.period)
    && key.quota.limit >= 1 && floor(key.quota.limit) == key.quota.limit
  ]), var.ingress == null)
  error_message = <<-EOT
      ingress.api_keys has a quota that is none: ${join(", ", [
  for label, key in try(var.ingress.api_keys, {}) : "${label} has ${jsonencode(key.quota)}"
])}.
      Write a whole number of requests and "DAY", "WEEK" or "MONTH", as in
      quota = { limit = 100000, period = "DAY" }.
    EOT
}

# More than 10,000 in a second no account has by itself. A burst is a whole number.
validation {
  condition = try(alltrue([
    for throttle in concat(
      [var.ingress.throttle], [for key in values(var.ingress.api_keys) : key.throttle]
      ) : throttle == null ? true : (
      throttle.rate > 0 && throttle.burst >= 1 && floor(throttle.burst) == throttle.burst
    )
  ]) && var.ingress.throttle != null, var.ingress == null)
  error_message = <<-EOT
      ingress.throttle, or that of one of api_keys, is none: ${jsonencode(concat(
  [try(var.ingress.throttle, null)],
  [for key in values(try(var.ingress.api_keys, {})) : key.throttle]
))}.
      Write requests in a second, more than 0, and how many at once, a whole number of at least 1,
      as in throttle = { rate = 50, burst = 100 }.
    EOT
}

# Those that CloudWatch Logs takes.
validation {
  condition = try(contains([
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
  ], var.ingress.log_retention_days), var.ingress == null)
  error_message = <<-EOT
      ingress.log_retention_days is ${jsonencode(try(var.ingress.log_retention_days, null))}. Write a
      number of days that CloudWatch Logs takes, as in 14, 30, 90 or 365.
    EOT
}

validation {
  condition = try(var.ingress.object_days, null) == null || try(
    var.ingress.object_days >= 1 && floor(var.ingress.object_days) == var.ingress.object_days,
    false
  )
  error_message = <<-EOT
      ingress.object_days is ${jsonencode(try(var.ingress.object_days, null))}. Write whole days, at
      least 1, as in 365, or null for never.
    EOT
}

validation {
  condition = try(var.ingress.domain, null) == null || try(
    can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", var.ingress.domain.name))
    && can(regex(
      "^arn:[a-z-]+:acm:${var.region}:[0-9]{12}:certificate/[a-f0-9-]+$",
      var.ingress.domain.certificate_arn
    )), false
  )
  error_message = <<-EOT
      ingress.domain is no name with a certificate in ${var.region}:
      ${jsonencode(try(var.ingress.domain, null))}
      Write domain = { name = "ingress.example.com", certificate_arn = "<ARN>" }. To see the ARN:
      aws acm list-certificates --query 'CertificateSummaryList[].[DomainName,CertificateArn]'
    EOT
}

validation {
  condition = try(var.ingress.web_acl_arn, null) == null || try(
    can(regex(
      "^arn:[a-z-]+:wafv2:${var.region}:[0-9]{12}:regional/webacl/[^/]+/[a-f0-9-]+$",
      var.ingress.web_acl_arn
    )), false
  )
  error_message = <<-EOT
      ingress.web_acl_arn is not the ARN of a regional ACL in ${var.region}:
      ${jsonencode(try(var.ingress.web_acl_arn, null))}
      Write it in full, or null for none. To see it:
      aws wafv2 list-web-acls --scope REGIONAL --query 'WebACLs[].ARN'
    EOT
}

# <name>-ingress-<environment>-<account> has a character more than the names of other buckets. It is
# built here, because modules/names is told of the sources, of which the bucket is one.
validation {
  condition = var.ingress == null || length(join("-", [
    var.name, "ingress", var.environment, var.account_id,
  ])) <= 63
  error_message = <<-EOT
      ingress needs a bucket whose name would be longer than 63 characters:
      ${join("-", [var.name, "ingress", var.environment, var.account_id])}.
      Shorten name or environment, which together may have 41, or write ingress = null.
    EOT
}
}
