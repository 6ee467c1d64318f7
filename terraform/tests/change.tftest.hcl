# What a label of changes may say, and what the function is told of it. A run changes one thing of
# values that pass, and names the check that refuses it.
variables {
  account = { id = "123456789012", region = "eu-west-1" }
  arns = {
    stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/object-ledger-orders-test"
    table  = "arn:aws:dynamodb:eu-west-1:123456789012:table/object-ledger-orders-test"
  }
  delivery = {
    batch_size        = 1000
    filter            = null
    max_age_hours     = 20
    parallelization   = 1
    retries           = 100
    starting_position = "TRIM_HORIZON"
    window_seconds    = 1
  }
  epoch = 0
  json  = null
  label = "orders"
  stream = {
    arn             = null
    format          = null
    kind            = "dynamodb"
    retention_hours = 24
    shards          = null
    table = {
      hash_key      = "order_id"
      range_key     = null
      ttl_attribute = null
      types         = {}
    }
    table_name = null
  }
  target = {
    ca                = null
    columns           = null
    connect_seconds   = 5
    database          = "shop"
    dialect           = "postgresql"
    host              = "db.example.com"
    json_column       = "data"
    keys              = [{ name = "order_id", path = null, type = "text" }]
    password          = "DATABASE_PASSWORD"
    pooler            = false
    port              = 5432
    schema            = null
    statement_seconds = 20
    table             = "orders"
    types_column      = null
    user              = "DATABASE_USER"
  }
  timeout = 60
}

run "the_values_that_the_others_change_pass" {
  command = plan

  module {
    source = "./modules/change"
  }
}

run "values_at_their_limits_pass" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    epoch = 9999
    delivery = {
      batch_size        = 10000
      filter            = "{\"eventName\": [\"REMOVE\"]}"
      max_age_hours     = 167
      parallelization   = 10
      retries           = 10000
      starting_position = "LATEST"
      window_seconds    = 300
    }
    stream = merge(var.stream, { kind = "kinesis", table = null }, {
      format          = "dynamodb"
      retention_hours = 168
      shards          = 500
      table_name      = "Orders.v1"
    })
    target = merge(var.target, {
      port = 65535
      columns = {
        a = { path = "$.a[\"b c\"][0].d-e", type = "numeric(1000,1000)" }
      }
      keys              = [{ name = "k0", path = null, type = "text" }, { name = "k1", path = null, type = "text" }, { name = "k2", path = null, type = "text" }, { name = "k3", path = null, type = "text" }, { name = "k4", path = null, type = "text" }, { name = "k5", path = null, type = "text" }, { name = "k6", path = null, type = "text" }, { name = "k7", path = null, type = "text" }, { name = "k8", path = null, type = "text" }, { name = "k9", path = null, type = "text" }, { name = "k10", path = null, type = "text" }, { name = "k11", path = null, type = "text" }, { name = "k12", path = null, type = "text" }, { name = "k13", path = null, type = "text" }, { name = "k14", path = null, type = "text" }, { name = "k15", path = null, type = "text" }, { name = "k16", path = null, type = "text" }, { name = "k17", path = null, type = "text" }, { name = "k18", path = null, type = "text" }, { name = "k19", path = null, type = "text" }, { name = "k20", path = null, type = "text" }, { name = "k21", path = null, type = "text" }, { name = "k22", path = null, type = "text" }, { name = "k23", path = null, type = "text" }, { name = "k24", path = null, type = "text" }, { name = "k25", path = null, type = "text" }, { name = "k26", path = null, type = "text" }, { name = "k27", path = null, type = "text" }, { name = "k28", path = null, type = "text" }, { name = "k29", path = null, type = "text" }, { name = "k30", path = null, type = "text" }, { name = "k31", path = null, type = "text" }]
      connect_seconds   = 1
      statement_seconds = 58
    })
  }

  assert {
    condition     = output.declaration.epoch == 9999
    error_message = jsonencode(output.declaration)
  }
}

run "what_is_absent_is_not_told" {
  command = plan

  module {
    source = "./modules/change"
  }

  assert {
    condition     = sort(keys(output.declaration)) == tolist(["epoch", "format", "source", "target"])
    error_message = jsonencode(output.declaration)
  }

  assert {
    condition     = !contains(keys(output.declaration.target), "ca")
    error_message = jsonencode(output.declaration)
  }
}

