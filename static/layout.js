// Shows what the described layout reads as soon as something of it is changed. Without it a button does the same.
import { isChanged } from "./fields.js";

const form = document.querySelector("[data-layout]");
const preview = document.querySelector("#preview");
const panel = preview.closest("section");
const said = form.querySelector("[data-said]");
const PAUSE = 350;
let timer;
let asking;

form.classList.add("has-script");

function mark(changed) {
  if (changed.name?.startsWith("part-")) {
    const part = changed.value;
    if (part === "unit") { // units stand in one column
      for (const other of form.querySelectorAll("[name^=part-]")) if (other !== changed && other.value === "unit") { other.value = ""; mark(other); }
    }
    const head = changed.closest("th");
    head?.classList.toggle("is-unit", part === "unit");
    head?.classList.toggle("is-read", part !== "" && part !== "unit" && part !== "ignore");
  }
  if (changed.name === "header_row") {
    for (const row of form.querySelectorAll(".grid tbody tr")) row.classList.toggle("is-header", row.contains(changed));
  }
}

async function show() {
  asking?.abort();
  asking = new AbortController();
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(form), headers: { "X-Part": "preview" }, signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    preview.innerHTML = await answer.text(); // our own template: every text in it is escaped
    said.textContent = preview.querySelector("b, li")?.textContent ?? "";
  } catch (error) {
    if (error.name === "AbortError") return;
    said.textContent = form.dataset.failed;
    preview.textContent = form.dataset.failed;
  }
  panel.removeAttribute("aria-busy");
}

for (const kind of ["input", "change"]) {
  form.addEventListener(kind, (event) => {
    if (event.target.name === "code") return;
    mark(event.target);
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
}

const changed = [...form.elements].filter(isChanged);
for (const field of changed) if (field.type !== "radio" || field.checked) mark(field);
if (changed.length) show();
