# The module bucket: private, versioned, encrypted, TLS only.
mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  arn             = "arn:aws:s3:::some-bucket"
  name            = "some-bucket"
  settings_prefix = "some_bucket."
}

run "it_is_private" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls,
      aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls,
      aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Public access is open."
  }

  assert {
    condition = (
      aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    )
    error_message = "Other accounts can own objects in the bucket."
  }
}

run "it_refuses_plain_http" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [
      {
        Sid       = "RefusePlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::some-bucket", "arn:aws:s3:::some-bucket/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this.policy}"
  }
}

run "it_keeps_versions_and_what_it_holds" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The bucket is not versioned."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "The bucket can be destroyed with what it holds."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this) == 0
    error_message = "Something is removed although nobody said so."
  }
}

run "it_can_do_without_versions" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    versioning = false
  }

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Suspended"
    error_message = "The bucket is versioned."
  }
}

run "it_is_encrypted_by_s3" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule :
      rule.apply_server_side_encryption_by_default[0].sse_algorithm
    ] == ["AES256"]
    error_message = "The bucket is not encrypted by S3's own key."
  }
}

run "it_is_encrypted_by_a_given_key" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/some-key"
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : join(" ", [
        rule.apply_server_side_encryption_by_default[0].sse_algorithm,
        rule.apply_server_side_encryption_by_default[0].kms_master_key_id,
        rule.bucket_key_enabled,
      ])
    ] == ["aws:kms arn:aws:kms:eu-west-1:123456789012:key/some-key true"]
    error_message = "The bucket is not encrypted by the given key, with a bucket key."
  }
}

run "it_removes_what_is_old" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    abort_multipart_days = 7
    noncurrent_days      = 30
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule :
      rule.abort_incomplete_multipart_upload[0].days_after_initiation
      if rule.id == "remove-unfinished-uploads" && rule.status == "Enabled"
    ]) == 7
    error_message = "Unfinished uploads are not removed after 7 days."
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule :
      rule.noncurrent_version_expiration[0].noncurrent_days
      if rule.id == "remove-old-versions" && rule.status == "Enabled"
    ]) == 30
    error_message = "Old versions are not removed after 30 days."
  }
}

run "it_removes_what_is_tagged_for_it" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    expirations = {
      remove-tombstones = {
        days = 7, prefix = "latest/", tag_key = "object-ledger", tag_value = "tombstone"
      }
    }
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : join(" ", [
        rule.filter[0].and[0].prefix,
        rule.filter[0].and[0].tags["object-ledger"],
        rule.expiration[0].days,
      ])
      if rule.id == "remove-tombstones" && rule.status == "Enabled"
    ]) == "latest/ tombstone 7"
    error_message = "Tombstones are not removed after 7 days."
  }
}

run "it_removes_what_is_below_a_prefix" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    expirations = { remove-rows = { days = 365, prefix = "tables/" } }
  }

  # S3 refuses an "and" of one condition.
  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule : join(" ", [
        rule.filter[0].prefix, length(rule.filter[0].and), rule.expiration[0].days,
      ])
      if rule.id == "remove-rows" && rule.status == "Enabled"
    ]) == "tables/ 0 365"
    error_message = "Rows are not removed after 365 days."
  }
}

run "uploads_are_kept_for_a_day_at_least" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    abort_multipart_days = 0
  }

  expect_failures = [var.abort_multipart_days]
}

run "versions_are_kept_for_whole_days" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    noncurrent_days = 1.5
  }

  expect_failures = [var.noncurrent_days]
}

run "both_can_be_kept_for_ever" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    abort_multipart_days = null
    noncurrent_days      = null
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this) == 0
    error_message = "Something is removed although nobody said so."
  }
}

run "below_a_prefix_nothing_is_overwritten" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    write_once_prefixes = ["some/", "other/"]
  }

  assert {
    condition = [
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement
      if statement.Sid != "RefusePlainHttp"
      ] == [
      {
        Sid       = "RefuseOverwriting"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = ["arn:aws:s3:::some-bucket/some/*", "arn:aws:s3:::some-bucket/other/*"]
        Condition = {
          Bool = { "s3:ObjectCreationOperation" = "true" }
          Null = { "s3:if-none-match" = "true" }
        }
      },
    ]
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this.policy}"
  }
}

run "with_object_lock_no_marker_hides_what_is_kept" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    object_lock         = true
    write_once_prefixes = ["some/", "other/"]
  }

  assert {
    condition     = aws_s3_bucket.this.object_lock_enabled
    error_message = "The bucket has no Object Lock."
  }

  assert {
    condition = contains(jsondecode(aws_s3_bucket_policy.this.policy).Statement, {
      Sid       = "RefuseDeleteMarkers"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:DeleteObject"
      Resource  = ["arn:aws:s3:::some-bucket/some/*", "arn:aws:s3:::some-bucket/other/*"]
    })
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this.policy}"
  }
}

run "only_the_inventories_of_certain_buckets_are_taken" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    inventories = {
      account_id  = "123456789012"
      prefix      = "lists/"
      source_arns = ["arn:aws:s3:::one", "arn:aws:s3:::two"]
    }
  }

  assert {
    condition = [
      for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : statement
      if statement.Effect == "Allow"
      ] == [
      {
        Sid       = "TakeInventories"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::some-bucket/lists/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = ["arn:aws:s3:::one", "arn:aws:s3:::two"] }
          StringEquals = { "aws:SourceAccount" = "123456789012" }
        }
      },
    ]
    error_message = "The bucket's policy is ${aws_s3_bucket_policy.this.policy}"
  }
}

run "what_is_kept_for_some_days_is_removed_then" {
  command = plan

  module {
    source = "./modules/bucket"
  }

  variables {
    object_days = 30
  }

  assert {
    condition = [
      for rule in aws_s3_bucket_lifecycle_configuration.this[0].rule :
      "${rule.id} ${rule.expiration[0].days}"
    ] == ["remove-objects 30"]
    error_message = jsonencode(aws_s3_bucket_lifecycle_configuration.this[0].rule)
  }
}