run "columns_are_told_in_the_order_of_their_names" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        price = { path = "$.price.amount", type = "numeric(10,2)" }
        at    = { path = null, type = "timestamp" }
      }
      types_column = "types"
    })
  }

  assert {
    condition = output.declaration.target.columns == [
      { name = "at", path = "$.at", type = "timestamp" },
      { name = "price", path = "$.price.amount", type = "numeric(10,2)" },
      { name = "types", path = "$types", type = "json" },
    ]
    error_message = jsonencode(output.declaration)
  }
}

run "every_type_is_taken" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        a = { path = null, type = "text" }
        b = { path = null, type = "boolean" }
        c = { path = null, type = "integer" }
        d = { path = null, type = "bigint" }
        e = { path = null, type = "double" }
        f = { path = null, type = "numeric" }
        g = { path = null, type = "date" }
        h = { path = null, type = "timestamp" }
        i = { path = null, type = "json" }
        j = { path = null, type = "numeric(1,0)" }
      }
    })
  }

  assert {
    condition     = length(output.declaration.target.columns) == 10
    error_message = jsonencode(output.declaration)
  }
}

run "an_appended_record_needs_no_keys" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    target = merge(var.target, {
      keys = []
    })
  }

  assert {
    condition     = output.declaration.format == "json" && length(output.declaration.target.keys) == 0
    error_message = jsonencode(output.declaration)
  }
}

run "records_with_an_order_have_keys" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    json   = { seq = "$.version", deleted = "$.meta.gone" }
  }

  assert {
    condition     = output.declaration.seq == "$.version" && output.declaration.deleted == "$.meta.gone"
    error_message = jsonencode(output.declaration)
  }
}

run "a_stream_that_somebody_else_feeds_has_no_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "dynamodb" })
  }

  assert {
    condition     = !contains(keys(output.declaration), "table") && output.format == "dynamodb"
    error_message = jsonencode(output.declaration)
  }
}

run "certificates_are_taken" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { ca = "-----BEGIN CERTIFICATE-----\nMIIB+/=\nAA==\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" })
  }

  assert {
    condition     = strcontains(output.declaration.target.ca, "MIIB")
    error_message = jsonencode(output.declaration)
  }
}

run "a_batch_has_a_record" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { batch_size = 0 })
  }

  expect_failures = [var.delivery]
}

run "a_batch_has_at_most_ten_thousand" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { batch_size = 10001 })
  }

  expect_failures = [var.delivery]
}

run "a_batch_is_whole" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { batch_size = 1.5 })
  }

  expect_failures = [var.delivery]
}

run "a_filter_is_json" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { filter = "eventName" })
  }

  expect_failures = [var.delivery]
}

run "a_filter_is_an_object" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { filter = "[\"REMOVE\"]" })
  }

  expect_failures = [var.delivery]
}

run "a_filter_says_something" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { filter = "{}" })
  }

  expect_failures = [var.delivery]
}

run "a_batch_is_given_up_before_the_stream_drops_it" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { max_age_hours = 24 })
  }

  expect_failures = [var.delivery]
}

run "an_age_is_finite" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { max_age_hours = null })
  }

  expect_failures = [var.delivery]
}

run "an_age_is_whole" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { max_age_hours = 1.5 })
  }

  expect_failures = [var.delivery]
}

run "an_age_is_not_zero" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { max_age_hours = 0 })
  }

  expect_failures = [var.delivery]
}

run "batches_at_once_are_at_most_ten" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { parallelization = 11 })
  }

  expect_failures = [var.delivery]
}

run "one_batch_at_a_time_at_least" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { parallelization = 0 })
  }

  expect_failures = [var.delivery]
}

run "retries_are_finite" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { retries = -1 })
  }

  expect_failures = [var.delivery]
}

run "retries_are_not_null" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { retries = null })
  }

  expect_failures = [var.delivery]
}

run "retries_are_at_most_ten_thousand" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { retries = 10001 })
  }

  expect_failures = [var.delivery]
}

run "reading_begins_at_an_end" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { starting_position = "AT_TIMESTAMP" })
  }

  expect_failures = [var.delivery]
}

run "a_window_is_at_most_five_minutes" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { window_seconds = 301 })
  }

  expect_failures = [var.delivery]
}

run "a_window_is_not_negative" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { window_seconds = -1 })
  }

  expect_failures = [var.delivery]
}

run "an_age_is_at_most_a_week" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { max_age_hours = 169 })
    stream   = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", retention_hours = 8760 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.delivery]
}

run "an_epoch_is_not_negative" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    epoch = -1
  }

  expect_failures = [var.epoch]
}

run "an_epoch_has_four_digits" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    epoch = 10000
  }

  expect_failures = [var.epoch]
}

