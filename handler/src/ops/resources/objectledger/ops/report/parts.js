// The parts of the report: a question each, its answer in words, a chart, and a table.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const sum = (rows, value) => rows.reduce((total, row) => total + value(row), 0);
const domain = [new Date(data.from), new Date(data.to)];

// Hours in a report of days, days in one of months.
const days = (domain[1] - domain[0]) / 86400000;
const unit = days <= 14 ? "hour" : days <= 400 ? "day" : "month";

// byUnit(ROWS): rows of hours, added up in longer units of time; of *_millis the longest one is taken.
function byUnit(rows) {
  const units = new Map();
  for (const row of rows) {
    const length = { hour: 13, day: 10, month: 7 }[unit];
    const name = `${row.date}T${row.hour}`.slice(0, length);
    const same = units.get(name) || { start: new Date(`${name}${"0000-01-01T00".slice(length)}:00Z`) };
    for (const [key, value] of Object.entries(row)) {
      if (typeof value !== "number") continue;
      same[key] = key.endsWith("_millis") ? Math.max(same[key] || 0, value) : (same[key] || 0) + value;
    }
    units.set(name, same);
  }
  return [...units.values()];
}
const started = text(unit === "hour" ? "hour (UTC)" : unit, (row) =>
  unit === "hour" ? time(row.start.toISOString()) : row.start.toISOString().slice(0, unit === "day" ? 10 : 7));

// The name of a group; the last row of a statement can be of all others together.
const others = (row, name) => (row.merged > 1 ? `${count(row.merged)} others` : name);
const prefixName = (prefix) => (prefix === "" ? "(keys without a slash)" : visible(prefix));
const prefixOf = (row) => others(row, prefixName(row.prefix));

function arrivals() {
  const hours = byUnit(data.parts.hours);
  const created = sum(hours, (row) => row.created);
  const existing = sum(hours, (row) => row.existing);
  const busiest = hours.reduce((a, b) => (b.created > a.created ? b : a));
  const rest = (row) => row.records - row.created - row.deleted - row.existing;
  const series = [
    { name: "created", colour: "one", value: (row) => row.created },
    { name: "deleted", colour: "two", value: (row) => row.deleted },
    { name: "other events", colour: "three", value: rest },
    { name: "recorded by a backfill", colour: "four", value: (row) => row.existing },
  ].filter(({ value }) => hours.some((row) => value(row) > 0));
  let words = `${many(created, "object was", "objects were")} created, with ${bytes(sum(hours, (row) => row.bytes))}`;
  if (created > 0) words += `; most in the ${unit} of ${started.value(busiest)}${unit === "hour" ? " UTC" : ""}: ${count(busiest.created)}`;
  words += `. ${many(sum(hours, (row) => row.deleted), "was", "were")} deleted.`;
  if (existing > 0) {
    words += ` A backfill recorded ${many(existing, "object", "objects")}, in the hours in which they were last changed; the parts below leave them out, because an event can have told of them too.`;
  }
  return {
    id: "arrivals", title: "When did objects arrive?", words,
    contents: [
      legend(series), chart(words, stacked(hours, unit, series, domain)),
      details(`events by ${unit}`, [
        started, amount("created", (row) => row.created), amount("bytes", (row) => row.bytes, bytes),
        amount("deleted", (row) => row.deleted), amount("other", rest), amount("backfill", (row) => row.existing),
      ], hours),
    ],
  };
}

function prefixes() {
  const rows = data.parts.prefixes;
  const total = sum(rows, (row) => row.objects);
  const words = rows.length === 0 ? "No object was created."
    : `The first part of ${share(rows[0].objects / total)} of the keys is ${prefixOf(rows[0])}.`;
  return {
    id: "prefixes", title: "Where did they arrive?", words,
    contents: rows.length === 0 ? [] : [
      chart(words, bars(rows, prefixOf, (row) => row.objects, count)),
      details("objects by the first part of the key", [
        text("first part of the key", prefixOf), amount("objects", (row) => row.objects),
        amount("bytes", (row) => row.bytes, bytes),
      ], rows),
    ],
  };
}

const CLASSES = new Map([
  [-1, "not known"], [0, "empty"], [1, "under 1 KiB"], [1024, "1 to 16 KiB"], [16384, "16 to 128 KiB"],
  [131072, "128 KiB to 1 MiB"], [1048576, "1 to 16 MiB"], [16777216, "16 to 128 MiB"],
  [134217728, "128 MiB to 1 GiB"], [1073741824, "1 to 16 GiB"], [17179869184, "16 GiB and more"],
]);

function sizes() {
  const rows = data.parts.sizes;
  const total = sum(rows, (row) => row.objects);
  const small = sum(rows.filter((row) => row.at_least >= 0 && row.at_least < 131072), (row) => row.objects);
  const name = (row) => CLASSES.get(row.at_least);
  const words = total === 0 ? "No object was created."
    : `${share(small / total)} of the objects are smaller than 128 KiB, which the classes for infrequent access charge as 128 KiB. An object has ${bytes(sum(rows, (row) => row.bytes) / total)} on average.`;
  return {
    id: "sizes", title: "How large are they?", words,
    contents: total === 0 ? [] : [
      chart(words, columns(rows, name, (row) => row.objects)),
      details("objects by size", [
        text("size", name), amount("objects", (row) => row.objects), amount("bytes", (row) => row.bytes, bytes),
      ], rows),
    ],
  };
}

