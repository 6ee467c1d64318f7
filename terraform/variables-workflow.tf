variable "workflow" {
  description = <<-EOT
    HTTP endpoint to call when an object of interest is created: POST url with body, for each
    created object whose key has the prefix, the suffix and the name of match, and fits no pattern
    of its exclude. name is a pattern of what follows the key's last slash. A pattern is compared
    part by part, at any depth: "a/" is each folder of that name, "a" each object, "/a" one at the
    bucket's root; * stands for any characters but a slash. body is a JSON object whose strings may
    hold {{bucket}}, {{key}}, {{version_id}}, {{size}}, {{uri}}, {{folder_uri}} and {{record_id}};
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

  # Of other keys and other events of a source the function does not hear.
  validation {
    condition = try(
      anytrue([
        for label, source in local.sources :
        anytrue([for event in source.events : startswith(event, "s3:ObjectCreated:")])
        && (startswith(var.workflow.match.prefix, source.filter.prefix)
        || startswith(source.filter.prefix, var.workflow.match.prefix))
        && anytrue([
          for suffix in local.suffixes_by_label[label] :
          endswith(var.workflow.match.suffix, suffix)
          || endswith(suffix, var.workflow.match.suffix)
        ])
      ]),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: filter or events of each of the sources keep such
      objects from the function. Put workflow.match inside the filter of one, and
      "s3:ObjectCreated:*" into its events.
    EOT
  }

  # What a name ends with, behind its last star, is the end of the key; a name without a star
  # follows a slash.
  validation {
    condition = try(
      anytrue([
        for suffix in local.filter_suffixes : alltrue([
          for end in [suffix, var.workflow.match.suffix] : anytrue([
            for tail in [
              var.workflow.match.name == "" || strcontains(var.workflow.match.name, "*")
              ? regex("[^*]*$", var.workflow.match.name) : "/${var.workflow.match.name}"
            ] : endswith(tail, end) || endswith(end, tail)
          ])
        ])
      ]),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: no key ends with workflow.match.name as well
      as with workflow.match.suffix and a suffix of a filter of the sources, which
      have ${jsonencode(local.filter_suffixes)}. Leave one of them out, or write into
      filter.suffixes what such keys end with.
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

  # A pattern without a slash fits names at any depth. One that fits another pattern as a text fits
  # all that the other does.
  validation {
    condition = try(
      alltrue(flatten([
        for pattern in [for p in var.workflow.match.exclude : p if !strcontains(p, "/")] : [
          for name in compact([
            var.workflow.match.name,
            var.workflow.match.suffix == "" ? "" : regex("[^/]*$", "*${var.workflow.match.suffix}"),
          ]) :
          !can(regex(
            join("", ["^", replace(
              replace(pattern, "/([].^$|?+(){}\\\\[])/", "\\$1"), "*", "[^/]*"
            ), "$"]),
            name
          ))
        ]
      ])),
      var.workflow == null
    )
    error_message = <<-EOT
      workflow.match finds nothing: its exclude has every object of its name
      ${jsonencode(try(var.workflow.match.name, null))} or its suffix
      ${jsonencode(try(var.workflow.match.suffix, null))}. Take that pattern out of
      workflow.match.exclude; [] excludes nothing.
    EOT
  }

  # Lambda's own names are no parameters: its credentials would be sent away.
  validation {
    condition = alltrue([
      for name in concat(
        try(var.workflow.token_parameter, null)[*],
        [for h in values(try(coalesce(var.workflow.headers, {}), {})) : try(h.parameter, "")],
      ) :
      can(regex("^[A-Za-z][A-Za-z0-9_]{0,127}$", name)) && !can(regex("^(AWS|LAMBDA)_", name))
    ])
    error_message = <<-EOT
      workflow.token_parameter, or a parameter of workflow.headers, is not the
      name of a parameter. Write letters, digits and underscores, as in
      "WORKFLOW_TOKEN"; names that start with AWS_ or LAMBDA_ are Lambda's own.
    EOT
  }

  validation {
    condition = var.parameter_context != null || (
      try(var.workflow.token_parameter, null) == null
      && length(try(coalesce(var.workflow.headers, {}), {})) == 0
    )
    error_message = <<-EOT
      workflow.token_parameter and workflow.headers need a secret that their
      parameters are in. Write
      parameter_context = { name = "${var.name}/${var.environment}" }, or
      neither token_parameter nor headers.
    EOT
  }

  validation {
    condition = alltrue([
      for header in values(try(coalesce(var.workflow.headers, {}), {})) :
      can(regex("^([!-~][ -~]{0,99})?$", header.prefix))
    ])
    error_message = <<-EOT
      workflow.headers has a prefix that cannot be sent. Write at most 100
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