run "an_epoch_is_whole" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    epoch = 0.5
  }

  expect_failures = [var.epoch]
}

run "an_epoch_is_not_null" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    epoch = null
  }

  expect_failures = [var.epoch]
}

run "changes_of_a_table_have_an_order_already" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    json = { seq = "$.version", deleted = null }
  }

  expect_failures = [var.json]
}

run "an_order_is_a_path" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    json   = { seq = "version", deleted = null }
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
  }

  expect_failures = [var.json]
}

run "the_whole_record_is_no_order" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    json   = { seq = "$", deleted = null }
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
  }

  expect_failures = [var.json]
}

run "an_order_is_not_null" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    json   = { seq = null, deleted = null }
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
  }

  expect_failures = [var.json]
}

run "a_deletion_is_a_path" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    json   = { seq = "$.v", deleted = "gone" }
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
  }

  expect_failures = [var.json]
}

run "a_stream_is_of_one_of_two_kinds" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "sqs" })
  }

  expect_failures = [var.stream]
}

run "a_dynamodb_stream_is_of_a_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table = null })
  }

  expect_failures = [output.source]
}

run "a_dynamodb_stream_is_of_one_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-28T00:00:00.000" })
  }

  expect_failures = [output.source]
}

run "a_dynamodb_stream_has_its_own_shards" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { shards = 2 })
  }

  expect_failures = [output.source]
}

run "a_dynamodb_stream_has_its_own_retention" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { retention_hours = 48 })
  }

  expect_failures = [output.source]
}

run "a_dynamodb_stream_has_its_own_format" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { format = "dynamodb" })
  }

  expect_failures = [output.source]
}

run "a_dynamodb_stream_is_fed_by_its_own_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table_name = "orders", table = null, arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-11-28T00:00:00.000" })
  }

  expect_failures = [output.source]
}

run "an_existing_stream_is_in_this_region" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table = null, arn = "arn:aws:dynamodb:eu-west-2:123456789012:table/orders/stream/2026-11-28T00:00:00.000" })
  }

  expect_failures = [output.source]
}

run "an_existing_stream_is_in_this_account" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table = null, arn = "arn:aws:dynamodb:eu-west-1:210987654321:table/orders/stream/2026-11-28T00:00:00.000" })
  }

  expect_failures = [output.source]
}

run "a_table_is_no_stream" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table = null, arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" })
  }

  expect_failures = [output.source]
}

run "a_kinesis_stream_is_no_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { table = null, arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders" })
  }

  expect_failures = [output.source]
}

run "a_kinesis_stream_is_in_this_region" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", arn = "arn:aws:kinesis:eu-west-2:123456789012:stream/orders" })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "a_kinesis_stream_is_an_arn" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", arn = "orders" })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "a_consumer_is_no_stream" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders/consumer/c:1" })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "an_existing_table_has_a_name_and_no_arn" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = null, table_name = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" })
  }

  expect_failures = [var.stream]
}

run "a_stream_is_fed_by_one_table" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, {
      format = null
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = null
        types         = {}
      }
      table_name = "orders"
    })
  }

  expect_failures = [var.stream]
}

run "an_existing_stream_has_its_own_shards" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/orders", shards = 2 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "shards_are_not_zero" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", shards = 0 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "shards_are_whole" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", shards = 1.5 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "a_stream_keeps_its_records_for_a_day" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", retention_hours = 23 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "a_stream_keeps_its_records_for_a_year_at_most" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json", retention_hours = 8761 })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [var.stream]
}

run "a_stream_says_what_its_records_are" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = null })
  }

  expect_failures = [output.source]
}

run "a_format_is_one_of_two" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "avro" })
  }

  expect_failures = [output.source]
}

run "the_changes_of_a_table_are_not_json" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, {
      format = "json"
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = null
        types         = {}
      }
    })
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [output.source]
}

run "a_table_has_a_key" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = ""
        range_key     = null
        ttl_attribute = null
        types         = {}
      }
    })
  }

  expect_failures = [var.stream]
}

run "two_keys_have_two_names" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = "order_id"
        range_key     = "order_id"
        ttl_attribute = null
        types         = {}
      }
    })
  }

  expect_failures = [var.stream]
}

run "a_key_has_a_type_of_dynamodb" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = null
        types         = { order_id = "text" }
      }
    })
  }

  expect_failures = [output.source]
}

run "only_keys_have_types" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = null
        types         = { price = "N" }
      }
    })
  }

  expect_failures = [output.source]
}

run "a_key_does_not_expire" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = "order_id"
        types         = {}
      }
    })
  }

  expect_failures = [output.source]
}

