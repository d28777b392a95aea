"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const gauges = data.gauges;
const shown = { gauge: 0, brushed: null };
const settings = { displaylogo: false, responsive: true, modeBarButtonsToRemove: ["toImage", "toggleSpikelines"] };
const fonts = { family: getComputedStyle(document.body).getPropertyValue("--sans"), size: 12, color: "#1c2b33" };
const frame = { font: fonts, showlegend: false, hovermode: "closest", paper_bgcolor: "#fff", plot_bgcolor: "#fff" };
const diverging = ["bias"];

// Write a text so that Plotly, which reads some tags and entities, shows it as it is, and not for ever.
const plain = (text) => {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return short.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
};
const number = (value) => {
  if (value === null || value === undefined) return "–";
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(3))).replace("-", "−");
};
const median = (values) => {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length ? (sorted[Math.floor(half - 0.5)] + sorted[Math.floor(half)]) / 2 : null;
};
const chosen = () => ({ target: at("target").value, experiment: at("experiment").value, metric: at("metric").value });
const scoresOf = ({ target, experiment, metric }) => data.scores[experiment]?.[target]?.mean[metric] ?? gauges.id.map(() => null);
const called = (place) => (gauges.name[place] ? `${gauges.id[place]} ${gauges.name[place]}` : gauges.id[place]);
const withUnits = (label, units) => (units && units !== "1" ? `${label} (${units})` : label);

// Fill a list with words; what was chosen stays chosen where it is still there.
function fill(id, entries) {
  const before = at(id).value;
  at(id).replaceChildren(...entries.map(([value, text]) => new Option(text, value)));
  if (entries.some(([value]) => value === before)) at(id).value = before;
}

function fillExperiments() {
  const target = at("target").value;
  fill("experiment", Object.keys(data.scores).filter((name) => data.scores[name][target]).map((name) => [name, name]));
  fillMetrics();
}

function fillMetrics() {
  const { target, experiment } = chosen();
  const there = data.scores[experiment][target].mean;
  fill("metric", Object.keys(data.metrics).filter((name) => there[name]).map((name) => [name, data.metrics[name]]));
}

// Choose where colours begin and end: most values lie within; the same on both sides of 0 where there are two.
function colours(values, metric) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const part = (share) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [part(0.02), part(0.98)];
  if (!diverging.includes(metric)) return { colorscale: "Viridis", cmin: low, cmax: high > low ? high : low + 1e-6 };
  const most = Math.max(Math.abs(low), Math.abs(high), 1e-9);
  return { colorscale: "RdBu", cmin: -most, cmax: most };
}

// Make the two traces of gauges: those with a score, coloured, and those without; and the ring round the one shown.
function traces(x, y, values, metric, bar) {
  const all = gauges.id.map((_, place) => place).filter((place) => x[place] !== null && y[place] !== null);
  const size = gauges.id.length > 200 ? 8 : 11;
  const label = data.metrics[metric];
  const one = (places, marker) => {
    const selected = shown.brushed && places.flatMap((place, index) => (shown.brushed.has(place) ? [index] : []));
    return {
      type: "scatter", mode: "markers", x: places.map((place) => x[place]), y: places.map((place) => y[place]), customdata: places,
      text: places.map((place) => `${plain(called(place))}<br>${label} ${number(values[place])}`), hovertemplate: "%{text}<extra></extra>",
      marker, unselected: { marker: { opacity: 0.15 } }, ...(selected ? { selectedpoints: selected } : {}),
    };
  };
  const scored = all.filter((place) => values[place] !== null);
  const colorbar = { thickness: 12, title: { text: label, side: "right" }, outlinewidth: 0 };
  const marker = { size, color: scored.map((place) => values[place]), ...colours(values, metric), showscale: bar, line: { width: 0.5, color: "#fff" } };
  const open = { size: size - 2, color: "#fff", line: { width: 1, color: "#8b9aa2" } };
  const here = all.includes(shown.gauge) ? [shown.gauge] : [];
  const ring = { size: size + 8, color: "rgba(0,0,0,0)", line: { width: 3, color: "#d55e00" } };
  return [
    one(scored, { ...marker, ...(bar ? { colorbar } : {}) }),
    one(all.filter((place) => values[place] === null), open),
    { type: "scatter", mode: "markers", x: here.map((p) => x[p]), y: here.map((p) => y[p]), marker: ring, hoverinfo: "skip", selectedpoints: [0] },
  ];
}

