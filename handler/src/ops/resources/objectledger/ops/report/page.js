// Puts the parts into the page.
"use strict";

(() => {
  const get = (id) => document.getElementById(id);
  const heading = `${data.source}: what arrived`;
  document.title = `${heading}, ${data.from.slice(0, 10)} to ${data.to.slice(0, 10)}`;
  get("title").textContent = heading;
  get("about").append(
    "The bucket ", make("bdi", {}, data.bucket), ` in ${data.environment}, from ${time(data.from)} up to ${time(data.to)} UTC, by its journal.`);

  const parts = [arrivals(), prefixes(), sizes(), deletions(), storage(), labels(), lag(), verify()];
  get("contents").append(make("ul", {}, ...parts.map(({ id, title }) =>
    make("li", {}, make("a", { href: `#${id}` }, title)))));

  const hours = data.parts.hours;
  const tiles = [
    ["records", count(sum(hours, (row) => row.records))],
    ["objects created", count(sum(hours, (row) => row.created))],
    ["bytes created", bytes(sum(hours, (row) => row.bytes))],
    ["deleted", count(sum(hours, (row) => row.deleted))],
    ["gaps at the last verify", data.verify.gaps ? count(sum(Object.values(data.verify.gaps), (value) => value)) : "not known"],
  ];
  get("report").append(make("dl", { class: "tiles" }, ...tiles.map(([name, value]) =>
    make("div", { class: "tile" }, make("dt", {}, name), make("dd", {}, value)))));
  for (const { id, title, words, contents } of parts) {
    get("report").append(make("section", { "aria-labelledby": id },
      make("h2", { id }, title), make("p", {}, make("bdi", {}, words)), ...contents));
  }
  get("end").append(
    make("p", {}, `Made at ${time(data.made)} UTC by make report. The page has all it needs in it: it loads nothing and sends nothing. Each part is a statement of terraform/queries, and docs/report.md explains it. It tells who did what: keep it as you keep the journal.`),
    make("details", {}, make("summary", {}, "Licences of the library that draws (Observable Plot and D3)"),
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Licences" }, make("pre", {}, data.licences))));

  drawAll();
  new ResizeObserver(drawAll).observe(get("report"));
  // On paper nothing can be opened.
  const closed = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("section details:not([open])")) closed.push(each);
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed.splice(0)) each.open = false;
  });
})();
