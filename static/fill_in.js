// The month's form: a row is saved when it is left changed. Without this, its button saves all rows.
import { original } from "./fields.js";

const form = document.querySelector("[data-fill-in]");
const status = form?.querySelector("[data-status]");

const fields = (row) => [...row.querySelectorAll("input:not([type=hidden]), select")];
const content = (row, valueOf = (field) => field.value) => fields(row).map((field) => valueOf(field).trim()).join("\n");

function say(row, state, text) {
  const output = row.querySelector("output");
  const wrong = !["saved", "unchanged"].includes(state);
  output.textContent = text;
  output.className = `said small ${wrong ? "error" : "muted"}`;
  for (const field of row.querySelectorAll("input.figure")) {
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function tell(name, answer) {
  status.textContent = answer.text ? `${name}: ${answer.text}` : "";
  if (!answer.undo) return;
  const button = document.createElement("button");
  button.type = "submit";
  button.className = "aksel-button aksel-button--small";
  button.dataset.variant = "tertiary";
  button.textContent = form.dataset.undoText;
  button.name = "delivery";
  button.value = answer.undo;
  button.formAction = form.dataset.undo;
  status.append(" ", button);
}

async function save(row) {
  const code = row.dataset.row;
  const sent = content(row);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("only", code);
  for (const field of row.querySelectorAll("input, select")) body.set(field.name, field.value);
  row.dataset.kept = sent;
  let answer;
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    answer = await response.json();
  } catch {
    delete row.dataset.kept;
    say(row, "failed", form.dataset.failed);
    status.textContent = form.dataset.failed;
    return;
  }
  form.elements[`${code}.shown`].value = answer.shown ?? "";
  say(row, answer.state, answer.text);
  tell(row.querySelector("th a").textContent, answer);
  document.querySelector("[data-left]").textContent = answer.left;
  if (answer.state === "overtaken") delete row.dataset.kept; // saved once more, it replaces what it was told of
}

// One after the other, so that a row's second save knows what its first one made of the figure.
let waiting = Promise.resolve();

function saveIfChanged(row) {
  if (row.dataset.kept !== content(row)) waiting = waiting.then(() => save(row));
}

function down(field, step) {
  const row = field.closest("[data-row]");
  const column = fields(row).indexOf(field);
  let next = row;
  do next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next && !next.dataset.row);
  const target = next && (fields(next)[column] ?? fields(next)[0]);
  if (target) target.focus();
  else saveIfChanged(row);
}

if (form && status) {
  for (const row of form.querySelectorAll("[data-row]")) row.dataset.kept = content(row, original);
  form.addEventListener("focusout", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && !row.contains(event.relatedTarget)) saveIfChanged(row);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) saveIfChanged(event.target.closest("[data-row]"));
  });
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("input.figure") || event.key !== "Enter") return;
    event.preventDefault();
    down(event.target, event.shiftKey ? -1 : 1);
  });
  for (const row of form.querySelectorAll("[data-row]")) if (!row.contains(document.activeElement)) saveIfChanged(row);
}
