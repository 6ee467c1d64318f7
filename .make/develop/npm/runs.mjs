// Which jobs of a workflow run, as GitHub decides it: by `needs`, by `if`, and by the results so far.
// GitHub's own library evaluates the expressions; no job is executed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const STATUS = ["always", "cancelled", "failure", "success"];
const CONTEXTS = ["github", "inputs", "needs", "steps", "vars"];

const list = (value) => (value === undefined ? [] : [value].flat());
const byId = (ids, of) => Object.fromEntries(ids.map((id) => [id, of(id)]));

const STATUS_CALL = new RegExp(`\\b(${STATUS.join("|")})\\s*\\(`, "i");

/** Whether a condition calls a status function; GitHub puts `success() &&` before every other. */
export const asksForStatus = (condition) =>
  STATUS_CALL.test(String(condition).replace(/'(''|[^'])*'/g, ""));

const found = new WeakMap();

/** The jobs that a job needs, and those that they need; found once for each job. */
export function ancestors(jobs, id) {
  if (!found.has(jobs[id])) {
    const direct = list(jobs[id].needs);
    found.set(jobs[id], [
      ...new Set(direct.flatMap((need) => [...ancestors(jobs, need), need])),
    ]);
  }
  return found.get(jobs[id]);
}

/** The result of a called workflow. */
function worst(results) {
  return ["failure", "cancelled", "success"].find((one) => results.includes(one)) ?? "skipped";
}

export async function reader(modules, folder) {
  const yaml = createRequire(join(resolve(modules), "x"))("js-yaml");
  const library = join(resolve(modules), "@actions/expressions/dist/index.js");
  const { Evaluator, Lexer, Parser, data } = await import(pathToFileURL(library));
  const workflows = new Map();
  const parsed = new Map();
  const evaluated = new Map();
  const named = new Map();

  /** The workflow of that file of the folder. */
  function read(name) {
    if (!workflows.has(name)) {
      workflows.set(name, yaml.load(readFileSync(join(folder, "workflows", name), "utf8")));
    }
    return workflows.get(name);
  }

  function parse(text) {
    if (!parsed.has(text)) {
      const functions = STATUS.map((name) => ({ name, minArgs: 0, maxArgs: 0 }));
      const { tokens } = new Lexer(text).lex();
      parsed.set(text, new Parser(tokens, CONTEXTS, functions).parse());
    }
    return parsed.get(text);
  }

  /** The value of an expression, as text; most of a walk's expressions are asked again and again. */
  function evaluate(text, contexts, status = {}) {
    if (!named.has(text)) {
      named.set(text, CONTEXTS.filter((name) => new RegExp(`\\b${name}\\b`, "i").test(text)));
    }
    const all = JSON.stringify(byId(named.get(text), (name) => contexts[name] ?? {}));
    const key = [text, all, ...Object.entries(status)].join("\n");
    if (!evaluated.has(key)) {
      const functions = new Map(
        Object.entries(status).map(([name, value]) => [
          name,
          { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) },
        ]),
      );
      const context = JSON.parse(all, data.reviver);
      const value = new Evaluator(parse(text), context, functions).evaluate();
      evaluated.set(key, value.coerceString());
    }
    return evaluated.get(key);
  }

  /** A value of a workflow's text: what is in ${{ }} is evaluated. */
  function text(value, contexts) {
    if (!String(value).includes("${{")) return String(value);
    return String(value).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) =>
      evaluate(expression.trim(), contexts),
    );
  }
  const texts = (values, contexts) =>
    byId(Object.keys(values ?? {}), (key) => text(values[key], contexts));

  function starts(condition, contexts, status) {
    const expression = String(condition ?? "success()").trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
    const whole = asksForStatus(expression) ? expression : `success() && (${expression})`;
    return evaluate(`!(${whole})`, contexts, status) === "false";
  }

  /**
   * Runs the jobs of a workflow in order, and gives what became of each: its result and its outputs
   * by its path, as dev/plan for the job plan of the workflow that dev calls.
   *   contexts    github, inputs and vars
   *   steps       for a job's path, what its steps put out
   *   results     for a job's path, its result if it runs; the others succeed
   *   ends        the result of a job that calls no workflow, by its path and contexts
   *   cancelled   the jobs that are decided after the run was cancelled
   *   inherited   whether cancelled() also holds where an ancestor was cancelled: GitHub documents
   *               the run only, so both are tried
   *   kept        for a job's path, what became of it in the attempt before
   */
  function run(workflow, event, prefix = "") {
    const { jobs } = workflow;
    const record = {};
    const visit = (id) => {
      const path = prefix + id;
      if (record[path]) return;
      list(jobs[id].needs).forEach(visit);
      record[path] = event.kept?.[path] ?? decide(path, id);
    };
    const decide = (path, id) => {
      const before = ancestors(jobs, id).map((need) => record[prefix + need].result);
      const cancelled =
        Boolean(event.cancelled?.includes(path.split("/")[0])) ||
        Boolean(event.inherited && before.includes("cancelled"));
      const needs = byId(list(jobs[id].needs), (need) => record[prefix + need]);
      const contexts = { ...event.contexts, needs };
      const status = {
        always: true,
        cancelled,
        failure: !cancelled && before.includes("failure"),
        success: !cancelled && before.every((result) => result === "success"),
      };
      if (!starts(jobs[id].if, contexts, status)) return { result: "skipped", outputs: {} };
      return { result: ended(path, jobs[id], contexts), outputs: outputs(path, jobs[id], contexts) };
    };
    const ended = (path, job, contexts) => {
      const given = event.results?.[path];
      if (given !== undefined) return given;
      if (!job.uses?.startsWith("./")) return event.ends?.(path, contexts) ?? "success";
      const inside = { ...event.contexts, inputs: texts(job.with, contexts) };
      const called = read(job.uses.split("/").pop());
      const below = run(called, { ...event, contexts: inside }, `${path}/`);
      Object.assign(record, below);
      return worst(Object.values(below).map(({ result }) => result));
    };
    const outputs = (path, job, contexts) =>
      texts(job.outputs, { ...contexts, steps: event.steps?.(path, contexts) ?? {} });

    Object.keys(jobs).forEach(visit);
    return record;
  }

  /** What "Re-run failed jobs" keeps: all but what did not succeed, and what needs that. */
  function kept(workflow, record, prefix = "") {
    const { jobs } = workflow;
    const bad = (id) => ["failure", "cancelled"].includes(record[prefix + id].result);
    return Object.assign({}, ...Object.keys(jobs).map((id) => {
      const path = prefix + id;
      if (ancestors(jobs, id).some(bad)) return {};
      if (!bad(id)) return { [path]: record[path], ...below(record, path) };
      const called = jobs[id].uses?.startsWith("./") && read(jobs[id].uses.split("/").pop());
      return called && record[`${path}/${Object.keys(called.jobs)[0]}`]
        ? kept(called, record, `${path}/`)
        : {};
    }));
  }
  const below = (record, path) =>
    byId(Object.keys(record).filter((key) => key.startsWith(`${path}/`)), (key) => record[key]);

  return { kept, read, run, texts };
}
