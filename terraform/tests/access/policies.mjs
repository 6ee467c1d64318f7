// The policies in the plans of the stack and of terraform/bootstrap, by what they belong to.
import { readFileSync } from "node:fs";

// The simulator ignores KMS's encryption context, and two claims of GitHub's tokens. A tag, and the
// same claims of another provider, are compared alike.
const STAND_INS = [
  ["kms:EncryptionContext:SecretARN", "aws:PrincipalTag/encryption-context-SecretARN"],
  [
    "kms:EncryptionContext:aws:lambda:FunctionArn",
    "aws:PrincipalTag/encryption-context-FunctionArn",
  ],
  ["token.actions.githubusercontent.com:aud", "accounts.google.com:aud"],
  ["token.actions.githubusercontent.com:sub", "accounts.google.com:sub"],
];
export const known = (text) =>
  STAND_INS.reduce((all, [name, standIn]) => all.replaceAll(name, standIn), text);
export const unknown = (text) =>
  STAND_INS.reduce((all, [name, standIn]) => all.replaceAll(standIn, name), text);

export const list = (value) => (Array.isArray(value) ? value : [value]);

/** The kinds that say what a role itself may do. */
export const IDENTITY = new Set(["role", "managed"]);

function* resources(module) {
  yield* module.resources ?? [];
  for (const child of module.child_modules ?? []) yield* resources(child);
}

/** The planned resources and outputs of a plan. */
function planned(file) {
  const { outputs, root_module } = JSON.parse(readFileSync(file)).planned_values;
  return {
    all: [...resources(root_module)],
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, value]),
    ),
  };
}

/**
 * What the plans hold: `policies` (of a role, its trust, a policy to attach, a resource), what is
 * `attached` to roles, what they are `bounded` by, and the `names` that the matrices speak of.
 */
