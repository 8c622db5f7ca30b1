// The page works without this file: it only spares the reader the button of the filters.
// Whoever chooses with the keyboard passes over entries on the way, so nothing is sent before the button is pressed.
for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  let byKeyboard = false;
  form.addEventListener("keydown", () => { byKeyboard = true; });
  form.addEventListener("pointerdown", () => { byKeyboard = false; });
  form.addEventListener("change", (event) => {
    if (event.target.name === "grouping") form.elements.group.selectedIndex = -1;
    if (!byKeyboard) form.requestSubmit();
  });
}
