// Hands in a file with its progress in words, guesses the month by the file's name, and says what the choice means.
// Without it the plain form does the same, and the page that follows says what came of it.
const form = document.querySelector("[data-upload]");
const words = form.dataset;
const { packages, months } = JSON.parse(form.querySelector("[data-known]").textContent);
const [file, month, about, said, sending, button, drop] =
  ["#id_file", "#id_month", "[data-about]", "[data-said]", "[data-sending-now]", "[type=submit]", ".drop"].map((each) => form.querySelector(each));
const packageField = form.elements.package;
const progress = sending.querySelector("progress");
let monthIsChosen = "monthIsAsked" in words;
let request;

const inWords = (text) => `${months[Number(text.slice(5)) - 1]} ${text.slice(0, 4)}`;

function monthOf(name) {
  const text = name.toLowerCase();
  const digits = text.match(/(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)/);
  if (digits) return `${digits[1]}-${digits[2]}`;
  for (const [place, long] of months.entries()) {
    const found = text.match(new RegExp(`(?<![a-zæøå])(?:${long}|${long.slice(0, 3)})\\.?[-_. ]?(20\\d\\d|\\d\\d)(?!\\d)`));
    if (found) return `${found[1].length === 2 ? "20" : ""}${found[1]}-${String(place + 1).padStart(2, "0")}`;
  }
  return "";
}

function say() {
  const known = packages[packageField.value];
  const named = file.files[0] ? monthOf(file.files[0].name) : "";
  const lines = [];
  if (month.value && known) {
    const name = packageField.selectedOptions[0].textContent;
    lines.push(words.isFor.replace("{package}", name).replace("{month}", inWords(month.value)));
    if (known.final.includes(month.value)) lines.push(words.corrects);
    else if (known.preliminary.includes(month.value)) lines.push(words.replaces);
    if (named && named !== month.value) lines.push(words.fileSays.replace("{month}", inWords(named)));
  }
  about.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  about.hidden = !lines.length;
}

file.addEventListener("change", () => {
  const named = file.files[0] ? monthOf(file.files[0].name) : "";
  if (named && !monthIsChosen) month.value = named;
  say();
});
month.addEventListener("input", () => { monthIsChosen = true; say(); });
packageField.addEventListener("change", () => {
  if (!monthIsChosen && !file.files[0]) month.value = packages[packageField.value].awaited;
  say();
});

drop.querySelector(".drop-hint").hidden = false;
for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  file.dispatchEvent(new Event("change"));
});

function rest(text) {
  sending.hidden = true;
  button.disabled = false;
  said.textContent = text;
}

function arrived() {
  const isAnswer = request.getResponseHeader("Content-Type")?.startsWith("application/json");
  if (isAnswer) { location.assign(JSON.parse(request.responseText).address); return; }
  if (request.responseURL && new URL(request.responseURL).pathname !== location.pathname) { location.assign(request.responseURL); return; }
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const refused = page.querySelector("#refused");
  if (!refused) { rest(words.failed); return; }
  document.querySelector("#refused").replaceWith(document.importNode(refused, true));
  rest([...page.querySelectorAll(".upload .error")].map((each) => each.textContent.trim()).join(" "));
  document.querySelector("#refused h2")?.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  request = new XMLHttpRequest();
  let told = -1;
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.floor((100 * loaded) / total);
    progress.value = percent;
    if (percent < told + 10) return; // a screen reader is not told every step
    told = percent;
    said.textContent = words.sending.replace("{percent}", percent);
  });
  request.upload.addEventListener("load", () => { progress.removeAttribute("value"); said.textContent = words.checking; });
  request.addEventListener("load", arrived);
  request.addEventListener("error", () => rest(words.failed));
  request.addEventListener("abort", () => rest(words.cancelled));
  document.querySelector("#refused").replaceChildren();
  progress.value = 0;
  sending.hidden = false;
  button.disabled = true;
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(new FormData(form));
});
form.querySelector("[data-cancel]").addEventListener("click", () => request?.abort());
say();
