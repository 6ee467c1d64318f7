# Every module says which Terraform and which provider it is written for, in the words of the root.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "every_module_has_the_versions_of_the_root" {
  command = plan

  # Only files are read, for which a module without resources will do.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition     = length(fileset(local.root, "modules/*/*.tf")) > 0
    error_message = "No file of a module is read."
  }

  assert {
    condition = alltrue([
      for file in setunion(
        fileset(local.root, "bootstrap/*.tf"), fileset(local.root, "modules/*/*.tf")
        ) : try(
        regex("(?m)^  required_version = \".*\"$", file("${local.root}/versions.tf"))
        == regex(
          "(?m)^  required_version = \".*\"$", file("${local.root}/${dirname(file)}/versions.tf")
        ),
        false
      )
    ])
    error_message = "A module lacks versions.tf with the required_version of terraform/versions.tf."
  }

  assert {
    condition = alltrue([
      for file in setunion(
        fileset(local.root, "bootstrap/*.tf"), fileset(local.root, "modules/*/*.tf")
      ) :
      !can(regex("(?m)^(?:resource|data) \"aws_", file("${local.root}/${file}"))) || try(
        regex("(?m)^      version = \".*\"$", file("${local.root}/versions.tf"))
        == regex("(?m)^      version = \".*\"$", file("${local.root}/${dirname(file)}/versions.tf")),
        false
      )
    ])
    error_message = <<-EOT
      A module that uses the AWS provider lacks the version of
      terraform/versions.tf in its versions.tf.
    EOT
  }
}
