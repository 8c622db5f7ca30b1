// The keyboard: a cell is selected first (arrows leave it), then edited (arrows stay in it).

const FIELD = "tr[data-row] :is(td.cell, td.status, td.note) :is(input:not([type=hidden]), select, textarea)";
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const isText = (field) => !field.matches("select") && !field.readOnly;
const reachable = (fields) => [...fields].filter((each) => !each.disabled && each.checkVisibility());
const fieldsOf = (element) => reachable(element?.querySelectorAll("input:not([type=hidden]), select, textarea") ?? []);

// The field in a direction, the same one at the edge.
function neighbour(field, across, down) {
  const td = field.closest("td");
  const row = td.parentElement;
  const beside = fieldsOf(row);
  if (across) return beside[beside.indexOf(field) + across] ?? field;
  const rows = [...td.closest("table").querySelectorAll("tr[data-row]")];
  const at = rows.indexOf(row);
  const onTheWay = down > 0 ? rows.slice(at + 1) : rows.slice(0, at).reverse();
  return onTheWay.flatMap((each) => fieldsOf(each.cells[td.cellIndex]))[0] ?? field;
}

/** Listen to the keyboard and the pointer. */
export function listen(page) {
  const { form } = page;
  let isEditing = false;
  let pressed = null;
  page.isEditing = () => isEditing;

  page.select = (field) => {
    isEditing = false;
    field.select?.();
  };

  function goTo(target, field) {
    if (target === field) page.leave(field);
    target.focus();
    page.select(target);
  }

  // What a key does; nothing where the browser does what is right.
  function deed({ key, shiftKey, ctrlKey, metaKey, altKey }, field) {
    if (altKey) return null;
    if (ctrlKey || metaKey) return key === "z" && !isEditing ? page.undo : null;
    if (key in ARROWS && !isEditing && !shiftKey) return () => goTo(neighbour(field, ...ARROWS[key]), field);
    if (key === "Tab") {
      const stops = reachable(form.querySelectorAll(`${FIELD}, tr.said :is(select, textarea, button)`));
      const next = stops[stops.indexOf(field) + (shiftKey ? -1 : 1)];
      return next ? () => next.focus() : null;
    }
    if (key === "Enter" && !shiftKey) return () => goTo(neighbour(field, 0, 1), field);
    if (key === "Escape") return () => (isEditing || !page.define(field, false)) && page.forget(field);
    if (key === "F1" || (key === "?" && !isEditing)) return () => page.define(field);
    if (key === "F8") return () => page.goToFinding(field);
    if (key === "F2") {
      return () => {
        isEditing = true;
        if (field.selectionStart !== null) field.setSelectionRange?.(-1, -1);
      };
    }
    if (key.length === 1 && isText(field)) isEditing = true;
    return null;
  }

  const on = (name, work) => form.addEventListener(name, (event) => event.target.matches(FIELD) && work(event.target, event));
  on("keydown", (field, event) => {
    const found = event.isComposing ? null : deed(event, field);
    if (!found) return;
    event.preventDefault();
    found();
  });
  on("focusin", (field) => {
    field.closest("td").classList.add("selected");
    page.select(field);
  });
  on("focusout", (field) => {
    field.closest("td").classList.remove("selected");
    isEditing = false;
    page.leave(field);
  });
  on("input", (field) => {
    isEditing = isText(field);
    page.type(field);
  });
  form.addEventListener("pointerdown", () => { pressed = document.activeElement; });
  on("click", (field) => {
    if (pressed === field) isEditing = isText(field);
    else page.select(field);
  });
}
