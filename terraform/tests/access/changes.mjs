// Who may do what with the streams whose changes are written, their function, bucket and secret, and
// who may deliver them. The rows are as in matrix.mjs and delivery.mjs.

function rowsOf() {
  const rows = [];
  const row = (allowed) => (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed, why });
  return { rows, yes: row(true), no: row(false) };
}

const plain = { "aws:SecureTransport": "false" };
const lambda = "lambda.amazonaws.com";
const readsTable = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
const readsKinesis = [
  "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
  "kinesis:GetShardIterator", "kinesis:ListShards",
];
const joins = [
  "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
];
const finds = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];

/** What both parts speak of. */
function things({ account, region, handler }) {
  const at = (service, rest) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const table = (name) => at("dynamodb", `table/object-ledger-${name}-local`);
  return {
    clicks: at("kinesis", "stream/clicks"),
    anotherStream: at("kinesis", "stream/another"),
    anotherTable: at("dynamodb", "table/another"),
    anotherTableStream: `${at("dynamodb", "table/another")}/stream/2026-11-28T00:00:00.000`,
    orders: table("orders"),
    ordersStream: `${table("orders")}/stream/2026-11-28T00:00:00.000`,
    payments: at("kinesis", "stream/object-ledger-payments-local"),
    paymentsTable: table("payments"),
    changes: handler.replace("-handler-", "-changes-"),
    role: `arn:aws:iam::${account}:role/object-ledger-changes-local`,
    logs: at("logs", "log-group:/aws/lambda/object-ledger-changes-local"),
    failures: at("sqs", "object-ledger-changes-local-failures"),
    bucket: `arn:aws:s3:::object-ledger-changes-local-${account}`,
    networkInterface: at("ec2", "network-interface/eni-0123456789abcdef0"),
    key: (name) => at("kms", `key/${name}`),
    viaS3: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    viaSecrets: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
    viaDynamoDb: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` },
    viaKinesis: { "kms:ViaService": `kinesis.${region}.amazonaws.com` },
  };
}

/** The rows of the stack. */
export function changes(names) {
  const { account, alias, failures: ledgerFailures, lake, ledger, logs: ledgerLogs } = names;
  const { queue, region, secret, source } = names;
  const is = things(names);
  const { bucket, key } = is;
  const { rows, yes, no } = rowsOf();
  const forSecret = { ...is.viaSecrets, "kms:EncryptionContext:SecretARN": secret };
  const stranger = "arn:aws:s3:::somebody-elses";

  // The changes function, on its streams.
  yes("changes", readsTable, is.ordersStream, "the changes of a table");
  yes("changes", "dynamodb:ListStreams", "*", "what Lambda asks for");
  no("changes", "dynamodb:ListTables", "*", "more than it needs");
  yes("changes", readsKinesis, [is.clicks, is.payments], "the records of a stream");
  no("changes", readsTable, is.anotherTableStream, "another stream");
  no("changes", "dynamodb:PutResourcePolicy", is.ordersStream, "letting others read");
  no("changes", readsKinesis, is.anotherStream, "another stream");
  no("changes", ["kinesis:PutRecord", "kinesis:MergeShards"], is.payments, "making up changes");
  no("changes", "kinesis:DeleteStream", is.payments, "the stream");
  no("changes", [
    "dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem",
    "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
  ], [is.orders, is.paymentsTable], "the items themselves");
  no("changes", "dynamodb:DeleteTable", is.orders, "the table");
  yes("changes", "kms:Decrypt", key("orders"), "the changes of a table", is.viaDynamoDb);
  yes("changes", "kms:Decrypt", [key("clicks"), key("payments")], "the records of a stream",
    is.viaKinesis);
  no("changes", "kms:Decrypt", [key("clicks"), key("orders")], "the key by itself");
  no("changes", "kms:Decrypt", [key("clicks"), key("orders")], "the key through another service",
    is.viaS3);
  no("changes", "kms:GenerateDataKey", key("clicks"), "writing records", is.viaKinesis);
  no("changes", "kms:Decrypt", key("source"), "another key", is.viaDynamoDb);

  // On its bucket. Lambda keeps with this role what it gave up.
  yes("changes", "s3:PutObject", [`${bucket}/aws/lambda/m/x`, `${bucket}/refused/orders/x`],
    "what could not be written");
  yes("changes", "s3:ListBucket", bucket, "what Lambda asks for");
  yes("changes", "s3:GetObject", `${bucket}/declared/x`, "what it is told of the labels");
  yes("changes", ["kms:Decrypt", "kms:GenerateDataKey"], key("changes"), "its bucket", is.viaS3);
  no("changes", ["kms:Decrypt", "kms:GenerateDataKey"], key("changes"), "the key by itself");
  no("changes", "kms:Encrypt", key("changes"), "more than it needs", is.viaS3);
  no("changes", "kms:GenerateDataKey", key("ledger"), "another key", is.viaS3);
  no("changes", "s3:PutObject", [`${bucket}/declared/x`, `${bucket}/other/x`], "another prefix");
  no("changes", "s3:GetObject", [`${bucket}/aws/lambda/m/x`, `${bucket}/refused/orders/x`],
    "more than it needs");
  no("changes", ["s3:DeleteObject", "s3:PutObjectTagging"],
    [`${bucket}/aws/lambda/m/x`, `${bucket}/declared/x`, `${bucket}/refused/orders/x`],
    "losing what could not be written");
  no("changes", ["s3:ListBucketVersions", "s3:PutBucketPolicy"], bucket, "more than it needs");
  no("changes", "s3:PutObject", `${bucket}/refused/orders/x`, "plain HTTP", plain);
  no("changes", ["s3:GetObject", "s3:PutObject"], `${stranger}/refused/x`, "another bucket");
  no("changes", "s3:ListBucket", stranger, "another bucket");

  // Its parameters: user and password of the databases.
  yes("changes", "secretsmanager:GetSecretValue", secret, "user and password");
  yes("changes", "kms:Decrypt", key("secret"), "user and password", forSecret);
  no("changes", "kms:Decrypt", key("secret"), "the key through another service", is.viaS3);
  no("changes", "kms:Decrypt", key("secret"), "the key of another secret", {
    ...is.viaSecrets,
    "kms:EncryptionContext:SecretARN": secret.replace("local-", "prod-"),
  });
  no("changes", "kms:Decrypt", key("secret"), "the secret through another service",
    { ...is.viaS3, "kms:EncryptionContext:SecretARN": secret });
  no("changes", "kms:Decrypt", key("another"), "another key", forSecret);
  no("changes", "kms:GenerateDataKey", key("secret"), "encrypting parameters", forSecret);
  no("changes", "secretsmanager:GetSecretValue", secret.replace("local-", "prod-"),
    "another secret");
  no("changes", ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"], secret,
    "more than their values");

  // Its network: Lambda puts it there with its role, and the code itself may not.
  yes("changes", joins, is.networkInterface, "joining its VPC");
  yes("changes", finds, "*", "joining its VPC");
  no("changes", finds, "*", "the code itself", { "lambda:SourceFunctionArn": is.changes });
  no("changes", joins, is.networkInterface, "the code itself",
    { "lambda:SourceFunctionArn": is.changes });
  no("changes", "ec2:AttachNetworkInterface", is.networkInterface, "more than it needs");
  no("changes", "ec2:DescribeInstances", "*", "more than it needs");
  no("changes", joins, is.networkInterface.replace(region, "us-east-1"), "another region's");

  // Elsewhere: it can write no record and no row of documents.
  for (const folder of ["backfill", "journal", "latest", "statements", "workflow"]) {
    no("changes", ["s3:GetObject", "s3:PutObject"], `${ledger}/${folder}/x`, "a record");
  }
  no("changes", ["s3:GetObject", "s3:PutObject"], `${lake}/tables/x`, "a row of documents");
  no("changes", "s3:GetObject", `${source}/k`, "a source");
  no("changes", "s3:ListBucket", [lake, ledger, source], "another bucket");
  yes("changes", "sqs:SendMessage", is.failures, "an event of no stream that failed");
  no("changes", "sqs:SendMessage", [ledgerFailures, queue], "another's failures");
  no("changes", "sqs:ReceiveMessage", [is.failures, queue], "taking messages away");
  yes("changes", ["logs:CreateLogStream", "logs:PutLogEvents"], `${is.logs}:log-stream:s`,
    "its logs");
  no("changes", "logs:PutLogEvents", `${ledgerLogs}:log-stream:s`, "another's logs");
  no("changes", "logs:DeleteLogStream", `${is.logs}:log-stream:s`, "covering its tracks");
  yes("changes", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*", "traces");
  no("changes", "xray:GetTraceSummaries", "*", "reading traces");
  no("changes", "lambda:InvokeFunction", [alias, `${is.changes}:live`], "calling a function");
  no("changes", "lambda:UpdateFunctionCode", is.changes, "changing itself");
  no("changes", "iam:PassRole", `arn:aws:iam::${account}:role/admin`, "becoming somebody else");

  // The other functions read no stream and no failure.
  for (const who of ["documents", "function"]) {
    no(who, readsTable, is.ordersStream, "another function's streams");
    no(who, readsKinesis, [is.clicks, is.payments], "another function's streams");
    no(who, ["s3:GetObject", "s3:PutObject"],
      ["aws/lambda", "declared", "refused"].map((folder) => `${bucket}/${folder}/x`),
      "another function's failures");
    no(who, "s3:ListBucket", bucket, "another function's failures");
    no(who, [...joins, ...finds], "*", "a network that it is not in");
    no(who, "sqs:SendMessage", is.failures, "another's failures");
    no(who, "lambda:InvokeFunction", `${is.changes}:live`, "making up changes");
  }

  // The bucket's policy, which even administrators heed.
  no("administrator", "s3:PutObject", [`${bucket}/aws/lambda/m/x`, `${bucket}/refused/orders/x`],
    "a put by anybody but the changes function");
  no("administrator", ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"],
    `${bucket}/refused/orders/x`, "what expires");
  no(lambda, "s3:PutObject", `${bucket}/aws/lambda/m/x`, "a service's put");
  yes("administrator", "s3:PutObject", `${bucket}/declared/x`, "what the labels are");
  yes("administrator", ["s3:DeleteObject", "s3:GetObject"], `${bucket}/refused/orders/x`,
    "make redrive, or destroying the stack");
  no("stranger", ["s3:GetObject", "s3:PutObject"], `${bucket}/declared/x`, "another account");
  no("administrator", "s3:GetObject", `${bucket}/refused/orders/x`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", bucket, "plain HTTP", plain);
  yes("administrator", "sqs:ReceiveMessage", is.failures, "looking at failures");
  no("administrator", "sqs:ReceiveMessage", is.failures, "plain HTTP", plain);

  yes(lambda, "sts:AssumeRole", is.role, "running the changes function");
  no("ec2.amazonaws.com", "sts:AssumeRole", is.role, "another service");
  no("stranger", "sts:AssumeRole", is.role, "another account");
  return rows;
}

/** The rows of terraform/bootstrap. */
export function changesDelivery(names) {
  const { account, boundary, handler, lake, ledger, queue, region, secret, source } = names;
  const is = things(names);
  const { bucket, key } = is;
  const { rows, yes, no } = rowsOf();
  const both = (...row) => yes(["plan", "apply"], ...row);
  const neither = (...row) => no(["plan", "apply"], ...row);
  const declared = `${bucket}/declared/x`;
  const kept = [`${bucket}/aws/lambda/m/x`, `${bucket}/refused/orders/x`];
  const live = `${is.changes}:live`;
  const bounded = { "iam:PermissionsBoundary": `${boundary}-changes` };
  const toLambda = { "iam:PassedToService": lambda };
  const mapping = `arn:aws:lambda:${region}:${account}:event-source-mapping:m`;
  const tables = [is.orders, is.paymentsTable];
  const replication = [
    `arn:aws:iam::${account}:role/aws-service-role`, "kinesisreplication.dynamodb.amazonaws.com",
    "AWSServiceRoleForDynamoDBKinesisDataStreamsReplication",
  ].join("/");

  // What both read, and only the configuration.
  both([
    "s3:GetAccelerateConfiguration", "s3:GetBucketAcl", "s3:GetBucketCORS",
    "s3:GetBucketLocation", "s3:GetBucketLogging", "s3:GetBucketNotification",
    "s3:GetBucketObjectLockConfiguration", "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock", "s3:GetBucketRequestPayment", "s3:GetBucketTagging",
    "s3:GetBucketVersioning", "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:ListBucket",
    "s3:ListBucketVersions", "s3:ListTagsForResource",
  ], bucket, "the bucket");
  both(["s3:GetObject", "s3:GetObjectTagging"], declared, "what the labels are");
  neither("s3:GetObject", kept, "the users' items");
  neither(["s3:GetObjectAcl", "s3:GetObjectVersion"], declared, "more than it needs");
  neither("s3:PutBucketAcl", bucket, "opening a bucket");
  both(["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], is.failures,
    "the queue");
  neither(["sqs:PurgeQueue", "sqs:ReceiveMessage", "sqs:SendMessage"], is.failures, "messages");
  both([
    "lambda:GetAlias", "lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig",
    "lambda:GetFunctionConfiguration", "lambda:GetFunctionEventInvokeConfig", "lambda:GetPolicy",
    "lambda:ListAliases", "lambda:ListTags", "lambda:ListVersionsByFunction",
  ], is.changes, "the function");
  both(["lambda:GetFunctionConfiguration", "lambda:GetPolicy"], live, "its alias");
  neither("lambda:InvokeFunction", [is.changes, live], "making up changes");
  for (const arn of [is.changes, live]) {
    both("lambda:GetEventSourceMapping", mapping, "a stream's mapping",
      { "lambda:FunctionArn": arn });
    yes("apply", "lambda:CreateEventSourceMapping", "*", "a stream's mapping",
      { "lambda:FunctionArn": arn });
    yes("apply", ["lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"], mapping,
      "a stream's mapping", { "lambda:FunctionArn": arn });
  }
  neither("lambda:GetEventSourceMapping", mapping, "another function's mapping",
    { "lambda:FunctionArn": `${is.changes}-other` });
  no("plan", "lambda:DeleteEventSourceMapping", mapping, "a change",
    { "lambda:FunctionArn": live });
  both([
    "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies",
  ], is.role, "the role");
  both(["logs:DescribeMetricFilters", "logs:ListTagsForResource"], is.logs, "the log group");
  both("logs:DescribeMetricFilters", `${is.logs}:*`, "the log group");
  neither(["logs:FilterLogEvents", "logs:GetLogEvents"], `${is.logs}:log-stream:s`, "the logs");
  both([
    "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive",
    "dynamodb:ListTagsOfResource",
  ], tables, "the tables");
  both("dynamodb:DescribeKinesisStreamingDestination", is.paymentsTable,
    "where tables send their changes");
  both(["kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"], is.payments, "the stream");
  neither(["dynamodb:DescribeTable", "dynamodb:DescribeKinesisStreamingDestination"],
    is.anotherTable, "another table");
  neither("kinesis:DescribeStreamSummary", is.anotherStream, "another stream");
  neither([
    "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem",
    "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
  ], tables, "the items");
  neither(["dynamodb:GetRecords", "dynamodb:GetShardIterator"], is.ordersStream, "the changes");
  neither(["kinesis:GetRecords", "kinesis:GetShardIterator"], [is.clicks, is.payments],
    "the records");

  // A plan changes nothing.
  no("plan", ["s3:DeleteObject", "s3:PutObject"], declared, "a change");
  no("plan", ["s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketPolicy"], bucket, "a change");
  no("plan", ["lambda:DeleteFunction", "lambda:UpdateFunctionCode"], is.changes, "a change");
  no("plan", ["dynamodb:DeleteTable", "dynamodb:UpdateTable"], tables, "a change");
  no("plan", ["kinesis:DeleteStream", "kinesis:PutRecord"], is.payments, "a change");
  no("plan", "dynamodb:DisableKinesisStreamingDestination", is.paymentsTable, "a change");
  no("plan", ["sqs:DeleteQueue", "sqs:SetQueueAttributes"], is.failures, "a change");
  no("plan", ["iam:CreateRole", "iam:PutRolePolicy"], is.role, "a change", bounded);
  no("plan", "iam:PassRole", is.role, "passing a role", toLambda);
  no("plan", ["logs:DeleteLogGroup", "logs:PutMetricFilter"], is.logs, "a change");
  yes("plan, given everything", "s3:GetObject", declared, "the declarations, as before");
  no("plan, given everything", ["s3:GetObject", "s3:PutObject"], kept, "content");

  // What an apply makes, changes and removes.
  yes("apply", [
    "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:PutBucketOwnershipControls",
    "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging",
    "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
    "s3:TagResource", "s3:UntagResource",
  ], bucket, "the bucket");
  no("apply", "s3:PutBucketWebsite", bucket, "opening a bucket");
  yes("apply", "s3:PutObject", declared, "what the labels are");
  no("apply", "s3:PutObject", kept, "making up failures");
  no("apply", "s3:PutObjectTagging", declared, "more than it needs");
  yes("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], [declared, ...kept],
    "destroying the stack");
  yes("apply", "kms:GenerateDataKey", key("changes"), "what the labels are", is.viaS3);
  no("apply", "kms:GenerateDataKey", key("changes"), "the key by itself");
  no("apply", "kms:Decrypt", key("changes"), "the users' items", is.viaS3);
  yes("apply", [
    "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue",
    "sqs:UntagQueue",
  ], is.failures, "the queue");
  yes("apply", [
    "lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias",
    "lambda:DeleteFunction", "lambda:DeleteFunctionConcurrency",
    "lambda:DeleteFunctionEventInvokeConfig", "lambda:PublishVersion",
    "lambda:PutFunctionConcurrency", "lambda:PutFunctionEventInvokeConfig",
    "lambda:RemovePermission", "lambda:TagResource", "lambda:UntagResource", "lambda:UpdateAlias",
    "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
    "lambda:UpdateFunctionEventInvokeConfig",
  ], is.changes, "the function");
  yes("apply", ["lambda:AddPermission", "lambda:PutFunctionEventInvokeConfig"], live, "the alias");
  yes("apply", "lambda:DeleteFunction", `${is.changes}:1`, "pruning a version");
  no("apply", "lambda:PutFunctionRecursionConfig", is.changes, "loops");
  no("apply", ["lambda:DeleteFunction", "lambda:UpdateFunctionCode"], `${is.changes}-other`,
    "another function");
  no("apply", ["lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"], mapping,
    "another function's mapping", { "lambda:FunctionArn": `${is.changes}-other` });
  yes("apply", [
    "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteMetricFilter",
    "logs:PutMetricFilter", "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource",
  ], is.logs, "the log group");
  yes("apply", ["logs:CreateLogGroup", "logs:PutRetentionPolicy"], `${is.logs}:*`,
    "the log group");
  no("apply", "logs:PutSubscriptionFilter", is.logs, "sending logs away");
  yes("apply", [
    "iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
  ], is.role, "a role within its boundary", bounded);
  no("apply", ["iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"], is.role,
    "a role within another function's boundary", { "iam:PermissionsBoundary": boundary });
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], is.role, "a role without boundary");
  no("apply", ["iam:AttachRolePolicy", "iam:DeleteRolePermissionsBoundary"], is.role,
    "out of the boundary", bounded);
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], `arn:aws:iam::${account}:role/admin`,
    "another role", bounded);
  yes("apply", [
    "iam:DeleteRole", "iam:ListInstanceProfilesForRole", "iam:TagRole", "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
  ], is.role, "the role");
  no("apply", "iam:DetachRolePolicy", is.role, "more than it needs");
  yes("apply", "iam:PassRole", is.role, "the function's role to Lambda", toLambda);
  no("apply", "iam:PassRole", is.role, "the function's role to another service",
    { "iam:PassedToService": "ec2.amazonaws.com" });
  yes("apply", [
    "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:TagResource",
    "dynamodb:UntagResource", "dynamodb:UpdateContinuousBackups", "dynamodb:UpdateTable",
    "dynamodb:UpdateTimeToLive",
  ], tables, "the tables");
  no("apply", ["dynamodb:DeleteTable", "dynamodb:UpdateTable"], is.anotherTable,
    "somebody else's table");
  no("apply", ["dynamodb:PutResourcePolicy", "dynamodb:RestoreTableToPointInTime"], tables,
    "more than it needs");
  const encrypts = [
    "kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey",
  ];
  yes("apply", encrypts, [key("orders"), key("payments")], "the table's key", is.viaDynamoDb);
  no("apply", encrypts, key("orders"), "the key by itself");
  no("apply", ["kms:Decrypt", "kms:CreateGrant"], key("clicks"), "an existing stream's key",
    is.viaDynamoDb);
  no("apply", "kms:ReEncryptTo", key("orders"), "more than it needs", is.viaDynamoDb);
  yes("apply", "kms:DescribeKey", key("payments"), "the stream's key");
  no("apply", "kms:DescribeKey", key("clicks"), "an existing stream's key");
  no("apply", "kms:Decrypt", key("payments"), "the stream's records", is.viaKinesis);
  no("apply", "kms:PutKeyPolicy", key("payments"), "more than it needs");
  yes("apply", [
    "kinesis:AddTagsToStream", "kinesis:CreateStream", "kinesis:DecreaseStreamRetentionPeriod",
    "kinesis:DeleteStream", "kinesis:IncreaseStreamRetentionPeriod",
    "kinesis:RemoveTagsFromStream", "kinesis:StartStreamEncryption",
  ], is.payments, "the stream");
  yes("apply", ["kinesis:UpdateShardCount", "kinesis:UpdateStreamMode"], "*",
    "the stream's shards");
  no("apply", ["kinesis:ListStreams", "kinesis:UpdateAccountSettings"], "*", "more than it needs");
  no("apply", "kinesis:DeleteStream",
    [is.anotherStream, is.clicks], "somebody else's stream");
  no("apply", ["kinesis:GetRecords", "kinesis:PutResourcePolicy", "kinesis:StopStreamEncryption"],
    is.payments, "more than it needs");
  yes("apply", [
    "dynamodb:DisableKinesisStreamingDestination", "dynamodb:EnableKinesisStreamingDestination",
    "dynamodb:UpdateKinesisStreamingDestination",
  ], is.paymentsTable, "where tables send their changes");
  no("apply", "dynamodb:EnableKinesisStreamingDestination", [is.anotherTable, is.orders],
    "where another table sends its changes");
  no("apply", ["dynamodb:CreateBackup", "dynamodb:ExportTableToPointInTime"], is.paymentsTable,
    "more than it needs");
  yes("apply", ["kinesis:DescribeStream", "kinesis:PutRecord", "kinesis:PutRecords"],
    is.payments, "what DynamoDB asks for");
  no("apply", "kinesis:PutRecord", [is.anotherStream, is.clicks], "another stream");
  no("apply", "kinesis:MergeShards", is.payments, "more than it needs");
  const forDynamoDb = { "iam:AWSServiceName": "kinesisreplication.dynamodb.amazonaws.com" };
  yes("apply", "iam:CreateServiceLinkedRole", replication, "the role with which DynamoDB sends",
    forDynamoDb);
  no("apply", "iam:CreateServiceLinkedRole", replication, "another service's",
    { "iam:AWSServiceName": "ecs.amazonaws.com" });
  no("apply", "iam:CreateServiceLinkedRole",
    replication.replace("kinesisreplication.dynamodb", "ecs"), "another role", forDynamoDb);
  no("apply", ["iam:DeleteServiceLinkedRole", "iam:PutRolePolicy"], replication,
    "more than it needs", forDynamoDb);
  yes("apply", ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"], "*",
    "what Lambda asks for");
  no("apply", ["ec2:DescribeInstances", "ec2:CreateNetworkInterface"], "*", "more than it needs");

  // What the function's role can do whatever its own policies say.
  const bad = "changes, given everything";
  no(bad, ["s3:GetObject", "s3:PutObject"],
    [`${ledger}/journal/r`, `${lake}/tables/x`, `${source}/k`], "the other functions' objects");
  no(bad, ["s3:DeleteObject", "s3:GetObject"], kept, "losing what could not be written");
  no(bad, "s3:PutObject", [declared, `${bucket}/other/x`], "another prefix");
  no(bad, ["s3:DeleteObject", "s3:GetObjectVersion"], declared, "more than it needs");
  no(bad, ["s3:ListBucketVersions", "s3:PutBucketPolicy"], bucket, "more than it needs");
  no(bad, "s3:ListBucket", [lake, ledger, source], "another bucket");
  no(bad, ["sqs:ReceiveMessage", "sqs:PurgeQueue"], is.failures, "taking failures away");
  no(bad, "sqs:SendMessage", queue, "making up events");
  no(bad, "logs:DeleteLogStream", `${is.logs}:log-stream:s`, "covering its tracks");
  no(bad, "logs:PutLogEvents", `${is.logs.replace("changes", "handler")}:log-stream:s`,
    "another's logs");
  no(bad, "xray:GetTraceSummaries", "*", "reading traces");
  no(bad, readsTable, is.anotherTableStream, "another stream");
  no(bad, "dynamodb:PutResourcePolicy", is.ordersStream, "letting others read");
  no(bad, "dynamodb:ListTables", "*", "more than it needs");
  no(bad, ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"], tables, "the items");
  no(bad, readsKinesis, is.anotherStream, "another stream");
  no(bad, ["kinesis:PutRecord", "kinesis:MergeShards"], is.payments, "making up changes");
  no(bad, "kms:Decrypt", [key("changes"), key("clicks"), key("orders"), key("secret")],
    "the key by itself");
  no(bad, "kms:Decrypt", key("another"), "another key", is.viaDynamoDb);
  no(bad, "kms:Decrypt", key("another"), "another key", is.viaS3);
  no(bad, "kms:GenerateDataKey", [key("another"), key("clicks"), key("orders")], "another key",
    is.viaS3);
  no(bad, "kms:GenerateDataKey", key("changes"), "the key by itself");
  no(bad, "kms:GenerateDataKey", [key("clicks"), key("orders")], "more than it needs",
    is.viaDynamoDb);
  no(bad, "kms:Encrypt", key("changes"), "more than it needs", is.viaS3);
  const forSecret = { ...is.viaSecrets, "kms:EncryptionContext:SecretARN": secret };
  no(bad, "kms:Decrypt", key("another"), "another key", forSecret);
  no(bad, "kms:Encrypt", key("secret"), "more than it needs", forSecret);
  no(bad, "kms:Decrypt", key("secret"), "the key of another secret",
    { ...is.viaSecrets, "kms:EncryptionContext:SecretARN": secret.replace("local-", "prod-") });
  no(bad, "kms:Decrypt", key("secret"), "the secret through another service",
    { ...is.viaS3, "kms:EncryptionContext:SecretARN": secret });
  no(bad, "secretsmanager:GetSecretValue", secret.replace("local-", "prod-"), "another secret");
  no(bad, "secretsmanager:PutSecretValue", secret, "changing its parameters");
  const viaLambda = {
    "kms:ViaService": `lambda.${region}.amazonaws.com`, "kms:CallerAccount": account,
  };
  const ofFunction = (arn) => ({ "kms:EncryptionContext:aws:lambda:FunctionArn": arn });
  for (const arn of [is.changes, `${is.changes}:1`]) {
    yes(bad, "kms:Decrypt", key("another"), "its environment variables, as it starts",
      { ...viaLambda, ...ofFunction(arn) });
  }
  no(bad, "kms:Decrypt", key("another"), "another function's environment variables",
    { ...viaLambda, ...ofFunction(handler) });
  no(bad, "kms:Decrypt", key("another").replace(region, "us-east-1"), "a key of another region",
    ofFunction(is.changes));
  no(bad, "kms:GenerateDataKey", key("another"), "more than it needs",
    { ...viaLambda, ...ofFunction(is.changes) });
  no(bad, "ec2:AttachNetworkInterface", is.networkInterface, "more than it needs");
  no(bad, "ec2:DescribeInstances", "*", "more than it needs");
  no(bad, joins, is.networkInterface.replace(region, "us-east-1"), "another region's");
  no(bad, ["iam:PassRole", "sts:AssumeRole"], `arn:aws:iam::${account}:role/admin`,
    "becoming somebody else");
  no(["function, given everything", "documents, given everything"], readsKinesis,
    [is.clicks, is.payments], "another function's streams");
  no(["function, given everything", "documents, given everything"], readsTable, is.ordersStream,
    "another function's streams");
  return rows;
}
