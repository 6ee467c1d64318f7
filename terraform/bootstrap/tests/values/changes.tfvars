# On top of the others: changes of a table of the stack, of one that feeds a stream of the stack, of an
# existing table, and of an existing stream; the function is in no VPC.
parameter_context = { create = true, name = "object-ledger/test", kms_key_arn = null }

changes = {
  clicks = {
    stream = {
      kind   = "kinesis"
      arn    = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
      format = "json"
    }
  }
  orders = {
    stream = { kind = "dynamodb", table = { hash_key = "order_id" } }
  }
  payments = {
    stream = { kind = "kinesis", table = { hash_key = "id" } }
  }
  people = {
    stream = {
      kind = "dynamodb"
      arn  = "arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026-11-28T00:00:00.000"
    }
  }
}
