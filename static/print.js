// Buttons that print the page; without JavaScript the browser's own menu does it.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// What belongs on the sheet is opened by print.css; by this where the browser can't style what a closed part holds.
if (!CSS.supports("selector(::details-content)")) {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-on-paper]:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
}
