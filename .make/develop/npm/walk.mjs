// Walks the workflows through every result that their jobs can have, and fails where a job runs that
// must not, or does not where it must. The table of deploy.yml is that of docs/delivery.md.
//   node walk.mjs NODE_MODULES FOLDER DOCUMENT [1 to write]    where the folder is .github
// With FEW=1 no two jobs of a deployment fail at once, and a pull request is of one kind: for the
// tests of this walk.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { reader } from "./runs.mjs";

const [modules, folder, document, update] = process.argv.slice(2);
const few = process.env.FEW === "1";
const { kept, read, run, texts } = await reader(modules, folder);

const RESULTS = ["success", "failure", "cancelled", "skipped"];
const FAULTS = RESULTS.slice(1);
const FIRST = ["check", "package", "reviewed"];
const ENVIRONMENTS = ["dev", "staging", "prod"];
const JOBS = [...FIRST, ...ENVIRONMENTS];
const DIGEST = "a".repeat(64);
const main = { ref: "refs/heads/main", repository: "owner/ledger" };

let walked = 0;
const problems = [];
function expect(holds, problem) {
  walked += 1;
  if (!holds && problems.length < 20) problems.push(problem());
}
const show = (record, jobs) => jobs.map((job) => `${job} ${record[job].result}`).join(", ");

/** Every choice of one value for each name. */
function* choices(names, values) {
  if (names.length === 0) yield {};
  else {
    for (const rest of choices(names.slice(1), values)) {
      for (const value of values) yield { [names[0]]: value, ...rest };
    }
  }
}

// deploy.yml and environment.yml

const deploy = read("deploy.yml");

/** A run of main in which each plan is the reviewed one, for the environments with an account. */
function push(more = {}) {
  const { accounts = ENVIRONMENTS, digests = {}, inputs = {}, github = main } = more;
  const reviewed = { dev: DIGEST, staging: DIGEST, prod: DIGEST, ...digests };
  const outputs = {
    package: { package: { outputs: { sha256: "b".repeat(64) } } },
    reviewed: {
      environments: { outputs: { names: JSON.stringify(accounts) } },
      reviewed: { outputs: reviewed },
    },
  };
  return {
    ...more,
    contexts: { github, inputs, vars: {} },
    steps: (path) => outputs[path] ?? (path.endsWith("/plan") ? planned : {}),
    // As .github/scripts/replan and .github/scripts/apply do, which have tests of their own.
    ends(path, { inputs: given, needs }) {
      if (path.endsWith("/plan")) return given.digest === DIGEST ? "success" : "failure";
      if (path.endsWith("/apply")) return needs.plan.outputs.digest ? "success" : "failure";
      return "success";
    },
  };
}
const planned = { plan: { outputs: { digest: DIGEST } } };

const began = (record) => ENVIRONMENTS.filter((name) => record[name].result !== "skipped");

/** Which environments are to be deployed to, whatever the workflow says. */
function wanted(accounts, results, cancelled) {
  const names = [];
  let open = FIRST.every((job) => results[job] === "success");
  for (const name of ENVIRONMENTS.filter((one) => accounts.includes(one))) {
    open &&= !cancelled.includes(name);
    if (open && results[name] !== "skipped") names.push(name);
    open &&= [undefined, "success"].includes(results[name]);
  }
  return names;
}

for (const has of choices(ENVIRONMENTS, [true, false])) {
  const accounts = ENVIRONMENTS.filter((name) => has[name]);
  // No job needs prod, so that its own result stops nothing.
  const stopping = [...FIRST, ...accounts.filter((name) => name !== "prod")];
  for (const results of choices(stopping, RESULTS)) {
    if (few && Object.values(results).filter((one) => one !== "success").length > 1) continue;
    for (const [cancelled, inherited] of [[[], false], [[], true], [ENVIRONMENTS, false]]) {
      const record = run(deploy, push({ accounts, results, cancelled, inherited }));
      expect(`${began(record)}` === `${wanted(accounts, results, cancelled)}`, () => {
        const given = Object.entries(results).map((pair) => pair.join(" ")).join(", ");
        return `deploy.yml: accounts for [${accounts}], ${given}${
          cancelled.length > 0 ? ", cancelled" : ""}:
  deploys to [${began(record)}], may to [${wanted(accounts, results, cancelled)}]`;
      });
    }
  }
}

const rows = [];
function deploys(what, event, environments) {
  const record = run(deploy, push(event));
  const both = run(deploy, push({ ...event, inherited: true }));
  expect(`${began(record)}` === `${environments}` && `${began(both)}` === `${environments}`, () =>
    `deploy.yml: ${what}: deploys to [${began(record)}], may to [${environments}]`);
  return record;
}
function row(what, event, environments) {
  const record = deploys(what, event, environments);
  rows.push([what, ...JOBS.map((job) => record[job].result)]);
}

