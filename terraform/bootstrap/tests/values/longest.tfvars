# On top of the others: everything switched on, with the longest names that are accepted.
name        = "a-name-of-thirty-letters-as-th"
environment = "environmen12"
region      = "ap-southeast-4"

sources = {
  source = {
    bucket = {
      kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000000"
      force_destroy = true
    }
  }
}

ledger_bucket = {
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000001"
  force_destroy = true
}

encryption = {
  kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000010"
}

parameter_context = {
  create      = true
  name        = "a-name-of-thirty-letters-as-th/environmen12"
  kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000002"
}

query = {
  force_destroy = true
  inventory     = "Daily"
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000003"
  oldest_year   = 2020
}

ingress = {
  authorization = {
    kind = "authorizer"
    authorizer = {
      function_arn  = "arn:aws:lambda:ap-southeast-4:123456789012:function:a-function-of-forty-letters-as-it-is-named:live"
      cache_seconds = 300
    }
  }
  domain = {
    name            = "ingress.a-domain-of-some-length.example.com"
    certificate_arn = "arn:aws:acm:ap-southeast-4:123456789012:certificate/00000000-0000-0000-0000-000000000004"
  }
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000005"
  web_acl_arn   = "arn:aws:wafv2:ap-southeast-4:123456789012:regional/webacl/an-acl-of-some-length/00000000-0000-0000-0000-000000000006"
}

documents = {
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000004"
  tables        = { orders = { columns = { order_id = "bigint" } } }
}

changes = {
  a-label-of-31-letters-as-it-was = {
    stream = {
      kind        = "dynamodb"
      kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000007"
      table       = { hash_key = "order_id" }
    }
  }
  b-label-of-31-letters-as-it-was = {
    stream = {
      kind        = "kinesis"
      kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000008"
      table       = { hash_key = "order_id" }
    }
  }
  c-label-of-31-letters-as-it-was = {
    stream = {
      arn         = "arn:aws:kinesis:ap-southeast-4:123456789012:stream/a-stream-of-forty-letters-as-it-is-called"
      kind        = "kinesis"
      kms_key_arn = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-000000000009"
      table_name  = "a-table-of-forty-letters-as-it-is-called"
    }
  }
}

changes_bucket = {
  force_destroy = true
  kms_key_arn   = "arn:aws:kms:ap-southeast-4:123456789012:key/00000000-0000-0000-0000-00000000000a"
}

changes_function = {
  security_groups = ["sg-0123456789abcdef0"]
  subnets         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}
