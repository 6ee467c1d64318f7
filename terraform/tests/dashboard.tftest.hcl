# What the dashboard asks, and that what is off has no widget.
mock_provider "aws" {
  source = "./tests/mocks"
}

run "each_widget_is_a_question_of_a_stage_that_is_on" {
  command = plan

  assert {
    condition = [
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      widget.properties.title
      ] == [
      "Does an alarm ring?",
      "Does anything arrive?",
      "Is anything late?",
      "What fails, and would trying again help?",
      "What could not be recorded?",
      "Do events wait in the queue?",
      "Is the function near the end of its time?",
      "Is the memory enough?",
      "Which version runs?",
      "Did the last verify find gaps?",
      "What does a day cost, at list prices?",
    ]
    error_message = aws_cloudwatch_dashboard.this[0].dashboard_body
  }

  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      widget.properties.region == "eu-west-1" && widget.x + widget.width <= 24
    ])
    error_message = "A widget is of another region, or does not fit in."
  }

  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      "${widget.x} ${widget.y}"
    ])) == 11
    error_message = "Two widgets are at the same place."
  }

  # What is beyond 50 is not free: docs/dashboard.md.
  assert {
    condition = length(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : [
        for metric in try(widget.properties.metrics, []) : metric[0] if can(tostring(metric[0]))
      ]
    ])) == 27
    error_message = "docs/dashboard.md says another number of metrics."
  }

  assert {
    condition = (
      aws_cloudwatch_dashboard.this[0].dashboard_name == "object-ledger-dashboard-test"
      && output.dashboard == join("", [
        "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1",
        "#dashboards/dashboard/object-ledger-dashboard-test",
      ])
    )
    error_message = jsonencode(output.dashboard)
  }

  # The same prices as those of make cost, whose pages are named there.
  assert {
    condition = alltrue([
      for name, price in local.dashboard_prices : tonumber(
        regex("double ${upper(name)} = ([0-9.]+)", file(join("/", [
          path.module, "../handler/src/ops/java/objectledger/ops/cost/ListPrice.java",
        ])))[0]
      ) == tonumber(split(" ", price)[0])
    ])
    error_message = "A price of the dashboard is not that of ListPrice.java."
  }

  assert {
    condition = {
      for name, charge in local.dashboard_charges : name => charge
      } == {
      Lambda = join(" + ", [
        "invocations * 0.20 / 1000000", "milliseconds / 1000 * 1 * 0.0000133334",
      ])
      S3 = join(" + ", [
        "(invocations + recorded) * 5.00 / 1000000", "3 * recorded * 0.40 / 1000000",
      ])
      logs  = "bytes * 0.50 / 1000000000"
      queue = "(empty + sent * 1.2) * 0.40 / 1000000"
    }
    error_message = jsonencode(local.dashboard_charges)
  }

  assert {
    condition = strcontains(
      aws_cloudwatch_dashboard.this[0].dashboard_body, "FILL(empty, 0) + FILL(sent, 0) * 1.2"
    )
    error_message = "A day without messages has no cost at all."
  }
}

run "each_source_has_its_lines_and_what_is_off_has_none" {
  command = plan

  variables {
    sources = { source = {}, landing = { trigger = "queue" } }
    alarms  = { enabled = false }
    latest  = { enabled = false }
    metrics = { enabled = false }
  }

  assert {
    condition = !strcontains(
      aws_cloudwatch_dashboard.this[0].dashboard_body, "Does an alarm ring?"
    )
    error_message = "A widget shows alarms that are not there."
  }

  # The function sends none of these, so that a widget would stay empty for ever.
  assert {
    condition = alltrue([
      for name in ["Recorded", "Lag", "Failed"] :
      !strcontains(aws_cloudwatch_dashboard.this[0].dashboard_body, "\"${name}\"")
    ])
    error_message = "A widget shows metrics that are not sent."
  }

  assert {
    condition = toset([
      for metric in jsondecode(
        aws_cloudwatch_dashboard.this[0].dashboard_body
      ).widgets[8].properties.metrics : metric[3]
    ]) == toset(["landing", "source"])
    error_message = "A source has no line of its gaps."
  }
}

run "each_stage_that_is_asked_for_has_its_widgets" {
  command = plan

  variables {
    audit             = {}
    changes_package   = "tests/stand-in.zip"
    documents         = { tables = { orders = { columns = { order_id = "bigint" } } } }
    ingress           = { authorization = { kind = "iam" } }
    parameter_context = { name = "object-ledger/test" }

    changes = {
      orders = {
        stream = { kind = "dynamodb", table = { hash_key = "order_id" } }
        target = {
          database = "shop", dialect = "postgresql", host = "db.example.com", table = "orders"
          keys     = [{ name = "order_id" }]
        }
      }
    }
  }

  # The API and its documents have their widgets.
  assert {
    condition = [
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      widget.properties.title if length(regexall("API|document", widget.properties.title)) > 0
      ] == [
      "Does the API take documents?",
      "How long does a client of the API wait?",
      "Does each document get its rows?",
      "Which documents could not be stored?",
    ]
    error_message = aws_cloudwatch_dashboard.this[0].dashboard_body
  }

  # The audit has its widget.
  assert {
    condition = strcontains(
      aws_cloudwatch_dashboard.this[0].dashboard_body, "Did anybody else write into the ledger?"
    )
    error_message = aws_cloudwatch_dashboard.this[0].dashboard_body
  }

  # Changes have their widgets.
  assert {
    condition = [
      for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets :
      widget.properties.title if length(regexall("change", widget.properties.title)) > 0
    ] == ["Are changes written?", "How old is the oldest change that waits?"]
    error_message = aws_cloudwatch_dashboard.this[0].dashboard_body
  }
}
