// What actionlint does not ask of GitHub's workflows and actions. It names every line to mend.
//   node workflows.mjs NODE_MODULES FOLDER    where the folder is .github
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { asksForStatus } from "./runs.mjs";

const [modules, folder] = process.argv.slice(2);
const yaml = createRequire(join(resolve(modules), "x"))("js-yaml");

const problems = [];
const list = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function files(part, pattern) {
  try {
    return readdirSync(join(folder, part), { recursive: true })
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, part, name));
  } catch {
    return [];
  }
}

function parsed(file, text) {
  try {
    return yaml.load(text);
  } catch (error) {
    problems.push(`${file}: is no YAML: ${error.reason}`);
    return undefined;
  }
}

/** An action is the commit that was looked at, and a comment says which version that is. */
function checkUses(file, text) {
  for (const [index, line] of text.split("\n").entries()) {
    const uses = /^\s*(?:- )?uses:\s*(.*)$/.exec(line)?.[1];
    if (uses === undefined || uses.startsWith("./")) continue;
    if (!/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d[\w.]*$/.test(uses)) {
      problems.push(`${file}:${index + 1}: ${uses}: pin it, as owner/name@<40 hex digits> # v1.2.3`);
    }
  }
}

/** A plan that holds the state's lock makes an apply fail, and its role may not take it. */
function checkPlan(file, where, job) {
  const steps = list(job.steps);
  const role = steps.find(({ with: inputs }) => inputs?.role !== undefined)?.with.role;
  if (role !== "plan" || job.env?.TF_CLI_ARGS_plan === "-lock=false") return;
  problems.push(`${file}: ${where}: it plans as the plan role: add env TF_CLI_ARGS_plan: -lock=false`);
}

function checkSteps(file, where, steps) {
  for (const [index, step] of list(steps).entries()) {
    const name = `${file}: ${where}: step ${index + 1}`;
    const run = step.run ?? "";
    if (run.includes("${{")) {
      problems.push(`${name}: an expression in a script can be a script: put it into env`);
    }
    if (run.trim().split("\n").length > 3) {
      problems.push(`${name}: more than three lines: make it a script in .github/scripts`);
    }
    if (/^actions\/checkout@/.test(step.uses) && step.with?.["persist-credentials"] !== false) {
      problems.push(`${name}: add persist-credentials: false`);
    }
  }
}

function checkJob(file, id, job) {
  const where = `job ${id}`;
  if (job.permissions === undefined || typeof job.permissions === "string") {
    problems.push(`${file}: ${where}: list its permissions, as contents: read`);
  }
  if (job.uses === undefined && !(job["timeout-minutes"] > 0)) {
    problems.push(`${file}: ${where}: add timeout-minutes`);
  }
  if (job.secrets !== undefined) {
    problems.push(`${file}: ${where}: it passes secrets on; there should be none`);
  }
  checkCondition(file, where, job);
  checkPlan(file, where, job);
  checkSteps(file, where, job.steps);
}

/** Without the implied success() a job runs after cancelled and skipped ones, unless it names them. */
function checkCondition(file, where, job) {
  if (!asksForStatus(job.if) || JSON.stringify(job.steps ?? "").includes("toJSON(needs)")) return;
  for (const need of list(job.needs)) {
    if (!String(job.if).includes(`needs.${need}.result`)) {
      problems.push(`${file}: ${where}: its if has to say which needs.${need}.result it takes`);
    }
  }
}

function checkWorkflow(file, workflow) {
  const permissions = workflow.permissions;
  if (permissions === undefined || JSON.stringify(permissions) !== "{}") {
    problems.push(`${file}: add permissions: {} at the top; each job lists what it needs`);
  }
  const on = workflow.on;
  for (const event of typeof on === "object" && !Array.isArray(on) ? Object.keys(on) : list(on)) {
    if (["pull_request_target", "workflow_run"].includes(event)) {
      problems.push(`${file}: on ${event} lets a stranger's change meet this repository's rights`);
    }
  }
  for (const [id, job] of Object.entries(workflow.jobs ?? {})) checkJob(file, id, job);
}

const workflows = files("workflows", /\.ya?ml$/);
const actions = files("actions", /action\.ya?ml$/);
if (workflows.length === 0) problems.push(`${folder} has no workflows`);
for (const file of [...workflows, ...actions]) {
  const text = readFileSync(file, "utf8");
  checkUses(file, text);
  const document = parsed(file, text);
  if (document === undefined) continue;
  if (workflows.includes(file)) checkWorkflow(file, document);
  else checkSteps(file, "runs", document.runs.steps);
}
for (const problem of problems) console.error(problem);
console.log(`${workflows.length} workflows and ${actions.length} actions, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
