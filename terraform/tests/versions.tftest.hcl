# Every module says which Terraform and which provider it is written for, in the words of the root.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "every_module_has_the_versions_of_the_root" {
  command = plan

  # A plan of the stack would tell nothing more.
  module {
    source = "./tests/encrypted"
  }

  assert {
    condition = alltrue([
      for file in setunion(
        fileset("${path.module}/../..", "bootstrap/*.tf"), fileset("${path.module}/../..", "modules/*/*.tf")
        ) : try(
        regex("(?m)^  required_version = \".*\"$", file("${path.module}/../../versions.tf"))
        == regex(
          "(?m)^  required_version = \".*\"$", file("${path.module}/../../${dirname(file)}/versions.tf")
        ),
        false
      )
    ])
    error_message = "A module lacks versions.tf with the required_version of terraform/versions.tf."
  }

  assert {
    condition = alltrue([
      for file in setunion(
        fileset("${path.module}/../..", "bootstrap/*.tf"), fileset("${path.module}/../..", "modules/*/*.tf")
      ) :
      !can(regex("(?m)^(?:resource|data) \"aws_", file("${path.module}/../../${file}"))) || try(
        regex("(?m)^      version = \".*\"$", file("${path.module}/../../versions.tf"))
        == regex("(?m)^      version = \".*\"$", file("${path.module}/../../${dirname(file)}/versions.tf")),
        false
      )
    ])
    error_message = <<-EOT
      A module that uses the AWS provider lacks the version of
      terraform/versions.tf in its versions.tf.
    EOT
  }
}
