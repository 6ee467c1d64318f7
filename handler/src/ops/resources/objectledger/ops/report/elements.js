// Elements of the page. What comes out of the journal becomes text nodes only, never markup.
"use strict";

// make("p", { class: "quiet" }, "text", otherElement): an element with attributes and contents.
function make(tag, attributes, ...contents) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  for (const content of contents) {
    element.append(content instanceof Node ? content : document.createTextNode(String(content)));
  }
  return element;
}

const count = new Intl.NumberFormat("en").format;
const share = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format;
const many = (number, one, more) => `${count(number)} ${number === 1 ? one : more}`;

// A number of bytes, with three digits at most.
function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let power = 0;
  let rest = number;
  while (rest >= 999.5 && power < units.length - 1) {
    rest /= 1000;
    power++;
  }
  return `${power === 0 || rest >= 100 ? Math.round(rest) : Number(rest.toPrecision(2))} ${units[power]}`;
}

function duration(millis) {
  if (millis < 1000) return "under 1 s";
  const seconds = millis / 1000;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

// A time of the journal, as a person reads it.
const time = (text) => `${text.slice(0, 10)} ${text.slice(11, 16)}`;

// The beginning of a name, for a chart: the table has the whole name.
function short(name, length) {
  const letters = [...name];
  return letters.length <= length ? name : `${letters.slice(0, length - 1).join("")}…`;
}

// A name as it can be seen: one of blanks only is quoted.
function visible(name) {
  if (name === undefined) return "not known";
  return name !== "" && name.trim() === "" ? JSON.stringify(name) : name;
}

// A cell of a table: numbers are right-aligned, names are isolated from the direction around them.
function cell(tag, column, row) {
  const value = column.value(row);
  const attributes = { class: column.isNumber ? "number" : "name" };
  if (tag === "th") attributes.scope = "row";
  return make(tag, attributes, column.isNumber ? value : make("bdi", {}, visible(value)));
}

function table(caption, columns, rows) {
  const head = make("tr", {}, ...columns.map((column) =>
    make("th", { scope: "col", class: column.isNumber ? "number" : "name" }, column.title)));
  const body = rows.map((row) => make("tr", {}, ...columns.map((column, place) =>
    cell(place === 0 ? "th" : "td", column, row))));
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body)));
}

// Columns: of texts, of numbers, and of numbers that are written in another way.
const text = (title, value) => ({ title, value });
const amount = (title, value, format = count) => ({ title, isNumber: true, value: (row) => format(value(row)) });

// A closed table below a chart.
function details(caption, columns, rows) {
  return make("details", {}, make("summary", {}, `Table: ${caption}`), table(caption, columns, rows));
}

function legend(series) {
  return make("ul", { class: "legend" }, ...series.map(({ name, colour }) =>
    make("li", {}, make("span", { class: `swatch ${colour}` }), name)));
}
