// Evaluates the policies of a plan against the matrix, as IAM would: offline, with conditions,
// explicit denies and resource policies. Then it takes away each right and removes each limit in
// turn, and expects a row of the matrix to notice. It writes what came of it into docs/security.md.
//   node simulate.mjs PLAN.json DOCUMENT.md NODE_MODULES TEMPLATE.json [1 to write]
// The template holds the same policies for a linter of CloudFormation, which knows IAM's grammar.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { matrix } from "./matrix.mjs";

const [plan, document, modules, template, update] = process.argv.slice(2);
const { runSimulation } = createRequire(join(resolve(modules), "x"))(
  "@cloud-copilot/iam-simulate",
);

// The simulator does not know KMS's encryption context, and ignores it. A tag is compared alike.
const CONTEXT = "kms:EncryptionContext:SecretARN";
const AS_TAG = "aws:PrincipalTag/encryption-context-SecretARN";

function* resources(module) {
  yield* module.resources ?? [];
  for (const child of module.child_modules ?? []) yield* resources(child);
}

const list = (value) => (Array.isArray(value) ? value : [value]);

/** The policies of the plan by what they belong to: roles have one of their own and a trust. */
function read(file) {
  const planned = JSON.parse(readFileSync(file)).planned_values;
  const outputs = Object.fromEntries(
    Object.entries(planned.outputs).map(([name, { value }]) => [name, value]),
  );
  const account = outputs.account_id;
  const at = (service, rest) => `arn:aws:${service}:${outputs.region}:${account}:${rest}`;
  const roleArn = (name) => `arn:aws:iam::${account}:role/${name}`;
  const policies = [];
  const add = (owner, kind, text) => 
    policies.push({ owner, kind, ...JSON.parse(text.replaceAll(CONTEXT, AS_TAG)) });
  const permissions = [];
  for (const { type, values } of resources(planned.root_module)) {
    if (type === "aws_iam_role") add(roleArn(values.name), "trust", values.assume_role_policy);
    if (type === "aws_iam_role_policy") add(roleArn(values.role), "role", values.policy);
    if (type === "aws_s3_bucket_policy") {
      add(`arn:aws:s3:::${values.bucket}`, "resource", values.policy);
    }
    if (type === "aws_sqs_queue" && values.policy) {
      add(at("sqs", values.name), "resource", values.policy);
    }
    if (type === "aws_lambda_permission") permissions.push(values);
  }
  // What Lambda makes of permissions, as its GetPolicy shows it.
  const handler = at("lambda", `function:${outputs.function_name}`);
  for (const values of permissions) {
    const owner = `${handler}:${values.qualifier}`;
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
    const known = policies.find((policy) => policy.owner === owner);
    if (known) known.Statement.push(statement);
    else policies.push({ owner, kind: "resource", Version: "2012-10-17", Statement: [statement] });
  }
  const prefix = outputs.function_name.replace(/-handler-.*/, "");
  const suffix = outputs.environment;
  return {
    policies,
    names: {
      account,
      alias: `${handler}:live`,
      failures: at("sqs", `${prefix}-failures-${suffix}`),
      handler,
      jobRole: roleArn(`${prefix}-backfill-${suffix}`),
      ledger: `arn:aws:s3:::${outputs.ledger_bucket}`,
      logs: at("logs", `log-group:${outputs.log_group}`),
      queue: at("sqs", `${prefix}-queue-${suffix}`),
      queueFailures: at("sqs", `${prefix}-queue-${suffix}-failures`),
      region: outputs.region,
      role: roleArn(outputs.function_name),
      rule: at("events", `rule/${prefix}-eventbridge-${suffix}`),
      ruleFailures: at("sqs", `${prefix}-eventbridge-${suffix}-failures`),
      secret: at("secretsmanager", `secret:${outputs.parameter_context}-a1B2c3`),
      source: `arn:aws:s3:::${outputs.source_bucket}`,
    },
  };
}

