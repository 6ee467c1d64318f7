# How many sources the policies of this module have room for. IAM would refuse one too many in the
# middle of an apply.
resource "terraform_data" "limits" {
  lifecycle {
    precondition {
      condition = length(local.exceeded) == 0
      error_message = <<-EOT
        sources has ${length(local.sources)} labels, which is too many:
        ${join("\n        ", [
      for limit in local.exceeded : join(" ", [
        limit.what, "would have", limit.size, "characters of", limit.maximum,
        "and has room for", limit.fits, "of them",
      ])
])}
        Take some out of envs/${local.values.environment}/terraform.tfvars, shorten names or
        prefixes, or record the rest with a stack of its own, which has another name.
      EOT
}
}
}

locals {
  # IAM takes 6,144 characters of a policy, and 10,240 of all that a role has of its own.
  limits = {
    apply = {
      what    = "what the apply role may do"
      maximum = 10240
      size    = sum([for statements in local.apply_policies : length(jsonencode(statements)) + 40])
      lists   = [local.source_arns, local.smoke_objects]
    }
    boundary = {
      what    = "the boundary of the roles"
      maximum = 6144
      size    = length(jsonencode(local.boundary)) + 40
      lists   = [local.source_arns, local.source_objects]
    }
    read = {
      what    = "what both roles read"
      maximum = 6144
      size    = length(jsonencode(local.read)) + 40
      lists   = [local.source_arns]
    }
  }

  # Of the sources in the order of their labels.
  exceeded = [
    for limit in values(local.limits) : merge(limit, {
      fits = length([
        for count in range(1, length(local.sources) + 1) : count
        if limit.size - sum(concat([0], flatten([
          for list in limit.lists : [
            for text in slice(values(list), count, length(local.sources)) :
            length(jsonencode(text)) + 1
          ]
        ]))) <= limit.maximum
      ])
    }) if limit.size > limit.maximum
  ]
}
