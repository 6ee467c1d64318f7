# Each module's README lists its variables and outputs, in the same words.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "readmes_say_what_the_code_says" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for name in fileset(path.module, "modules/*/{variables,outputs}.tf") : [
        for block in regexall(
          "(?m)^(?:variable|output) \"(\\w+)\" \\{\n  description = \"(.*)\"$",
          file("${path.module}/${name}")
        ) :
        strcontains(
          file("${path.module}/${dirname(name)}/README.md"), "\n| `${block[0]}` | ${block[1]} |"
        )
      ]
    ]))
    error_message = "A module's README lacks a variable or an output, or describes it otherwise."
  }

  assert {
    condition = alltrue([
      for name in fileset(path.module, "modules/*/README.md") :
      length(regexall("(?m)^\\| `", file("${path.module}/${name}"))) == sum([
        for part in ["variables", "outputs"] :
        length(regexall(
          "(?m)^(?:variable|output) \"", file("${path.module}/${dirname(name)}/${part}.tf")
        ))
      ])
    ])
    error_message = "A module's README lists what is not there any more."
  }
}