function deletions() {
  const rows = data.parts.deletions;
  const byRequester = new Map();
  for (const row of rows) {
    const name = others(row, row.requester === undefined ? "not known" : row.requester);
    byRequester.set(name, (byRequester.get(name) || 0) + row.deletions);
  }
  const requesters = [...byRequester].map(([name, number]) => ({ name, number })).sort((a, b) => b.number - a.number);
  const words = rows.length === 0 ? "Nothing was deleted, or the source's events leave deletions out."
    : `${many(sum(rows, (row) => row.deletions), "deletion", "deletions")}; ${requesters[0].name} made ${count(requesters[0].number)} of them.`;
  return {
    id: "deletions", title: "Who deleted what?", words,
    contents: rows.length === 0 ? [] : [
      chart(words, bars(requesters, (row) => row.name, (row) => row.number, count, "two")),
      details("deletions by who made them", [
        text("who", (row) => others(row, row.requester)), text("event", (row) => (row.merged > 1 ? "" : row.event_name)),
        text("first part of the key", (row) => (row.merged > 1 ? "" : prefixName(row.prefix))),
        amount("deletions", (row) => row.deletions), text("last (UTC)", (row) => time(row.last_time)),
        text("last key", (row) => row.last_key),
      ], rows),
    ],
  };
}

function storage() {
  const rows = data.parts.storage;
  const total = sum(rows, (row) => row.objects);
  const plain = rows.filter((row) => row.merged === 1 && row.encryption_status === undefined);
  const name = (row) => others(row, `${row.storage_class || "class not known"}, ${row.encryption_status || "encryption not known"}`);
  const words = total === 0 ? "No created object could be read."
    : `${share(rows[0].objects / total)} of the objects: ${name(rows[0])}.${plain.length === 0 ? "" : ` Of ${many(sum(plain, (row) => row.objects), "object", "objects")} the encryption is not known.`}`;
  return {
    id: "storage", title: "How are they stored and encrypted?", words,
    contents: total === 0 ? [] : [
      chart(words, bars(rows, name, (row) => row.objects, count)),
      details("objects by storage class and encryption", [
        text("storage class", (row) => others(row, row.storage_class)), text("encryption", (row) => row.encryption_status),
        text("key of KMS", (row) => row.kms_key_arn || "none"), amount("objects", (row) => row.objects),
        amount("bytes", (row) => row.bytes, bytes),
      ], rows),
    ],
  };
}

function labels() {
  const rows = data.parts.labels;
  const name = (row) => others(row, `${row.kind} ${row.name} = ${row.value}`);
  const words = rows.length === 0 ? "No created object that could be read has a tag or user metadata."
    : `Most objects have the ${name(rows[0])}: ${count(rows[0].objects)}. These are the labels at the time of the event.`;
  return {
    id: "labels", title: "Which labels do they have?", words,
    contents: rows.length === 0 ? [] : [
      chart(words, bars(rows, name, (row) => row.objects, count)),
      details("objects by tag and user metadata", [
        text("name", (row) => others(row, row.name)), text("kind", (row) => (row.merged > 1 ? "" : row.kind)),
        text("value", (row) => (row.merged > 1 ? "" : row.value)), amount("objects", (row) => row.objects),
        amount("bytes", (row) => row.bytes, bytes),
      ], rows),
    ],
  };
}

function lag() {
  const rows = byUnit(data.parts.lag);
  const total = sum(rows, (row) => row.records);
  const series = [
    { name: "within 1 s", colour: "lag1", value: (row) => row.within_a_second },
    { name: "within 10 s", colour: "lag2", value: (row) => row.within_10_seconds - row.within_a_second },
    { name: "within 1 min", colour: "lag3", value: (row) => row.within_a_minute - row.within_10_seconds },
    { name: "within 15 min", colour: "lag4", value: (row) => row.within_15_minutes - row.within_a_minute },
    { name: "later", colour: "lag5", value: (row) => row.records - row.within_15_minutes },
  ].filter(({ value }) => rows.some((row) => value(row) > 0));
  const words = total === 0 ? "No event was recorded in this time."
    : `${share(sum(rows, (row) => row.within_10_seconds) / total)} of the events were recorded within 10 seconds, ${share(sum(rows, (row) => row.within_a_minute) / total)} within a minute; the longest took ${duration(Math.max(...rows.map((row) => row.longest_millis)))}. A redriven event has waited for its cause to be fixed.`;
  return {
    id: "lag", title: "How late were the records?", words,
    contents: total === 0 ? [] : [
      legend(series), chart(words, stacked(rows, unit, series, domain)),
      details(`lag by ${unit}`, [
        started, ...series.map(({ name, value }) => amount(name, value)),
        amount("longest", (row) => row.longest_millis, duration),
      ], rows),
    ],
  };
}

function verify() {
  const { number, problem, gaps = {}, findings = {} } = data.verify;
  const counts = (kinds) => Object.entries(kinds).filter(([, value]) => value > 0).map(([kind, value]) => ({ kind, value }));
  const said = [...counts(gaps).map((row) => ({ ...row, what: "gap" })), ...counts(findings).map((row) => ({ ...row, what: "finding in the statements" }))];
  const found = sum(said.filter((row) => row.what === "gap"), (row) => row.value);
  let words = `No verify has written a statement yet. To compare the bucket with the ledger: make verify ENV=${data.environment}`;
  if (problem !== undefined) words = `It is not known: ${problem}`;
  else if (number !== undefined) {
    words = `The verify number ${count(number)}, of ${time(data.verify.time)} UTC, found ${found === 0 ? "no gap" : many(found, "gap", "gaps")}${counts(findings).length === 0 ? "" : `, and ${many(sum(counts(findings), (row) => row.value), "finding", "findings")} in the statements before it`}. A gap that was repaired since then still counts here.`;
  }
  return {
    id: "gaps", title: "What did the last verify find?", words,
    contents: said.length === 0 ? [] : [
      table("gaps and findings", [text("kind", (row) => row.kind), text("what", (row) => row.what), amount("number", (row) => row.value)], said),
    ],
  };
}
