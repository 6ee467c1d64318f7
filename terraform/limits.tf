# How much of what AWS allows the sources use up. AWS would refuse one too many in the middle of an
# apply; checks.tf refuses it in the plan, with the number that fits.
locals {
  # Of each: its size with all sources, what each source adds to it in the order of the labels, and
  # the maximum.
  limits = {
    environment = {
      what    = "the function's environment variables"
      unit    = "bytes"
      maximum = 4096
      # The digits of its base64 count the bytes, three in four: length() would count characters.
      size = floor(
        length(trim(base64encode(jsonencode(local.environment_variables)), "=")) * 3 / 4
      )
      each = [
        for label, name in local.names.source_buckets :
        length(name) + 1 + (var.metrics.enabled ? length(label) + 1 : 0)
      ]
    }
    invocations = {
      what    = "the policy of the alias"
      unit    = "bytes"
      maximum = 20480
      size = sum(concat(
        [length(jsonencode({ Version = "2012-10-17", Id = "default", Statement = [] }))],
        local.permission_sizes,
      ))
      each = local.permission_sizes
    }
    # White space does not count, and jsonencode() writes none.
    role = {
      what    = "the policies of the function's role"
      unit    = "characters"
      maximum = 10240
      size = sum([
        for policy in values(merge(module.handler.own_policies, local.handler_policies)) :
        length(policy)
      ])
      each = [
        for label, arn in local.arns.source_buckets : sum([
          for text in [arn, "${arn}/${module.literal_prefix[label].text}*"] :
          length(jsonencode(text)) + 1
        ])
      ]
    }
  }

  exceeded = [
    for limit in values(local.limits) : merge(limit, {
      # Of the sources in the order of their labels.
      fits = length([
        for count in range(1, length(limit.each) + 1) : count
        if limit.size - sum(limit.each) + sum(slice(limit.each, 0, count)) <= limit.maximum
      ])
    }) if limit.size > limit.maximum
  ]

  # Lambda makes a statement of each permission: the bytes of those of each source, with a comma
  # behind each.
  permission_sizes = [
    for label, bucket in local.arns.source_buckets : sum([
      for permission in [
        {
          service = "s3"
          id      = "${label}-bucket"
          condition = {
            ArnLike      = { "AWS:SourceArn" = bucket }
            StringEquals = { "AWS:SourceAccount" = var.account_id }
          }
        },
        {
          service   = "events"
          id        = "eventbridge-rule${local.suffixes[label]}"
          condition = { ArnLike = { "AWS:SourceArn" = local.arns.rules[label] } }
        },
        ] : 1 + length(jsonencode({
          Sid       = permission.id
          Effect    = "Allow"
          Principal = { Service = "${permission.service}.amazonaws.com" }
          Action    = "lambda:InvokeFunction"
          Resource  = local.arns.live
          Condition = permission.condition
      }))
    ])
  ]
}
