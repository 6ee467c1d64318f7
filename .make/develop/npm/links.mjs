// A rule of markdownlint: a link to a file of this repository finds the file, and its fragment a
// heading there. (Fragments within the same page are a rule of markdownlint itself.)
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LINK = /\]\(([^()\s]+)\)/g;

/** The lines of a page without its code, which may look like links and headings. */
function prose(lines) {
  let fenced = false;
  return lines.map((line) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    return fenced ? "" : line.replace(/`[^`]*`/g, (code) => code.replace(/[()[\]]/g, ""));
  });
}

/** The fragments of a page's headings, as GitHub makes them. */
function fragments(file) {
  return prose(readFileSync(file, "utf8").split("\n"))
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => line.replace(/^#+ /, "").trim().toLowerCase())
    .map((heading) => heading.replace(/[^\p{L}\p{N}\s_-]/gu, "").replace(/\s/g, "-"));
}

function problem(from, link) {
  const [path, fragment] = link.split("#");
  const file = join(dirname(from), decodeURIComponent(path));
  if (!existsSync(file)) return `there is no ${file}`;
  if (fragment && file.endsWith(".md") && !fragments(file).includes(fragment)) {
    return `${file} has no heading #${fragment}`;
  }
  return null;
}

export default {
  names: ["relative-links"],
  description: "A link finds a file of the repository, and a heading in it",
  tags: ["links"],
  parser: "none",
  function: ({ name, lines }, onError) => {
    prose(lines).forEach((line, i) => {
      for (const [, link] of line.matchAll(LINK)) {
        if (/^([a-z]+:|#)/.test(link)) continue;
        const detail = problem(name, link);
        if (detail) onError({ lineNumber: i + 1, detail });
      }
    });
  },
};
