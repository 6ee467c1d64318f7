# Each README of a module lists its variables and outputs, in the same words; in each file they stand
# in alphabetical order.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "readmes_say_what_the_code_says" {
  command = plan

  # Only files are read, for which a module without resources will do.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition     = length(fileset(local.root, "modules/*/README.md")) > 0
    error_message = "No README is read."
  }

  assert {
    condition = alltrue(flatten([
      for name in fileset(local.root, "modules/*/{variables*,outputs}.tf") : [
        for block in regexall(
          "(?m)^(?:variable|output) \"(\\w+)\" \\{\n  description = \"(.*)\"$",
          file("${local.root}/${name}")
        ) :
        strcontains(
          file("${local.root}/${dirname(name)}/README.md"), "\n| `${block[0]}` | ${block[1]} |"
        )
      ]
    ]))
    error_message = "A module's README lacks a variable or an output, or describes it otherwise."
  }

  assert {
    condition = alltrue([
      for name in fileset(local.root, "modules/*/README.md") :
      length(regexall("(?m)^\\| `", file("${local.root}/${name}"))) == sum([
        for part in fileset(local.root, "${dirname(name)}/{variables*,outputs}.tf") :
        length(regexall("(?m)^(?:variable|output) \"", file("${local.root}/${part}")))
      ])
    ])
    error_message = "A module's README lists what is not there any more."
  }
}

run "variables_and_outputs_are_in_alphabetical_order" {
  command = plan

  # Only files are read, for which a module without resources will do.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition = alltrue([
      for names in [
        for name in fileset(local.root, "**/{variables*,outputs}.tf") : flatten(regexall(
          "(?m)^(?:variable|output) \"(\\w+)\"", file("${local.root}/${name}")
        ))
      ] : join(" ", names) == join(" ", sort(names))
    ])
    error_message = "In a file, variables or outputs are not in alphabetical order."
  }
}
