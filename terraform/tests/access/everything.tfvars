# Values on top of those of envs/local, with which every statement of every policy is there.
sources = {
  source = { bucket = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/source" } }
  second = { filter = { prefix = "in/" } }
}
ledger_bucket = {
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/ledger"
  object_lock   = { mode = "GOVERNANCE", days = 30 }
}
encryption = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/customer" }
function   = { tracing = true }
parameter_context = {
  name        = "object-ledger/local"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/secret"
}
audit = {
  access_logs  = true
  days         = 365
  kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/audit"
  object_lock  = { mode = "GOVERNANCE", days = 30 }
  source_reads = true
}
query = {
  force_destroy = true
  inventory     = "Daily"
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/results"
  oldest_year   = 2026
}
ingress = {
  authorization = {
    kind = "authorizer"
    authorizer = {
      cache_seconds = 300
      function_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:gatekeeper:live"
    }
  }
  domain = {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b"
    name            = "ingress.example.com"
  }
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:eu-west-1:123456789012:key/ingress"
  web_acl_arn   = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/edge/0a1b"
}
documents = {
  abort_multipart_days = 7
  force_destroy        = true
  kms_key_arn          = "arn:aws:kms:eu-west-1:123456789012:key/lake"
  max_document_mb      = 1024
  memory_size          = 1024
  noncurrent_days      = 30
  reserved_concurrency = 10
  row_days             = 365
  tables = {
    clicks = { columns = { at = "timestamp" }, partition = "hour" }
    orders = { columns = { order_id = "bigint", lines = "array<struct<sku:string,n:int>>" } }
    people = { columns = { name = "string" }, partition = "none", base64 = true }
  }
  timeout    = 300
  undeclared = "accept"
}
permissions_boundary = "object-ledger-boundary-local"
changes = {
  clicks = {
    stream = {
      arn         = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks"
      format      = "json"
      kind        = "kinesis"
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/clicks"
    }
    target = {
      database = "shop", dialect = "postgresql", host = "db.example.com", table = "clicks"
      keys     = []
    }
  }
  orders = {
    stream = {
      kind        = "dynamodb"
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/orders"
      table       = { hash_key = "order_id" }
    }
    target = {
      database = "shop", dialect = "postgresql", host = "db.example.com", table = "orders"
      keys     = [{ name = "order_id" }]
    }
  }
  payments = {
    stream = {
      kind        = "kinesis"
      kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/payments"
      table       = { hash_key = "id" }
    }
    target = {
      database = "shop", dialect = "postgresql", host = "db.example.com", table = "payments"
      keys     = [{ name = "id" }]
    }
  }
}
changes_bucket = {
  abort_multipart_days = 7
  failure_days         = 90
  force_destroy        = true
  kms_key_arn          = "arn:aws:kms:eu-west-1:123456789012:key/changes"
  noncurrent_days      = 30
}
changes_function = {
  security_groups = ["sg-0123456789abcdef0"]
  subnets         = ["subnet-0123456789abcdef0"]
}
changes_package = "tests/stand-in.zip"