function drawMap() {
  const { metric } = chosen();
  const values = scoresOf(chosen());
  const rings = { x: [], y: [] };
  for (const ring of data.land) {
    for (const [x, y] of ring) { rings.x.push(x); rings.y.push(y); }
    rings.x.push(null); rings.y.push(null);
  }
  const land = { type: "scatter", mode: "lines", fill: "toself", fillcolor: "#e9edef", line: { width: 0.5, color: "#b4bfc5" }, hoverinfo: "skip", ...rings };
  const ends = (all) => [Math.min(...all), Math.max(...all)];
  const known = (all) => all.filter((value) => value !== null);
  const [west, east] = ends(known(gauges.longitude));
  const [south, north] = ends(known(gauges.latitude));
  const rim = 0.06 * Math.max(east - west, north - south) + 0.3;
  const layout = {
    ...frame, margin: { l: 4, r: 4, t: 4, b: 4 }, dragmode: at("brushing").checked ? "lasso" : narrow() ? false : "pan", uirevision: "map",
    xaxis: { visible: false, range: [west - rim, east + rim], scaleanchor: "y", scaleratio: Math.cos((Math.PI / 360) * (south + north)) },
    yaxis: { visible: false, range: [south - rim, north + rim] }, selections: [],
  };
  return Plotly.react("map", [land, ...traces(gauges.longitude, gauges.latitude, values, metric, true)], layout, settings);
}

function drawScatter() {
  const { metric, target } = chosen();
  const values = scoresOf(chosen());
  const attribute = gauges.attributes[at("attribute").value];
  const there = attribute.values.filter((value) => value !== null);
  const spread = there.length && Math.min(...there) > 0 && Math.max(...there) > 50 * Math.min(...there);
  const axis = { gridcolor: "#e9edef", zeroline: false, automargin: true };
  const units = ["rmse", "bias", "abs_bias"].includes(metric) ? data.units[target] : "";
  const layout = {
    ...frame, margin: { l: 55, r: 10, t: 10, b: 55 }, dragmode: at("brushing").checked ? "select" : narrow() ? false : "pan",
    uirevision: `${at("attribute").value} ${metric} ${target}`, selections: [],
    xaxis: { ...axis, type: spread ? "log" : "linear", title: { text: plain(withUnits(attribute.label, attribute.units)) } },
    yaxis: { ...axis, title: { text: plain(withUnits(data.metrics[metric], units)) } },
  };
  return Plotly.react("scatter", traces(attribute.values, values, values, metric, false), layout, settings);
}

const narrow = () => matchMedia("(max-width: 45rem)").matches;

function drawBoth() {
  const { target, experiment, metric } = chosen();
  const said = [`${data.targets[target]}. ${experiment}${data.given[experiment] ? `: the probe is given ${data.given[experiment]}` : ""}.`];
  at("given").textContent = said.join(" ");
  const values = scoresOf(chosen());
  const some = shown.brushed ? [...shown.brushed].map((place) => values[place]) : values;
  const counted = some.filter((value) => value !== null).length;
  at("brushed").textContent = `${shown.brushed ? "Brushed" : "All"}: ${counted} gauges, median ${data.metrics[metric]} ${number(median(some))}`;
  return Promise.all([drawMap(), drawScatter()]);
}