row("nothing fails", {}, ENVIRONMENTS);
for (const job of JOBS) {
  for (const result of FAULTS) {
    if (`${job} ${result}` === "prod skipped") continue;
    const at = ENVIRONMENTS.indexOf(job);
    const until = result === "skipped" ? at : at + 1;
    row(`${job}: ${result}`, { results: { [job]: result } }, ENVIRONMENTS.slice(0, Math.max(0, until)));
  }
}
for (const has of choices([...ENVIRONMENTS].reverse(), [true, false])) {
  const accounts = ENVIRONMENTS.filter((name) => has[name]);
  const none = ENVIRONMENTS.filter((name) => !has[name]);
  if (none.length > 0) row(`no account for ${none.join(", ")}`, { accounts }, accounts);
}
for (const name of ENVIRONMENTS) {
  const until = ENVIRONMENTS.slice(0, ENVIRONMENTS.indexOf(name) + 1);
  row(`no digest for ${name}`, { digests: { [name]: "" } }, until);
  row(`${name} has another plan than the reviewed one`, { digests: { [name]: "c".repeat(64) } }, until);
  row(`no digest for ${name}, given by hand`,
    { digests: { [name]: "" }, inputs: { [name]: DIGEST } }, ENVIRONMENTS);
}
row("no account for dev, no digest for staging",
  { accounts: ["staging", "prod"], digests: { staging: "" } }, ["staging"]);
row("the run is cancelled, or evicted while it waits", { cancelled: JOBS }, []);
row("the run is cancelled after check, package and reviewed", { cancelled: ENVIRONMENTS }, []);
row("the run is cancelled after dev", { cancelled: ["staging", "prod"] }, ["dev"]);
row("the run is cancelled after staging", { cancelled: ["prod"] }, ["dev", "staging"]);
row("started from another branch", { github: { ...main, ref: "refs/heads/fix" } }, []);

// "Re-run failed jobs": what passed is kept, what did not and what needs it is decided anew.
for (const path of [...FIRST, "dev/plan", "dev/apply", "staging/apply", "prod/apply"]) {
  for (const result of ["failure", "cancelled"]) {
    const before = run(deploy, push({ results: { [path]: result } }));
    const keep = kept(deploy, before);
    expect(keep[path] === undefined && Object.keys(keep).length < Object.keys(before).length, () =>
      `deploy.yml: ${path} is kept though it ended with ${result}`);
    // A failure is re-run as a cancelled job is: the table has one of them.
    const put = result === "cancelled" ? row : deploys;
    put(`${path}: ${result}; its re-run passes`, { kept: keep }, ENVIRONMENTS);
    const [job] = path.split("/");
    const at = ENVIRONMENTS.indexOf(job) + 1;
    put(`${path}: ${result}; its re-run is cancelled`,
      { kept: keep, results: { [path]: "cancelled" } }, ENVIRONMENTS.slice(0, at));
  }
}

// Whole runs of one branch wait for each other; a group of a job would cancel the job that waits.
const group = (workflow, github) =>
  texts({ group: workflow.concurrency?.group }, { github, inputs: {} }).group;
expect(group(deploy, main) === group(deploy, { ...main, sha: "d" }), () =>
  "deploy.yml: two runs of main are not in one concurrency group");
expect(group(deploy, main) !== group(deploy, { ...main, ref: "refs/heads/fix" }), () =>
  "deploy.yml: a run of another branch cancels one of main that waits");
expect(!deploy.concurrency?.["cancel-in-progress"], () =>
  "deploy.yml: a later push cancels a deployment that has begun");
for (const name of ["deploy.yml", "environment.yml", "check.yml"]) {
  for (const [id, job] of Object.entries(read(name).jobs)) {
    expect(job.concurrency === undefined, () =>
      `${name}: job ${id}: a later run cancels it while it waits in its concurrency group`);
  }
}

// pull-request.yml, to the script that decides

const pullRequest = read("pull-request.yml");
const needed = pullRequest.jobs.required.needs;
const others = Object.keys(pullRequest.jobs).filter((job) => job !== "required");
expect(`${[...needed].sort()}` === `${others.sort()}`, () =>
  `pull-request.yml: required needs [${needed}]; it has to need [${others}]`);

expect("merge_group" in pullRequest.on, () =>
  "pull-request.yml: add merge_group, or `required` never reports in a merge queue");
expect(group(pullRequest.jobs.check, { ref: "1" }) !== group(pullRequest.jobs.check, { ref: "2" }), () =>
  "pull-request.yml: two merge groups cancel each other's check");

const from = (repository) => ({
  ...main,
  event_name: "pull_request",
  event: { pull_request: { number: 7, head: { repo: repository && { full_name: repository } } } },
});
const queue = { ...main, event_name: "merge_group", event: { merge_group: { head_sha: "c" } } };
const kinds = [
  ["a pull request", from("owner/ledger"), ["dev"], others],
  ["a pull request without an account", from("owner/ledger"), [], ["check", "environments"]],
  ["a fork", from("mallory/ledger"), ["dev"], ["check"]],
  ["a fork that is deleted", from(null), ["dev"], ["check"]],
  ["a merge queue", queue, ["dev"], ["check"]],
];