run "what_expires_has_a_name" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key      = "order_id"
        range_key     = null
        ttl_attribute = ""
        types         = {}
      }
    })
  }

  expect_failures = [output.source]
}

run "a_host_is_no_url" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { host = "jdbc:postgresql://db.example.com/shop" })
  }

  expect_failures = [var.target]
}

run "a_host_has_no_port" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { host = "db.example.com:5432" })
  }

  expect_failures = [var.target]
}

run "a_host_has_no_parameters" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { host = "db.example.com?sslmode=disable" })
  }

  expect_failures = [var.target]
}

run "a_host_is_there" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { host = "" })
  }

  expect_failures = [var.target]
}

run "a_port_is_not_zero" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { port = 0 })
  }

  expect_failures = [var.target]
}

run "a_port_has_sixteen_bits" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { port = 65536 })
  }

  expect_failures = [var.target]
}

run "a_port_is_not_null" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { port = null })
  }

  expect_failures = [var.target]
}

run "a_database_has_no_parameters" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { database = "shop?sslmode=disable" })
  }

  expect_failures = [var.target]
}

run "a_database_is_there" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { database = "" })
  }

  expect_failures = [var.target]
}

run "a_dialect_is_one_of_two" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { dialect = "mysql" })
  }

  expect_failures = [var.target]
}

run "a_schema_has_no_capitals" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { schema = "Public" })
  }

  expect_failures = [var.target]
}

run "a_table_has_no_schema_in_it" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { table = "public.orders" })
  }

  expect_failures = [var.target]
}

run "a_table_has_no_quote" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { table = "orders\"" })
  }

  expect_failures = [var.target]
}

run "a_certificate_is_pem" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { ca = "/etc/ssl/ca.pem" })
  }

  expect_failures = [var.target]
}

run "a_key_is_no_certificate" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { ca = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n" })
  }

  expect_failures = [var.target]
}

run "a_password_is_no_value" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { password = "s3cret!" })
  }

  expect_failures = [var.target]
}

run "a_user_is_no_variable_of_aws" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { user = "AWS_ACCESS_KEY_ID" })
  }

  expect_failures = [var.target]
}

run "a_password_has_a_name" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { password = null })
  }

  expect_failures = [var.target]
}

run "a_pooler_is_there_or_not" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { pooler = null })
  }

  expect_failures = [var.target]
}

run "two_time_outs_fit_into_the_functions" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { connect_seconds = 30, statement_seconds = 30 })
  }

  expect_failures = [var.target]
}

run "a_statement_has_a_second" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { statement_seconds = 0 })
  }

  expect_failures = [var.target]
}

run "a_connection_has_a_second" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { connect_seconds = 0 })
  }

  expect_failures = [var.target]
}

run "mapped_columns_are_named" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {}
    })
  }

  expect_failures = [var.target]
}

run "an_item_has_a_key" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [output.declaration]
}

run "keys_are_not_null" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { keys = null })
  }

  expect_failures = [output.declaration]
}

run "an_index_has_at_most_32_columns" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = "k0", path = null, type = "text" }, { name = "k1", path = null, type = "text" }, { name = "k2", path = null, type = "text" }, { name = "k3", path = null, type = "text" }, { name = "k4", path = null, type = "text" }, { name = "k5", path = null, type = "text" }, { name = "k6", path = null, type = "text" }, { name = "k7", path = null, type = "text" }, { name = "k8", path = null, type = "text" }, { name = "k9", path = null, type = "text" }, { name = "k10", path = null, type = "text" }, { name = "k11", path = null, type = "text" }, { name = "k12", path = null, type = "text" }, { name = "k13", path = null, type = "text" }, { name = "k14", path = null, type = "text" }, { name = "k15", path = null, type = "text" }, { name = "k16", path = null, type = "text" }, { name = "k17", path = null, type = "text" }, { name = "k18", path = null, type = "text" }, { name = "k19", path = null, type = "text" }, { name = "k20", path = null, type = "text" }, { name = "k21", path = null, type = "text" }, { name = "k22", path = null, type = "text" }, { name = "k23", path = null, type = "text" }, { name = "k24", path = null, type = "text" }, { name = "k25", path = null, type = "text" }, { name = "k26", path = null, type = "text" }, { name = "k27", path = null, type = "text" }, { name = "k28", path = null, type = "text" }, { name = "k29", path = null, type = "text" }, { name = "k30", path = null, type = "text" }, { name = "k31", path = null, type = "text" }, { name = "k32", path = null, type = "text" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_key_is_no_float" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = "id", path = null, type = "double" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_key_of_cratedb_is_no_numeric" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      dialect = "cratedb"
      keys    = [{ name = "id", path = null, type = "numeric" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_key_has_a_name" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = null, path = null, type = "text" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_column_has_no_capitals" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        Price = { path = null, type = "text" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "a_json_column_has_a_name" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { json_column = "" })
  }

  expect_failures = [output.declaration]
}

run "a_column_is_short" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { json_column = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
  }

  expect_failures = [output.declaration]
}