const ALL = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** Who asks: the ARN, and what it may by itself. */
function caller(who, names, policies) {
  const roles = { function: names.role, job: names.jobRole };
  const own = (arn) =>
    policies
      .filter(({ owner, kind }) => owner === arn && kind === "role")
      .map(({ Version, Statement }, i) => ({ name: `p${i}`, policy: { Version, Statement } }));
  if (who in roles) return { arn: roles[who], identity: own(roles[who]) };
  if (who === "administrator") {
    const arn = `arn:aws:iam::${names.account}:role/administrator`;
    return { arn, identity: [{ name: "all", policy: ALL }] };
  }
  if (who === "stranger") {
    return {
      arn: "arn:aws:iam::210987654321:role/stranger",
      identity: [{ name: "all", policy: ALL }],
    };
  }
  return { arn: who, identity: [] };
}

/** The policy of what is asked for. A key's lets the account's own policies decide. */
function resourcePolicy(on, action, policies, names) {
  if (action.startsWith("kms:")) {
    const Principal = { AWS: `arn:aws:iam::${names.account}:root` };
    return {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
    };
  }
  const kind = action === "sts:AssumeRole" ? "trust" : "resource";
  const owner = on.startsWith("arn:aws:s3:::") ? on.split("/")[0] : on;
  const found = policies.find((policy) => policy.owner === owner && policy.kind === kind);
  return found && { Version: found.Version, Statement: found.Statement };
}

async function isAllowed(row, policies, names) {
  const { arn, identity } = caller(row.who, names, policies);
  const isService = !arn.startsWith("arn:");
  const accountId = /^arn:aws:[^:]*:[^:]*:(\d{12}):/.exec(row.on)?.[1] ?? names.account;
  const answer = await runSimulation(
    {
      request: {
        principal: arn,
        action: row.action,
        resource: { resource: row.on, accountId },
        contextVariables: {
          "aws:SecureTransport": "true",
          ...(isService ? {} : { "aws:PrincipalArn": arn }),
          ...Object.fromEntries(
            Object.entries(row.context).map(([key, value]) => [
              key.replace(CONTEXT, AS_TAG),
              value,
            ]),
          ),
        },
      },
      identityPolicies: identity,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resourcePolicy(row.on, row.action, policies, names),
    },
    {},
  );
  if (answer.resultType === "error") {
    throw new Error(`${row.who} ${row.action} ${row.on}: ${JSON.stringify(answer.errors)}`);
  }
  return answer.overallResult === "Allowed";
}

async function wrong(rows, policies, names) {
  const found = [];
  for (const row of rows) {
    if ((await isAllowed(row, policies, names)) !== row.allowed) found.push(row);
  }
  return found;
}

/** Each right taken away, each limit removed: what is changed, and the policies with the change. */
function* mutations(policies) {
  const change = (p, s, edit) => {
    const copy = structuredClone(policies);
    const done = edit(copy[p].Statement[s]);
    if (done === null) copy[p].Statement.splice(s, 1);
    return copy;
  };
  for (const [p, policy] of policies.entries()) {
    for (const [s, statement] of policy.Statement.entries()) {
      const where = { owner: policy.owner, kind: policy.kind, sid: statement.Sid };
      const actions = list(statement.Action);
      for (const action of actions) {
        yield {
          ...where,
          what: `without \`${action}\``,
          policies: change(p, s, (copy) => {
            copy.Action = actions.filter((other) => other !== action);
            return copy.Action.length ? copy : null;
          }),
        };
      }
      if (statement.Effect === "Allow") {
        const wide = [...new Set(actions.map((action) => `${action.split(":")[0]}:*`))];
        if (policy.kind !== "trust") {
          yield {
            ...where,
            what: `with \`${wide.join("`, `")}\``,
            policies: change(p, s, (copy) => (copy.Action = wide)),
          };
        }
        if (statement.Resource && statement.Resource !== "*" && policy.kind === "role") {
          yield {
            ...where,
            what: "on every resource",
            policies: change(p, s, (copy) => (copy.Resource = "*")),
          };
        }
        if (statement.Principal) {
          yield {
            ...where,
            what: "for everybody",
            policies: change(p, s, (copy) => (copy.Principal = "*")),
          };
        }
      }
      if (statement.NotResource) {
        yield {
          ...where,
          what: "without an exception",
          policies: change(p, s, (copy) => {
            copy.Resource = "*";
            return delete copy.NotResource;
          }),
        };
      }
      for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
        for (const name of Object.keys(keys)) {
          yield {
            ...where,
            what: `without the condition on \`${name.replace(AS_TAG, CONTEXT)}\``,
            policies: change(p, s, (copy) => {
              delete copy.Condition[operator][name];
              if (!Object.keys(copy.Condition[operator]).length) delete copy.Condition[operator];
              return copy;
            }),
          };
        }
      }
    }
  }
}

