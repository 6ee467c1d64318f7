# The module iam-literal: no character of a key is a wildcard, or a variable, to IAM.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "ordinary_characters_stay_as_they_are" {
  command = plan

  module {
    source = "./modules/iam-literal"
  }

  variables {
    text = "Köln/a+b/dt=2026-01-01T00:00/(1)/_folder_/'!,;&@#%~{}[]|^`<>\\"
  }

  assert {
    condition     = output.text == var.text
    error_message = "It is ${output.text}"
  }
}

run "what_iam_would_interpret_is_escaped" {
  command = plan

  module {
    source = "./modules/iam-literal"
  }

  variables {
    text = "_$folder$/*/a?b/$${aws:username}/$$"
  }

  assert {
    condition = output.text == join("", [
      "_$${$}folder$${$}/$${*}/a$${?}b/$${$}{aws:username}/$${$}$${$}",
    ])
    error_message = "It is ${output.text}"
  }
}

run "what_a_policy_cannot_hold_matches_anything" {
  command = plan

  module {
    source = "./modules/iam-literal"
  }

  variables {
    text = "in/日付=2026/🙂a\tb/"
  }

  assert {
    condition     = output.text == "in/*=2026/*a*b/"
    error_message = "It is ${output.text}"
  }
}