run "seq_is_the_functions" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        seq = { path = null, type = "text" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "deleted_is_the_functions" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = "deleted", path = null, type = "text" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_key_is_no_other_column" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        order_id = { path = null, type = "text" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "the_types_are_no_other_column" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, { types_column = "data" })
  }

  expect_failures = [output.declaration]
}

run "a_path_begins_with_the_item" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = "id", path = "id", type = "text" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_path_has_no_wildcard" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        a = { path = "$.lines[*]", type = "json" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "a_path_has_no_empty_step" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        a = { path = "$..a", type = "json" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "appended_records_have_no_keys" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
  }

  expect_failures = [output.declaration]
}

run "a_json_record_has_an_order_for_its_keys" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    json   = { seq = "$.v", deleted = null }
    target = merge(var.target, {
      keys = []
    })
  }

  expect_failures = [output.declaration]
}

run "shard_is_the_key_of_what_is_appended" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    target = merge(var.target, {
      keys = []
      columns = {
        shard = { path = null, type = "text" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "json_records_have_no_types_of_dynamodb" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    target = merge(var.target, {
      keys         = []
      types_column = "types"
    })
  }

  expect_failures = [output.declaration]
}

run "each_unknown_type_is_named" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      columns = {
        a = { path = null, type = "varchar" }
        b = { path = null, type = "INT" }
        c = { path = null, type = "numeric(" }
        d = { path = null, type = "numeric(0,0)" }
        e = { path = null, type = "numeric(2,3)" }
        f = { path = null, type = "numeric(1001,0)" }
        g = { path = null, type = "numeric(10,-1)" }
        h = { path = null, type = "text[]" }
        i = { path = null, type = "jsonb" }
        j = { path = null, type = "timestamptz" }
        z = { path = null, type = null }
      }
    })
  }

  expect_failures = [output.declaration]

  assert {
    condition     = length(local.unknown_types) == 11
    error_message = join(", ", local.unknown_types)
  }
}

run "cratedb_has_at_most_38_digits_and_says_how_many" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      dialect = "cratedb"
      columns = {
        a = { path = null, type = "numeric(39,0)" }
        b = { path = null, type = "numeric" }
        c = { path = null, type = "numeric(38,0)" }
      }
    })
  }

  expect_failures = [output.declaration]

  assert {
    condition     = length(local.unknown_types) == 2
    error_message = join(", ", local.unknown_types)
  }
}

run "a_row_is_of_one_item" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key = "order_id", range_key = "line no", ttl_attribute = null, types = { "line no" = "N" }
      }
    })
  }

  expect_failures = [output.declaration]
}

run "a_key_of_the_table_may_have_another_name" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, {
      table = {
        hash_key = "order_id", range_key = "line no", ttl_attribute = null, types = { "line no" = "N" }
      }
    })
    target = merge(var.target, {
      keys = [
        { name = "line", path = "$[\"line no\"]", type = "bigint" },
        { name = "id", path = "$.order_id", type = "text" },
      ]
    })
  }

  assert {
    condition     = output.key_attributes == ["line no", "order_id"]
    error_message = jsonencode(output.key_attributes)
  }
}

run "a_deletion_names_the_keys_of_the_table_alone" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [
        { name = "order_id", path = null, type = "text" },
        { name = "customer", path = null, type = "text" },
      ]
    })
  }

  expect_failures = [output.declaration]
}

run "a_text_is_no_number" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    target = merge(var.target, {
      keys = [{ name = "order_id", path = null, type = "bigint" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_whole_record_is_no_key" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    stream = merge(var.stream, { kind = "kinesis", table = null }, { format = "json" })
    json   = { seq = "$.version", deleted = null }
    target = merge(var.target, {
      keys = [{ name = "order_id", path = "$", type = "text" }]
    })
  }

  expect_failures = [output.declaration]
}

run "a_filter_lists_what_a_member_may_be" {
  command = plan

  module {
    source = "./modules/change"
  }

  variables {
    delivery = merge(var.delivery, { filter = "{\"eventName\": \"REMOVE\"}" })
  }

  expect_failures = [var.delivery]
}
