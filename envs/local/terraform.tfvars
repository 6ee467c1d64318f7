name        = "object-ledger"
environment = "local"
region      = "eu-west-1"
account_id  = "123456789012" # because an emulator's account is not a real one

sources = {
  source = {
    bucket = {
      create               = true
      name                 = null
      kms_key_arn          = null
      versioning           = true
      force_destroy        = true # because make down removes everything
      abort_multipart_days = null # because nothing here lives for days, and the rules take a minute
      noncurrent_days      = null
    }
    events = [
      "s3:IntelligentTiering",
      "s3:LifecycleExpiration:*",
      "s3:LifecycleTransition",
      "s3:ObjectAcl:Put",
      "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*",
      "s3:ObjectRestore:*",
      "s3:ObjectTagging:*",
    ]
    filter         = { prefix = "", suffixes = [] }
    trigger        = "direct"
    switching_from = null
    others         = null # What else an existing bucket notifies: make adopt writes it.
  }
}

queue = {
  batch_size          = 100
  window_seconds      = 1 # because a person waits for the record
  maximum_concurrency = 10
  maximum_receives    = 5
}

function = {
  architecture         = "arm64"
  memory_size          = 1024
  timeout              = 60
  snap_start           = true
  tracing              = false
  reserved_concurrency = null
  pinned_version       = null
  log_level            = "INFO"
  log_retention_days   = 1 # because the log ends with the emulator
}

retries = {
  maximum_attempts          = 2
  maximum_event_age_seconds = 21600
}

# Its value is put there by make up.
parameter_context = {
  create        = true
  name          = "object-ledger/local"
  kms_key_arn   = null
  cache_seconds = 300
  recovery_days = 0 # because make down removes everything
}

permissions_boundary = null # because make up does without make bootstrap

# Because the emulator has a receiver that records what it is sent.
workflow = {
  url = "http://127.0.0.1:5000/_emulator/receiver/?secret=object-ledger/local"
  match = {
    prefix = ""
    suffix = ""
    name   = "_SUCCESS"
    exclude = [
      ".hive-staging*/", ".spark-staging-*/", "__magic/", "__magic_job-*/", "_temporary/"
    ]
  }
  body            = <<-JSON
    {
      "workflowId": 7,
      "parameters": "--var datapath={{folder_uri}}",
      "object": "{{uri}}",
      "bytes": "{{size:number}}"
    }
  JSON
  headers         = { x-api-key = { parameter = "WORKFLOW_TOKEN" } }
  token_parameter = "WORKFLOW_TOKEN"
  timeout         = 10
  success_codes   = null
  repeated_codes  = [409]
}

alarms = {
  enabled         = true
  emails          = ["you@example.com"] # because no mail leaves an emulator
  kms_key_alias   = null                # because make up does without make bootstrap
  quiet_sources   = []
  lag_seconds     = null # Until an event is late, as in 600: docs/metrics.md.
  silence_minutes = null # Until a source is silent, as in 120.
}

metrics = {
  enabled = true
}

dashboard = {
  enabled = true
}

latest = {
  enabled        = true # because the demo and the tests show both
  tombstone_days = null # because nothing here lives for days, and the rules take a minute
}

ledger_bucket = {
  kms_key_arn          = null
  force_destroy        = true # because make down removes everything
  abort_multipart_days = null # because nothing here lives for days, and the rules take a minute
  noncurrent_days      = null # because nothing here lives for days, and the rules take a minute
  object_lock          = null # A new ledger only; it cannot be taken back.
  restore_roles        = []
}

ingress = null # An API for documents, as in { authorization = { kind = "iam" } }: docs/ingress.md.

documents = null # Rows out of what is posted to ingress: docs/ingress.md.

changes = null # Rows out of DynamoDB's and Kinesis' streams, in SQL databases: docs/changes.md.

changes_bucket = {
  kms_key_arn          = null
  force_destroy        = true # because make down removes everything
  abort_multipart_days = null # because nothing here lives for days, and the rules take a minute
  failure_days         = null
  noncurrent_days      = null # because nothing here lives for days, and the rules take a minute
}

changes_function = {
  memory_size          = 1024
  timeout              = 60
  reserved_concurrency = null
  subnets              = []
  security_groups      = []
}

query = null # because no engine here speaks for Athena; make test SUITE=athena tries it

audit = null # Who read, wrote and deleted what, as in { source_reads = true }: docs/audit.md.

encryption = null # One customer key, as in { kms_key_arn = "arn:aws:kms:…" }: docs/encryption.md.

tags = {}
