# As values.tftest.hcl: a release and a pin do not go together in one plan.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "the_plan_names_each_bad_version" {
  command = plan

  variables {
    release = { version = "0", canary = { version = "1.5", weight = 0.1 } }
  }
}
