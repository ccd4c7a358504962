// A button that copies the address of what is seen. Without JavaScript, or where the browser lets no page write to the
// clipboard, it stays hidden: the address field has the same. A page that shows choices which its address leaves out
// says so: an element in it has data-state, the query that opens the same.
const button = document.querySelector("[data-copy-link]");
const said = document.querySelector(".copied");
const SHOWN = 4000; // milliseconds

if (button && navigator.clipboard) {
  let timer;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const state = document.querySelector("[data-state]")?.dataset.state;
    const address = state ? new URL(state, location.href).href : location.href;
    clearTimeout(timer);
    said.textContent = ""; // so that a second click is read aloud too
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = button.dataset.done;
    } catch {
      said.textContent = button.dataset.failed;
    }
    timer = setTimeout(() => { said.textContent = ""; }, SHOWN);
  });
}
