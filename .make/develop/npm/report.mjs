// report.mjs MODULES BROWSER FOLDER... [--screenshot FILE]: opens page.html of each folder as a person does, and
// checks what it shows, beside expected.json. Ends with the exit code 1 if something is wrong.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...rest] = process.argv.slice(2);
const option = rest.indexOf("--screenshot");
const screenshot = option < 0 ? null : rest[option + 1];
const folders = option < 0 ? rest : rest.slice(0, option);
const load = createRequire(resolve(modules, "x.js"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

let problems = 0;
function check(holds, otherwise) {
  if (holds) return;
  problems++;
  console.error(`error: ${otherwise}`);
}

// Opens the page, and notes what it says to the console and asks of the network.
async function open(browser, folder, options, bypassCSP = false) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, bypassCSP, ...options });
  const page = await context.newPage();
  const said = [];
  const url = pathToFileURL(resolve(folder, "page.html")).href;
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`exception: ${error.message}`));
  page.on("request", (request) => request.url() === url || said.push(`request: ${request.url()}`));
  page.on("dialog", (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll(".chart svg").length > 0);
  return { page, said, close: () => context.close() };
}

// What a key must not do, and that it is shown.
async function checkTexts(browser, folder) {
  const expected = JSON.parse(readFileSync(resolve(folder, "expected.json"), "utf8"));
  const { page, said, close } = await open(browser, folder);
  const seen = await page.evaluate(() => ({
    texts: [...document.querySelectorAll("main bdi")].map((each) => each.textContent),
    charts: [...document.querySelectorAll(".chart")].map((each) => ({
      label: each.getAttribute("aria-label"), marks: each.querySelectorAll("svg rect").length,
      table: each.closest("section").querySelector("table") !== null,
    })),
    scripts: document.scripts.length,
    strangers: document.querySelectorAll("img, iframe, object, embed, link, form, base, video, audio").length,
    handlers: [...document.querySelectorAll("*")].filter((each) => each.getAttributeNames().some((name) => name.startsWith("on"))).length,
    ran: globalThis.hacked !== undefined,
  }));
  for (const text of expected.texts) {
    check(seen.texts.some((each) => each.includes(text)), `${folder} does not show ${JSON.stringify(text)}`);
  }
  check(!seen.ran, `a name ran as a script in ${folder}`);
  check(seen.scripts === 7 && seen.strangers === 0 && seen.handlers === 0, `${folder} has elements that it should not have`);
  check(seen.charts.length === 7, `${folder} has ${seen.charts.length} charts`);
  for (const chart of seen.charts) {
    check(chart.label && chart.marks > 0 && chart.table, `a chart has no marks, text or table: ${JSON.stringify(chart)}`);
  }
  check(said.length === 0, `${folder} said: ${said.join("; ")}`);
  // Even if a name became markup, the policy of the page would not let it run or load.
  const loaded = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.hacked = 1";
    document.body.append(script);
    return globalThis.hacked !== undefined || fetch("https://example.com/").then(() => true, () => false);
  });
  check(!loaded, `the policy of ${folder} lets a script run or load`);
  await close();
  return { texts: expected.texts.length, bars: seen.charts.reduce((all, { marks }) => all + marks, 0) };
}

// axe, with all tables open, as a person can have them.
async function checkAccess(browser, folder, colorScheme, width) {
  const { page, close } = await open(browser, folder, { colorScheme, viewport: { width, height: 800 } }, true);
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, nodes } of violations) {
    check(false, `axe, ${colorScheme}, ${width} px: ${id}: ${nodes[0].failureSummary} in ${nodes[0].html.slice(0, 200)}`);
  }
  check(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), `${folder} is wider than ${width} px`);
  // What is drawn has to stand out from the ground (WCAG 1.4.11).
  const weak = await page.evaluate(() => {
    const light = (colour) => {
      const [red, green, blue] = colour.match(/[0-9.]+/g).map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = light(getComputedStyle(document.body).backgroundColor);
    return [...document.querySelectorAll(".chart g[aria-label^='bar'] rect, .chart g[aria-label^='rect'] rect")]
      .map((each) => getComputedStyle(each).fill)
      .filter((colour) => {
        const mark = light(colour);
        return (Math.max(mark, ground) + 0.05) / (Math.min(mark, ground) + 0.05) < 3;
      });
  });
  check(weak.length === 0, `colours too near to the ground, ${colorScheme}: ${[...new Set(weak)].join(", ")}`);
  await close();
  return passes.length;
}

// The keyboard alone: to skip to the report, and to open a table.
async function checkKeyboard(browser, folder) {
  const { page, close } = await open(browser, folder);
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.className === "skip"), "the first Tab does not lead to the skip link");
  await page.keyboard.press("Enter");
  for (let tries = 0; tries < 20; tries++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.tagName === "SUMMARY")) break;
  }
  await page.keyboard.press("Enter");
  check(await page.evaluate(() => document.querySelectorAll("section details[open]").length === 1), "Enter opens no table");
  await close();
}

// On paper every table is open, and light.
async function checkPrint(browser, folder) {
  const { page, close } = await open(browser, folder, { colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const printed = await page.evaluate(() => ({
    closed: document.querySelectorAll("section details:not([open])").length,
    ground: getComputedStyle(document.body).backgroundColor,
    cut: [...document.querySelectorAll("main .scroll")].filter((each) => getComputedStyle(each).overflowY !== "visible").length,
  }));
  check(printed.closed === 0 && printed.cut === 0, "a table is not whole on paper");
  check(printed.ground === "rgb(255, 255, 255)", `the ground is ${printed.ground} on paper`);
  await close();
}

const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
try {
  for (const folder of folders) {
    const began = performance.now();
    const { page, close } = await open(browser, folder);
    if (screenshot) {
      await page.setViewportSize({ width: 900, height: 1010 });
      await page.waitForTimeout(200);
      await page.screenshot({ path: screenshot, scale: "css" });
      await close();
      continue;
    }
    await close();
    const drawn = Math.round(performance.now() - began);
    const { texts, bars } = await checkTexts(browser, folder);
    let rules = 0;
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1000, 320]) rules += await checkAccess(browser, folder, colorScheme, width);
    }
    await checkKeyboard(browser, folder);
    await checkPrint(browser, folder);
    console.log(`${folder}: opened and drawn in ${drawn} ms, ${bars} marks, ${texts} hostile texts shown, axe: ${rules} rules held`);
  }
} finally {
  await browser.close();
}
if (problems > 0) {
  console.error(`${problems} problems`);
  process.exit(1);
}
