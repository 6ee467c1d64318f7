// Answers for a row of a matrix as IAM would, and makes the changes that a row must notice.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { IDENTITY, known, list, unknown } from "./policies.mjs";

const ALL = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const NOTHING = {
  name: "nothing",
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "none:None", Resource: "arn:aws:none:::none" }],
  },
};
const policy = ({ Version, Statement }) => ({ Version, Statement });

/** What the policy says of that action on that resource: the rest changes no answer, but takes time. */
function about({ Version, Statement }, row) {
  return { Version, Statement: Statement.filter((one) => speaksOf(one, row)) };
}
function speaksOf({ Action, Resource }, { action, on }) {
  return (
    (Action === undefined || list(Action).some((pattern) => fits(pattern, action))) &&
    (Resource === undefined || /[*?$]/.test(on) ||
      list(Resource).some((pattern) => pattern.includes("${") || fits(pattern, on)))
  );
}
const patterns = new Map();
function fits(pattern, action) {
  if (!patterns.has(pattern)) {
    const text = pattern.replace(/[\^$+.()|[\]{}]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
    patterns.set(pattern, new RegExp(`^${text}$`, "i"));
  }
  return patterns.get(pattern).test(action);
}

/** Each row for each of its callers, actions and resources by itself. */
export function* single(rows) {
  for (const row of rows) {
    for (const who of list(row.who)) {
      for (const action of list(row.action)) {
        for (const on of list(row.on)) yield { ...row, who, action, on };
      }
    }
  }
}

/** A simulator of what the plans make, and its simulation from node's modules in that folder. */
export function simulator({ attached, bounded, names }, modules) {
  const { runSimulation } = createRequire(join(resolve(modules), "x"))(
    "@cloud-copilot/iam-simulate",
  );
  const roles = {
    api: names.apiRole,
    apply: names.applyRole,
    changes: names.changesRole,
    documents: names.documentsRole,
    function: names.role,
    job: names.jobRole,
    logging: names.loggingRole,
    plan: names.planRole,
    reader: names.reader,
    uploader: names.uploader,
  };
  const others = {
    administrator: `arn:aws:iam::${names.account}:role/administrator`,
    "another provider": names.provider.replace(/[^/]*$/, "idp.example.com"),
    github: names.provider,
    stranger: "arn:aws:iam::210987654321:role/stranger",
  };
  const everything = new Set(["administrator", "stranger"]);
  const arnOf = (who) => roles[who.split(", ")[0]] ?? others[who] ?? who;
  const given = (links, arn) => links.filter(({ role }) => role === arn).map(({ by }) => by);

  /**
   * What the caller may by itself, and what bounds it. "function" is without its boundary, so that
   * its own policies have to hold; "function, bounded" and "function, given everything" are within.
   */
  function rights(row, policies) {
    const { who } = row;
    const arn = arnOf(who);
    const [, more] = who.split(", ");
    const has = [arn, ...given(attached, arn)];
    const own = policies.filter(({ owner, kind }) => IDENTITY.has(kind) && has.includes(owner));
    const all = everything.has(who) || more === "given everything" ? [ALL] : [];
    const within = more ? given(bounded, arn) : [];
    const boundary = policies.filter(({ owner }) => within.includes(owner));
    const numbered = (some) =>
      some
        .map((one, i) => ({ name: `p${i}`, policy: about(one, row) }))
        .filter(({ policy: { Statement } }) => Statement.length);
    return {
      identityPolicies: numbered([...own, ...all]),
      // No policy at all would be no boundary, and not one that allows nothing.
      permissionBoundaryPolicies: within.length ? [NOTHING, ...numbered(boundary)] : undefined,
    };
  }

  /**
   * The policy of what is asked for. A key's lets the account's own policies decide. That of the key
   * which AWS keeps for Lambda is AWS's: it lets everybody in who comes through Lambda.
   */
  function resourcePolicy(on, action, policies) {
    if (action.startsWith("kms:") && on.endsWith(":key/aws/lambda")) {
      const Condition = {
        StringEquals: {
          "kms:CallerAccount": names.account,
          "kms:ViaService": `lambda.${names.region}.amazonaws.com`,
        },
      };
      const Action = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt",
        "kms:GenerateDataKey*", "kms:ReEncrypt*"];
      return {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action, Resource: "*", Condition }],
      };
    }
    if (action.startsWith("kms:")) {
      const Principal = { AWS: `arn:aws:iam::${names.account}:root` };
      return {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }],
      };
    }
    const kind = action.startsWith("sts:Assume") ? "trust" : "resource";
    const owner = on.startsWith("arn:aws:s3:::") ? on.split("/")[0] : on;
    const found = policies.find((one) => one.owner === owner && one.kind === kind);
    return found && policy(found);
  }

  async function isAllowed(row, policies) {
    const principal = arnOf(row.who);
    const isRole = principal.includes(":role/");
    const accountId = /^arn:aws:[^:]*:[^:]*:(\d{12}):/.exec(row.on)?.[1] ?? names.account;
    const context = Object.entries(row.context).map(([key, value]) => [known(key), value]);
    const answer = await runSimulation(
      {
        request: {
          principal,
          action: row.action,
          resource: { resource: row.on, accountId },
          contextVariables: {
            "aws:PrincipalIsAWSService": String(principal.endsWith(".amazonaws.com")),
            "aws:SecureTransport": "true",
            ...(isRole ? { "aws:PrincipalArn": principal } : {}),
            ...Object.fromEntries(context),
          },
        },
        ...rights(row, policies),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: resourcePolicy(row.on, row.action, policies),
      },
      {},
    );
    if (answer.resultType === "error") {
      throw new Error(`${row.who} ${row.action} ${row.on}: ${JSON.stringify(answer.errors)}`);
    }
    // A key that the action does not have is left out: the row would hold for another reason.
    // Each of S3's keys belongs to few actions; KMS's are given to all actions of a row.
    const results = [answer.result, ...(answer.results ?? [])];
    const ignored = new Set(results.flatMap((result) => result?.ignoredContextKeys ?? []));
    const lost = context.find(([key]) => key.startsWith("s3:") && ignored.has(key));
    if (lost) throw new Error(`${row.who} ${row.action} ${row.on}: the action has no ${lost[0]}`);
    return answer.overallResult === "Allowed";
  }

  return {
    /** The rows whose answer is another; the first ones will do where there is a limit. */
    async wrong(rows, policies, atMost = Infinity) {
      const found = [];
      for (const row of rows) {
        if (found.length === atMost) break;
        if ((await isAllowed(row, policies)) !== row.allowed) found.push(row);
      }
      return found;
    },

    /** The rows whose answer that change could change. */
    concerned(all, { policy: { owner, kind }, statements, services, turns, only }) {
      const rows = all.filter(
        (row) =>
          services.has(row.action.split(":")[0]) &&
          (turns === undefined || row.allowed === turns) &&
          (only === undefined || only.includes("*") || row.action === only) &&
          statements.some((statement) => speaksOf(statement, row)),
      );
      if (!IDENTITY.has(kind)) return rows.filter(({ on }) => on.startsWith(owner));
      const links = [...attached, ...bounded].filter(({ by }) => by === owner);
      const callers = [owner, ...links.map(({ role }) => role)];
      return rows.filter(({ who }) => callers.includes(arnOf(who)));
    },
  };
}

