// Menus (`details.menu`) close as people expect: by Escape, by a click elsewhere, and when another is opened or the focus
// goes on. Without JavaScript each is closed where it was opened.
const open = () => document.querySelectorAll("details.menu[open]");
const menuOf = (target) => (target instanceof Element ? target.closest("details.menu") : null);
const closeAllBut = (kept) => { for (const menu of open()) if (menu !== kept) menu.open = false; };

document.addEventListener("click", (event) => closeAllBut(menuOf(event.target)));
document.addEventListener("focusin", (event) => {
  if (event.target.querySelector?.("details.menu[open]")) return; // a click within goes to what the menu stands in
  closeAllBut(menuOf(event.target));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = menuOf(document.activeElement) ?? open()[0];
  if (!menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
