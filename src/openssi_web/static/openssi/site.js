// The page works without this file: it only spares the reader the button of the filters.
// Whoever chooses with the keyboard passes over entries on the way, so nothing is sent before the button is pressed;
// of several boxes and of words that are typed, nobody knows before either.
const filters = (event) => event.target.closest?.("[data-submit-on-change]");
let byKeyboard = false;
document.addEventListener("keydown", (event) => { if (filters(event)) byKeyboard = true; });
document.addEventListener("pointerdown", (event) => { if (filters(event)) byKeyboard = false; });
document.addEventListener("change", (event) => {
  const form = filters(event), { name, multiple, type } = event.target;
  if (!form || multiple || type === "checkbox" || type === "search") return;
  if (name === "grouping" && form.elements.group) form.elements.group.selectedIndex = -1;
  if (!byKeyboard) form.requestSubmit();
});