/** Each right taken away, each limit removed: what is changed, and the policies with the change. */
export function* mutations(policies, part) {
  for (const [p, one] of policies.entries()) {
    if (one.part !== part) continue;
    for (const [s, statement] of one.Statement.entries()) {
      const actions = list(statement.Action ?? []);
      const excepted = list(statement.NotAction ?? []);
      const services = new Set([...actions, ...excepted].map((action) => action.split(":")[0]));
      // The answers that a change could turn: of a statement that says less, those that it gives
      // now; of one that says more, the others.
      const given = statement.Effect === "Allow";
      const mutation = (what, turns, edit, only) => {
        const copy = [...policies];
        copy[p] = structuredClone(one);
        const edited = copy[p].Statement[s];
        if (edit(edited) === null) copy[p].Statement.splice(s, 1);
        const statements = [statement, edited];
        return {
          policy: one, statements, services, turns, only, sid: statement.Sid, what, policies: copy,
        };
      };
      for (const action of actions) {
        yield mutation(`without \`${action}\``, given, (copy) => {
          copy.Action = actions.filter((other) => other !== action);
          return copy.Action.length ? copy : null;
        }, action);
      }
      for (const action of excepted) {
        yield mutation(`without the exception of \`${action}\``, !given, (copy) => {
          copy.NotAction = excepted.filter((other) => other !== action);
          if (copy.NotAction.length) return copy;
          copy.Action = "*";
          return delete copy.NotAction;
        });
      }
      if (statement.Effect === "Allow" && statement.Action) {
        const wide = [...services].map((service) => `${service}:*`);
        if (one.kind !== "trust") {
          yield mutation(`with \`${wide.join("`, `")}\``, !given, (copy) => (copy.Action = wide));
        }
        if (statement.Resource && statement.Resource !== "*" && IDENTITY.has(one.kind)) {
          yield mutation("on every resource", !given, (copy) => (copy.Resource = "*"));
        }
        if (statement.Principal) {
          yield mutation("for everybody", !given, (copy) => (copy.Principal = "*"));
        }
      }
      if (Array.isArray(statement.Resource)) {
        for (const resource of statement.Resource) {
          yield mutation(`not on \`${resource}\``, given, (copy) => {
            copy.Resource = copy.Resource.filter((other) => other !== resource);
            return copy.Resource.length ? copy : null;
          });
        }
      }
      const spared = list(statement.NotResource ?? []);
      for (const resource of spared.length > 1 ? spared : []) {
        yield mutation(`without the exception of \`${resource}\``, !given, (copy) => {
          copy.NotResource = spared.filter((other) => other !== resource);
          return copy;
        });
      }
      if (statement.NotResource) {
        yield mutation("without an exception", !given, (copy) => {
          copy.Resource = "*";
          return delete copy.NotResource;
        });
      }
      for (const [operator, keys] of Object.entries(statement.Condition ?? {})) {
        for (const name of Object.keys(keys)) {
          yield mutation(`without the condition on \`${unknown(name)}\``, !given, (copy) => {
            delete copy.Condition[operator][name];
            if (!Object.keys(copy.Condition[operator]).length) delete copy.Condition[operator];
            return copy;
          });
          const values = list(keys[name]);
          for (const value of values.length > 1 ? values : []) {
            yield mutation(`without \`${value}\` in \`${unknown(name)}\``, undefined, (copy) => {
              copy.Condition[operator][name] = values.filter((other) => other !== value);
              return copy;
            });
          }
        }
      }
    }
  }
}
