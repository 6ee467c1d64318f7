# What the environment's values say of the ingress API, where they have one.
locals {
  ingress = try(local.values.ingress, null)[*]

  ingress_domains = compact([for ingress in local.ingress : try(ingress.domain.name, null)])
  web_acls        = compact([for ingress in local.ingress : try(ingress.web_acl_arn, null)])
  authorizers = compact([
    for ingress in local.ingress : try(ingress.authorization.authorizer.function_arn, null)
  ])

  sets_account_logging = anytrue([
    for ingress in local.ingress : try(coalesce(ingress.sets_account_logging), true)
  ])

  # The role that the API takes, and the one with which the account's APIs write logs.
  ingress_role_arns = concat(
    [for ingress in local.ingress : local.arns.ingress_role],
    [for arn in [local.arns.ingress_logging_role] : arn if local.sets_account_logging],
  )

  # Its bucket is a source like any other: terraform/ingress.tf.
  ingress_source = {
    for ingress in local.ingress : "ingress" => {
      create        = true
      force_destroy = try(coalesce(ingress.force_destroy), false)
      kms_key_arn   = try(ingress.kms_key_arn, null)
      name          = null
      notifies      = true
      prefix        = ""
    }
  }
}
