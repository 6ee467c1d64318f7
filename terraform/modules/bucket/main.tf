resource "aws_s3_bucket" "this" {
  bucket        = var.name
  force_destroy = var.force_destroy

  # Null and not false: on a bucket that has it from somebody else, false would make a new bucket.
  object_lock_enabled = var.object_lock ? true : null
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.bucket

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.bucket

  # Not "Disabled": a bucket that was versioned once can only be suspended.
  versioning_configuration {
    status = var.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.bucket

  rule {
    # One call to KMS a bucket and a while, instead of one an object.
    bucket_key_enabled = var.kms_key_arn != null

    apply_server_side_encryption_by_default {
      kms_master_key_id = var.kms_key_arn
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
    }
  }
}

locals {
  statements = concat(
    [{
      Sid       = "RefusePlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [var.arn, "${var.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }],
    [
      # Also of administrators, and of services, which have no such name. Deleting is left to who
      # has the right to, or nobody could destroy the bucket; versions keep what is deleted.
      for writers in var.writers[*] : {
        Sid         = "RefuseOtherWriters"
        Effect      = "Deny"
        Principal   = "*"
        Action      = ["s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
        NotResource = [for prefix in writers.except_prefixes : "${var.arn}/${prefix}*"]
        Condition   = { ArnNotEquals = { "aws:PrincipalArn" = writers.roles } }
      }
    ],
    [
      # Nobody overwrites what is there, not even its writer: S3 refuses a PUT, a copy and the end
      # of a multipart upload that do not ask it to be the first. The parts of an upload cannot ask.
      for objects in local.write_once : {
        Sid       = "RefuseOverwriting"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = objects
        Condition = {
          Bool = { "s3:ObjectCreationOperation" = "true" }
          Null = { "s3:if-none-match" = "true" }
        }
      }
    ],
    [
      # Object Lock keeps versions. A delete marker would hide them, and make room for another
      # object.
      for objects in local.write_once : {
        Sid       = "RefuseDeleteMarkers"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:DeleteObject"
        Resource  = objects
      } if var.object_lock
    ],
    [
      # S3 itself writes an inventory, on behalf of the bucket that it lists.
      for inventories in var.inventories[*] : {
        Sid       = "TakeInventories"
        Effect    = "Allow"
        Principal = { Service = "s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${var.arn}/${inventories.prefix}*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = inventories.source_arns }
          StringEquals = { "aws:SourceAccount" = inventories.account_id }
        }
      }
    ],
    [
      for writer in var.service_writer[*] : {
        Sid       = "TakeLogs"
        Effect    = "Allow"
        Principal = { Service = writer.service }
        Action    = "s3:PutObject"
        Resource  = "${var.arn}/${writer.prefix}*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = writer.source_arns }
          StringEquals = writer.conditions
        }
      }
    ],
    [
      for writer in var.service_writer[*] : {
        Sid       = "ShowOwner"
        Effect    = "Allow"
        Principal = { Service = writer.service }
        Action    = "s3:GetBucketAcl"
        Resource  = var.arn
        Condition = { ArnEquals = { "aws:SourceArn" = writer.source_arns } }
      } if writer.reads_acl
    ],
    [
      # Also of administrators: whoever wants to delete has to change this policy first, which
      # CloudTrail records. What expires is removed by S3 itself, which asks no policy.
      for writer in var.service_writer[*] : {
        Sid       = "RefuseEverybodyElse"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:BypassGovernanceRetention", "s3:DeleteObject*", "s3:PutObject*"]
        Resource  = "${var.arn}/*"
        Condition = { Bool = { "aws:PrincipalIsAWSService" = "false" } }
      }
    ],
  )

  # All prefixes in one statement; no prefix, no statement.
  write_once = [
    for objects in [[for prefix in var.write_once_prefixes : "${var.arn}/${prefix}*"]] : objects
    if length(objects) > 0
  ]
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.bucket

  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })

  # S3 refuses a policy while the public access block is being set.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

locals {
  has_lifecycle = (
    var.abort_multipart_days != null
    || var.noncurrent_days != null
    || var.object_days != null
    || length(var.expirations) > 0
  )
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count = local.has_lifecycle ? 1 : 0

  bucket = aws_s3_bucket.this.bucket

  dynamic "rule" {
    for_each = var.abort_multipart_days[*]

    content {
      id     = "remove-unfinished-uploads"
      status = "Enabled"

      filter {}

      abort_incomplete_multipart_upload {
        days_after_initiation = rule.value
      }
    }
  }

  dynamic "rule" {
    for_each = var.noncurrent_days[*]

    content {
      id     = "remove-old-versions"
      status = "Enabled"

      filter {}

      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }

      # A delete marker with no version left behind it says nothing any more.
      expiration {
        expired_object_delete_marker = true
      }
    }
  }

  dynamic "rule" {
    for_each = var.object_days[*]

    content {
      id     = "remove-objects"
      status = "Enabled"

      filter {}

      expiration {
        days = rule.value
      }
    }
  }

  dynamic "rule" {
    for_each = var.expirations

    content {
      id     = rule.key
      status = "Enabled"

      filter {
        # S3 takes an "and" for two conditions or more only.
        prefix = rule.value.tag_key == null ? rule.value.prefix : null

        dynamic "and" {
          for_each = rule.value.tag_key[*]

          content {
            prefix = rule.value.prefix
            tags   = { (and.value) = rule.value.tag_value }
          }
        }
      }

      expiration {
        days = rule.value.days
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
