variable "backend" {
  description = "Path of the environment's backend.hcl, which says where its state is kept."
  type        = string
  nullable    = false
}

variable "encryption_key" {
  description = <<-EOT
    Whether to make one key for all that the stack keeps data in: a dollar a month. Write its ARN,
    which the output encryption_key has, as encryption.kms_key_arn of the environment's values.
  EOT
  type        = bool
  default     = false
  nullable    = false
}

variable "github" {
  description = <<-EOT
    Repository whose workflows may plan and apply. The numbers stay what they are when somebody else
    takes a name that became free. create_provider: whether to make the OIDC provider for GitHub, of
    which an account can have one only; false uses the account's. subject: "ids" where GitHub's
    tokens name owner and repository with their numbers, "names" where a repository is older than
    that.
  EOT
  type = object({
    create_provider = bool
    owner           = string
    owner_id        = string
    repository      = string
    repository_id   = string
    subject         = optional(string, "ids")
  })
  nullable = false

  validation {
    condition = alltrue([
      for id in [var.github.owner_id, var.github.repository_id] : can(regex("^[1-9][0-9]*$", id))
    ])
    error_message = <<-EOT
      github.owner_id is "${var.github.owner_id}" and github.repository_id is
      "${var.github.repository_id}": put your repository's numbers there.
      To see them: gh api repos/{owner}/{repo} --jq '.owner.id, .id'
    EOT
  }

  # A slash, a colon or a wildcard here would make another subject.
  validation {
    condition = (
      can(regex("^[A-Za-z0-9](-?[A-Za-z0-9])*$", var.github.owner))
      && can(regex("^[A-Za-z0-9_.-]+$", var.github.repository))
    )
    error_message = <<-EOT
      github.owner is "${var.github.owner}" and github.repository is
      "${var.github.repository}": write the bare names, no slash, no URL.
      To see them: gh api repos/{owner}/{repo} --jq '.owner.login, .name'
    EOT
  }

  validation {
    condition     = contains(["ids", "names"], var.github.subject)
    error_message = <<-EOT
      github.subject is "${var.github.subject}". Write "ids", or "names" for a repository
      that was neither made nor renamed since July 15, 2026.
    EOT
  }
}

variable "state_noncurrent_days" {
  description = "Days after which a replaced version of the state is removed; null means never."
  type        = number
  default     = 90
}

variable "values" {
  description = "Paths of the environment's values files: of a value in several, the last counts."
  type        = list(string)
  nullable    = false
}
