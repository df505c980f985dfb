// Draws each figure from the table beside it, so that the picture can never say anything else than the table.
import * as Plot from "@observablehq/plot";

const svgSpace = "http://www.w3.org/2000/svg";
const ink = "#1f1e1c";
const quiet = "#5c574f";
const deep = "#0b3d3a";
const looks = [
  { base: "#b9dbd7", lines: null },
  { base: "#0f6460", lines: "#7fbab4" },
  { base: "#3e4d54", lines: "#c3cbd0" },
];
const rowHeight = 46;
const row = { paddingOuter: 0.1, paddingInner: 0.1 };

const number = (cell, name) => {
  const text = cell?.getAttribute(name);
  return text === null || text === undefined || text === "" ? null : Number(text);
};

const element = (name, attributes, ...children) => {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// Bands differ by pattern as well as by color: in grey, in print, and for every kind of sight.
const pattern = (id, look, angle) =>
  element("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
    element("rect", { width: 8, height: 8, fill: look.base }),
    ...(look.lines ? [element("rect", { width: 2, height: 8, fill: look.lines })] : []));

const rowsOf = (table) => [...table.querySelectorAll("tbody tr[data-name]")].map((line) => ({
  name: line.dataset.name,
  whole: line.classList.contains("whole"),
  shown: line.dataset.shown === "yes",
  mark: line.querySelector(".withheld")?.textContent.trim() ?? "",
  bands: [...line.querySelectorAll("[data-band-value]")].map((cell) => number(cell, "data-band-value")),
  mean: number(line.querySelector("[data-mean]"), "data-mean"),
  low: number(line.querySelector("[data-mean]"), "data-low"),
  high: number(line.querySelector("[data-mean]"), "data-high"),
}));

const frame = (figure, rows) => ({
  width: Math.max(280, figure.clientWidth - 32),
  height: rows.length * rowHeight + 52,
  marginLeft: 4,
  marginRight: 14,
  marginTop: 10,
  marginBottom: 40,
  style: { fontFamily: "inherit", fontSize: "14px", color: ink, background: "none" },
  y: { domain: rows.map((r) => r.name), axis: null, ...row },
});

const names = (rows) => [true, false].map((whole) => Plot.text(rows.filter((r) => r.whole === whole), {
  x: 0, y: "name", text: (r) => (r.shown ? r.name : `${r.name}  ${r.mark}`), textAnchor: "start", dy: -10,
  fontWeight: whole ? "bold" : "normal", fill: (r) => (r.shown ? ink : quiet),
}));

const draw = {
  bands(figure, table) {
    const rows = rowsOf(table);
    const heads = [...table.querySelectorAll("thead [data-band]")].map((head) => head.textContent.trim());
    const ids = heads.map((_, i) => `${table.id}-band-${i}`);
    const parts = rows.filter((r) => r.shown).flatMap((r) => {
      let start = 0;
      return r.bands.map((value, i) => {
        const part = { name: r.name, from: start, to: start + (value ?? 0), fill: `url(#${ids[i]})`, value: value ?? 0, dark: i > 0 };
        start = part.to;
        return part;
      });
    });
    const legend = document.createElement("ul");
    legend.className = "legend";
    for (const [i, head] of heads.entries()) {
      const swatch = element("svg", { width: 22, height: 14, "aria-hidden": "true" },
        element("defs", {}, pattern(`${ids[i]}-key`, looks[i % looks.length], i * 45)),
        element("rect", { width: 22, height: 14, rx: 2, fill: `url(#${ids[i]}-key)` }));
      const entry = document.createElement("li");
      entry.append(swatch, head);
      legend.append(entry);
    }
    figure.append(legend);
    return Plot.plot({
      ...frame(figure, rows),
      x: { domain: [0, 100], label: figure.dataset.axis, labelAnchor: "center", labelArrow: "none", ticks: [0, 25, 50, 75, 100] },
      color: { type: "identity" },
      marks: [
        () => element("defs", {}, ...heads.map((_, i) => pattern(ids[i], looks[i % looks.length], i * 45))),
        Plot.barX(parts, { x1: "from", x2: "to", y: "name", fill: "fill", insetTop: 20, insetBottom: 3, stroke: "#fff", strokeWidth: 1 }),
        Plot.text(parts.filter((p) => p.value >= 12), {
          x: (p) => (p.from + p.to) / 2, y: "name", text: (p) => `${Math.round(p.value)}%`, dy: 9, fontWeight: "bold",
          fill: (p) => (p.dark ? "#fff" : deep), stroke: (p) => (p.dark ? "#0f6460" : "#b9dbd7"), strokeWidth: 5,
        }),
        ...names(rows),
      ],
    });
  },

  means(figure, table) {
    const rows = rowsOf(table);
    const shown = rows.filter((r) => r.shown && r.mean !== null);
    return Plot.plot({
      ...frame(figure, rows),
      x: { domain: [0, 100], label: figure.dataset.axis, labelAnchor: "center", labelArrow: "none", ticks: [0, 25, 50, 75, 100], grid: true },
      color: { type: "identity" },
      marks: [
        Plot.ruleY(shown.filter((r) => r.low !== null), {
          x1: (r) => Math.max(0, r.low), x2: (r) => Math.min(100, r.high), y: "name", stroke: deep, strokeWidth: 2, dy: 11,
        }),
        Plot.dot(shown, { x: "mean", y: "name", r: 6, fill: (r) => (r.whole ? deep : "#fff"), stroke: deep, strokeWidth: 2.5, dy: 11 }),
        Plot.text(shown, {
          x: (r) => (r.high ?? r.mean), y: "name", text: (r) => `${Math.round(r.mean)}`, textAnchor: "start", dx: 10, dy: 11,
          fontWeight: "bold", fill: ink, stroke: "#fff", strokeWidth: 4,
        }),
        ...names(rows),
      ],
    });
  },

  spread(figure, table) {
    const steps = [...table.querySelectorAll("tbody tr")].map((line) => ({
      from: Number(line.dataset.from), to: Number(line.dataset.from) + 10, people: number(line.querySelector("[data-count]"), "data-count"),
    }));
    return Plot.plot({
      width: Math.max(280, figure.clientWidth - 32),
      height: 220,
      marginTop: 26,
      marginBottom: 40,
      style: { fontFamily: "inherit", fontSize: "14px", color: ink, background: "none" },
      x: { domain: [0, 100], label: figure.dataset.axis, labelAnchor: "center", labelArrow: "none", ticks: [0, 25, 50, 75, 100] },
      y: { label: figure.dataset.count, labelArrow: "none", ticks: 4, tickFormat: (n) => (Number.isInteger(n) ? String(n) : ""), grid: true },
      marks: [
        Plot.rectY(steps, { x1: "from", x2: "to", y: "people", fill: "#0f6460", insetLeft: 1, insetRight: 1 }),
        Plot.ruleY([0]),
      ],
    });
  },
};

const show = (figure) => {
  const table = document.getElementById(figure.dataset.from);
  const picture = draw[figure.dataset.chart](figure, table);
  const title = element("title", {}, figure.dataset.title);
  const description = element("desc", {}, figure.dataset.desc);
  for (const part of picture.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  picture.prepend(title, description);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", figure.dataset.title);
  figure.append(picture);
};

const figures = [...document.querySelectorAll("figure[data-chart]")];
for (const figure of figures) figure.hidden = false;
for (const figure of figures) {
  const folded = figure.closest("details");
  if (folded && !folded.open) {
    folded.addEventListener("toggle", () => show(figure), { once: true });
  } else {
    show(figure);
  }
}
