// Who may deliver, as terraform/bootstrap promises it. The rows are as in matrix.mjs, but one may
// stand for several callers, actions and resources.
export function delivery(names) {
  const { account, alarms, alias, applyRole, boundary, failures, handler, jobRole, ledger } = names;
  const { logs, planRole, provider, queue, queueFailures, region, role, rule } = names;
  const { ruleFailures, second, secondRule, secret, source, state, topic } = names;
  const { catalog, dashboard, database, results, tables, workgroup } = names;
  const { documents, documentsFailures, documentsLogs, documentsRole, documentsRule } = names;
  const { documentsRuleFailures, ingress, lake } = names;
  const documentsAlias = `${documents}:live`;
  const declared = `${lake}/declared/d`;
  const table = `${tables}/journal`;
  const ofDatabase = [catalog, database, table];
  const functions = `${database.replace(":database/", ":userDefinedFunction/")}/f`;
  const mapping = `arn:aws:lambda:${region}:${account}:event-source-mapping:m`;
  const alarm = `${alarms}-errors`;
  const anotherDashboard = dashboard.replace("local", "prod");
  const key = (name) => `arn:aws:kms:${region}:${account}:key/${name}`;
  const ours = { Application: "object-ledger", Environment: "local" };
  const tagged = (kind, tags) =>
    Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:${kind}/${tag}`, value]));
  const ofStack = tagged("ResourceTag", ours);
  const ofProd = tagged("ResourceTag", { ...ours, Environment: "prod" });
  const ofOther = tagged("ResourceTag", { ...ours, Application: "other" });
  const asStack = tagged("RequestTag", ours);
  const asProd = tagged("RequestTag", { ...ours, Environment: "prod" });
  const asOther = tagged("RequestTag", { ...ours, Application: "other" });
  const byAlias = { "kms:RequestAlias": "alias/object-ledger-alarms-local" };
  const bounded = { "iam:PermissionsBoundary": boundary };
  const toLambda = { "iam:PassedToService": "lambda.amazonaws.com" };
  const mapped = { "lambda:FunctionArn": alias };
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const viaLambda = {
    "kms:ViaService": `lambda.${region}.amazonaws.com`, "kms:CallerAccount": account,
  };
  const viaSecrets = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
  const forSecret = { ...viaSecrets, "kms:EncryptionContext:SecretARN": secret };
  const plain = { "aws:SecureTransport": "false" };
  const stranger = "arn:aws:s3:::somebody-elses";
  const anotherRole = `arn:aws:iam::${account}:role/admin`;
  const backfill = `${ledger}/backfill/x`;
  const stateFile = `${state}/object-ledger.tfstate`;
  const lock = `${stateFile}.tflock`;

  const rows = [];
  const row = (allowed) => (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed, why });
  const yes = row(true);
  const no = row(false);

  // Who may become whom: what GitHub signs, claim by claim.
  const issuer = "token.actions.githubusercontent.com";
  const repository = "repo:example@1001/object-ledger@2002";
  const workflow = (file, ref = "refs/heads/main") =>
    `example/object-ledger/.github/workflows/${file}@${ref}`;
  const token = (claims) =>
    Object.fromEntries(
      Object.entries({ aud: "sts.amazonaws.com", repository_id: "2002", ...claims }).map(
        ([claim, value]) => [`${issuer}:${claim}`, value],
      ),
    );
  const assume = "sts:AssumeRoleWithWebIdentity";
  const pullRequest = {
    sub: `${repository}:pull_request`,
    ref: "refs/pull/7/merge",
    job_workflow_ref: workflow("pull-request.yml", "refs/pull/7/merge"),
  };
  const drift = {
    sub: `${repository}:ref:refs/heads/main`,
    ref: "refs/heads/main",
    job_workflow_ref: workflow("drift.yml"),
  };
  const replan = { ...drift, job_workflow_ref: workflow("environment.yml") };
  const apply = {
    sub: `${repository}:environment:local`,
    ref: "refs/heads/main",
    job_workflow_ref: workflow("environment.yml"),
    environment: "local",
  };
  const dev = { sub: `${repository}:environment:dev`, environment: "dev" };
  const elsewhere = { sub: `${repository.replace("2002", "3003")}`, repository_id: "3003" };

  yes("github", assume, planRole, "a pull request plans", token(pullRequest));
  yes("github", assume, planRole, "the nightly plan of main", token(drift));
  yes("github", assume, planRole, "the plan before a deploy", token(replan));
  yes("github", assume, applyRole, "a job of the environment, on main", token(apply));
  yes("github", assume, applyRole, "the weekly verify of main",
    token({ ...apply, job_workflow_ref: workflow("verify.yml") }));
  no("github", assume, applyRole, "a pull request applies", token(pullRequest));
  no("github", assume, applyRole, "a pull request that changed the workflow",
    token({ ...pullRequest, job_workflow_ref: workflow("environment.yml", "refs/pull/7/merge") }));
  no("github", assume, applyRole, "a pull request that names the environment",
    token({ ...apply, ref: pullRequest.ref,
      job_workflow_ref: workflow("environment.yml", "refs/pull/7/merge") }));
  no("github", assume, [planRole, applyRole], "another repository", token({ ...apply,
    sub: "repo:mallory@6/object-ledger@7:environment:local", repository_id: "7" }));
  no("github", assume, [planRole, applyRole], "a repository that was made anew with the name",
    token({ ...apply, ...elsewhere, sub: `${elsewhere.sub}:environment:local` }));
  no("github", assume, planRole, "its pull request",
    token({ ...pullRequest, ...elsewhere, sub: `${elsewhere.sub}:pull_request` }));
  no("github", assume, [planRole, applyRole], "one whose tokens name no numbers",
    token({ ...apply, sub: "repo:example/object-ledger:environment:local",
      repository_id: "3003" }));
  no("github", assume, [planRole, applyRole], "a job of another environment",
    token({ ...apply, ...dev }));
  no("github", assume, [planRole, applyRole], "a branch that is not main", token({ ...apply,
    sub: `${repository}:ref:refs/heads/fix`, ref: "refs/heads/fix",
    job_workflow_ref: workflow("environment.yml", "refs/heads/fix") }));
  no("github", assume, applyRole, "a branch that names the environment", token({ ...apply,
    ref: "refs/heads/fix", job_workflow_ref: workflow("environment.yml", "refs/heads/fix") }));
  no("github", assume, applyRole, "a tag that names the environment", token({ ...apply,
    ref: "refs/tags/v1", job_workflow_ref: workflow("environment.yml", "refs/tags/v1") }));
  no("github", assume, applyRole, "the nightly plan of main applies", token(drift));
  no("github", assume, applyRole, "the plan before a deploy applies", token(replan));

  // One claim at a time.
  for (const [claim, value] of Object.entries({
    aud: "another-audience",
    environment: "dev",
    job_workflow_ref: workflow("deploy.yml"),
    ref: "refs/heads/fix",
    repository_id: "3003",
    sub: `${repository}:environment:dev`,
  })) {
    no("github", assume, applyRole, "one claim is another's", token({ ...apply, [claim]: value }));
  }
  for (const [claim, value] of Object.entries({
    aud: "another-audience",
    job_workflow_ref: workflow("pull-request.yml"),
    ref: "refs/heads/fix",
    repository_id: "3003",
    sub: `${repository}:ref:refs/heads/fix`,
  })) {
    no("github", assume, planRole, "one claim is another's", token({ ...drift, [claim]: value }));
  }
  for (const [claim, value] of Object.entries({
    aud: "another-audience",
    repository_id: "3003",
    sub: `${repository}:issue_comment`,
  })) {
    no("github", assume, planRole, "one claim is another's",
      token({ ...pullRequest, [claim]: value }));
  }
  no("another provider", assume, planRole, "the same claims, signed by another",
    token(pullRequest));
  no("another provider", assume, planRole, "the same claims, signed by another", token(drift));
  no("another provider", assume, applyRole, "the same claims, signed by another", token(apply));
  no("stranger", "sts:AssumeRole", [planRole, applyRole], "another account");
  no("lambda.amazonaws.com", "sts:AssumeRole", [planRole, applyRole], "a service");

  // What both read, and only the configuration.
  const both = (...row) => yes(["plan", "apply"], ...row);
  const neither = (...row) => no(["plan", "apply"], ...row);
  both("s3:ListBucket", state, "finding the state");
  both("s3:GetObject", stateFile, "the state");
  yes("apply", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], lock, "the state's lock");
  no("plan", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], lock,
    "the state's lock, which would make an apply fail");
  both([
    "s3:GetAccelerateConfiguration", "s3:GetBucketAcl", "s3:GetBucketCORS",
    "s3:GetBucketLocation", "s3:GetBucketLogging", "s3:GetBucketNotification",
    "s3:GetBucketObjectLockConfiguration", "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy",
    "s3:GetBucketPublicAccessBlock", "s3:GetBucketRequestPayment", "s3:GetBucketTagging",
    "s3:GetBucketVersioning", "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration",
    "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration", "s3:ListBucket",
    "s3:ListBucketVersions", "s3:ListTagsForResource",
  ], [ingress, lake, ledger, results, second, source], "the buckets, and whether they hold anything");
  both(["s3:GetObject", "s3:GetObjectTagging"], declared, "what the tables declare");
  both("s3:GetInventoryConfiguration", [ingress, second, source], "what S3 lists");
  both(["athena:GetNamedQuery", "athena:GetWorkGroup", "athena:ListTagsForResource"], workgroup,
    "the workgroup and its statements");
  both("glue:GetDatabase", [catalog, database], "the database");
  both(["glue:GetPartitionIndexes", "glue:GetTable"], ofDatabase, "the tables");
  both("glue:GetTags", database, "the database");
  both(["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"],
    [documentsFailures, documentsRuleFailures, failures, queue, queueFailures, ruleFailures],
    "the queues, and whether they hold anything");
  both([
    "lambda:GetFunction", "lambda:GetFunctionCodeSigningConfig", "lambda:GetFunctionConfiguration",
    "lambda:GetFunctionEventInvokeConfig", "lambda:GetPolicy", "lambda:ListAliases",
    "lambda:ListTags", "lambda:ListVersionsByFunction", "lambda:GetAlias",
  ], [documents, handler], "the functions");
  both(["lambda:GetFunctionConfiguration", "lambda:GetPolicy"], [alias, documentsAlias],
    "the aliases");
  both("lambda:GetEventSourceMapping", mapping, "the queue's mapping", mapped);
  both("lambda:GetEventSourceMapping", mapping, "the queue's mapping",
    { "lambda:FunctionArn": handler });
  both("lambda:ListTags", mapping, "a mapping that has just been made");
  both([
    "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies",
  ], [documentsRole, role, jobRole], "the stack's roles");
  both(["logs:DescribeMetricFilters", "logs:ListTagsForResource"], [documentsLogs, logs],
    "the log groups");
  both("logs:DescribeMetricFilters", [`${documentsLogs}:*`, `${logs}:*`], "the log groups");
  both(["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"],
    [documentsRule, rule, secondRule], "the rules");
  both("cloudwatch:ListTagsForResource", alarm, "the alarms");
  both("cloudwatch:GetDashboard", dashboard, "the dashboard");
  both(["sns:GetTopicAttributes", "sns:ListTagsForResource"], topic, "who is told");
  both("kms:DescribeKey", key("alarms"), "the alarms' key, by its alias", byAlias);
  both([
    "cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData", "kms:ListAliases",
    "logs:DescribeLogGroups", "sns:GetSubscriptionAttributes",
  ], "*", "calls that know no resource");
  both(["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"], secret,
    "the secret, but its value");

  both("kms:Decrypt", key("aws/lambda"),
    "the function's environment variables, which Lambda decrypts as the caller", viaLambda);
  neither("kms:Decrypt", key("aws/lambda"), "the key by itself",
    { "kms:CallerAccount": account });
  neither("kms:Decrypt", [key("ledger"), key("source"), key("secret")],
    "a customer key through Lambda", viaLambda);

  neither("s3:GetObject", `${state}/bootstrap.tfstate`, "the state of terraform/bootstrap");
  neither("s3:PutObject", `${state}/bootstrap.tfstate`, "the state of terraform/bootstrap");
  neither("s3:DeleteObject", stateFile, "the state");
  neither("s3:GetObjectVersion", stateFile, "older states");
  neither("s3:DeleteObjectVersion", lock, "older locks");
  neither([
    "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketVersioning",
    "s3:PutLifecycleConfiguration", "s3:PutBucketPublicAccessBlock",
  ], state, "the state's bucket");
  no("administrator", ["s3:GetObject", "s3:PutObject"], stateFile, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", state, "plain HTTP", plain);
  neither(["s3:ListBucket", "s3:GetBucketPolicy"], stranger, "another bucket");
  neither("s3:GetObject", `${source}/k`, "the users' objects");
  neither("s3:GetObject", [`${results}/results/r`, `${results}/inventory/f`],
    "the results of queries");
  neither(["athena:GetQueryResults", "athena:StartQueryExecution"], workgroup, "running a query");
  neither(["athena:GetWorkGroup", "athena:CreateNamedQuery"], `${workgroup}-other`,
    "another workgroup");
  neither("glue:GetTable", table.replace("/object_", "/other_"), "another database's table");
  neither("glue:GetUserDefinedFunction", [catalog, database, functions], "what is not needed");
  neither(["s3:GetObject", "s3:GetObjectVersion"], [
    `${ingress}/id=x`, `${lake}/tables/x`, `${lake}/refused/x`, `${lake}/status/x`,
  ], "the users' documents");
  neither("s3:GetObjectAcl", declared, "more than it needs");
  neither("s3:PutBucketAcl", [lake, ledger, source], "opening a bucket");
  neither(["sqs:ReceiveMessage", "sqs:PurgeQueue", "sqs:SendMessage"],
    [documentsFailures, documentsRuleFailures, failures, queue, queueFailures, ruleFailures],
    "messages");
  neither("sqs:GetQueueAttributes", `${queue}-other`, "another queue");
  neither("lambda:GetFunction", `${handler}-other`, "another function");
  neither("lambda:InvokeFunction", [documents, handler], "code that is not published");
  neither("lambda:InvokeFunction", documentsAlias, "making up events");
  neither("lambda:GetEventSourceMapping", mapping, "another function's mapping",
    { "lambda:FunctionArn": `${handler}-other` });
  neither("lambda:InvokeFunction", `${handler}-other`, "another function");
  neither("lambda:ListTags", `${handler}-other`, "another function with the stack's tags", ofStack);
  neither("lambda:DeleteEventSourceMapping", mapping, "a mapping by its tags", ofStack);
  neither("iam:GetRole", anotherRole, "another role");
  neither("logs:DescribeMetricFilters", `${logs}-other`, "another log group");
  neither(["logs:GetLogEvents", "logs:FilterLogEvents"],
    [`${documentsLogs}:log-stream:s`, `${logs}:log-stream:s`], "the logs");
  neither("logs:StartQuery", [documentsLogs, logs], "the logs");
  neither("events:DescribeRule", `${rule}2`, "another environment's rule");
  neither("cloudwatch:ListTagsForResource", alarm.replace("local", "prod"), "another's alarms");
  neither(["sns:Publish", "sns:AddPermission"], topic, "crying wolf");
  neither("sns:GetTopicAttributes", `${topic}-other`, "another topic");
  neither("kms:DescribeKey", key("alarms"), "another environment's key",
    { "kms:RequestAlias": "alias/object-ledger-alarms-prod" });
  neither("kms:DescribeKey", key("alarms").replace(region, "us-east-1"), "a key of another region",
    byAlias);
  neither("kms:DescribeKey", key("alarms"), "a key by its id", ofStack);
  neither([
    "kms:CreateAlias", "kms:CreateGrant", "kms:DisableKey",
    "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion",
    "kms:TagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
  ], key("alarms"), "the alarms' key: terraform/bootstrap makes it",
  { ...byAlias, ...ofStack, ...asStack });
  neither(["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], key("alarms"), "what it encrypts",
    byAlias);
  neither("kms:CreateKey", "*", "the alarms' key: terraform/bootstrap makes it", asStack);
  neither("cloudwatch:SetAlarmState", alarm, "silencing an alarm");
  neither("cloudwatch:GetDashboard", anotherDashboard, "another's dashboard");
  neither(["cloudwatch:DescribeAlarmHistory", "cloudwatch:ListDashboards"], "*",
    "what is not needed");
  neither([
    "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecret", "secretsmanager:PutResourcePolicy",
  ], secret, "a secret's value, and who may read it");
  neither("secretsmanager:DescribeSecret", secret.replace("local-", "prod-"), "another secret");
  neither([
    "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicy",
  ], [boundary, names.ingressBoundary], "the boundary");
  neither([
    "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole",
    "iam:PutRolePermissionsBoundary", "iam:DeleteRolePolicy",
  ], [planRole, applyRole], "its own rights", bounded);
  neither([
    "iam:UpdateOpenIDConnectProviderThumbprint", "iam:AddClientIDToOpenIDConnectProvider",
    "iam:DeleteOpenIDConnectProvider",
  ], provider, "whom the account believes");
  neither("iam:CreateUser", `arn:aws:iam::${account}:user/u`, "a way in that stays");
  neither("iam:CreatePolicy", `arn:aws:iam::${account}:policy/p`, "another policy");

  // A plan changes nothing.
  no("plan", "s3:PutObject", stateFile, "the state");
  no("plan", [
    "s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketPolicy", "s3:PutBucketNotification",
    "s3:PutBucketVersioning",
  ], [lake, ledger, source], "a change");
  no("plan", ["s3:DeleteObject", "s3:PutObject"], declared, "a change");
  no("plan", ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes"],
    [documentsFailures, documentsRuleFailures, queue], "a change");
  no("plan", ["lambda:UpdateFunctionCode", "lambda:AddPermission", "lambda:DeleteFunction"],
    [documents, handler], "a change");
  no("plan", "lambda:UpdateAlias", handler, "a change");
  no("plan", "lambda:DeleteEventSourceMapping", mapping, "a change", mapped);
  no("plan", ["iam:CreateRole", "iam:PutRolePolicy"], [documentsRole, role], "a change",
    bounded);
  no("plan", "iam:PassRole", [documentsRole, role], "passing a role", toLambda);
  no("plan", ["logs:DeleteLogGroup", "logs:PutMetricFilter"], [documentsLogs, logs], "a change");
  no("plan", ["events:PutRule", "events:PutTargets"], [documentsRule, rule], "a change");
  no("plan", ["sns:Subscribe", "sns:DeleteTopic"], topic, "a change");
  no("plan", ["athena:UpdateWorkGroup", "athena:CreateNamedQuery"], workgroup, "a change");
  no("plan", ["glue:UpdateTable", "glue:DeleteTable"], table, "a change");
  no("plan", "s3:PutInventoryConfiguration", source, "a change");
  no("plan", "cloudwatch:DeleteAlarms", alarm, "a change");
  no("plan", ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], dashboard, "a change");
  no("plan", ["secretsmanager:CreateSecret", "secretsmanager:DeleteSecret"], secret, "a change");
  no("plan", "lambda:InvokeFunction", [alias, `${handler}:1`], "invoking");
  no("plan", "s3:GetObject", `${ledger}/journal/r`, "records");
  no("plan", "s3:PutObject", `${source}/object-ledger-smoke/k`, "an object");

  // Whatever somebody attaches to the plan role beside its own.
  const grown = "plan, given everything";
  yes(grown, "s3:GetObject", [declared, stateFile], "the state and the declarations, as before");
  no(grown, ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], lock, "the state's lock");
  no(grown, [
    "s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:PutObject",
    "s3:PutObjectTagging", "s3:DeleteObject", "s3:DeleteObjectVersion",
  ], [`${source}/k`, `${lake}/tables/x`, `${ledger}/journal/r`, `${state}/bootstrap.tfstate`],
    "content");
  no(grown, ["s3:PutObject", "s3:DeleteObject"], [declared, stateFile],
    "the state and the declarations");
  yes(grown, "kms:Decrypt", [key("aws/lambda"), key("ledger")],
    "environment variables, which Lambda decrypts as the caller", viaLambda);
  no(grown, "kms:Decrypt", key("ledger"), "content", viaS3);
  no(grown, "kms:Decrypt", key("secret"), "a secret's value", forSecret);
  no(grown, "kms:Decrypt", [key("aws/lambda"), key("ledger")], "a key by itself");
  no(grown, "kms:Decrypt", key("ledger"), "a key through Lambda of another region",
    { "kms:ViaService": "lambda.us-east-1.amazonaws.com" });
  no(grown, ["lambda:InvokeFunction", "lambda:InvokeAsync"], handler, "invoking");
  no(grown, ["logs:GetLogEvents"], `${logs}:log-stream:s`, "the logs");
  no(grown, ["logs:FilterLogEvents", "logs:StartLiveTail", "logs:StartQuery"], logs,
    "the logs");
  no(grown, ["logs:GetLogRecord", "logs:GetQueryResults"], "*", "the logs");
  no(grown, "secretsmanager:GetSecretValue", secret, "a secret's value");
  no(grown, "secretsmanager:BatchGetSecretValue", "*", "secrets' values");
  no(grown, "sqs:ReceiveMessage", failures, "messages");

  // An apply makes, changes and removes what the stack has.
  yes("apply", "s3:PutObject", stateFile, "the state");
  yes("apply", [
    "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy",
    "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketTagging", "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration",
    "s3:PutLifecycleConfiguration", "s3:TagResource", "s3:UntagResource",
  ], [ingress, lake, ledger, results, second, source], "the stack's buckets");
  no("apply", ["s3:PutBucketNotification", "s3:PutBucketAcl"], [lake, results],
    "what it has not");
  yes("apply", "s3:PutObject", declared, "what the tables declare");
  no("apply", "s3:PutObjectTagging", declared, "more than it needs");
  no("apply", "s3:PutObject", [`${lake}/tables/x`, `${lake}/refused/x`, `${lake}/status/x`],
    "rows that the function did not write", { "s3:if-none-match": "*" });
  yes("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], [declared, `${lake}/tables/x`],
    "force_destroy is true");
  yes("apply", "kms:GenerateDataKey", key("lake"), "what the tables declare", viaS3);
  no("apply", "kms:GenerateDataKey", key("lake"), "the key by itself");
  no("apply", ["kms:Decrypt", "kms:Encrypt"], key("lake"), "more than it needs", viaS3);
  yes("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], `${results}/results/r`,
    "force_destroy is true");
  no("apply", "s3:PutObject", [`${results}/results/r`, `${results}/inventory/f`],
    "making up results");
  yes("apply", "s3:PutInventoryConfiguration", [ingress, second, source], "having S3 list the sources");
  no("apply", "s3:PutInventoryConfiguration", [ledger, stranger], "another bucket's list");
  yes("apply", [
    "athena:CreateNamedQuery", "athena:CreateWorkGroup", "athena:DeleteNamedQuery",
    "athena:DeleteWorkGroup", "athena:TagResource", "athena:UntagResource",
    "athena:UpdateWorkGroup",
  ], workgroup, "the workgroup and its statements");
  no("apply", ["athena:CreateWorkGroup", "athena:DeleteWorkGroup"], `${workgroup}-other`,
    "another workgroup");
  yes("apply", ["glue:CreateDatabase", "glue:DeleteDatabase", "glue:UpdateDatabase"],
    [catalog, database], "the database");
  yes("apply", "glue:DeleteDatabase", [table, functions], "the database, with all in it");
  yes("apply", ["glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"], ofDatabase,
    "the tables");
  yes("apply", ["glue:TagResource", "glue:UntagResource"], database, "the database");
  no("apply", ["glue:CreateTable", "glue:DeleteTable", "glue:UpdateTable"],
    table.replace("/object_", "/other_"), "another database's table");
  no("apply", "glue:DeleteDatabase", database.replace("/object_", "/other_"), "another database");
  no("apply", "glue:CreatePartition", ofDatabase, "what is not needed");
  yes("apply", "s3:PutBucketNotification", [ingress, second, source], "the trigger");
  yes("apply", "s3:PutBucketObjectLockConfiguration", ledger, "making it with Object Lock");
  no("apply", "s3:PutBucketObjectLockConfiguration", source, "locking the users' objects");
  no("apply", ["s3:CreateBucket", "s3:DeleteBucket", "s3:PutBucketNotification",
    "s3:TagResource", "s3:UntagResource"], stranger,
    "another bucket");
  no("apply", "s3:PutBucketNotification", ledger, "records of records");
  yes("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], `${ledger}/latest/d`,
    "force_destroy is true");
  yes("apply", [
    "s3:BypassGovernanceRetention", "s3:DeleteObjectVersion", "s3:GetObjectRetention",
  ], `${ledger}/journal/r`, "force_destroy is true");
  no("apply", "s3:DeleteObject", `${ledger}/journal/r`, "hiding a record");
  no("apply", "s3:BypassGovernanceRetention", `${source}/k`, "another bucket's locks");
  no("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], `${source}/k`,
    "force_destroy is false");
  no("apply", "s3:PutObject", `${ledger}/journal/r`, "records that the function did not write");
  no("apply", "s3:PutObjectTagging", `${ledger}/journal/r`, "a record that expires");
  yes("apply", [
    "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue",
    "sqs:UntagQueue",
  ], [documentsFailures, documentsRuleFailures, failures, queue, queueFailures, ruleFailures],
    "the stack's queues");
  no("apply", ["sqs:CreateQueue", "sqs:DeleteQueue"], `${queue}-other`, "another queue");
  yes("apply", [
    "lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias",
    "lambda:DeleteFunction", "lambda:DeleteFunctionConcurrency",
    "lambda:DeleteFunctionEventInvokeConfig", "lambda:PublishVersion",
    "lambda:PutFunctionConcurrency", "lambda:PutFunctionEventInvokeConfig",
    "lambda:RemovePermission", "lambda:TagResource", "lambda:UntagResource", "lambda:UpdateAlias",
    "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
    "lambda:UpdateFunctionEventInvokeConfig",
  ], [documents, handler], "the functions");
  yes("apply", "lambda:DeleteFunction", [`${documents}:1`, `${handler}:1`], "pruning a version");
  yes("apply", ["lambda:AddPermission", "lambda:PutFunctionEventInvokeConfig"],
    [alias, documentsAlias], "the aliases");
  no("apply", ["lambda:UpdateFunctionCode", "lambda:DeleteFunction"], `${handler}-other`,
    "another function");
  no("apply", "lambda:PutFunctionRecursionConfig", [documents, handler], "loops");
  yes("apply", "lambda:CreateEventSourceMapping", "*", "the queue's mapping", mapped);
  yes("apply", "lambda:CreateEventSourceMapping", "*", "the queue's mapping",
    { "lambda:FunctionArn": handler });
  yes("apply", ["lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"], mapping,
    "the queue's mapping", mapped);
  no("apply", ["lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"], mapping,
    "another function's mapping", { "lambda:FunctionArn": `${handler}-other` });
  no("apply", "lambda:CreateFunctionUrlConfig", `${handler}-other`, "a way in", asStack);
  no("apply", "lambda:UntagResource", mapping, "without its tags", asStack);
  yes("apply", "lambda:TagResource", mapping, "the queue's mapping, as it is made", asStack);
  yes("apply", "lambda:TagResource", mapping, "one tag of the queue's mapping",
    { ...ofStack, "aws:RequestTag/Team": "blue" });
  no("apply", "lambda:TagResource", mapping, "one tag of another environment's mapping",
    { ...ofProd, "aws:RequestTag/Team": "blue" });
  no("apply", "lambda:TagResource", mapping, "one tag of another stack's mapping",
    { ...ofOther, "aws:RequestTag/Team": "blue" });
  no("apply", "lambda:TagResource", mapping, "another environment's tags", asProd);
  no("apply", "lambda:TagResource", mapping, "another stack's tags", asOther);
  yes("apply", "lambda:UntagResource", mapping, "the queue's mapping", ofStack);
  no("apply", "lambda:UntagResource", mapping, "another environment's mapping", ofProd);
  no("apply", "lambda:UntagResource", mapping, "another stack's mapping", ofOther);
  no("apply", ["lambda:TagResource", "lambda:UntagResource"], `${handler}-other`,
    "another function", { ...asStack, ...ofStack });
  no("apply", "lambda:GetFunction", `${handler}-other`, "another function", ofStack);
  yes("apply", [
    "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteMetricFilter",
    "logs:PutMetricFilter", "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource",
  ], [documentsLogs, logs], "the log groups");
  yes("apply", ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
    [`${documentsLogs}:*`, `${logs}:*`], "the log groups");
  no("apply", ["logs:CreateLogGroup", "logs:DeleteLogGroup"], `${logs}-other`,
    "another log group");
  no("apply", "logs:PutSubscriptionFilter", [documentsLogs, logs], "sending logs away");
  yes("apply", [
    "events:DeleteRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets",
    "events:TagResource", "events:UntagResource",
  ], [documentsRule, rule, secondRule], "the rules");
  no("apply", ["events:PutRule", "events:PutTargets"], `${rule}2`, "another environment's rule");
  no("apply", "events:DisableRule", [documentsRule, rule], "stopping the trigger");
  yes("apply", [
    "cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource",
    "cloudwatch:UntagResource",
  ], alarm, "the alarms");
  no("apply", "cloudwatch:DeleteAlarms", alarm.replace("local", "prod"), "another's alarms");
  no("apply", "cloudwatch:DisableAlarmActions", alarm, "silencing an alarm");
  yes("apply", ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], dashboard,
    "the dashboard");
  no("apply", ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], anotherDashboard,
    "another's dashboard");
  yes("apply", [
    "sns:CreateTopic", "sns:DeleteTopic", "sns:SetTopicAttributes", "sns:Subscribe",
    "sns:TagResource", "sns:UntagResource",
  ], topic, "who is told");
  yes("apply", "sns:Unsubscribe", "*", "who is told no more");
  no("apply", ["sns:DeleteTopic", "sns:Subscribe"], `${topic}-other`, "another topic");
  yes("apply", [
    "secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:TagResource",
    "secretsmanager:UntagResource",
  ], secret, "the empty secret");
  no("apply", ["secretsmanager:CreateSecret", "secretsmanager:DeleteSecret"],
    secret.replace("local-", "prod-"), "another secret");

  // It makes roles within the boundary, and passes on no other.
  yes("apply", [
    "iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
  ], [documentsRole, role, jobRole], "a role within the boundary", bounded);
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], [documentsRole, role, jobRole],
    "a role without boundary");
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"],
    [documentsRole, role], "another boundary",
    { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" });
  no("apply", ["iam:DeleteRolePermissionsBoundary", "iam:AttachRolePolicy"],
    [documentsRole, role], "out of the boundary", bounded);
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], anotherRole, "another role", bounded);
  yes("apply", [
    "iam:DeleteRole", "iam:ListInstanceProfilesForRole", "iam:TagRole", "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
  ], [documentsRole, role, jobRole], "the stack's roles");
  no("apply", ["iam:DeleteRole", "iam:UpdateAssumeRolePolicy"], anotherRole, "another role");
  no("apply", "iam:DetachRolePolicy", [documentsRole, role], "more than it needs");
  yes("apply", "iam:PassRole", [documentsRole, role], "a function's role to Lambda", toLambda);
  no("apply", "iam:PassRole", [documentsRole, role], "a function's role to another service",
    { "iam:PassedToService": "ec2.amazonaws.com" });
  no("apply", "iam:PassRole", anotherRole, "another role to Lambda", toLambda);
  no("apply", "iam:PassRole", applyRole, "its own role to Lambda", toLambda);
  no("apply", "iam:GetRolePolicy", anotherRole, "another role", toLambda);
  no("apply", "sts:AssumeRole", anotherRole, "becoming somebody else");

  // It tries what it applied.
  yes("apply", [
    "s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject",
    "s3:PutObjectTagging",
  ], [`${source}/object-ledger-smoke/k`, `${second}/in/object-ledger-smoke/k`],
    "the smoke tests' objects");
  no("apply", ["s3:PutObject", "s3:PutObjectTagging"], [`${source}/k`, `${second}/in/k`],
    "other objects");
  no("apply", "s3:PutObjectAcl", `${source}/object-ledger-smoke/k`, "opening an object");
  yes("apply", "s3:GetObject", `${ledger}/journal/r`, "the records");
  // The weekly verify takes the same role.
  yes("apply", "s3:GetObjectVersion", [`${ledger}/journal/r`, `${ledger}/statements/s`],
    "what was overwritten, for make verify");
  yes("apply", "s3:PutObject", `${ledger}/statements/s`, "a statement of make verify",
    { "s3:if-none-match": "*", "s3:ObjectCreationOperation": "true" });
  yes("apply", "s3:PutObjectRetention", `${ledger}/statements/s`, "a statement of make verify");
  no("apply", "s3:GetObjectAcl", [`${ledger}/journal/r`, `${ledger}/statements/s`],
    "more than it needs");
  yes("apply", "cloudwatch:PutMetricData", "*", "the gaps that make verify found",
    { "cloudwatch:namespace": handler.split(":").at(-1) });
  no("apply", "cloudwatch:PutMetricData", "*", "other metrics",
    { "cloudwatch:namespace": "AWS/Lambda" });
  yes("apply", "lambda:InvokeFunction", [alias, `${handler}:1`], "a version that is published");
  no("apply", "lambda:PutRuntimeManagementConfig", `${handler}:1`, "more than it needs");
  yes("apply", ["kms:Decrypt", "kms:GenerateDataKey"], key("source"), "the smoke tests' objects",
    viaS3);
  yes("apply", "kms:Decrypt", key("ledger"), "the records", viaS3);
  yes("apply", "kms:GenerateDataKey", key("ledger"), "a statement of make verify", viaS3);
  no("apply", ["kms:Decrypt", "kms:GenerateDataKey"], key("secret"), "another key", viaS3);
  no("apply", "kms:Decrypt", [key("source"), key("ledger")], "the key by itself");
  no("apply", "kms:GenerateDataKey", key("source"), "the key by itself");
  no("apply", "kms:Encrypt", [key("source"), key("ledger")], "more than it needs", viaS3);

  // What a role of the stack can do whatever its own policies say: the boundary, row by row. What
  // the function does do is in the other table, of which each row holds within the boundary.
  const bad = "function, given everything";
  no(bad, "s3:GetObject", [`${stranger}/k`, `${second}/out/k`], "what is not recorded");
  no(bad, ["s3:ListBucket", "s3:PutInventoryConfiguration"], stranger, "another bucket");
  no(bad, ["s3:PutObject", "s3:DeleteObject", "s3:PutObjectTagging", "s3:GetObjectAcl"],
    `${source}/k`, "changing what it watches");
  no(bad, ["s3:PutBucketNotification", "s3:PutBucketPolicy", "s3:DeleteBucket"],
    [source, ledger], "the buckets");
  no(bad, ["s3:PutObject", "s3:GetObject"], `${ledger}/other/x`, "another prefix");
  no(bad, "s3:GetObject", `${ledger}/journal/r`, "reading records");
  no(bad, ["s3:GetObjectVersion", "s3:PutObjectTagging"], `${ledger}/journal/r`, "records");
  no(bad, "s3:PutObjectTagging", backfill, "more than it needs");
  no(bad, "s3:PutObjectRetention", [`${ledger}/latest/d`, `${source}/k`], "what is to change");
  no(bad, "s3:GetObjectVersion", `${ledger}/latest/d`, "more than it needs");
  for (const who of [bad, "documents, given everything"]) {
    no(who, ["s3:DeleteObject", "s3:GetObjectVersion", "s3:PutObjectTagging"],
      ["declared", "refused", "status", "tables"].map((folder) => `${lake}/${folder}/x`),
      "more than it needs");
    no(who, "s3:PutObject", [declared, `${lake}/other/x`], "another prefix",
      { "s3:if-none-match": "*" });
    no(who, "s3:GetObject", [`${lake}/other/x`, `${lake}/refused/x`, `${lake}/status/x`],
      "more than it needs");
    no(who, "s3:AbortMultipartUpload", [`${source}/k`, `${lake}/status/x`, `${ledger}/journal/r`],
      "another's upload");
    no(who, ["s3:ListBucket", "s3:PutBucketPolicy"], lake, "more than it needs");
    no(who, "sqs:ReceiveMessage", documentsFailures, "taking failures away");
    no(who, "lambda:InvokeFunction", documents, "code that is not published");
    no(who, "logs:DeleteLogStream", `${documentsLogs}:log-stream:s`, "covering its tracks");
    no(who, ["kms:Decrypt", "kms:GenerateDataKey"], key("lake"), "the key by itself");
    no(who, "kms:Encrypt", key("lake"), "more than it needs", viaS3);
  }
  no(bad, "s3:DeleteObject", [
    `${ledger}/latest/d`, `${ledger}/journal/r`, `${ledger}/workflow/m`, backfill,
  ], "deleting anything");
  no(bad, "s3:GetBucketLocation", stranger, "another bucket");
  no(bad, ["s3:GetObject", "s3:PutObject"], [stateFile, lock], "the state");
  no(bad, ["sqs:ReceiveMessage", "sqs:PurgeQueue"], failures, "taking failures away");
  no(bad, "sqs:SendMessage", queue, "making up events");
  no(bad, "sqs:SendMessage", `${failures}-other`, "another queue");
  no(bad, ["sqs:ReceiveMessage", "sqs:PurgeQueue"], `${queue}-other`, "another queue");
  no(bad, "sqs:PurgeQueue", queue, "losing events");
  no(bad, "lambda:InvokeFunction", handler, "code that is not published");
  no(bad, ["lambda:UpdateFunctionCode", "lambda:AddPermission"], handler, "changing itself");
  no(bad, "lambda:GetFunctionConfiguration", alias, "more than it needs");
  no(bad, "logs:PutLogEvents", `${logs}-other:log-stream:s`, "another's logs");
  no(bad, "logs:DeleteLogStream", `${logs}:log-stream:s`, "covering its tracks");
  no(bad, "xray:GetTraceSummaries", "*", "reading traces");
  no(bad, "kms:Decrypt", [key("source"), key("ledger"), key("secret")], "the key by itself");
  no(bad, "kms:GenerateDataKey", key("ledger"), "the key by itself");
  no(bad, ["kms:Encrypt", "kms:GenerateDataKey"], [key("source"), key("secret")],
    "more than it needs", viaS3);
  no(bad, "kms:Encrypt", key("ledger"), "more than it needs", viaS3);
  // The version of a function whose variables are encrypted is part of its ARN, or is not.
  const ofFunction = (arn) => ({ "kms:EncryptionContext:aws:lambda:FunctionArn": arn });
  for (const arn of [documents, `${documents}:1`, handler, `${handler}:1`]) {
    yes(bad, "kms:Decrypt", [key("aws/lambda"), key("another")], "its environment variables, as it starts",
      { ...viaLambda, ...ofFunction(arn) });
  }
  no(bad, "kms:Decrypt", key("another"), "another function's environment variables",
    { ...viaLambda, ...ofFunction(`${handler}-other`) });
  no(bad, "kms:Decrypt", key("another"), "what else is decrypted through Lambda", viaLambda);
  no(bad, ["kms:Encrypt", "kms:GenerateDataKey"], key("another"), "more than it needs",
    { ...viaLambda, ...ofFunction(handler) });
  no(bad, "kms:Decrypt", key("another").replace(region, "us-east-1"), "a key of another region",
    ofFunction(handler));
  no(bad, "kms:Decrypt", key("another"), "another key", viaS3);
  no(bad, "kms:Decrypt", key("another"), "another key", forSecret);
  no(bad, "kms:GenerateDataKey", key("another"), "another key", viaS3);
  no(bad, "kms:Encrypt", key("secret"), "more than it needs", forSecret);
  no(bad, "kms:Decrypt", key("secret"), "the key of another secret",
    { ...viaSecrets, "kms:EncryptionContext:SecretARN": secret.replace("local-", "prod-") });
  no(bad, "kms:Decrypt", key("secret"), "the secret through another service",
    { ...viaS3, "kms:EncryptionContext:SecretARN": secret });
  no(bad, "secretsmanager:GetSecretValue", secret.replace("local-", "prod-"), "another secret");
  no(bad, "secretsmanager:PutSecretValue", secret, "changing its parameters");
  no(bad, ["iam:PassRole", "sts:AssumeRole"], anotherRole, "becoming somebody else");
  no(bad, ["iam:PutRolePolicy", "iam:DeleteRolePermissionsBoundary"], role, "its own rights");
  no(bad, "ec2:RunInstances", `arn:aws:ec2:${region}:${account}:instance/*`, "anything else");
  return rows;
}

/** Changes that change no answer, with the reason: no row could notice them. */
export const EQUIVALENT = new Map([
  ["PassDocumentsRole with `iam:*`", "no other action of IAM knows iam:PassedToService"],
  [
    "DisassociateWebAcl with `wafv2:*`",
    "a stage knows two other actions of WAF, which the role may",
  ],
  ["PassApisRoles with `iam:*`", "no other action of IAM knows iam:PassedToService"],
  ["PassFunctionsRole with `iam:*`", "no other action of IAM knows iam:PassedToService"],
  ["PassChangesRole with `iam:*`", "no other action of IAM knows iam:PassedToService"],
  ["ChangeChangesMappings with `lambda:*`", "only calls on mappings know lambda:FunctionArn"],
  [
    "LetDynamoDbSend with `iam:*`",
    "no other action that makes something of IAM knows iam:AWSServiceName",
  ],
  ["ChangeMapping with `lambda:*`", "only calls on mappings know lambda:FunctionArn"],
  ["PutLedgerGaps with `cloudwatch:*`", "only PutMetricData knows cloudwatch:namespace"],
  ["MakeApi with `apigateway:*`", "there, only POST knows aws:RequestTag"],
  ["MakeDomain with `apigateway:*`", "there, only POST knows aws:RequestTag"],
  ["SetAccountsLogging with `apigateway:*`", "there, GET is the only other one, which it may"],
  [
    "ChangeApi without `apigateway:SetWebACL`",
    "not simulated: the simulator finds no resource that has two forms of ARN",
  ],
  ["TagNewMapping with `lambda:*`", "on a mapping, no other action knows aws:RequestTag"],
]);
