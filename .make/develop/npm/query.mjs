// Runs the statements for DuckDB of a document on a copy of the journal, and compares what they see
// with what the files hold: query.mjs DOCUMENT FOLDER NODE_MODULES
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [document, folder, modules] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x"));
const { DuckDBInstance } = require("@duckdb/node-api");
const connection = await (await DuckDBInstance.create()).connect();
const rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();

const statements = [
  ...readFileSync(document, "utf8").matchAll(/<!-- duckdb: (\w+) -->\n```sql\n(.*?)```\n/gs),
];
if (statements.length < 5) throw new Error(`${document} has ${statements.length} statements`);
for (const [, name, sql] of statements) {
  const found = await rows(sql.replaceAll("s3://LEDGER", folder));
  console.log(`${name}: ${found.length} rows`, found[0] ?? "");
}

const journal = join(folder, "journal");
const files = readdirSync(journal, { recursive: true })
  .filter((file) => file.endsWith(".json"))
  .map((file) => join(journal, file));
const ids = new Set(
  files.flatMap((file) =>
    readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line).record_id),
  ),
);
const [seen] = await rows(
  `SELECT count(*)::INTEGER AS records, count(key)::INTEGER AS keys,
          count(record_timestamp)::INTEGER AS times FROM journal`,
);
if (ids.size === 0) throw new Error("there are no records to see");
for (const [what, count] of Object.entries(seen)) {
  if (count !== ids.size) throw new Error(`${ids.size} records, but ${count} ${what} are seen`);
}
console.log(`${ids.size} records are seen`);
