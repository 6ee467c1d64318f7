// Who may write, read and delete what the audit keeps, and who may change the audit itself. The rows
// are as in matrix.mjs and delivery.mjs.

function rowsOf() {
  const rows = [];
  const row = (allowed) => (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed, why });
  return { rows, yes: row(true), no: row(false) };
}

const plain = { "aws:SecureTransport": "false" };
const cloudtrail = "cloudtrail.amazonaws.com";
const logging = "logging.s3.amazonaws.com";
const removes = ["s3:BypassGovernanceRetention", "s3:DeleteObject", "s3:DeleteObjectVersion"];
const writes = [
  "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectLegalHold", "s3:PutObjectRetention",
  "s3:PutObjectTagging",
];
const functions = ["api", "changes", "documents", "function", "job", "logging"];

/** What both parts speak of. */
function things({ account, accessLogs, auditBucket, trail }) {
  return {
    file: `${auditBucket}/AWSLogs/${account}/CloudTrail/x.json.gz`,
    line: `${accessLogs}/access/x`,
    another: trail.replace("-audit-", "-another-"),
  };
}

/** The rows of the stack. */
export function audit(names) {
  const { account, accessLogs, auditBucket, ingress, ledger, second, source, trail } = names;
  const { another, file, line } = things(names);
  const { rows, yes, no } = rowsOf();
  const kept = [file, line];

  // No role of the stack.
  no([...functions, "reader", "uploader"], [...removes, ...writes, "s3:GetObject"], kept,
    "what it did, and others");
  no([...functions, "reader", "uploader"], ["s3:ListBucket", "s3:PutBucketPolicy"],
    [auditBucket, accessLogs], "what it did, and others");
  no(functions, ["cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StopLogging"],
    trail, "covering its tracks");
  no(functions, "s3:PutBucketLogging", [ledger, source], "covering its tracks");

  // The buckets' policies, which even administrators heed.
  no("administrator", [...removes, ...writes], kept, "covering tracks");
  yes("administrator", "s3:GetObject", kept, "reading what happened");
  yes("administrator", "s3:PutBucketPolicy", [auditBucket, accessLogs],
    "emptying a bucket that is not needed any more, in two steps");
  no("administrator", "s3:GetObject", kept, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", [auditBucket, accessLogs], "plain HTTP", plain);
  no("stranger", ["s3:GetObject", "s3:PutObject"], kept, "another account");

  // CloudTrail, for this trail.
  const ours = { "aws:SourceArn": trail, "s3:x-amz-acl": "bucket-owner-full-control" };
  yes(cloudtrail, "s3:PutObject", file, "a file of the trail", ours);
  no(cloudtrail, "s3:PutObject", file, "another trail", { ...ours, "aws:SourceArn": another });
  no(cloudtrail, "s3:PutObject", file, "a file that is not the account's",
    { ...ours, "s3:x-amz-acl": "private" });
  no(cloudtrail, "s3:PutObject", file.replace(`AWSLogs/${account}`, "AWSLogs/210987654321"),
    "another account's files", ours);
  no(cloudtrail, "s3:PutObject", line, "the other bucket", ours);
  no(cloudtrail, "s3:PutObjectAcl", file, "more than it needs", ours);
  no("config.amazonaws.com", "s3:PutObject", file, "another service", ours);
  yes(cloudtrail, "s3:GetBucketAcl", auditBucket, "whose bucket it is", { "aws:SourceArn": trail });
  no(cloudtrail, "s3:GetBucketAcl", auditBucket, "another trail", { "aws:SourceArn": another });
  no(cloudtrail, "s3:GetBucketPolicy", auditBucket, "more than it needs",
    { "aws:SourceArn": trail });
  no("config.amazonaws.com", "s3:GetBucketAcl", auditBucket, "another service",
    { "aws:SourceArn": trail });

  // S3's logs, of the stack's own buckets.
  const of = (arn, owner = account) => ({ "aws:SourceArn": arn, "aws:SourceAccount": owner });
  for (const bucket of [ingress, ledger, second, source]) {
    yes(logging, "s3:PutObject", line, "the requests to a bucket of the stack", of(bucket));
  }
  no(logging, "s3:PutObject", line, "another bucket", of("arn:aws:s3:::somebody-elses"));
  no(logging, "s3:PutObject", line, "another account", of(ledger, "210987654321"));
  no(logging, "s3:PutObject", file, "the other bucket", of(ledger));
  no(logging, "s3:DeleteObject", line, "more than it needs", of(ledger));
  no("s3.amazonaws.com", "s3:PutObject", line, "another service", of(ledger));
  return rows;
}

/** The rows of terraform/bootstrap. */
export function auditDelivery(names) {
  const { account, accessLogs, auditBucket, auditRule, ingress, ledger, region } = names;
  const { second, source, trail } = names;
  const { another, file, line } = things(names);
  const { rows, yes, no } = rowsOf();
  const both = (...row) => yes(["plan", "apply"], ...row);
  const neither = (...row) => no(["plan", "apply"], ...row);
  const kept = [file, line];
  const buckets = [auditBucket, accessLogs];
  const stranger = "arn:aws:s3:::somebody-elses";

  // What both read, and only the configuration.
  both(["s3:GetBucketLogging", "s3:GetBucketPolicy", "s3:ListBucket"], buckets, "the buckets");
  both("s3:GetBucketLogging", [ledger, source], "where S3 logs requests");
  both([
    "cloudtrail:GetEventSelectors", "cloudtrail:GetInsightSelectors", "cloudtrail:GetTrailStatus",
    "cloudtrail:ListTags",
  ], trail, "the trail");
  both("cloudtrail:DescribeTrails", "*", "the trail");
  both(["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"], auditRule,
    "the rule");
  neither("cloudtrail:GetTrailStatus", another, "another trail");
  neither("cloudtrail:GetTrail", trail, "more than it needs");
  neither("cloudtrail:LookupEvents", "*", "what others did in the account");
  neither(["s3:GetObject", "s3:GetObjectVersion"], kept, "what others did");

  // What nobody may, whatever else is attached to the role; also without the buckets' policies, of
  // which the last two rows think as if the caller were a service.
  neither([...removes, ...writes], kept, "what others did");
  no("apply, given everything", [...removes, ...writes], kept, "what others did");
  no("apply, given everything", removes, kept, "what others did, without the bucket's policy",
    { "aws:PrincipalIsAWSService": "true" });
  no("apply, given everything", writes, kept, "what others did, without the bucket's policy",
    { "aws:PrincipalIsAWSService": "true" });
  no(["function, given everything", "documents, given everything", "changes, given everything",
    "api, given everything", "job, given everything"], [...removes, "s3:GetObject", "s3:PutObject"],
  kept, "what it did, and others", { "aws:PrincipalIsAWSService": "true" });

  // What applies change.
  yes("apply", [
    "cloudtrail:AddTags", "cloudtrail:CreateTrail", "cloudtrail:DeleteTrail",
    "cloudtrail:PutEventSelectors", "cloudtrail:RemoveTags", "cloudtrail:StartLogging",
    "cloudtrail:StopLogging", "cloudtrail:UpdateTrail",
  ], trail, "the trail");
  no("apply", ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"], another, "another trail");
  no("apply", "cloudtrail:PutInsightSelectors", trail, "more than it needs");
  no("plan", ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging"], trail, "a change");
  yes("apply", [
    "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging",
    "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
    "s3:TagResource", "s3:UntagResource",
  ], buckets, "the buckets");
  yes("apply", "s3:PutBucketObjectLockConfiguration", auditBucket, "how long files are kept");
  no("apply", "s3:PutBucketObjectLockConfiguration", accessLogs,
    "what would keep S3 from logging");
  no("apply", ["s3:PutBucketNotification", "s3:PutReplicationConfiguration"], buckets,
    "sending it away");
  no("apply", ["s3:DeleteBucket", "s3:PutBucketPolicy"], `${auditBucket}-other`, "another bucket");
  yes("apply", "s3:PutBucketLogging", [ingress, ledger, second, source], "where S3 logs requests");
  no("apply", "s3:PutBucketLogging", [stranger, ...buckets], "another bucket");
  no("apply", "s3:PutReplicationConfiguration", [ledger, source], "more than it needs");
  no("plan", "s3:PutBucketLogging", [ledger, source], "a change");
  yes("apply", [
    "events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets",
    "events:TagResource", "events:UntagResource",
  ], auditRule, "the rule");
  no("apply", ["events:DisableRule", "events:EnableRule"], auditRule, "more than it needs");
  no("apply", ["events:DeleteRule", "events:PutRule"], `${auditRule}-other`, "another rule");

  // The trail's key lets CloudTrail in by its own policy: nobody here needs it.
  neither(["kms:Decrypt", "kms:GenerateDataKey"], `arn:aws:kms:${region}:${account}:key/audit`,
    "the key of the trail");
  return rows;
}