// Draw the series of the gauge that is shown: target, probe and season above, discharge below.
async function drawSeries() {
  const { order, first, step, length, levels, season, intercepts } = data.series;
  const place = shown.gauge;
  at("unreadable").hidden = canUnpack;
  at("series").hidden = !canUnpack;
  if (!canUnpack) return void (at("unreadable").textContent = "This browser is too old to unpack the series; map, scatter and scores work.");
  const all = await unpack(at(`packed-${place}`).textContent, order.length, length, levels);
  if (place !== shown.gauge) return;
  const target = at("target").value === "discharge" ? order[0][1] : at("target").value;
  const start = Date.parse(`${first}T00:00Z`);
  const days = Array.from({ length }, (_, index) => new Date(start + 86400000 * step * index).toISOString().slice(0, 10));
  const line = (name, y, color, yaxis, width = 1.4) => ({ type: "scatter", mode: "lines", name, x: days, y, line: { color, width }, yaxis, connectgaps: false });
  const of = (kind, name) => all[order.findIndex((entry) => entry[0] === kind && entry[1] === name)];
  const offset = intercepts[target]?.[place] ?? null;
  const drawn = [line("target", of("observed", target), "#1c2b33", "y"), line("probe", of("predicted", target), "#d55e00", "y")];
  if (offset !== null) drawn.push(line("season (floor)", season[target].map((value) => value + offset), "#8b9aa2", "y"));
  drawn.push(line("observed discharge", of("observed", "discharge"), "#0072b2", "y2"), line("simulated discharge", of("simulated", "discharge"), "#e69f00", "y2"));
  const axis = { gridcolor: "#e9edef", zeroline: false, automargin: true };
  const layout = {
    ...frame, showlegend: true, legend: { orientation: "h", y: 1.02, yanchor: "bottom" }, hovermode: "x unified", dragmode: narrow() ? false : "zoom",
    margin: { l: 55, r: 10, t: 10, b: 35 }, uirevision: target,
    xaxis: { gridcolor: "#e9edef", type: "date", anchor: "y2" },
    yaxis: { ...axis, domain: [0.45, 1], title: { text: plain(withUnits(target, data.units[target])) } },
    yaxis2: { ...axis, domain: [0, 0.38], rangemode: "tozero", title: { text: "discharge (mm d⁻¹)" } },
  };
  await Plotly.react("series", drawn, layout, settings);
  at("series").dataset.gauge = gauges.id[place];
}

