// Looks every other second how far a received delivery has come, and shows its page when it has been checked.
const PAUSE = 2000;
const part = document.querySelector("[data-waiting]");
const shown = ["h2", "[role=status]"];

async function look() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-waiting]");
    if (!now) { location.reload(); return; }
    for (const each of shown) {
      const [here, there] = [part.querySelector(each), now.querySelector(each)];
      if (here.textContent !== there.textContent) here.textContent = there.textContent;
    }
  }
  setTimeout(look, PAUSE);
}
setTimeout(look, PAUSE / 2);
