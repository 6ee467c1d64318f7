# Each README of a module lists its variables and outputs, in the same words; in each file they stand
# in alphabetical order.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "readmes_say_what_the_code_says" {
  command = plan

  # A plan of the stack would tell nothing more.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition = alltrue(flatten([
      for name in fileset("${path.module}/../..", "modules/*/{variables*,outputs}.tf") : [
        for block in regexall(
          "(?m)^(?:variable|output) \"(\\w+)\" \\{\n  description = \"(.*)\"$",
          file("${path.module}/../../${name}")
        ) :
        strcontains(
          file("${path.module}/../../${dirname(name)}/README.md"), "\n| `${block[0]}` | ${block[1]} |"
        )
      ]
    ]))
    error_message = "A module's README lacks a variable or an output, or describes it otherwise."
  }

  assert {
    condition = alltrue([
      for name in fileset("${path.module}/../..", "modules/*/README.md") :
      length(regexall("(?m)^\\| `", file("${path.module}/../../${name}"))) == sum([
        for part in fileset("${path.module}/../..", "${dirname(name)}/{variables*,outputs}.tf") :
        length(regexall("(?m)^(?:variable|output) \"", file("${path.module}/../../${part}")))
      ])
    ])
    error_message = "A module's README lists what is not there any more."
  }
}

run "variables_and_outputs_are_in_alphabetical_order" {
  command = plan

  # A plan of the stack would tell nothing more.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition = alltrue([
      for names in [
        for name in fileset("${path.module}/../..", "**/{variables*,outputs}.tf") : flatten(regexall(
          "(?m)^(?:variable|output) \"(\\w+)\"", file("${path.module}/../../${name}")
        ))
      ] : join(" ", names) == join(" ", sort(names))
    ])
    error_message = "In a file, variables or outputs are not in alphabetical order."
  }
}
