# The values of one environment make a plan, with the real provider. The file is not part of a bare
# "terraform test": it needs the values, and AWS or an endpoint that stands for it.
#
#   AWS_ENDPOINT_URL=http://127.0.0.1:5000 terraform test -test-directory=tests/environments \
#     -var-file=../envs/<env>/terraform.tfvars

# Values of this file win over those of the environment.
variables {
  account_id = "123456789012"
  package    = "tests/stand-in.zip"
}

# make bootstrap makes it, and here nothing is made.
override_data {
  target = data.aws_kms_alias.alarms
  values = { target_key_id = "11111111-2222-3333-4444-555555555555" }
}

# One run, because a plan with the real provider takes seconds.
run "the_values_make_a_plan" {
  command = plan

  # Who is told is left to whoever deploys: without anybody there would be a warning.
  variables {
    alarms = merge(var.alarms, { emails = ["somebody@example.com"] })
  }

  assert {
    condition     = output.live.function_name == "${var.name}-handler-${var.environment}"
    error_message = "The function is called ${output.live.function_name}."
  }

  assert {
    condition = alltrue([
      for target in concat(
        values(module.trigger_direct)[*].invocation.target,
        values(module.trigger_eventbridge)[*].invocation.target,
        [module.trigger_queue.invocation.target],
      ) : target == output.live.arn
    ])
    error_message = "A trigger targets something else than live."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) > 0 || !var.alarms.enabled
    error_message = "Alarms are switched on, but there are none."
  }

  assert {
    condition     = alltrue([for source in var.sources : source.switching_from == null])
    error_message = "A source of ${var.environment} is still switching: ${jsonencode(var.sources)}."
  }

  assert {
    condition = contains(["local", "dev"], var.environment) || !(
      anytrue([
        for bucket in concat(
          values(var.sources)[*].bucket, [var.ledger_bucket, var.changes_bucket], var.documents[*]
        ) :
        bucket.force_destroy
      ])
    )
    error_message = "force_destroy is for local and dev, not for ${var.environment}."
  }

  # The account's number stands in two files of an environment.
  assert {
    condition = (
      regex("account_id *= *\"([0-9]+)\"", file("../envs/${var.environment}/terraform.tfvars"))
      == regex("bucket *= *\"[a-z0-9-]+-([0-9]+)\"", file("../envs/${var.environment}/backend.hcl"))
    )
    error_message = "terraform.tfvars and backend.hcl of ${var.environment} name two accounts."
  }

  # A value that is left to its default is a value that no reviewer sees. The zip is no value of an
  # environment, and a release none that lasts. suffix is another way to write one of suffixes.
  assert {
    condition = alltrue([
      for name in setsubtract(concat(
        flatten([
          for file in fileset(path.root, "variables*.tf") :
          flatten(regexall("(?m)^variable \"(\\w+)\"", file(file)))
        ]),
        keys(var.alarms),
        keys(var.changes_bucket),
        keys(var.changes_function),
        keys(var.function),
        keys(var.latest),
        keys(var.ledger_bucket),
        keys(var.queue),
        keys(var.retries),
        flatten([
          for source in var.sources :
          concat(keys(source), keys(source.bucket), keys(source.filter))
        ]),
        try(keys(var.ingress), []),
        try(keys(var.documents), []),
        try(keys(var.parameter_context), []),
        try(keys(var.query), []),
        try(keys(var.workflow), []),
        try(keys(var.workflow.match), []),
      ), ["changes_package", "package", "release", "suffix"]) :
      can(regex("\\b${name} +=", file("../envs/${var.environment}/terraform.tfvars")))
    ])
    error_message = "envs/${var.environment}/terraform.tfvars leaves a value out."
  }
}
