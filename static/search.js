// Suggestions for the search fields: the names are fetched when a field is first entered, and choosing one goes there.
for (const field of document.querySelectorAll("[data-suggest]")) {
  field.addEventListener("focus", async () => {
    const answer = await fetch("/search/names/", { headers: { Accept: "application/json" } });
    if (!answer.ok) return; // the field works without suggestions
    const list = document.createElement("datalist");
    list.id = `${field.id}-names`;
    list.append(...(await answer.json()).map((name) => new Option(name, name)));
    field.after(list);
    field.setAttribute("list", list.id);
  }, { once: true });
  field.addEventListener("input", (event) => {
    const chosen = event.inputType === "insertReplacementText" || !event.inputType; // from the list, not typed
    if (chosen && field.value) field.form.requestSubmit();
  });
}
