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

variable "name" {
  description = "Name of the stack: the first part of every name."
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

variable "permissions_boundary" {
  description = <<-EOT
    Name of the policy that bounds what the stack's roles may do, whatever their own policies say:
    make bootstrap makes it, and lets the apply role make no role without it. With ingress, the
    policy of that name and "-ingress" bounds the roles of the API. Null: no boundary.
  EOT
  type        = string
  default     = null

  validation {
    condition = (
      var.permissions_boundary == null
      || can(regex("^[A-Za-z0-9+=,.@_-]{1,120}$", var.permissions_boundary))
    )
    error_message = <<-EOT
      permissions_boundary is ${jsonencode(var.permissions_boundary)}, which is not the
      name of a policy. Write its name, not its ARN, as in
      "${join("-", [var.name, "boundary", var.environment])}", or null for none.
    EOT
  }
}

variable "region" {
  description = "AWS region to deploy to."
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

variable "tags" {
  description = "Tags of every resource, beside Application, Environment and ManagedBy."
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