/** What .github/scripts/required says to a run; it is asked once for the same environment. */
const answers = new Map();
function required(record, contexts) {
  const needs = Object.fromEntries(needed.map((job) => [job, record[job]]));
  const step = pullRequest.jobs.required.steps.find(({ run: script }) => script !== undefined);
  const env = { PATH: process.env.PATH, ...texts(step.env, { ...contexts, needs }) };
  const key = JSON.stringify(env);
  if (!answers.has(key)) {
    answers.set(key, spawnSync(resolve(folder, "scripts/required"), { env, encoding: "utf8" }));
  }
  return answers.get(key);
}

for (const [kind, github, accounts, work] of few ? kinds.slice(0, 1) : kinds) {
  for (const job of [null, ...work]) {
    for (const result of job ? FAULTS : ["success"]) {
      for (const cancelled of job ? [false] : [false, true]) {
        const contexts = { github, inputs: {}, vars: {} };
        const steps = () => ({ environments: { outputs: { names: JSON.stringify(accounts) } } });
        const results = job ? { [job]: result } : {};
        const after = cancelled ? [...others, "required"] : [];
        const record = run(pullRequest, { contexts, steps, results, cancelled: after });
        const passes = job === null && !cancelled;
        const { status, stderr } = required(record, contexts);
        expect(record.required.result === "success" && (status === 0) === passes, () =>
          `pull-request.yml: ${kind}, ${job ?? "all"} ${cancelled ? "cancelled" : result} (${show(
            record, others)}): required should ${passes ? "pass" : "fail"}: ${stderr}`);
      }
    }
  }
}

// drift.yml, release.yml and scan.yml

const nightly = ["environments", "plan"];
for (const results of choices(nightly, RESULTS)) {
  for (const inherited of [false, true]) {
    const contexts = { github: main, inputs: {}, vars: {} };
    const steps = () => ({ environments: { outputs: { names: '["dev"]' } } });
    const record = run(read("drift.yml"), { contexts, steps, results, inherited });
    const tells = record.environments.result === "success" && record.plan.result !== "skipped";
    // Where cancelled() is inherited no issue is written, and the run is red all the same.
    expect(record.issue.result === "skipped" || tells, () =>
      `drift.yml: ${show(record, nightly)}: an issue is written`);
    expect(!tells || inherited || record.issue.result === "success", () =>
      `drift.yml: ${show(record, nightly)}: no issue is written`);
  }
}
const before = ["check", "package", "attest"];
for (const results of choices(before, RESULTS)) {
  const record = run(read("release.yml"), { contexts: { github: main, inputs: {} }, results });
  const all = before.every((job) => record[job].result === "success");
  expect((record.publish.result === "success") === all, () =>
    `release.yml: ${show(record, before)}: publish ${record.publish.result}`);
}

// What a private repository has on a paid plan only is left out, unless a variable says it is there.
const attest = read("release.yml").jobs.attest;
const proof = attest.steps.find(({ uses }) => uses?.startsWith("actions/attest-"));
for (const isPrivate of [false, true]) {
  for (const set of ["", "true"]) {
    const vars = { ATTEST: set, DEPENDENCY_REVIEW: set };
    const event = { repository: { private: isPrivate } };
    const there = !isPrivate || set === "true";
    const contexts = { github: { ...main, event_name: "pull_request", event }, inputs: {}, vars };
    expect(attest.if === undefined && texts({ if: proof.if }, contexts).if === `${there}`, () =>
      `release.yml: attest ${there ? "has to sign" : "must pass without signing"}: private ${isPrivate}`);
    const { dependencies } = run(read("scan.yml"), { contexts });
    expect((dependencies.result === "success") === there, () =>
      `scan.yml: dependencies ${there ? "has to run" : "would be red"}: private ${isPrivate}`);
  }
}

const cell = (value) => ({ success: "success", skipped: "–" })[value] ?? `**${value}**`;
const line = (cells) => `| ${cells.join(" | ")} |\n`;
const table =
  line(["what happens", ...JOBS]) +
  line(["---", ...JOBS.map(() => "---")]) +
  rows.map(([what, ...results]) => line([what, ...results.map(cell)])).join("");
const begin = "<!-- begin: walk, written by .make/develop/workflows -->\n";
const end = "<!-- end: walk -->\n";
const text = readFileSync(document, "utf8");
const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
if (start < 0 || stop < start) problems.push(`${document} lacks ${begin.trim()}`);
else {
  const fresh = text.slice(0, start) + begin + table + text.slice(stop);
  if (fresh !== text && update) writeFileSync(document, fresh);
  else if (fresh !== text) problems.push(`${document} is stale; type: UPDATE=1 .make/develop/workflows`);
}

for (const problem of problems) console.error(problem);
console.log(`${walked} combinations of results walked, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
