// The rows of the matrices that make preflight asks IAM, with the names of an environment left open:
// `{account}`, `{queue}`. IAM's own simulator answers for roles and knows no policy of a resource, so
// the rows of services, strangers and administrators are not among them.
import { list } from "./policies.mjs";

const ROLES = ["api", "apply", "changes", "documents", "function", "job", "logging", "plan"];

/** Keys that the values of an environment name, as everything.tfvars calls them. */
const KEYS = ["customer", "ingress", "lake", "ledger", "results", "secret"];

/** What each environment has of its own, in a text of the environment local. */
function opened(text, { account, region }) {
  return text
    .replaceAll("arn:aws:iam::aws:", "arn:{partition}:iam::aws:")
    .replaceAll("arn:aws:", "arn:{partition}:")
    .replaceAll(account, "{account}")
    .replaceAll(region, "{region}")
    .replace(/object-ledger-([a-z-]+?)-(local|prod)/g, (_, what, environment) =>
      `{prefix}-${what}-${environment === "local" ? "{environment}" : "{other}"}`)
    .replace(/object-ledger\/(local|prod)/g, (_, environment) =>
      environment === "local" ? "{context}" : "{context}-{other}")
    .replaceAll("object_ledger_local", "{databaseName}");
}

/** The rows that IAM can answer, and what each name in them is made of. */
export function questions(rows, names) {
  // Of two names that a text has, the longer one is meant.
  const longest = Object.entries(names)
    .filter(([name]) => !["account", "region"].includes(name))
    .sort(([, one], [, other]) => other.length - one.length);
  const key = new RegExp(`:key/(${KEYS.join("|")})$`);
  const text = (value) => {
    if (value === "local") return "{environment}";
    if (value === "prod") return "{other}";
    if (value === "object-ledger") return "{prefix}";
    const ofKey = key.exec(value);
    if (ofKey) return `{${ofKey[1]}Key}`;
    const named = longest.reduce((all, [name, of]) => all.replaceAll(of, `{${name}}`), value);
    return opened(named, names).replace("{state}/object-ledger.tfstate", "{stateFile}");
  };
  const asked = rows.flatMap(({ who, action, on, context, allowed, why }) =>
    list(who)
      .filter((one) => ROLES.includes(one.split(", ")[0]))
      .map((one) => ({
        who: one,
        actions: list(action),
        on: list(on).map(text),
        context: Object.fromEntries(
          Object.entries(context).map(([name, value]) => [name, list(value).map(text)]),
        ),
        allowed,
        why,
      })));
  return {
    names: Object.fromEntries(longest.map(([name, of]) => [name, opened(of, names)]).sort()),
    rows: asked,
  };
}

/** The same as text, a row a line, so that a change of one row is a change of one line. */
export function questionsText(rows, names) {
  const asked = questions(rows, names);
  const lines = asked.rows.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  return `{\n  "names": ${JSON.stringify(asked.names, null, 2).replaceAll("\n", "\n  ")},\n` +
    `  "rows": [\n${lines}\n  ]\n}\n`;
}
