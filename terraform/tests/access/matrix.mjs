// Who may do what, as the stack promises it. Each row: who, action, on what, under which
// circumstances, whether it is allowed, and why anybody should ask.
export function matrix(names) {
  const { account, alias, failures, handler, ledger, logs, queue, queueFailures, region } = names;
  const { catalog, database, results, tables, workgroup } = names;
  const { documents, documentsFailures, documentsLogs, documentsRole, documentsRule } = names;
  const { documentsRuleFailures, ingress, lake } = names;
  const { rule, ruleFailures, second, secondRule, secret, source } = names;
  const other = "210987654321";
  const s3 = "s3.amazonaws.com";
  const events = "events.amazonaws.com";
  const lambda = "lambda.amazonaws.com";
  const jobs = "batchoperations.s3.amazonaws.com";
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const viaSecrets = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
  const forSecret = { ...viaSecrets, "kms:EncryptionContext:SecretARN": secret };
  const from = (arn, owner = account) => ({ "aws:SourceArn": arn, "aws:SourceAccount": owner });
  const plain = { "aws:SecureTransport": "false" };
  const created = { "s3:ObjectCreationOperation": "true" };
  const once = { ...created, "s3:if-none-match": "*" };
  const part = { "s3:ObjectCreationOperation": "false" };
  const key = (name) => `arn:aws:kms:${region}:${account}:key/${name}`;
  const stranger = "arn:aws:s3:::somebody-elses";

  const rows = [];
  const yes = (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed: true, why });
  const no = (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed: false, why });

  // The function, on the source bucket.
  yes("function", "s3:GetObject", `${source}/k`, "HEAD of the present object");
  yes("function", "s3:GetObjectVersion", `${source}/k`, "HEAD of the event's version");
  yes("function", "s3:GetObjectTagging", `${source}/k`, "its tags");
  yes("function", "s3:GetObjectVersionTagging", `${source}/k`, "the version's tags");
  yes("function", "s3:ListBucket", source, "404 for what is gone, not 403");
  yes("function", "kms:Decrypt", key("source"), "checksums of encrypted objects", viaS3);
  no("function", "kms:Decrypt", key("source"), "the key through another service", viaSecrets);
  no("function", "kms:Decrypt", key("source"), "the key by itself");
  no("function", "kms:GenerateDataKey", key("source"), "encrypting what it watches", viaS3);
  no("function", "s3:PutObject", `${source}/k`, "changing what it watches");
  no("function", "s3:DeleteObject", `${source}/k`, "deleting anything");
  no("function", "s3:DeleteObjectVersion", `${source}/k`, "deleting anything");
  no("function", "s3:PutObjectTagging", `${source}/k`, "changing what it watches");
  no("function", "s3:GetObject", `${stranger}/k`, "another bucket");
  no("function", "s3:ListBucket", stranger, "another bucket");
  no("function", "s3:GetObject", `${source}/k`, "plain HTTP", plain);
  no("function", "s3:PutBucketNotification", source, "turning the trigger away");

  // The function, on a second source, of which it records what is below in/.
  yes("function", "s3:GetObject", `${second}/in/k`, "HEAD of the present object");
  yes("function", "s3:ListBucket", second, "404 for what is gone, not 403");
  no("function", "s3:GetObject", `${second}/out/k`, "what is not recorded");
  no("function", "s3:GetObject", `${second}-other/in/k`, "a bucket whose name begins alike");
  no("function", "s3:PutObject", `${second}/in/k`, "changing what it watches");

  // The function, on the ledger bucket.
  yes("function", "s3:PutObject", `${ledger}/journal/r`, "a record", once);
  no("function", "s3:PutObject", `${ledger}/journal/r`, "overwriting a record", created);
  yes("function", "s3:PutObject", `${ledger}/journal/r`, "a part of an upload", part);
  yes("function", "s3:PutObjectRetention", `${ledger}/journal/r`, "a record that is kept");
  no("function", "s3:PutObjectRetention", `${ledger}/latest/d`, "a document that is kept");
  no("function", "s3:BypassGovernanceRetention", `${ledger}/journal/r`, "freeing a record");
  yes("function", "s3:PutObject", `${ledger}/latest/d`, "a latest document");
  yes("function", "s3:GetObject", `${ledger}/latest/d`, "replacing only what was read");
  yes("function", "s3:PutObjectTagging", `${ledger}/latest/d`, "a tombstone");
  yes("function", "s3:PutObject", `${ledger}/workflow/m`, "the marker of a call");
  yes("function", "s3:GetObject", `${ledger}/workflow/m`, "whether the call was made");
  yes("function", "s3:ListBucket", ledger, "telling that there is none");
  yes("function", "kms:GenerateDataKey", key("ledger"), "encrypting a record", viaS3);
  no("function", "kms:GenerateDataKey", key("ledger"), "the key by itself");
  no("function", "kms:GenerateDataKey", key("secret"), "another key", viaS3);
  no("function", "kms:Decrypt", key("ledger"), "reading records", viaS3);
  no("function", "s3:GetObject", `${ledger}/journal/r`, "reading records");
  no("function", "s3:PutObjectTagging", `${ledger}/journal/r`, "a record that expires");
  no("function", "s3:PutObject", `${ledger}/other/x`, "another prefix");
  no("function", "s3:PutObject", `${ledger}/backfill/x`, "another prefix");
  no("function", "s3:DeleteObject", `${ledger}/journal/r`, "deleting anything");
  no("function", "s3:DeleteObjectVersion", `${ledger}/latest/d`, "deleting anything");
  no("function", "s3:DeleteObject", `${ledger}/workflow/m`, "deleting anything");
  no("function", "s3:PutObject", `${ledger}/journal/r`, "plain HTTP", { ...once, ...plain });
  no("function", "s3:PutBucketPolicy", ledger, "letting others write");
  no("function", "s3:PutLifecycleConfiguration", ledger, "letting records expire");

  // The function, elsewhere.
  yes("function", "sqs:SendMessage", failures, "what could not be recorded");
  no("function", "sqs:ReceiveMessage", failures, "taking failures away");
  no("function", "sqs:DeleteMessage", failures, "taking failures away");
  no("function", "sqs:PurgeQueue", failures, "taking failures away");
  yes("function", "sqs:ReceiveMessage", queue, "the trigger's batches");
  yes("function", "sqs:DeleteMessage", queue, "the trigger's batches");
  yes("function", "sqs:GetQueueAttributes", queue, "the trigger's batches");
  no("function", "sqs:SendMessage", queue, "making up events");
  no("function", "sqs:PurgeQueue", queue, "losing events");
  no("function", "sqs:ReceiveMessage", `${queue}-other`, "another queue");
  yes("function", "logs:CreateLogStream", `${logs}:log-stream:s`, "its logs");
  yes("function", "logs:PutLogEvents", `${logs}:log-stream:s`, "its logs");
  no("function", "logs:PutLogEvents", `${logs}-other:log-stream:s`, "another's logs");
  no("function", "logs:DeleteLogStream", `${logs}:log-stream:s`, "covering its tracks");
  yes("function", "xray:PutTraceSegments", "*", "traces");
  yes("function", "xray:PutTelemetryRecords", "*", "traces");
  no("function", "xray:GetTraceSummaries", "*", "reading traces");
  no("function", "lambda:InvokeFunction", alias, "calling itself");
  no("function", "lambda:UpdateFunctionCode", handler, "changing itself");
  no("function", "iam:PassRole", `arn:aws:iam::${account}:role/admin`, "becoming somebody else");
  no("function", "sts:AssumeRole", `arn:aws:iam::${account}:role/admin`, "becoming somebody else");

  // The function, on what is the documents function's.
  for (const folder of ["declared", "refused", "status", "tables"]) {
    no("function", "s3:PutObject", `${lake}/${folder}/x`, "a row that is not its own", once);
    no("function", "s3:GetObject", `${lake}/${folder}/x`, "reading rows");
  }
  no("function", "s3:ListBucket", lake, "reading rows");
  no("function", "sqs:SendMessage", documentsFailures, "another's failures");
  no("function", "logs:PutLogEvents", `${documentsLogs}:log-stream:s`, "another's logs");
  no("function", "lambda:InvokeFunction", `${documents}:live`, "calling another function");

  // The documents function, on the ingress bucket.
  for (const prefix of ["id=", "upload="]) {
    yes("documents", "s3:GetObject", `${ingress}/${prefix}x`, "a document");
    yes("documents", "s3:GetObjectVersion", `${ingress}/${prefix}x`, "the event's version");
    no("documents", "s3:GetObjectTagging", `${ingress}/${prefix}x`, "more than it needs");
    no("documents", "s3:PutObject", `${ingress}/${prefix}x`, "changing what it reads", once);
    no("documents", "s3:DeleteObject", `${ingress}/${prefix}x`, "deleting anything");
    no("documents", "s3:AbortMultipartUpload", `${ingress}/${prefix}x`, "another's upload");
  }
  yes("documents", "s3:ListBucket", ingress, "404 for what is gone, not 403");
  yes("documents", "kms:Decrypt", key("ingress"), "a document", viaS3);
  no("documents", "kms:Decrypt", key("ingress"), "the key by itself");
  no("documents", "kms:Decrypt", key("ingress"), "the key through another service", viaSecrets);
  no("documents", "kms:GenerateDataKey", key("ingress"), "encrypting what it reads", viaS3);
  no("documents", "s3:GetObject", `${ingress}/other/x`, "what is no document");
  no("documents", "s3:PutBucketNotification", ingress, "turning the trigger away");
  no("documents", "s3:ListBucketVersions", ingress, "more than it needs");
  no("documents", "s3:GetObject", `${stranger}/id=x`, "another bucket");
  no("documents", "s3:ListBucket", stranger, "another bucket");

  // The documents function, on the lake bucket.
  for (const folder of ["refused", "tables"]) {
    yes("documents", "s3:PutObject", `${lake}/${folder}/x`, "what it writes once", once);
    no("documents", "s3:PutObject", `${lake}/${folder}/x`, "overwriting it", created);
  }
  yes("documents", "s3:PutObject", `${lake}/tables/x`, "a part of an upload", part);
  yes("documents", "s3:AbortMultipartUpload", `${lake}/tables/x`, "rows of a refused document");
  yes("documents", "s3:PutObject", `${lake}/status/x`, "what became of a document", created);
  yes("documents", "s3:GetObject", `${lake}/tables/x`, "whose rows are there");
  yes("documents", "s3:GetObject", `${lake}/declared/x`, "what the tables declare");
  yes("documents", "kms:GenerateDataKey", key("lake"), "encrypting rows", viaS3);
  yes("documents", "kms:Decrypt", key("lake"), "an upload in parts, and the declarations", viaS3);
  no("documents", "kms:GenerateDataKey", key("lake"), "the key by itself");
  no("documents", "kms:Decrypt", key("lake"), "the key by itself");
  no("documents", "kms:Encrypt", key("lake"), "more than it needs", viaS3);
  no("documents", "kms:GenerateDataKey", key("secret"), "another key", viaS3);
  no("documents", "kms:Decrypt", key("secret"), "another key", viaS3);
  no("documents", "s3:PutObject", `${lake}/declared/x`, "declaring tables", created);
  no("documents", "s3:PutObject", `${lake}/other/x`, "another prefix", created);
  no("documents", "s3:GetObject", `${lake}/refused/x`, "more than it needs");
  no("documents", "s3:GetObject", `${lake}/status/x`, "more than it needs");
  no("documents", "s3:AbortMultipartUpload", `${lake}/status/x`, "more than it needs");
  for (const folder of ["declared", "refused", "status", "tables"]) {
    no("documents", "s3:DeleteObject", `${lake}/${folder}/x`, "deleting anything");
    no("documents", "s3:PutObjectTagging", `${lake}/${folder}/x`, "what expires");
  }
  no("documents", "s3:GetObjectVersion", `${lake}/tables/x`, "more than it needs");
  no("documents", "s3:ListBucket", lake, "more than it needs");
  no("documents", "s3:PutBucketPolicy", lake, "letting others write");
  no("documents", "s3:PutObject", `${lake}/tables/x`, "plain HTTP", { ...once, ...plain });

  // The documents function, elsewhere: it can write no record.
  for (const folder of ["backfill", "journal", "latest", "statements", "workflow"]) {
    no("documents", "s3:PutObject", `${ledger}/${folder}/x`, "a record that is not its own", once);
    no("documents", "s3:GetObject", `${ledger}/${folder}/x`, "reading records");
  }
  no("documents", "s3:ListBucket", ledger, "reading records");
  no("documents", "s3:GetObject", `${source}/k`, "another source");
  no("documents", "s3:ListBucket", source, "another source");
  yes("documents", "sqs:SendMessage", documentsFailures, "what could not be stored");
  no("documents", "sqs:SendMessage", failures, "another's failures");
  no("documents", "sqs:ReceiveMessage", documentsFailures, "taking failures away");
  no("documents", "sqs:ReceiveMessage", queue, "another's batches");
  yes("documents", "logs:CreateLogStream", `${documentsLogs}:log-stream:s`, "its logs");
  yes("documents", "logs:PutLogEvents", `${documentsLogs}:log-stream:s`, "its logs");
  no("documents", "logs:PutLogEvents", `${logs}:log-stream:s`, "another's logs");
  no("documents", "logs:DeleteLogStream", `${documentsLogs}:log-stream:s`, "covering its tracks");
  yes("documents", "xray:PutTraceSegments", "*", "traces");
  yes("documents", "xray:PutTelemetryRecords", "*", "traces");
  no("documents", "xray:GetTraceSummaries", "*", "reading traces");
  no("documents", "lambda:InvokeFunction", `${documents}:live`, "calling itself");
  no("documents", "lambda:InvokeFunction", alias, "making up events");
  no("documents", "lambda:UpdateFunctionCode", documents, "changing itself");
  no("documents", "secretsmanager:GetSecretValue", secret, "another's parameters");
  no("documents", "kms:Decrypt", key("secret"), "another's parameters", forSecret);
  no("documents", "iam:PassRole", `arn:aws:iam::${account}:role/admin`, "becoming somebody else");

  // The function, on secrets.
  yes("function", "secretsmanager:GetSecretValue", secret, "its parameters");
  yes("function", "kms:Decrypt", key("secret"), "its parameters", forSecret);
  no("function", "kms:Decrypt", key("secret"), "the key through another service", viaS3);
  no("function", "kms:Decrypt", key("secret"), "the key of another secret", {
    ...viaSecrets,
    "kms:EncryptionContext:SecretARN": secret.replace("local-", "prod-"),
  });
  no("function", "kms:Decrypt", key("secret"), "the secret through another service", {
    ...viaS3,
    "kms:EncryptionContext:SecretARN": secret,
  });
  no("function", "kms:Decrypt", key("ledger"), "another key", forSecret);
  no("function", "kms:GenerateDataKey", key("secret"), "encrypting parameters", forSecret);
  no("function", "secretsmanager:GetSecretValue", secret.replace("local-", "prod-"),
    "another secret");
  no("function", "secretsmanager:GetSecretValue", secret.replace("local-", "local-2-"),
    "a secret whose name begins alike");
  no("function", "secretsmanager:GetSecretValue", secret.replace(account, other),
    "the secret of that name in another account");
  no("function", "secretsmanager:ListSecrets", "*", "listing secrets");
  no("function", "secretsmanager:DescribeSecret", secret, "more than its value");
  no("function", "secretsmanager:PutSecretValue", secret, "changing its parameters");
  no("function", "secretsmanager:DeleteSecret", secret, "losing its parameters");

  // Who may invoke: the alias's policy.
  yes(s3, "lambda:InvokeFunction", alias, "an event of the source bucket", from(source));
  yes(s3, "lambda:InvokeFunction", alias, "an event of the second source", from(second));
  no(s3, "lambda:InvokeFunction", alias, "that bucket, re-created in another account",
    from(second, other));
  no(s3, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(second));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(second));
  no(s3, "lambda:InvokeFunction", handler, "$LATEST from S3", from(source));
  no(s3, "lambda:InvokeFunction", `${handler}:1`, "a version that is not live", from(source));
  no(s3, "lambda:InvokeFunction", alias, "another bucket", from(stranger));
  no(s3, "lambda:InvokeFunction", alias, "the bucket, re-created in another account",
    from(source, other));
  no(s3, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(source));
  yes(events, "lambda:InvokeFunction", alias, "the stack's rule", from(rule));
  yes(events, "lambda:InvokeFunction", alias, "the second source's rule", from(secondRule));
  no(events, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(secondRule));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(secondRule));
  no(events, "lambda:InvokeFunction", alias, "another rule", from(`${rule}-other`));
  no(events, "lambda:InvokeFunction", handler, "$LATEST from EventBridge", from(rule));
  no(events, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(rule));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(rule));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(source));
  no("stranger", "lambda:InvokeFunction", alias, "another account");
  no(events, "lambda:InvokeFunction", alias, "the rule of the documents", from(documentsRule));
  const documentsAlias = `${documents}:live`;
  yes(events, "lambda:InvokeFunction", documentsAlias, "the rule of the documents",
    from(documentsRule));
  no(events, "lambda:InvokeFunction", documentsAlias, "a source's rule", from(rule));
  no(events, "lambda:InvokeFunction", documents, "$LATEST from EventBridge", from(documentsRule));
  no(events, "lambda:UpdateFunctionCode", documentsAlias, "anything but invoking",
    from(documentsRule));
  no("sns.amazonaws.com", "lambda:InvokeFunction", documentsAlias, "another service",
    from(documentsRule));
  no(s3, "lambda:InvokeFunction", documentsAlias, "the bucket itself", from(ingress));
  no("stranger", "lambda:InvokeFunction", documentsAlias, "another account");

  // Who may send: the queues' policies.
  yes(s3, "sqs:SendMessage", queue, "an event of the source bucket", from(source));
  yes(s3, "sqs:SendMessage", queue, "an event of the second source", from(second));
  no(s3, "sqs:SendMessage", queue, "another bucket", from(stranger));
  no(s3, "sqs:SendMessage", queue, "the bucket, re-created in another account",
    from(source, other));
  no(s3, "sqs:SendMessage", queue, "plain HTTP", { ...from(source), ...plain });
  no(s3, "sqs:ReceiveMessage", queue, "anything but sending", from(source));
  no(events, "sqs:SendMessage", queue, "another service", from(source));
  no("stranger", "sqs:SendMessage", queue, "another account");
  no("administrator", "sqs:SendMessage", queue, "plain HTTP", plain);
  no("administrator", "sqs:ReceiveMessage", queueFailures, "plain HTTP", plain);
  no("administrator", "sqs:ReceiveMessage", failures, "plain HTTP", plain);
  yes("administrator", "sqs:ReceiveMessage", queueFailures, "looking at failures");
  yes(events, "sqs:SendMessage", ruleFailures, "what it could not deliver", from(rule));
  yes(events, "sqs:SendMessage", ruleFailures, "what it could not deliver", from(secondRule));
  no(events, "sqs:SendMessage", ruleFailures, "another rule", from(`${rule}-other`));
  no(events, "sqs:ReceiveMessage", ruleFailures, "anything but sending", from(rule));
  no("sns.amazonaws.com", "sqs:SendMessage", ruleFailures, "another service", from(rule));
  no("administrator", "sqs:ReceiveMessage", ruleFailures, "plain HTTP", plain);

  yes(events, "sqs:SendMessage", documentsRuleFailures, "what it could not deliver",
    from(documentsRule));
  no(events, "sqs:SendMessage", documentsRuleFailures, "a source's rule", from(rule));
  no(events, "sqs:SendMessage", ruleFailures, "the rule of the documents", from(documentsRule));
  no(events, "sqs:ReceiveMessage", documentsRuleFailures, "anything but sending",
    from(documentsRule));
  no("sns.amazonaws.com", "sqs:SendMessage", documentsRuleFailures, "another service",
    from(documentsRule));
  no("administrator", "sqs:ReceiveMessage", documentsRuleFailures, "plain HTTP", plain);
  no("administrator", "sqs:ReceiveMessage", documentsFailures, "plain HTTP", plain);
  yes("administrator", "sqs:ReceiveMessage", documentsFailures, "looking at failures");

  // The buckets' policies, which even administrators heed.
  no("administrator", "s3:PutObject", `${ledger}/journal/r`, "a put by anybody but the function",
    once);
  no("administrator", "s3:PutObject", `${ledger}/latest/d`, "a put by anybody but the function");
  no("administrator", "s3:PutObjectTagging", `${ledger}/journal/r`, "a record that expires");
  no("administrator", "s3:PutObjectVersionTagging", `${ledger}/journal/r`,
    "a version that expires");
  no(s3, "s3:PutObject", `${ledger}/journal/r`, "a service's put", from(source));
  no("administrator", "s3:PutObject", `${ledger}/other/x`, "a put by anybody but the function");
  yes("administrator", "s3:PutObject", `${ledger}/backfill/x`, "a manifest");
  yes("administrator", "s3:PutObject", `${ledger}/statements/s`, "a statement of make verify",
    once);
  no("administrator", "s3:PutObject", `${ledger}/statements/s`, "overwriting a statement", created);
  no("administrator", "s3:DeleteObject", `${ledger}/statements/s`, "hiding a statement");
  no("stranger", "s3:PutObject", `${ledger}/statements/s`, "another account", once);
  no("stranger", "s3:PutObject", `${ledger}/journal/r`, "another account");
  no("stranger", "s3:GetObject", `${ledger}/journal/r`, "another account");
  yes("administrator", "s3:GetObject", `${ledger}/journal/r`, "reading the ledger");
  no("administrator", "s3:DeleteObject", `${ledger}/journal/r`, "hiding a record");
  yes("administrator", "s3:DeleteObject", `${ledger}/latest/d`, "destroying the stack");
  yes("administrator", "s3:DeleteObjectVersion", `${ledger}/journal/r`,
    "what Object Lock does not keep");
  yes("administrator", "s3:PutBucketPolicy", ledger, "breaking the glass");
  no("administrator", "s3:GetObject", `${ledger}/journal/r`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", ledger, "plain HTTP", plain);
  yes("administrator", "s3:PutObject", `${source}/k`, "an upload");
  no("administrator", "s3:PutObject", `${source}/k`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", source, "plain HTTP", plain);
  yes("administrator", "s3:PutObject", `${second}/k`, "an upload");
  no("administrator", "s3:PutObject", `${second}/k`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", second, "plain HTTP", plain);
  no("stranger", "s3:PutObject", `${source}/k`, "another account");

  for (const folder of ["refused", "status", "tables"]) {
    no("administrator", "s3:PutObject", `${lake}/${folder}/x`,
      "a put by anybody but the documents function", once);
    no("administrator", ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"],
      `${lake}/${folder}/x`, "what expires");
    no(s3, "s3:PutObject", `${lake}/${folder}/x`, "a service's put", from(ingress));
    yes("administrator", "s3:DeleteObject", `${lake}/${folder}/x`, "destroying the stack");
    yes("administrator", "s3:GetObject", `${lake}/${folder}/x`, "reading the lake");
  }
  yes("administrator", "s3:PutObject", `${lake}/declared/x`, "what the tables declare");
  no("stranger", "s3:PutObject", `${lake}/declared/x`, "another account");
  no("stranger", "s3:GetObject", `${lake}/tables/x`, "another account");
  no("administrator", "s3:GetObject", `${lake}/tables/x`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", lake, "plain HTTP", plain);

  // Inventories, which S3 writes into the bucket of the results.
  yes(s3, "s3:PutObject", `${results}/inventory/f`, "a list of the source bucket",
    from(source));
  yes(s3, "s3:PutObject", `${results}/inventory/f`, "a list of the second source",
    from(second));
  no(s3, "s3:PutObject", `${results}/inventory/f`, "another bucket's list", from(stranger));
  no(s3, "s3:PutObject", `${results}/inventory/f`, "the bucket, re-created in another account",
    from(source, other));
  no(s3, "s3:PutObject", `${results}/results/r`, "another prefix", from(source));
  no(s3, "s3:GetObject", `${results}/inventory/f`, "anything but writing", from(source));
  no("logging.s3.amazonaws.com", "s3:PutObject", `${results}/inventory/f`, "another service",
    from(source));
  no("stranger", "s3:GetObject", `${results}/results/r`, "another account");
  no("administrator", "s3:GetObject", `${results}/results/r`, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", results, "plain HTTP", plain);

  // Whoever is given the policy of readers.
  for (const action of [
    "BatchGetNamedQuery", "BatchGetQueryExecution", "GetNamedQuery", "GetQueryExecution",
    "GetQueryResults", "GetQueryResultsStream", "GetQueryRuntimeStatistics", "GetWorkGroup",
    "ListNamedQueries", "ListQueryExecutions", "StartQueryExecution", "StopQueryExecution",
  ]) {
    yes("reader", `athena:${action}`, workgroup, "running a query");
  }
  no("reader", "athena:StartQueryExecution", workgroup.replace(/[^/]*$/, "primary"),
    "a workgroup without limits");
  no("reader", "athena:GetQueryResults", `${workgroup}-other`, "another workgroup");
  no("reader", "athena:UpdateWorkGroup", workgroup, "lifting the limits");
  no("reader", "athena:CreateNamedQuery", workgroup, "changing the statements");
  yes("reader", "glue:GetDatabase", database, "the database");
  yes("reader", "glue:GetDatabase", catalog, "the database");
  const otherDatabase = (name) => database.replace(/[^/]*$/, name);
  yes("reader", "glue:GetDatabase", otherDatabase("default"), "what Athena asks for");
  no("reader", "glue:UpdateDatabase", otherDatabase("default"), "more than it needs");
  yes("reader", ["athena:ListDataCatalogs", "athena:ListWorkGroups"], "*", "Athena's editor");
  no("reader", "athena:CreateDataCatalog", "*", "more than it needs");
  yes("reader", "glue:GetTable", `${tables}/journal`, "a table");
  yes("reader", "glue:GetTables", `${tables}/journal`, "the tables");
  no("reader", "glue:GetTable", tables.replace(/[^/]*$/, "other/t"), "another database's table");
  no("reader", "glue:GetDatabase", `${database}_2`, "another database");
  no("reader", "glue:UpdateTable", `${tables}/journal`, "a table that shows something else");
  no("reader", "glue:DeleteTable", `${tables}/journal`, "removing a table");
  no("reader", "glue:CreateTable", `${tables}/t`, "a table of their own");
  yes("reader", "s3:GetObject", `${ledger}/journal/r`, "the records");
  yes("reader", "s3:GetObject", `${ledger}/latest/d`, "the latest documents");
  const records = { "s3:prefix": "journal/source=b/" };
  yes("reader", "s3:ListBucket", ledger, "the records of an hour", records);
  yes("reader", "s3:ListBucket", ledger, "the documents", { "s3:prefix": "latest/source=b/" });
  no("reader", "s3:ListBucketVersions", ledger, "what was overwritten or deleted", records);
  no("reader", "s3:ListBucket", stranger, "another bucket", records);
  no("reader", "s3:ListBucket", ledger, "another prefix", { "s3:prefix": "backfill/" });
  no("reader", "s3:ListBucket", ledger, "the whole bucket");
  no("reader", "s3:GetObjectVersion", `${ledger}/journal/r`, "what was overwritten or deleted");
  for (const prefix of ["backfill", "statements", "workflow"]) {
    no("reader", "s3:GetObject", `${ledger}/${prefix}/x`, "another prefix");
  }
  for (const prefix of ["backfill", "journal", "latest", "statements", "workflow"]) {
    no("reader", "s3:PutObject", `${ledger}/${prefix}/x`, "writing to the ledger", once);
  }
  no("reader", "s3:DeleteObject", `${ledger}/journal/r`, "deleting anything");
  no("reader", "s3:GetObject", `${ledger}/journal/r`, "plain HTTP", plain);
  no("reader", "s3:GetObject", `${source}/k`, "the users' objects");
  no("reader", "s3:ListBucket", source, "the users' objects");
  for (const action of [
    "AbortMultipartUpload", "GetObject", "ListMultipartUploadParts", "PutObject",
  ]) {
    yes("reader", `s3:${action}`, `${results}/results/r`, "the results");
  }
  for (const action of ["GetBucketLocation", "ListBucket", "ListBucketMultipartUploads"]) {
    yes("reader", `s3:${action}`, results, "the results");
  }
  yes("reader", "s3:GetObject", `${results}/inventory/f`, "the inventories");
  no("reader", "s3:PutObject", `${results}/inventory/f`, "making up an inventory");
  no("reader", "s3:PutObject", `${results}/other/x`, "another prefix");
  no("reader", "s3:GetObject", `${results}/other/x`, "another prefix");
  no("reader", "s3:DeleteObject", `${results}/results/r`, "deleting anything");
  no("reader", "s3:PutObject", `${stranger}/results/r`, "another bucket");
  no("reader", "s3:GetBucketLocation", stranger, "another bucket");
  no("reader", "s3:PutBucketPolicy", results, "letting others read");
  yes("reader", "kms:Decrypt", key("ledger"), "the records", viaS3);
  no("reader", "kms:Decrypt", key("ledger"), "the key by itself");
  no("reader", "kms:GenerateDataKey", key("ledger"), "encrypting records", viaS3);
  yes("reader", "kms:Decrypt", key("results"), "the results", viaS3);
  yes("reader", "kms:GenerateDataKey", key("results"), "the results", viaS3);
  no("reader", "kms:Decrypt", key("results"), "the key by itself");
  no("reader", "kms:GenerateDataKey", key("results"), "the key by itself");
  no("reader", "kms:Encrypt", key("results"), "more than it needs", viaS3);
  no("reader", "kms:Decrypt", key("source"), "another key", viaS3);
  no("reader", "secretsmanager:GetSecretValue", secret, "the parameters");
  no("reader", "lambda:InvokeFunction", alias, "making up events");

  const ofDay = { "s3:prefix": "tables/orders/date=2026-11-28/" };
  yes("reader", "s3:GetObject", `${lake}/tables/x`, "the rows");
  yes("reader", "s3:ListBucket", lake, "the rows of a day", ofDay);
  no("reader", "s3:ListBucketVersions", lake, "what was deleted", ofDay);
  no("reader", "s3:ListBucket", stranger, "another bucket", ofDay);
  no("reader", "s3:ListBucket", lake, "another prefix", { "s3:prefix": "refused/" });
  no("reader", "s3:ListBucket", lake, "the whole bucket");
  no("reader", "s3:GetObjectVersion", `${lake}/tables/x`, "what was deleted");
  no("reader", "s3:DeleteObject", `${lake}/tables/x`, "deleting anything");
  for (const folder of ["declared", "refused", "status"]) {
    no("reader", "s3:GetObject", `${lake}/${folder}/x`, "another prefix");
  }
  for (const folder of ["declared", "refused", "status", "tables"]) {
    no("reader", "s3:PutObject", `${lake}/${folder}/x`, "writing to the lake", once);
  }
  no("reader", "s3:GetObject", `${ingress}/id=x`, "the users' documents");
  no("reader", "s3:ListBucket", ingress, "the users' documents");
  yes("reader", "kms:Decrypt", key("lake"), "the rows", viaS3);
  no("reader", "kms:Decrypt", key("lake"), "the key by itself");
  no("reader", "kms:GenerateDataKey", key("lake"), "encrypting rows", viaS3);
  no("reader", "kms:Decrypt", key("ingress"), "another key", viaS3);
  no("reader", "lambda:InvokeFunction", documentsAlias, "making up events");

  // Jobs that bring in what was there before.
  yes("job", "lambda:InvokeFunction", alias, "an object of the job");
  no("job", "lambda:InvokeFunction", handler, "$LATEST");
  no("job", "lambda:UpdateFunctionCode", alias, "changing the function");
  yes("job", "s3:ListBucket", source, "the list of objects");
  yes("job", "s3:ListBucket", second, "the list of objects");
  yes("job", "s3:PutInventoryConfiguration", source, "the list of objects");
  no("job", "s3:GetObject", `${source}/k`, "reading objects");
  no("job", "s3:PutObject", `${source}/k`, "changing objects");
  no("job", "s3:ListBucket", stranger, "another bucket");
  no("job", "s3:PutBucketNotification", source, "turning the trigger away");
  yes("job", "s3:PutObject", `${ledger}/backfill/x`, "manifest and report");
  yes("job", "s3:GetObject", `${ledger}/backfill/x`, "the manifest");
  yes("job", "s3:GetObjectVersion", `${ledger}/backfill/x`, "the manifest");
  yes("job", "s3:GetBucketLocation", ledger, "where the bucket is");
  yes("job", "kms:GenerateDataKey", key("ledger"), "manifest and report", viaS3);
  yes("job", "kms:Decrypt", key("ledger"), "the manifest", viaS3);
  no("job", "kms:Decrypt", key("ledger"), "the key by itself");
  no("job", "kms:GenerateDataKey", key("ledger"), "the key by itself");
  no("job", "kms:Decrypt", key("source"), "another key", viaS3);
  no("job", "kms:Encrypt", key("ledger"), "more than it needs", viaS3);
  no("job", "s3:DeleteObject", `${ledger}/backfill/x`, "deleting anything");
  no("job", "s3:GetBucketLocation", stranger, "another bucket");
  no("job", "s3:PutBucketPolicy", ledger, "letting others write");
  no("job", "s3:PutObject", `${ledger}/journal/r`, "records that the function did not write");
  no("job", "s3:PutObject", `${ledger}/workflow/m`, "markers that the function did not write");
  no("job", "s3:PutObject", `${lake}/tables/x`, "rows that the function did not write", once);
  no("job", "lambda:InvokeFunction", documentsAlias, "another function");
  no("job", "secretsmanager:GetSecretValue", secret, "the parameters");

  // Who may become whom.
  yes(lambda, "sts:AssumeRole", names.role, "running the function");
  no("ec2.amazonaws.com", "sts:AssumeRole", names.role, "another service");
  no("stranger", "sts:AssumeRole", names.role, "another account");
  yes(lambda, "sts:AssumeRole", documentsRole, "running the documents function");
  no("ec2.amazonaws.com", "sts:AssumeRole", documentsRole, "another service");
  no("stranger", "sts:AssumeRole", documentsRole, "another account");
  yes(jobs, "sts:AssumeRole", names.jobRole, "running a job", { "aws:SourceAccount": account });
  no(jobs, "sts:AssumeRole", names.jobRole, "another account's job",
    { "aws:SourceAccount": other });
  no(lambda, "sts:AssumeRole", names.jobRole, "another service", { "aws:SourceAccount": account });
  return rows;
}
