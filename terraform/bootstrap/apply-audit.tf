# The audit: its trail, its buckets, its rule, and where S3 puts its access logs. What is in the
# buckets the role can neither write nor delete, whatever else is attached to it. It can still stop
# the trail, which CloudTrail records as a management event: docs/audit.md.
locals {
  apply_audit = concat(
    flatten([
      for audit in local.audits : [
        {
          Sid    = "ChangeTrail"
          Effect = "Allow"
          Action = [
            "cloudtrail:AddTags",
            "cloudtrail:CreateTrail",
            "cloudtrail:DeleteTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:RemoveTags",
            "cloudtrail:StartLogging",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
          ]
          Resource = local.arns.trail
        },
        {
          Sid      = "ChangeAuditBuckets"
          Effect   = "Allow"
          Action   = local.change_bucket
          Resource = try(one(local.audit_arns), local.audit_arns)
        },
        {
          Sid      = "ChangeNothingAudited"
          Effect   = "Deny"
          Action   = ["s3:BypassGovernanceRetention", "s3:DeleteObject*", "s3:PutObject*"]
          Resource = [for arn in local.audit_arns : "${arn}/*"]
        },
        {
          Sid      = "ChangeAuditRule"
          Effect   = "Allow"
          Action   = local.change_rule
          Resource = local.arns.audit_rule
        },
      ]
    ]),
    [
      for audit in local.audits : {
        Sid      = "LockTrail"
        Effect   = "Allow"
        Action   = "s3:PutBucketObjectLockConfiguration"
        Resource = local.arns.audit_bucket
      }
      if try(audit.object_lock, null) != null
    ],
    [
      for arn in local.access_logs : {
        Sid      = "LogAccess"
        Effect   = "Allow"
        Action   = "s3:PutBucketLogging"
        Resource = local.logged_arns
      }
    ],
  )
}