export function read(stackFile, bootstrapFile) {
  const stack = planned(stackFile);
  const bootstrap = planned(bootstrapFile);
  const { account_id: account, region, environment } = stack.outputs;
  const { function_name } = stack.all.find(
    ({ type, values }) =>
      type === "aws_lambda_function" && values.handler === "objectledger.LedgerHandler",
  ).values;
  const at = (service, rest) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const iam = (rest) => `arn:aws:iam::${account}:${rest}`;
  const handler = at("lambda", `function:${function_name}`);
  const policies = [];
  const attached = [];
  const bounded = [];

  for (const [part, { all }] of Object.entries({ stack, bootstrap })) {
    const add = (owner, kind, text) =>
      policies.push({ part, owner, kind, ...JSON.parse(known(text)) });
    for (const { type, values } of all) {
      const role = iam(`role/${values.role ?? values.name}`);
      if (type === "aws_iam_role") {
        add(role, "trust", values.assume_role_policy);
        if (values.permissions_boundary) bounded.push({ role, by: values.permissions_boundary });
      }
      if (type === "aws_iam_role_policy") add(role, "role", values.policy);
      if (type === "aws_iam_policy") add(iam(`policy/${values.name}`), "managed", values.policy);
      if (type === "aws_iam_role_policy_attachment") attached.push({ role, by: values.policy_arn });
      if (type === "aws_s3_bucket_policy") {
        add(`arn:aws:s3:::${values.bucket}`, "resource", values.policy);
      }
      if (type === "aws_sqs_queue" && values.policy) {
        add(at("sqs", values.name), "resource", values.policy);
      }
    }
  }

  // The stack attaches it to nobody: whoever gets it has nothing else here.
  const reader = iam("role/reader");
  const readerPolicy = JSON.parse(known(stack.outputs.query.reader_policy));
  policies.push({ part: "stack", owner: reader, kind: "role", ...readerPolicy });

  // Nor is this one.
  const uploader = iam("role/uploader");
  const uploaderPolicy = JSON.parse(known(stack.outputs.uploader_policy));
  policies.push({ part: "stack", owner: uploader, kind: "role", ...uploaderPolicy });

  // What Lambda makes of permissions, as its GetPolicy shows it.
  for (const { values } of stack.all.filter(({ type }) => type === "aws_lambda_permission")) {
    const owner = at("lambda", `function:${values.function_name}:${values.qualifier}`);
    const condition = { ArnLike: { "AWS:SourceArn": values.source_arn } };
    if (values.source_account) {
      condition.StringEquals = { "AWS:SourceAccount": values.source_account };
    }
    const statement = {
      Sid: values.statement_id,
      Effect: "Allow",
      Principal: { Service: values.principal },
      Action: values.action,
      Resource: owner,
      Condition: condition,
    };
    const found = policies.find((policy) => policy.owner === owner);
    if (found) found.Statement.push(statement);
    else {
      const Version = "2012-10-17";
      policies.push({ part: "stack", owner, kind: "resource", Version, Statement: [statement] });
    }
  }

  const prefix = function_name.replace(/-handler-.*/, "");
  const named = (what) => `${prefix}-${what}-${environment}`;
  const names = {
    accessLog: at("logs", `log-group:/aws/apigateway/${named("ingress")}`),
    accessLogs: `arn:aws:s3:::${stack.outputs.audit.access_logs.bucket}`,
    account,
    alarms: at("cloudwatch", `alarm:${named("alarms")}`),
    alias: `${handler}:live`,
    apiRole: iam(`role/${named("ingress")}`),
    applyRole: iam(`role/${bootstrap.outputs.apply_role}`),
    auditBucket: `arn:aws:s3:::${stack.outputs.audit.bucket}`,
    auditRule: at("events", `rule/${stack.outputs.audit.rule}`),
    authorizer: at("lambda", "function:gatekeeper:live"),
    boundary: iam(`policy/${bootstrap.outputs.boundary}`),
    catalog: at("glue", "catalog"),
    changesBucket: `arn:aws:s3:::${named("changes")}-${account}`,
    changesRole: iam(`role/${named("changes")}`),
    dashboard: `arn:aws:cloudwatch::${account}:dashboard/${named("dashboard")}`,
    database: at("glue", `database/${stack.outputs.query.database}`),
    documents: at("lambda", `function:${named("documents")}`),
    documentsFailures: at("sqs", `${named("documents")}-failures`),
    documentsLogs: at("logs", `log-group:/aws/lambda/${named("documents")}`),
    documentsRole: iam(`role/${named("documents")}`),
    documentsRule: at("events", `rule/${named("documents")}`),
    documentsRuleFailures: at("sqs", `${named("documents-eventbridge")}-failures`),
    failures: at("sqs", named("failures")),
    handler,
    ingress: `arn:aws:s3:::${stack.outputs.sources.ingress.bucket}`,
    ingressBoundary: iam(`policy/${bootstrap.outputs.boundary}-ingress`),
    ingressRule: at("events", `rule/${named("eventbridge")}-ingress`),
    jobRole: iam(`role/${named("backfill")}`),
    lake: `arn:aws:s3:::${named("lake")}-${account}`,
    ledger: `arn:aws:s3:::${stack.outputs.ledger_bucket}`,
    logs: at("logs", `log-group:${stack.outputs.log_group}`),
    loggingRole: iam(`role/${named("ingress-logging")}`),
    planRole: iam(`role/${bootstrap.outputs.plan_role}`),
    provider: iam("oidc-provider/token.actions.githubusercontent.com"),
    queue: at("sqs", named("queue")),
    queueFailures: at("sqs", `${named("queue")}-failures`),
    reader,
    region,
    results: `arn:aws:s3:::${stack.outputs.query.results_bucket}`,
    role: iam(`role/${function_name}`),
    rule: at("events", `rule/${named("eventbridge")}`),
    ruleFailures: at("sqs", `${named("eventbridge")}-failures`),
    secret: at("secretsmanager", `secret:${stack.outputs.parameter_context}-a1B2c3`),
    second: `arn:aws:s3:::${stack.outputs.sources.second.bucket}`,
    secondRule: at("events", `rule/${named("eventbridge")}-second`),
    source: `arn:aws:s3:::${stack.outputs.sources.source.bucket}`,
    state: `arn:aws:s3:::${bootstrap.outputs.state_bucket}`,
    tables: at("glue", `table/${stack.outputs.query.database}`),
    topic: at("sns", named("alarms")),
    trail: stack.outputs.audit.trail,
    uploader,
    workgroup: at("athena", `workgroup/${stack.outputs.query.workgroup}`),
  };
  return { policies, attached, bounded, names };
}
