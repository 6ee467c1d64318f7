// Who may do what with the ingress API, its bucket and its roles, and who may deliver them. The rows
// are as in matrix.mjs and delivery.mjs.

function rowsOf() {
  const rows = [];
  const row = (allowed) => (who, action, on, why, context = {}) =>
    rows.push({ who, action, on, context, allowed, why });
  return { rows, yes: row(true), no: row(false) };
}

const created = { "s3:ObjectCreationOperation": "true" };
const once = { ...created, "s3:if-none-match": "*" };
const part = { "s3:ObjectCreationOperation": "false" };
const plain = { "aws:SecureTransport": "false" };
const gateway = "apigateway.amazonaws.com";

/** The rows of the stack. */
export function ingress(names) {
  const { account, alias, apiRole, authorizer, handler, ingress: bucket, ingressRule } = names;
  const { lake, ledger, loggingRole, queue, region, results, ruleFailures, source } = names;
  const { rows, yes, no } = rowsOf();
  const other = "210987654321";
  const s3 = "s3.amazonaws.com";
  const events = "events.amazonaws.com";
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const from = (arn, owner = account) => ({ "aws:SourceArn": arn, "aws:SourceAccount": owner });
  const key = (name) => `arn:aws:kms:${region}:${account}:key/${name}`;
  const document = `${bucket}/id=d`;
  const upload = `${bucket}/upload=d`;

  // The API, as its role.
  yes("api", "s3:PutObject", document, "a document", once);
  no("api", "s3:PutObject", document, "overwriting a document", created);
  no("api", "s3:PutObject", upload, "what clients put themselves", once);
  no("api", "s3:PutObject", `${ledger}/journal/r`, "making up records", once);
  no("api", "s3:PutObject", `${source}/id=d`, "another bucket", once);
  no("api", "s3:PutObject", document, "plain HTTP", { ...once, ...plain });
  no("api", ["s3:DeleteObject", "s3:GetObject", "s3:PutObjectTagging"], document,
    "more than putting");
  no("api", "s3:ListBucket", bucket, "what others posted");
  yes("api", "kms:GenerateDataKey", key("ingress"), "encrypting a document", viaS3);
  no("api", "kms:GenerateDataKey", key("ingress"), "the key by itself");
  no("api", "kms:GenerateDataKey", key("ledger"), "another key", viaS3);
  no("api", "kms:Decrypt", key("ingress"), "reading documents", viaS3);
  yes("api", "s3:GetObject", `${lake}/status/orders/d.json`, "what became of a document");
  no("api", "s3:GetObject", [`${lake}/tables/orders/d.json`, `${lake}/refused/orders/d.json`],
    "the rows themselves");
  no("api", ["s3:DeleteObject", "s3:GetObjectVersion", "s3:PutObject"],
    `${lake}/status/orders/d.json`, "saying what became of it");
  yes("api", "s3:ListBucket", lake, "404 for an unknown id, not 403");
  no("api", "s3:ListBucketVersions", lake, "more than it needs");
  yes("api", "kms:Decrypt", key("lake"), "what became of a document", viaS3);
  no("api", "kms:Decrypt", key("lake"), "the key by itself");
  no("api", "kms:GenerateDataKey", key("lake"), "writing into the lake", viaS3);
  yes("api", "lambda:InvokeFunction", authorizer, "asking who calls");
  no("api", "lambda:UpdateFunctionCode", authorizer, "changing who may call");
  no("api", "lambda:InvokeFunction", alias, "making up events");
  no("api", ["logs:PutLogEvents", "logs:GetLogEvents"],
    `arn:aws:logs:${region}:${account}:log-group:g:log-stream:s`, "the account's logs");

  // The APIs of the account, as the role with which they write their logs.
  const group = `arn:aws:logs:${region}:${account}:log-group:g`;
  yes("logging", ["logs:CreateLogGroup", "logs:DescribeLogStreams", "logs:FilterLogEvents"], group,
    "the logs of APIs");
  yes("logging", ["logs:CreateLogStream"], `${group}:log-stream:s`, "the logs of APIs");
  yes("logging", ["logs:GetLogEvents", "logs:PutLogEvents"], `${group}:log-stream:s`,
    "the logs of APIs");
  yes("logging", "logs:DescribeLogGroups", "*", "the logs of APIs");
  no("logging", "logs:DeleteLogGroup", group, "covering tracks");
  no("logging", "s3:PutObject", document, "anything else", once);

  // Whoever is given the policy of those who put documents past the API.
  yes("uploader", "s3:PutObject", document, "a large document", once);
  yes("uploader", "s3:PutObject", document, "a part of one", part);
  yes("uploader", "s3:PutObject", upload, "a form, which cannot ask to be the first", created);
  no("uploader", "s3:PutObject", document, "overwriting a document", created);
  yes("uploader", ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], [document, upload],
    "an upload that is broken off");
  no("uploader", "s3:PutObject", `${bucket}/other`, "another prefix", once);
  no("uploader", "s3:PutObject", `${ledger}/journal/r`, "making up records", once);
  no("uploader", ["s3:DeleteObject", "s3:GetObject", "s3:GetObjectVersion"], [document, upload],
    "more than putting");
  no("uploader", "s3:PutObject", document, "plain HTTP", { ...once, ...plain });
  yes("uploader", ["kms:Decrypt", "kms:GenerateDataKey"], key("ingress"), "its parts", viaS3);
  no("uploader", ["kms:Decrypt", "kms:GenerateDataKey"], key("ingress"), "the key by itself");
  no("uploader", ["kms:Decrypt", "kms:GenerateDataKey"], key("ledger"), "another key", viaS3);
  no("uploader", "kms:Encrypt", key("ingress"), "more than it needs", viaS3);

  // The bucket, which is a source like any other.
  yes("function", ["s3:GetObject", "s3:GetObjectTagging"], document, "HEAD of the present object");
  yes("function", "s3:ListBucket", bucket, "404 for what is gone, not 403");
  yes("function", "kms:Decrypt", key("ingress"), "checksums of encrypted objects", viaS3);
  no("function", "s3:PutObject", [document, upload], "changing what it watches", once);
  no("function", "kms:GenerateDataKey", key("ingress"), "encrypting what it watches", viaS3);
  no("reader", "s3:GetObject", document, "the clients' documents");
  yes("job", ["s3:ListBucket", "s3:PutInventoryConfiguration"], bucket, "the list of objects");
  no("job", "s3:GetObject", document, "reading objects");
  yes(s3, "s3:PutObject", `${results}/inventory/f`, "a list of the documents", from(bucket));
  yes("administrator", "s3:PutObject", document, "a document that is posted by hand", once);
  no("administrator", "s3:PutObject", document, "overwriting a document", created);
  no("administrator", "s3:GetObject", document, "plain HTTP", plain);
  no("administrator", "s3:ListBucket", bucket, "plain HTTP", plain);
  no("stranger", "s3:PutObject", document, "another account", once);
  no("stranger", "s3:GetObject", document, "another account");

  // Its events.
  yes(s3, "lambda:InvokeFunction", alias, "an event of the ingress bucket", from(bucket));
  no(s3, "lambda:InvokeFunction", alias, "that bucket, re-created in another account",
    from(bucket, other));
  no(s3, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(bucket));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(bucket));
  yes(events, "lambda:InvokeFunction", alias, "the ingress bucket's rule", from(ingressRule));
  no(events, "lambda:UpdateFunctionCode", alias, "anything but invoking", from(ingressRule));
  no("sns.amazonaws.com", "lambda:InvokeFunction", alias, "another service", from(ingressRule));
  no(events, "lambda:InvokeFunction", handler, "$LATEST from EventBridge", from(ingressRule));
  yes(s3, "sqs:SendMessage", queue, "an event of the ingress bucket", from(bucket));
  yes(events, "sqs:SendMessage", ruleFailures, "what it could not deliver", from(ingressRule));

  // Who may become whom.
  yes(gateway, "sts:AssumeRole", [apiRole, loggingRole], "running the API");
  no(["ec2.amazonaws.com", "lambda.amazonaws.com", "stranger"], "sts:AssumeRole",
    [apiRole, loggingRole], "another service, another account");
  return rows;
}

