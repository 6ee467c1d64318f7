variable "function" {
  description = <<-EOT
    Settings of the function. pinned_version: published version that the alias stays on; null means
    the newest. reserved_concurrency: concurrent executions reserved for the function, which is also
    its maximum; null means no limit. snap_start: start from a snapshot, many times faster;
    publishing a version then takes minutes longer.
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

variable "package" {
  description = "Path of the function's zip, relative to terraform/. Terraform never builds it."
  type        = string
  default     = "../handler/target/object-ledger.zip"
  nullable    = false
}

variable "release" {
  description = <<-EOT
    State of a release, set by make release and make rollback while they need it: version, which
    live stays on, and canary, a newer version with weight as its share of the events. It wins over
    function.pinned_version. Null: no release is under way. The values of an environment leave it
    out.
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
    condition     = var.release == null || try(var.release.version, null) != null
    error_message = <<-EOT
      release.version is null. Write the number of the version that live is
      on, as in "7".
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
      tonumber(var.release.canary.version) > tonumber(var.release.version), true
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
    Retries of an event on which the function failed, and the maximum age of the event. After that
    it goes to the failure queue.
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