const short = (arn, names) =>
  arn
    .replace(names.source, "source")
    .replace(names.ledger, "ledger")
    .replace(names.account, "account")
    .replace(/^arn:aws:(iam|lambda|sqs|kms|logs|secretsmanager|events):[^:]*:[^:]*:/, "")
    .replace(/^arn:aws:s3:::/, "");

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

const circumstances = (row, names) =>
  Object.entries(row.context)
    .map(([key, value]) => `\`${key}\` = ${short(value, names)}`)
    .join(", ");

function put(name, content) {
  const begin = `<!-- begin: ${name}, written by make -->\n`;
  const end = `<!-- end: ${name} -->\n`;
  const text = readFileSync(document, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${document} lacks ${begin.trim()}`);
  const fresh = text.slice(0, from) + begin + content + text.slice(to);
  if (fresh === text) return;
  if (!update) throw new Error(`${document} is stale (${name}); type: UPDATE=1 .make/access`);
  writeFileSync(document, fresh);
}

const { policies, names } = read(plan);
const rows = matrix(names);
const failed = await wrong(rows, policies, names);
for (const row of failed) {
  console.error(
    `${row.who} ${row.action} ${row.on} (${row.why}): should be`,
    row.allowed ? "allowed" : "denied",
  );
}

const noticed = [];
const unnoticed = [];
for (const mutation of mutations(policies)) {
  const found = failed.length ? failed : await wrong(rows, mutation.policies, names);
  (found.length ? noticed : unnoticed).push({ ...mutation, found });
}
for (const { owner, sid, what } of unnoticed) console.error(`not noticed: ${owner} ${sid} ${what}`);
if (failed.length || unnoticed.length) process.exit(1);

const TYPES = {
  role: ({ Version, Statement }, i) => ({
    Type: "AWS::IAM::Policy",
    Properties: { PolicyName: `p${i}`, Roles: ["r"], PolicyDocument: { Version, Statement } },
  }),
  trust: ({ Version, Statement }) => ({
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: { Version, Statement } },
  }),
  resource: ({ owner, Version, Statement }) =>
    owner.startsWith("arn:aws:s3:")
      ? {
          Type: "AWS::S3::BucketPolicy",
          Properties: { Bucket: owner.slice(13), PolicyDocument: { Version, Statement } },
        }
      : {
          Type: "AWS::SQS::QueuePolicy",
          Properties: { Queues: [owner], PolicyDocument: { Version, Statement } },
        },
};
const Resources = Object.fromEntries(
  policies
    .filter(({ owner }) => !owner.includes(":lambda:")) // Lambda writes that one itself.
    .map((policy, i) => [`Policy${i}`, TYPES[policy.kind](policy, i)]),
);
writeFileSync(template, JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources }));

put(
  "matrix",
  table(
    ["who", "action", "on", "circumstances", "answer", "why"],
    rows.map((row) => [
      row.who,
      `\`${row.action}\``,
      `\`${short(row.on, names)}\``,
      circumstances(row, names),
      row.allowed ? "allowed" : "**denied**",
      row.why,
    ]),
  ),
);
put(
  "mutations",
  table(
    ["policy of", "statement", "changed", "noticed by rows"],
    noticed.map((m) => [
      `\`${short(m.owner, names)}\`${m.kind === "trust" ? " (trust)" : ""}`,
      m.sid ?? "",
      m.what,
      m.found.length,
    ]),
  ),
);
console.log(`${rows.length} rows hold; ${noticed.length} changes of the policies are noticed`);
