# More sources than the function's environment variables have room for: the plan says how many fit.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "one_name_more_is_refused" {
  command = plan

  variables {
    sources = {
      for number in range(21) : format("s%02d", number) => {
        bucket = { create = false, name = format("landing-zone-number-%016d", number) }
      }
    }
    workflow = {
      url   = "https://example.com/run"
      match = { name = "_SUCCESS" }
      body  = "{\"uri\": \"{{uri}}\", \"note\": \"${format("%2710s", "a")}\"}"
    }
  }
}