/** The rows of who may deliver it. */
export function ingressDelivery(names) {
  const { accessLog, account, apiRole, authorizer, ingress: bucket, loggingRole, region } = names;
  const { ledger, role, source } = names;
  const { rows, yes, no } = rowsOf();
  const at = (path) => `arn:aws:apigateway:${region}::/${path}`;
  const api = at("restapis/a1");
  const inside = (paths) => paths.map((path) => `${api}/${path}`);
  const inApi = inside([
    "authorizers/z", "deployments/d", "gatewayresponses/DEFAULT_4XX", "requestvalidators/v",
    "resources/r", "resources/r/methods/POST", "resources/r/methods/POST/integration", "stages/v1",
  ]);
  const made = inside(["requestvalidators", "resources"]);
  const answers = inside([
    "gatewayresponses/DEFAULT_4XX", "resources/r/methods/POST/responses/200",
    "resources/r/methods/POST/integration/responses/200",
  ]);
  const plan = at("usageplans/p1");
  const key = `${plan}/keys/k1`;
  const pool = `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_p`;
  const stage = `${api}/stages/v1`;
  const acl = `arn:aws:wafv2:${region}:${account}:regional/webacl/edge/0a1b`;
  const domain = at("domainnames/ingress.example.com");
  const tags = at(`tags/${encodeURIComponent(api)}`);
  const ours = { Application: "object-ledger", Environment: "local" };
  const tagged = (kind, values) =>
    Object.fromEntries(Object.entries(values).map(([tag, is]) => [`aws:${kind}/${tag}`, is]));
  const of = (change) => tagged("ResourceTag", { ...ours, ...change });
  const as = (change) => tagged("RequestTag", { ...ours, ...change });
  const others = [{ Environment: "prod" }, { Application: "other" }];
  const toGateway = { "iam:PassedToService": gateway };
  const viaS3 = { "kms:ViaService": `s3.${region}.amazonaws.com` };
  const kms = (name) => `arn:aws:kms:${region}:${account}:key/${name}`;
  const both = (...row) => yes(["plan", "apply"], ...row);
  const neither = (...row) => no(["plan", "apply"], ...row);

  // What both read.
  both("apigateway:GET", [api, ...inApi], "the API");
  both("apigateway:GET", at("account"), "the role with which APIs write logs");
  both("apigateway:GET", [domain, `${domain}/basepathmappings/v1`], "the API's own name");
  neither("apigateway:GET", at("domainnames/other.example.com"), "another name");
  both("apigateway:GET", [plan, key], "the clients' quotas", of());
  for (const whose of others) {
    neither("apigateway:GET", [plan, key], "another stack's quotas and keys", of(whose));
    neither(["cognito-idp:DescribeUserPool", "cognito-idp:DescribeUserPoolClient"], pool,
      "another pool, and its clients' secrets", of(whose));
  }
  neither("apigateway:GET", at("apikeys/k1"), "the clients' keys", of());
  both([
    "cognito-idp:DescribeUserPool", "cognito-idp:DescribeUserPoolClient",
    "cognito-idp:GetUserPoolMfaConfig",
  ], pool, "the pool", of());
  neither(["cognito-idp:ListUsers", "cognito-idp:AdminSetUserPassword"], pool, "its users", of());
  both("logs:ListTagsForResource", [accessLog, `${accessLog}:*`], "the log of the requests");
  neither(["logs:GetLogEvents", "logs:FilterLogEvents"], `${accessLog}:log-stream:s`,
    "who called");
  neither("logs:ListTagsForResource", `${accessLog}-other`, "another log group");
  both("wafv2:GetWebACL", acl, "the firewall");
  both("wafv2:GetWebACLForResource", stage, "the firewall of the stage");
  neither("wafv2:GetWebACL", acl.replace("edge", "other"), "another firewall");
  neither(["wafv2:UpdateWebACL", "wafv2:DeleteWebACL"], acl, "what it lets through");
  both(["iam:GetRole", "iam:GetRolePolicy"], [apiRole, loggingRole], "the API's roles");
  both(["s3:GetBucketPolicy", "s3:ListBucket"], bucket, "the documents' bucket");
  both("s3:GetInventoryConfiguration", bucket, "what S3 lists");
  neither("s3:GetObject", `${bucket}/id=d`, "the documents");

  // A plan changes nothing.
  no("plan", ["apigateway:PATCH", "apigateway:DELETE"], [api, ...inApi, plan], "a change", of());
  no("plan", "apigateway:POST", at("restapis"), "a change", as());
  no("plan", ["cognito-idp:UpdateUserPool", "cognito-idp:DeleteUserPool"], pool, "a change", of());
  no("plan", "iam:PassRole", apiRole, "passing a role", toGateway);

  // An apply makes and changes what is of the stack, by its tags.
  yes("apply", "apigateway:POST", [at("restapis"), at("usageplans")], "the API and its quotas", as());
  no("apply", "apigateway:POST", [at("restapis"), at("usageplans")], "an API without tags");
  no("apply", "apigateway:POST", [at("apikeys"), at("vpclinks"), at("clientcertificates")],
    "what it has not", as());
  yes("apply", "apigateway:POST", [...made, `${plan}/keys`], "what the API consists of", of());
  yes("apply", "apigateway:PUT", answers, "what the API answers", of());
  yes("apply", ["apigateway:DELETE", "apigateway:PATCH"], [api, ...inApi, plan, key],
    "what the API consists of", of());
  no("apply", "apigateway:UpdateRestApiPolicy", api, "more than it needs", of());
  no("apply", ["apigateway:DELETE", "apigateway:PATCH"], at("apikeys/k1"), "a client's key", of());
  const changing = (...keys) => ({ "aws:TagKeys": keys });
  yes("apply", ["apigateway:DELETE", "apigateway:PUT"], tags, "one tag of the API",
    changing("Team"));
  no("apply", ["apigateway:DELETE", "apigateway:PUT"], tags, "whose the API is",
    changing("Application"));
  no("apply", ["apigateway:DELETE", "apigateway:PUT"], tags, "whose the API is",
    changing("Environment", "Team"));
  neither("apigateway:GET", tags, "more than they need", changing("Team"));
  yes("apply", "apigateway:PUT", tags, "the API, as it is made",
    { ...as(), ...changing("Application", "Environment") });
  no("apply", "apigateway:PUT", answers, "an API by the tags that are asked for", as());
  no("apply", "apigateway:DELETE", tags, "without its tags",
    { ...as(), ...changing("Application", "Environment") });
  yes("apply", "cognito-idp:CreateUserPool", "*", "the pool", as());
  yes("apply", "cognito-idp:TagResource", pool, "the pool, as it is made", as());
  yes("apply", [
    "cognito-idp:CreateUserPoolClient", "cognito-idp:DeleteUserPool",
    "cognito-idp:DeleteUserPoolClient", "cognito-idp:SetUserPoolMfaConfig",
    "cognito-idp:TagResource", "cognito-idp:UntagResource", "cognito-idp:UpdateUserPool",
    "cognito-idp:UpdateUserPoolClient",
  ], pool, "the pool and its client", of());
  no("apply", ["cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword"], pool,
    "the pool's users", { ...of(), ...as() });
  no("apply", "cognito-idp:UntagResource", pool, "without its tags", as());
  no("apply", "cognito-idp:CreateUserPool", "*", "a pool without tags");
  no("apply", "cognito-idp:ListUserPools", "*", "all pools", as());
  const elsewhere = pool.replaceAll(region, "us-east-1");
  no("apply", "cognito-idp:TagResource", elsewhere, "a pool of another region", as());
  no("apply", "cognito-idp:UpdateUserPool", elsewhere, "a pool of another region", of());
  neither("cognito-idp:DescribeUserPool", elsewhere, "a pool of another region", of());
  for (const whose of others) {
    no("apply", "apigateway:POST", [at("restapis"), at("usageplans")], "another stack's", as(whose));
    no("apply", "apigateway:POST", [...made, `${plan}/keys`], "another stack's", of(whose));
    no("apply", "apigateway:PUT", answers, "another stack's", of(whose));
    no("apply", ["apigateway:DELETE", "apigateway:PATCH"], [api, ...inApi, plan, key],
      "another stack's", of(whose));
    no("apply", "apigateway:PUT", tags, "another stack's tags",
      { ...as(whose), ...changing("Application", "Environment") });
    no("apply", ["cognito-idp:DeleteUserPool", "cognito-idp:UpdateUserPoolClient"], pool,
      "another stack's pool", of(whose));
    no("apply", "cognito-idp:TagResource", pool, "another stack's tags", as(whose));
    no("apply", "cognito-idp:CreateUserPool", "*", "another stack's pool", as(whose));
    no("apply", "apigateway:POST", at("domainnames"), "another stack's name", as(whose));
  }
  yes("apply", [
    "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:TagResource",
    "logs:UntagResource",
  ], [accessLog, `${accessLog}:*`], "the log of the requests");
  no("apply", ["logs:CreateLogGroup", "logs:DeleteLogGroup"], `${accessLog}-other`,
    "another log group");
  no("apply", "logs:PutSubscriptionFilter", accessLog, "sending logs away");
  yes("apply", "apigateway:PATCH", at("account"), "the role with which APIs write logs");
  no("apply", "apigateway:PATCH", api, "an API without tags");
  yes("apply", "apigateway:POST", at("domainnames"), "the API's own name", as());
  yes("apply", "apigateway:POST", `${domain}/basepathmappings`, "the API's own name");
  yes("apply", ["apigateway:DELETE", "apigateway:PATCH"],
    [domain, `${domain}/basepathmappings/v1`], "the API's own name");
  no("apply", "apigateway:AddCertificateToDomain", domain, "who may connect");
  no("apply", ["apigateway:DELETE", "apigateway:PATCH"], at("domainnames/other.example.com"),
    "another name");
  yes("apply", "wafv2:AssociateWebACL", [acl, stage], "the firewall of the stage");
  yes("apply", "wafv2:DisassociateWebACL", stage, "the firewall of the stage");
  no("apply", ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"],
    `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/l/0a1b`,
    "what is not an API");
  no("apply", "wafv2:AssociateWebACL", acl.replace("edge", "other"), "another firewall");
  yes("apply", "iam:PassRole", [apiRole, loggingRole], "the API's roles to API Gateway", toGateway);
  no("apply", "iam:PassRole", [apiRole, loggingRole], "the API's roles to another service",
    { "iam:PassedToService": "lambda.amazonaws.com" });
  no("apply", "iam:PassRole", [role, `arn:aws:iam::${account}:role/admin`],
    "another role to API Gateway", toGateway);
  yes("apply", [
    "iam:DeleteRole", "iam:ListInstanceProfilesForRole", "iam:TagRole", "iam:UntagRole",
    "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
  ], [apiRole, loggingRole], "the API's roles");
  no("apply", ["iam:AttachRolePolicy", "iam:DeleteRolePermissionsBoundary"],
    [apiRole, loggingRole], "out of the boundary",
    { "iam:PermissionsBoundary": names.ingressBoundary });
  yes("apply", [
    "iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
  ], [apiRole, loggingRole], "a role within the boundary",
    { "iam:PermissionsBoundary": names.ingressBoundary });
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], [apiRole, loggingRole],
    "the functions' boundary", { "iam:PermissionsBoundary": names.boundary });
  no("apply", ["iam:CreateRole", "iam:PutRolePolicy"], role,
    "a function within the API's boundary", { "iam:PermissionsBoundary": names.ingressBoundary });
  yes("apply", ["s3:CreateBucket", "s3:PutBucketNotification"], bucket, "the documents' bucket");
  yes("apply", ["s3:DeleteObject", "s3:DeleteObjectVersion"], `${bucket}/id=d`,
    "force_destroy is true");
  yes("apply", "s3:PutInventoryConfiguration", bucket, "having S3 list the documents");
  yes("apply", "s3:PutObject", `${bucket}/object-ledger-smoke/k`, "the smoke tests' objects");
  no("apply", "s3:PutObject", `${bucket}/id=d`, "the documents", once);
  yes("apply", ["kms:Decrypt", "kms:GenerateDataKey"], kms("ingress"), "the smoke tests' objects",
    viaS3);

  // What a role of the stack can do whatever its own policies say.
  for (const bad of ["api, given everything", "function, given everything"]) {
    no(bad, "s3:PutObject", [`${bucket}/upload=d`, `${bucket}/other`, `${source}/id=d`],
      "what the API does not put", once);
    no(bad, ["s3:DeleteObject", "s3:PutObjectTagging"], `${bucket}/id=d`, "changing a document");
    no(bad, "s3:GetObject", `${ledger}/journal/r`, "reading records");
    no(bad, ["kms:Encrypt", "kms:ReEncryptFrom"], kms("ingress"), "more than it needs", viaS3);
    no(bad, "kms:GenerateDataKey", kms("ingress"), "the key by itself");
    no(bad, "kms:GenerateDataKey", kms("another"), "another key", viaS3);
    no(bad, "lambda:UpdateFunctionCode", authorizer, "changing who may call");
    no(bad, "lambda:InvokeFunction", `${authorizer}-other`, "another function");
    no(bad, ["logs:GetLogEvents", "logs:FilterLogEvents", "logs:PutLogEvents"],
      `arn:aws:logs:${region}:${account}:log-group:g:log-stream:s`, "the account's logs");
  }
  no("api, given everything", ["s3:DeleteObject", "s3:GetObjectVersion"],
    `${names.lake}/status/orders/d.json`, "changing what became of a document");
  no("api, given everything", "s3:ListBucketVersions", names.lake, "more than it needs");
  no("api, given everything", "s3:ListBucket", [bucket, ledger], "what others have written");
  no("api, given everything", "kms:Decrypt", kms("lake"), "the key by itself");
  no("api, given everything", "kms:Encrypt", kms("lake"), "more than it needs", viaS3);
  no("api, given everything", "kms:Decrypt", [kms("another"), kms("ledger")], "another key",
    viaS3);
  no("logging, given everything", "logs:DeleteLogGroup",
    `arn:aws:logs:${region}:${account}:log-group:g`, "covering tracks");
  return rows;
}
