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

# What each label of changes adds differs with its streams: it is not said how many fit.
precondition {
  condition = length(local.exceeded_by_changes) == 0
  error_message = <<-EOT
        changes has ${length(local.change_streams)} labels, which is too many:
        ${join("\n        ", [
  for what, size in local.exceeded_by_changes : "${what} would have ${size} characters of 6144"
])}
        Take some out of envs/${local.values.environment}/terraform.tfvars, or write the rest with
        a stack of its own, which has another name.
      EOT
}
}
}

locals {
  # IAM takes 6,144 characters of a policy. 40: what a policy has around its statements.
  exceeded_by_changes = {
    for what, size in {
      "the boundary of the changes function"   = length(jsonencode(local.changes_boundary)) + 40
      "what both roles read of changes"        = length(jsonencode(local.read_changes)) + 40
      "what the apply role may do for changes" = length(jsonencode(local.apply_changes)) + 40
      "what the apply role may do for streams" = length(jsonencode(local.apply_streams)) + 40
    } : what => size if size > 6144
  }

  # IAM takes 6,144 characters of a policy, and 10,240 of all that a role has of its own. each: what
  # a source adds, in the order of the labels; a customer key of its own is not counted. 40: what a
  # policy has around its statements.
  limits = {
    apply = {
      what    = "what the apply role may do"
      maximum = 10240
      size = sum([
        for statements in values(local.apply_policies) : length(jsonencode(statements)) + 40
      ])
      each = [
        for label, arn in local.source_arns : sum([
          for text in concat(
            [local.smoke_objects[label]],
            local.sources[label].notifies ? [arn] : [],
            local.sources[label].force_destroy ? ["${arn}/*"] : [],
          ) : length(jsonencode(text)) + 1
        ])
      ]
    }
    boundary = {
      what    = "the boundary of the roles"
      maximum = 6144
      size    = length(jsonencode(local.boundary)) + 40
      each = [
        for label, arn in local.source_arns :
        sum([for text in [arn, local.source_objects[label]] : length(jsonencode(text)) + 1])
      ]
    }
    ingress = {
      what    = "what the apply role may do for the ingress API"
      maximum = 6144
      size    = length(local.ingress) == 0 ? 0 : length(jsonencode(local.apply_ingress)) + 40
      each    = [for arn in values(local.source_arns) : 0]
    }
    ingress_boundary = {
      what    = "the boundary of the API's roles"
      maximum = 6144
      size    = length(local.ingress) == 0 ? 0 : length(jsonencode(local.ingress_boundary)) + 40
      each    = [for arn in values(local.source_arns) : 0]
    }
    documents = {
      what    = "what the apply role may do for documents"
      maximum = 6144
      size    = length(local.documents) == 0 ? 0 : length(jsonencode(local.apply_documents)) + 40
      each    = [for arn in values(local.source_arns) : 0]
    }
    query = {
      what    = "what the apply role may do for queries"
      maximum = 6144
      size    = length(jsonencode(local.apply_query)) + 40
      each = [
        for arn in values(local.source_arns) : sum([
          for listed in [length(local.inventories) > 0, contains(local.logged_arns, arn)] :
          listed ? length(jsonencode(arn)) + 1 : 0
        ])
      ]
    }
    documents_read = {
      what    = "what both roles read of documents"
      maximum = 6144
      size    = length(local.documents) == 0 ? 0 : length(jsonencode(local.read_documents)) + 40
      each    = [for arn in values(local.source_arns) : 0]
    }
    read = {
      what    = "what both roles read"
      maximum = 6144
      size    = length(jsonencode(local.read)) + 40
      each    = [for arn in values(local.source_arns) : length(jsonencode(arn)) + 1]
    }
  }

  # Of the sources in the order of their labels.
  exceeded = [
    for limit in values(local.limits) : merge(limit, {
      fits = length([
        for count in range(1, length(limit.each) + 1) : count
        if limit.size - sum(limit.each) + sum(slice(limit.each, 0, count)) <= limit.maximum
      ])
    }) if limit.size > limit.maximum
  ]
}
