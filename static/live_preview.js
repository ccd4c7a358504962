// A form that shows what it would do while it is filled in: sent as its preview button sends it, some time after the last key.
import { isChanged } from "./fields.js";

const WAIT = 700; // milliseconds
for (const form of document.querySelectorAll("form[data-live]")) {
  const shown = document.getElementById(form.dataset.live);
  let waiting, latest = 0;
  async function preview() {
    const asked = ++latest, data = new FormData(form);
    data.set("step", "preview");
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Part": "preview" } });
    if (!answer.ok || asked !== latest) return; // the button still works, and a newer answer is on its way
    shown.innerHTML = await answer.text();
  }
  form.addEventListener("input", (event) => {
    const choice = event.target.closest("[data-chooses]")?.dataset.chooses; // what is written here holds only with that choice
    if (choice) form.elements[choice.split("=")[0]].value = choice.split("=")[1];
    clearTimeout(waiting);
    waiting = setTimeout(preview, WAIT);
  });
  if ([...form.elements].some(isChanged)) preview();
}
