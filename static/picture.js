// What a part of the page shows, as one drawing that stands by itself: its drawings where they lie, its texts as texts.
// No classes, no styles and no addresses are left in it, so that it looks the same in any program, and the policy lets it be.
const SVG = "http://www.w3.org/2000/svg";
const FONTS = "'Source Sans 3', 'Source Sans Pro', Arial, Helvetica, sans-serif";
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "vector-effect", "color"];
const OF_TEXTS = ["font-size", "font-weight", "text-anchor"];
const CHART = "chart"; // stands for what Plotly draws until that is put in
const EDGE = 20, HEAD = 64, FOOT = 28; // pixels: white around it, the words over it and under it
const paper = document.createElement("canvas").getContext("2d");

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  element.append(...children);
  return element;
}

/** The icons that drawings use from other files, by their address. */
async function symbolsOf(part) {
  const files = new Map(), symbols = new Map();
  for (const use of part.querySelectorAll("use")) {
    const address = use.getAttribute("href"), [file, id] = address.split("#");
    if (file && !files.has(file)) files.set(file, new DOMParser().parseFromString(await (await fetch(file)).text(), "image/svg+xml"));
    symbols.set(address, (file ? files.get(file) : document).getElementById(id));
  }
  return symbols;
}

/** A drawing's element with all that it holds, its looks written on it and what it uses put in. */
function copied(element, symbols) {
  if (element.nodeName === "title") return drawn("title", {}, element.textContent);
  const style = getComputedStyle(element);
  if (element.isConnected && style.display === "none" && !element.closest("symbol")) return "";
  if (element.nodeName === "use") {
    const symbol = symbols.get(element.getAttribute("href"));
    return drawn("svg", { viewBox: symbol.getAttribute("viewBox"), overflow: "visible" }, ...[...symbol.children].map((child) => copied(child, symbols)));
  }
  const copy = element.cloneNode(false);
  for (const unwanted of ["class", "role", "aria-label", "aria-hidden", "style", "id"]) copy.removeAttribute(unwanted);
  if (element.ownerDocument === document) {
    for (const name of element.nodeName === "text" ? [...LOOKS, ...OF_TEXTS] : LOOKS) copy.setAttribute(name, style.getPropertyValue(name));
  }
  copy.append(...(element.children.length ? [...element.children].map((child) => copied(child, symbols)) : [element.textContent]));
  return copy;
}

/** Each line of a text as it stands on the page, as wide as there, whichever font it is shown in. */
function* linesOf(text) {
  const style = getComputedStyle(text.parentElement), lines = [];
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const box = range.getBoundingClientRect(), last = lines.at(-1);
    if (!box.width) continue;
    if (last && Math.abs(last.top - box.top) < 2) Object.assign(last, { words: `${last.words} ${word}`, right: box.right });
    else lines.push({ words: word, left: box.left, right: box.right, top: box.top, height: box.height });
  }
  paper.font = style.font;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = paper.measureText("x");
  const cut = style.textOverflow === "ellipsis" ? text.parentElement.getBoundingClientRect().right : Infinity;
  for (const { words, left, right, top, height } of lines) {
    yield drawn("text", { x: left, y: top + (height * up) / (up + down), textLength: Math.min(right, cut) - left, lengthAdjust: "spacingAndGlyphs", "font-size": style.fontSize, "font-weight": style.fontWeight, fill: style.color }, words);
  }
}

/** The ground and the lower edge of an element, where it has them. */
function* groundOf(element, box) {
  const style = getComputedStyle(element);
  if (!/, 0\)$|^transparent$/.test(style.backgroundColor)) {
    yield drawn("rect", { x: box.left, y: box.top, width: box.width, height: box.height, rx: parseFloat(style.borderRadius) || 0, fill: style.backgroundColor });
  }
  if (parseFloat(style.borderBottomWidth)) {
    yield drawn("path", { d: `M${box.left} ${box.bottom}H${box.right}`, stroke: style.borderBottomColor, "stroke-width": style.borderBottomWidth });
  }
}

