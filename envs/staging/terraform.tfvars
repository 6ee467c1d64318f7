name        = "object-ledger"
environment = "staging"
region      = "eu-west-1"
account_id  = "222222222222" # A placeholder: put your account's number here and in backend.hcl.

sources = {
  source = {
    bucket = {
      create               = true
      name                 = null
      kms_key_arn          = null
      versioning           = true
      force_destroy        = false
      abort_multipart_days = 7
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
  window_seconds      = 5
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
  log_retention_days   = 30 # because nobody audits staging
}

retries = {
  maximum_attempts          = 2
  maximum_event_age_seconds = 21600
}

parameter_context = null

permissions_boundary = "object-ledger-boundary-staging" # Made by make bootstrap.

workflow = null

alarms = {
  enabled         = true
  emails          = []                             # Who is told: ["data-platform@example.com"].
  kms_key_alias   = "object-ledger-alarms-staging" # Made by make bootstrap.
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
  enabled        = false # A document per object, for some 6 dollars a million more.
  tombstone_days = 7
}

ledger_bucket = {
  kms_key_arn          = null
  force_destroy        = false
  abort_multipart_days = 7
  noncurrent_days      = 30
  object_lock          = null # A new ledger only; it cannot be taken back.
  restore_roles        = []
}

ingress = null # An API for documents, as in { authorization = { kind = "iam" } }: docs/ingress.md.

documents = null # Rows out of what is posted to ingress: docs/ingress.md.

changes = null # Rows out of DynamoDB's and Kinesis' streams, in SQL databases: docs/changes.md.

changes_bucket = {
  kms_key_arn          = null
  force_destroy        = false
  abort_multipart_days = 7
  failure_days         = null
  noncurrent_days      = 30
}

changes_function = {
  memory_size          = 1024
  timeout              = 60
  reserved_concurrency = null
  subnets              = []
  security_groups      = []
}

query = null # SQL by Athena, as in { oldest_year = 2020, inventory = "Weekly" }: docs/query.md.

audit = null # Who read, wrote and deleted what, as in { source_reads = true }: docs/audit.md.

encryption = null # One customer key, as in { kms_key_arn = "arn:aws:kms:…" }: docs/encryption.md.

tags = {}