function cell(text, kind = "td") {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

// Write the scores of the gauge, an experiment a row, with the interval or, where there is none, the range of seeds.
function writeScores() {
  const target = at("target").value;
  const names = Object.keys(data.scores).filter((name) => data.scores[name][target]);
  const metrics = Object.keys(data.metrics).filter((metric) => names.some((name) => data.scores[name][target].mean[metric]));
  const head = document.createElement("tr");
  head.append(...["experiment", ...metrics.map((metric) => data.metrics[metric])].map((text) => cell(text, "th")));
  at("scores").tHead.replaceChildren(head);
  const bounded = Object.keys(data.intervals).length > 0;
  const rows = names.map((name) => {
    const row = document.createElement("tr");
    if (name === at("experiment").value) row.setAttribute("aria-current", "true");
    const label = cell(name, "th");
    if (data.given[name]) label.append(Object.assign(document.createElement("span"), { className: "given", textContent: data.given[name] }));
    const { mean, lowest, highest } = data.scores[name][target];
    row.append(label, ...metrics.map((metric) => {
      const made = Object.assign(cell(number(mean[metric]?.[shown.gauge])), { className: "number" });
      const own = data.intervals[name]?.[target]?.[metric]?.[shown.gauge];
      const seeds = [lowest[metric]?.[shown.gauge], highest[metric]?.[shown.gauge]];
      const ends = own ?? (bounded || seeds[0] === seeds[1] ? null : seeds);
      if (ends && ends[0] !== null && ends[0] !== undefined) {
        made.append(Object.assign(document.createElement("span"), { className: "bounds", textContent: `${number(ends[0])} to ${number(ends[1])}` }));
      }
      return made;
    }));
    return row;
  });
  at("scores").tBodies[0].replaceChildren(...rows);
  at("bounds").textContent = bounded
    ? "Under r and anomaly r: the 95 % interval, the years of the test period and the seeds resampled, of main and of what the verdict sets it beside."
    : "Under r and anomaly r: the lowest and the highest seed, where they differ. The test period has fewer than 8 years, too few to resample: there is no 95 % interval of a gauge.";
}

// Show a gauge: its name, place, series, scores and what it lacks; and ring it on the map and in the scatter.
function show(place) {
  shown.gauge = (place + gauges.id.length) % gauges.id.length;
  at("gauge").value = String(shown.gauge);
  at("gauge-title").textContent = `Gauge ${called(shown.gauge)}`;
  const attribute = gauges.attributes[at("attribute").value];
  const places = [`${number(gauges.latitude[shown.gauge])}° N, ${number(gauges.longitude[shown.gauge])}° E`];
  if (attribute) places.push(`${attribute.label}: ${number(attribute.values[shown.gauge])} ${attribute.units === "1" ? "" : attribute.units}`);
  at("place").textContent = places.join(" · ");
  const lacks = data.lacking[shown.gauge];
  at("lacking").replaceChildren(...(lacks.length ? lacks : ["nothing"]).map((text) => cell(text, "li")));
  writeScores();
  return Promise.all([drawBoth(), drawSeries()]);
}

function brush(places) {
  shown.brushed = places && places.length ? new Set(places) : null;
  drawBoth();
}

function brushByAttribute() {
  const end = (id, otherwise) => (at(id).value === "" ? otherwise : Number(at(id).value));
  const [low, high] = [end("from", -Infinity), end("to", Infinity)];
  const values = gauges.attributes[at("attribute").value].values;
  const within = values.flatMap((value, place) => (value !== null && value >= low && value <= high ? [place] : []));
  brush(low === -Infinity && high === Infinity ? null : within);
}

async function begin() {
  const { scores, targets } = data;
  fill("target", Object.keys(targets).filter((name) => Object.values(scores).some((one) => one[name])).map((name) => [name, targets[name] === name ? name : `${name}: ${targets[name]}`]));
  fill("attribute", Object.entries(gauges.attributes).map(([name, one]) => [name, one.label]));
  fill("gauge", gauges.id.map((_, place) => [String(place), called(place)]));
  fillExperiments();
  if (data.scores.main?.[at("target").value]) at("experiment").value = "main";
  fillMetrics();
  if (gauges.attributes.area) at("attribute").value = "area";
  at("brushing").checked = !narrow();
  await drawBoth();
  performance.mark("map");
  for (const id of ["map", "scatter"]) {
    const placesOf = (event) => event.points.map((point) => point.customdata).filter((place) => place !== undefined);
    at(id).on("plotly_click", (event) => placesOf(event).slice(0, 1).forEach(show));
    at(id).on("plotly_selected", (event) => event && brush(placesOf(event)));
    at(id).on("plotly_deselect", () => brush(null));
  }
  at("target").addEventListener("change", () => { fillExperiments(); show(shown.gauge); });
  at("experiment").addEventListener("change", () => { fillMetrics(); show(shown.gauge); });
  at("metric").addEventListener("change", drawBoth);
  at("attribute").addEventListener("change", () => { at("from").value = at("to").value = ""; show(shown.gauge); });
  at("brushing").addEventListener("change", drawBoth);
  at("gauge").addEventListener("change", () => show(Number(at("gauge").value)));
  at("previous").addEventListener("click", () => show(shown.gauge - 1));
  at("next").addEventListener("click", () => show(shown.gauge + 1));
  for (const id of ["from", "to"]) at(id).addEventListener("change", brushByAttribute);
  at("clear").addEventListener("click", () => { at("from").value = at("to").value = ""; brush(null); });
  at("map").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) { event.preventDefault(); show(shown.gauge + by); }
  });
  const dropped = Object.entries(data.dropped);
  at("dropped").hidden = !dropped.length;
  at("dropped").querySelector("ul").replaceChildren(...dropped.map(([gauge, why]) => cell(`${gauge}: ${why}`, "li")));
  if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));
  await show(Math.max(0, scoresOf(chosen()).findIndex((score) => score !== null)));
}

for (const form of document.forms) form.addEventListener("submit", (event) => event.preventDefault());
begin();
