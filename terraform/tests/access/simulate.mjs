// Evaluates the policies of the stack's plan and of bootstrap's against the matrices, as IAM would:
// offline, with conditions, explicit denies, boundaries and resource policies. Then it takes away
// each right and removes each limit in turn, and expects a row to notice. It writes what came of it
// into docs/permissions.md, and the rows that make preflight asks IAM itself into questions.json.
//   node simulate.mjs PLAN.json BOOTSTRAP.json DOCUMENT.md QUESTIONS.json NODE_MODULES TEMPLATE.json \
//     [1 to write]
// The template holds the same policies for a linter of CloudFormation, which knows IAM's grammar.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { audit, auditDelivery } from "./audit.mjs";
import { changes, changesDelivery } from "./changes.mjs";
import { delivery, EQUIVALENT } from "./delivery.mjs";
import { encryption, encryptionDelivery } from "./encryption.mjs";
import { ingress, ingressDelivery } from "./ingress.mjs";
import { matrix } from "./matrix.mjs";
import { list, read } from "./policies.mjs";
import { questionsText } from "./questions.mjs";
import { mutations, simulator, single } from "./simulator.mjs";

const [plan, bootstrap, document, asked, modules, template, update] = process.argv.slice(2);
const plans = read(plan, bootstrap);
const { policies, names } = plans;
const { wrong, concerned } = simulator(plans, modules);

/** Whether the rows hold, and each change of that part's policies is noticed by one of them. */
async function prove(part, rows, atMost) {
  const each = [...single(rows)];
  const failed = await wrong(each, policies);
  for (const row of failed) {
    console.error(
      `${row.who} ${row.action} ${row.on} (${row.why}): should be`,
      row.allowed ? "allowed" : "denied",
    );
  }
  const changes = [];
  for (const mutation of failed.length ? [] : mutations(policies, part)) {
    const found = await wrong(concerned(each, mutation), mutation.policies, atMost);
    changes.push({ ...mutation, noticed: found.length });
  }
  const missed = changes.filter(
    ({ noticed, sid, what }) => noticed === 0 && !EQUIVALENT.has(`${sid} ${what}`),
  );
  for (const { policy, sid, what } of missed) {
    console.error(`not noticed: ${policy.owner} ${sid} ${what}`);
  }
  if (failed.length || missed.length) process.exitCode = 1;
  console.log(`${part}: ${each.length} answers hold; ${changes.length} changes are noticed`);
  return changes;
}

const short = (arn) =>
  arn
    .replace(names.accessLogs, "access")
    .replace(names.auditBucket, "audit")
    .replace(names.changesBucket, "changes")
    .replace(names.ingress, "ingress")
    .replace(names.second, "second")
    .replace(names.source, "source")
    .replace(names.lake, "lake")
    .replace(names.ledger, "ledger")
    .replace(names.results, "results")
    .replace(names.state, "state")
    .replace(names.account, "account")
    .replace(/^arn:aws:[a-z]+:[^:]*:[^:]*:/, "")
    .replace(/^arn:aws:s3:::/, "");

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + rows.map(line).join("");
}

const code = (values) => list(values).map((value) => `\`${value}\``).join(", ");
const circumstances = ({ context }) =>
  Object.entries(context)
    .map(([key, value]) => [key.replace("token.actions.githubusercontent.com:", ""), value])
    .map(([key, value]) => `\`${key}\` = ${list(value).map(short).join(" and ")}`)
    .join(", ");
const answers = (rows) =>
  table(
    ["who", "action", "on", "circumstances", "answer", "why"],
    rows.map((row) => [
      list(row.who).join("; "),
      code(row.action),
      code(list(row.on).map(short)),
      circumstances(row),
      row.allowed ? "allowed" : "**denied**",
      row.why,
    ]),
  );
const owner = (policy) => `\`${short(policy.owner)}\`${policy.kind === "trust" ? " (trust)" : ""}`;

/** Writes that text, or says what is stale. */
function keep(file, what, text, fresh) {
  if (fresh === text) return;
  if (!update) throw new Error(`${file} is stale (${what}); type: UPDATE=1 .make/develop/access`);
  writeFileSync(file, fresh);
}

function put(name, content) {
  const begin = `<!-- begin: ${name}, written by make -->\n`;
  const end = `<!-- end: ${name} -->\n`;
  const text = readFileSync(document, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${document} lacks ${begin.trim()}`);
  const fresh = text.slice(0, from) + begin + content + text.slice(to);
  keep(document, name, text, fresh);
}

const TYPES = {
  managed: ({ Version, Statement }) => ({
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { PolicyDocument: { Version, Statement } },
  }),
  role: ({ Version, Statement }, i) => ({
    Type: "AWS::IAM::Policy",
    Properties: { PolicyName: `p${i}`, Roles: ["r"], PolicyDocument: { Version, Statement } },
  }),
  trust: ({ Version, Statement }) => ({
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: { Version, Statement } },
  }),
  resource: ({ owner: of, Version, Statement }) =>
    of.startsWith("arn:aws:s3:")
      ? {
          Type: "AWS::S3::BucketPolicy",
          Properties: { Bucket: of.slice(13), PolicyDocument: { Version, Statement } },
        }
      : {
          Type: "AWS::SQS::QueuePolicy",
          Properties: { Queues: [of], PolicyDocument: { Version, Statement } },
        },
};
const Resources = Object.fromEntries(
  policies
    .filter((policy) => !policy.owner.includes(":lambda:")) // Lambda writes that one itself.
    .map((policy, i) => [`Policy${i}`, TYPES[policy.kind](policy, i)]),
);
writeFileSync(template, JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources }));

const stackRows = [
  ...matrix(names), ...ingress(names), ...changes(names), ...audit(names), ...encryption(names),
];
const deliveryRows = [
  ...delivery(names), ...ingressDelivery(names), ...changesDelivery(names), ...auditDelivery(names),
  ...encryptionDelivery(names),
];
// What the stack's roles do, they do within the boundary too; what they may not, neither.
const boundedRows = stackRows
  .filter(({ who }) => ["api", "changes", "documents", "function", "job", "logging"].includes(who))
  .map((row) => ({ ...row, who: `${row.who}, bounded` }));

const stackChanges = await prove("stack", stackRows, Infinity);
const deliveryChanges = await prove("bootstrap", [...deliveryRows, ...boundedRows], 1);
if (process.exitCode) process.exit();

keep(asked, "its rows", existsSync(asked) ? readFileSync(asked, "utf8") : "",
  questionsText([...stackRows, ...deliveryRows], names));
put("matrix", answers(stackRows));
put(
  "mutations",
  table(
    ["policy of", "statement", "changed", "noticed by rows"],
    stackChanges.map(({ policy, sid, what, noticed }) => [
      owner(policy), sid ?? "", what, noticed,
    ]),
  ),
);
put("delivery", answers(deliveryRows));

// One line a statement: it would be hundreds.
const statements = new Map();
for (const { policy, sid, what, noticed } of deliveryChanges) {
  const key = `${owner(policy)} | ${sid}`;
  const line = statements.get(key) ?? { noticed: 0, same: [] };
  if (noticed) line.noticed += 1;
  else line.same.push(`${what}: ${EQUIVALENT.get(`${sid} ${what}`)}`);
  statements.set(key, line);
}
put(
  "delivery-mutations",
  table(
    ["policy of", "statement", "changes noticed", "changes that change no answer"],
    [...statements].map(([key, { noticed, same }]) => [key, noticed, same.join("; ")]),
  ),
);
