// Charts, as SVG. Their colours are variables of the style, so that light and dark need no drawing.
"use strict";

const MAX_BARS = 12;
const compact = new Intl.NumberFormat("en", { notation: "compact" }).format;
const drawings = [];

// chart(SUMMARY, DRAW): a figure that is drawn as wide as its place is. To those who do not see it, it
// is one image whose text is the summary; the table below it has its numbers.
function chart(summary, draw) {
  const place = make("div", { class: "chart", role: "img", "aria-label": summary });
  drawings.push({ place, draw, width: 0 });
  return make("figure", {}, place);
}

function drawAll() {
  for (const drawing of drawings) {
    const width = Math.max(280, Math.floor(drawing.place.clientWidth));
    if (width === drawing.width) continue;
    drawing.width = width;
    const svg = drawing.draw(width);
    // The page's own style has these rules; the policy of the page allows no other.
    for (const style of svg.querySelectorAll("style")) style.remove();
    svg.setAttribute("aria-hidden", "true");
    drawing.place.replaceChildren(svg);
  }
}

// bars(ROWS, LABEL, VALUE, FORMAT): a bar a row from left to right, the first ones of the rows.
function bars(rows, label, value, format, colour = "one") {
  const shown = rows.slice(0, MAX_BARS);
  return (width) => {
    const letters = width < 560 ? 16 : 34;
    return Plot.plot({
      className: "plot",
      width,
      height: 8 + shown.length * 26,
      marginLeft: letters * 7,
      marginRight: 76,
      marginTop: 4,
      marginBottom: 4,
      x: { axis: null, zero: true },
      y: { label: null, tickSize: 0, domain: shown.map((_, place) => place), tickFormat: (place) => short(label(shown[place]), letters) },
      marks: [
        Plot.barX(shown, { x: value, y: (_, place) => place, fill: `var(--${colour})`, insetTop: 2, insetBottom: 2, title: (row) => `${label(row)}: ${format(value(row))}` }),
        Plot.text(shown, { x: value, y: (_, place) => place, text: (row) => format(value(row)), textAnchor: "start", dx: 5 }),
        Plot.ruleX([0]),
      ],
    });
  };
}

// columns(ROWS, LABEL, VALUE): a bar a row from the bottom up.
function columns(rows, label, value) {
  return (width) => Plot.plot({
    className: "plot",
    width,
    height: 260,
    marginBottom: 54,
    marginLeft: 60,
    x: { label: null, domain: rows.map((_, place) => place), tickFormat: (place) => label(rows[place]), tickRotate: width < 760 ? -30 : 0 },
    y: { label: "objects", grid: true, tickFormat: compact },
    marks: [
      Plot.barY(rows, { x: (_, place) => place, y: value, fill: "var(--one)", title: (row) => `${label(row)}: ${count(value(row))}` }),
      Plot.ruleY([0]),
    ],
  });
}

// stacked(ROWS, UNIT, SERIES, DOMAIN): what happened in each unit of time, one series above the other.
function stacked(rows, unit, series, domain) {
  const parts = rows.flatMap((row) => series.map(({ name, colour, value }) => ({
    start: row.start, name, colour, value: value(row),
  }))).filter((part) => part.value > 0);
  const interval = { hour: d3.utcHour, day: d3.utcDay, month: d3.utcMonth }[unit];
  return (width) => Plot.plot({
    className: "plot",
    width,
    height: 260,
    marginLeft: 60,
    x: { type: "utc", label: "UTC", domain: [interval.floor(domain[0]), interval.ceil(domain[1])], ticks: width < 560 ? 4 : 8 },
    y: { label: `records a${unit === "hour" ? "n hour" : ` ${unit}`}`, grid: true, tickFormat: compact },
    marks: [
      Plot.rectY(parts, {
        x: "start", interval, y: "value", inset: 0, insetRight: width > 560 ? 0.5 : 0,
        fill: (part) => `var(--${part.colour})`,
        order: series.map(({ colour }) => `var(--${colour})`),
        title: (part) => `${time(part.start.toISOString())} UTC, ${part.name}: ${count(part.value)}`,
      }),
      Plot.ruleY([0]),
    ],
  });
}