function* partsOf(node, symbols, top) {
  if (node.nodeType === Node.TEXT_NODE) return yield* linesOf(node);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".aksel-sr-only, script") || !node.checkVisibility()) return;
  const box = node.getBoundingClientRect();
  if (node.matches(".chart")) return yield drawn("g", { transform: `translate(${box.left} ${box.top})`, id: CHART });
  if (node !== top) yield* groundOf(node, box);
  if (node.nodeName !== "svg") for (const child of node.childNodes) yield* partsOf(child, symbols, top);
  else if (box.width && box.height) {
    const copy = copied(node, symbols);
    for (const [key, value] of Object.entries({ x: box.left, y: box.top, width: box.width, height: box.height, overflow: "visible" })) copy.setAttribute(key, value);
    yield copy;
  }
}

/** What Plotly has drawn, as an SVG file's text. It is put in as text: its styles are not for this page to take in. */
async function plotted(chart) {
  const { clientWidth: width, clientHeight: height } = chart;
  const address = await Plotly.toImage(chart, { format: "svg", width, height });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

/** What the figures are about, over the picture, and what must be known of them, under it. */
function wordsAround() {
  const text = (selector) => document.querySelector(selector)?.textContent.trim().replaceAll(/\s+/g, " ") ?? "";
  const lead = document.querySelector("main .lead")?.cloneNode(true);
  for (const link of lead?.querySelectorAll("a") ?? []) link.remove();
  const heading = text("main h1"), month = text("main .month .now"), parts = (lead?.textContent ?? "").split("·").map((each) => each.trim());
  if (![heading, ...parts].some((each) => each.includes(month))) parts.push(month);
  return { heading, lead: parts.filter(Boolean).join(" · "), note: text(".demo-note, .source-note") };
}

/** All that the part shows, where it lies, with its size: laid out as a picture while it is looked at, and no longer. */
function lookedAt(part, symbols) {
  part.classList.add("pictured");
  try {
    const { left, top, width, height } = part.getBoundingClientRect();
    const scrollers = [...part.querySelectorAll(".scroll")].map((scroller) => scroller.scrollWidth);
    return { left, top, width: Math.ceil(Math.max(width, ...scrollers)), height: Math.ceil(height), parts: [...partsOf(part, symbols, part)] };
  } finally {
    part.classList.remove("pictured");
  }
}

/** How wide a text is in the widest of the fonts that it may be shown in. */
function widthOf(text, size) {
  paper.font = `${size} Arial, Helvetica, sans-serif`;
  return paper.measureText(text).width;
}

/** The part of the page as {svg, width, height}: an SVG file's text, and its size in pixels. */
export async function pictureOf(part) {
  const chart = part.querySelector(".chart"), plot = chart ? await plotted(chart) : "";
  const symbols = await symbolsOf(part), around = wordsAround(), seen = lookedAt(part, symbols);
  const words = [[around.heading, "600 24px"], [around.lead, "16px"], [around.note, "14px"]].map(([text, size]) => widthOf(text, size));
  const width = Math.ceil(Math.max(seen.width, ...words)) + 2 * EDGE, height = HEAD + seen.height + (around.note ? FOOT : 0) + 2 * EDGE;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONTS },
    drawn("title", {}, `${around.heading}. ${around.lead}`),
    drawn("rect", { width, height, fill: "#fff" }),
    drawn("text", { x: EDGE, y: EDGE + 24, "font-size": 24, "font-weight": 600 }, around.heading),
    drawn("text", { x: EDGE, y: EDGE + 50, "font-size": 16 }, around.lead),
    drawn("g", { transform: `translate(${EDGE - seen.left} ${EDGE + HEAD - seen.top})` }, ...seen.parts),
    drawn("text", { x: EDGE, y: height - EDGE, "font-size": 14 }, around.note));
  const text = new XMLSerializer().serializeToString(svg).replace(`id="${CHART}"/>`, () => `>${plot}</g>`);
  return { svg: text, width, height };
}
