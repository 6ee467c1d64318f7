// The simulator answers as IAM does for what S3's requests are told by: their conditional headers,
// whether they make an object, and the retention that they ask for.
//   NODE_MODULES=… node --test terraform/tests/access/simulator.test.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import { mutations, simulator } from "./simulator.mjs";

const account = "123456789012";
const ledger = "arn:aws:s3:::ledger";
const role = `arn:aws:iam::${account}:role/function`;
const names = { account, provider: "arn:aws:iam::1:oidc-provider/x", region: "eu-west-1", role };
const Version = "2012-10-17";
const journal = `${ledger}/journal/*`;
const deny = (statement) => ({ Effect: "Deny", Principal: "*", ...statement });

/** What the function may, and the policy of the ledger bucket with those statements. */
const policies = (...Statement) => [
  {
    part: "stack",
    owner: role,
    kind: "role",
    Version,
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: `${ledger}/*` }],
  },
  { part: "stack", owner: ledger, kind: "resource", Version, Statement },
];

const { wrong } = simulator(
  { attached: [], bounded: [], names },
  process.env.NODE_MODULES ?? ".build/npm/node_modules",
);

/** Whether a role with that right, and whether an administrator may. */
async function allowed(action, on, context, ...statements) {
  const row = { action, on: `${ledger}/${on}`, context, allowed: true, why: "" };
  const rows = ["function", "administrator"].map((who) => ({ ...row, who }));
  const found = await wrong(rows, policies(...statements));
  assert.ok(found.length === 0 || found.length === 2, "both are given the same answer");
  return found.length === 0;
}

const once = deny({
  Sid: "WriteOnce",
  Action: "s3:PutObject",
  Resource: journal,
  Condition: {
    Null: { "s3:if-none-match": "true" },
    Bool: { "s3:ObjectCreationOperation": "true" },
  },
});
const creates = { "s3:ObjectCreationOperation": "true" };
const part = { "s3:ObjectCreationOperation": "false" };

test("a key is written with a condition, and a part of an upload without one", async () => {
  const put = (on, context) => allowed("s3:PutObject", on, context, once);
  assert.equal(await put("journal/k", creates), false);
  assert.equal(await put("journal/k", { ...creates, "s3:if-none-match": "*" }), true);
  assert.equal(await put("journal/k", { ...creates, "s3:if-match": "\"tag\"" }), false);
  assert.equal(await put("journal/k", part), true);
  assert.equal(await put("latest/k", creates), true);
});

test("a delete marker and the deletion of a version are two actions", async () => {
  const statement = deny({ Action: "s3:DeleteObject", Resource: journal });
  assert.equal(await allowed("s3:DeleteObject", "journal/k", {}, statement), false);
  assert.equal(await allowed("s3:DeleteObjectVersion", "journal/k", {}, statement), true);
  assert.equal(await allowed("s3:ReplicateObject", "journal/k", {}, once), true);
});

test("a retention is limited in mode and days", async () => {
  const long = deny({
    Action: "s3:PutObjectRetention",
    Resource: journal,
    Condition: { NumericGreaterThan: { "s3:object-lock-remaining-retention-days": "30" } },
  });
  const forGood = deny({
    Action: "s3:PutObjectRetention",
    Resource: journal,
    Condition: { StringEquals: { "s3:object-lock-mode": "COMPLIANCE" } },
  });
  const retain = (days, mode) =>
    allowed(
      "s3:PutObjectRetention",
      "journal/k",
      { "s3:object-lock-remaining-retention-days": days, "s3:object-lock-mode": mode },
      long,
      forGood,
    );
  assert.equal(await retain("30", "GOVERNANCE"), true);
  assert.equal(await retain("31", "GOVERNANCE"), false);
  assert.equal(await retain("30", "COMPLIANCE"), false);
});

test("NotAction and NotResource except what they name", async () => {
  const others = deny({ NotAction: ["s3:Get*", "s3:PutObject"], NotResource: journal });
  assert.equal(await allowed("s3:DeleteObject", "latest/k", {}, others), false);
  assert.equal(await allowed("s3:PutObject", "latest/k", creates, others), true);
  assert.equal(await allowed("s3:DeleteObject", "journal/k", {}, others), true);
});

test("a key that the action has not is an error, not an answer", async () => {
  const misspelled = { ...creates, "s3:if-none-matched": "*" };
  await assert.rejects(allowed("s3:PutObject", "journal/k", misspelled, once), /has no s3:if-none/);
  await assert.rejects(allowed("s3:DeleteObject", "journal/k", creates, once), /has no s3:Object/);
});

test("a boundary that does not speak of an action, or of a resource, allows it not", async () => {
  const own = policies()[0];
  const row = { who: "function, bounded", action: "s3:PutObject", on: `${ledger}/k`, context: {} };
  for (const [right, allowed] of [
    [{ Action: "s3:Put*", Resource: `${ledger}/?` }, true],
    [{ Action: "s3:GetObject", Resource: "*" }, false],
    [{ Action: "s3:*", Resource: `${ledger}/other` }, false],
  ]) {
    const boundary = {
      part: "stack", owner: "boundary", kind: "managed", Version,
      Statement: [{ Effect: "Allow", ...right }],
    };
    const within = simulator(
      { attached: [], bounded: [{ role, by: "boundary" }], names },
      process.env.NODE_MODULES ?? ".build/npm/node_modules",
    );
    assert.deepEqual(await within.wrong([{ ...row, allowed, why: "" }], [own, boundary]), []);
  }
});

test("each condition, each of its values and each exception is taken away in turn", () => {
  const from = { ArnEquals: { "aws:SourceArn": ["arn:aws:s3:::a", "arn:aws:s3:::b"] } };
  const several = deny({ Sid: "From", Action: "s3:PutObject", Resource: "*", Condition: from });
  const excepting = deny({ Sid: "But", NotAction: ["s3:GetObject"], Resource: "*" });
  const changes = [...mutations(policies(once, several, excepting), "stack")];
  const of = (sid) => changes.filter((one) => one.sid === sid).map(({ what }) => what);
  assert.deepEqual(of("WriteOnce"), [
    "without `s3:PutObject`",
    "without the condition on `s3:if-none-match`",
    "without the condition on `s3:ObjectCreationOperation`",
  ]);
  assert.deepEqual(of("From"), [
    "without `s3:PutObject`",
    "without the condition on `aws:SourceArn`",
    "without `arn:aws:s3:::a` in `aws:SourceArn`",
    "without `arn:aws:s3:::b` in `aws:SourceArn`",
  ]);
  assert.deepEqual(of("But"), ["without the exception of `s3:GetObject`"]);
});
