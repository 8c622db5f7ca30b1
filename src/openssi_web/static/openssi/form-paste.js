// A block from a spreadsheet: shown first, then saved whole or not at all.

const MOST = 300;

// Rows of texts; a text in quotes may hold tabs, ends of lines and doubled quotes.
function readBlock(text) {
  const rows = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n?|\n|$)/g)) {
    rows.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end && end !== "\t") rows.push([]);
  }
  // Behind the last end of line nothing follows.
  return rows.filter((row, at) => at < rows.length - 1 || row.some(Boolean));
}

// Read a text for a cell: `{text, cell, value, shown}`, or `doubt` with both numbers, or `refusal`.
function place(page, text, cell, meanings) {
  const { numbers, decimal, group } = page;
  const made = (more) => ({ text, cell, ...more });
  const refused = (why) => made({ refusal: `paste.${why}` });
  if (!text) return made({});
  if (!cell) return refused("outside");
  if (cell.isCalculated) return refused("calculated");
  if (!cell.control || cell.control.disabled) return refused("closed");
  if (cell.control.matches("select")) {
    const found = [...cell.control.options].find(({ value, label }) => value
      && [value, label].some((each) => each.toLowerCase() === text.toLowerCase()));
    return found ? made({ value: found.value, shown: found.label }) : refused("choice");
  }
  if (cell.type === "year" && !/^\d{4}$/.test(text)) return refused("year");
  if (cell.type === "date" && !/^\d{4}-\d\d-\d\d$/.test(text)) return refused("date");
  if (!cell.isNumeric) return made({ value: text, shown: text });
  const found = numbers.readNumber(cell.type === "percent" ? text.replace(/ ?%$/, "") : text);
  if (!found) return refused("number");
  const value = found.value ?? found[meanings[found.mark]];
  const doubt = found.mark && found;
  if (!value) return made({ doubt });
  if (cell.type === "integer" && /\.\d*[1-9]/.test(value)) return { ...refused("integer"), doubt };
  return made({ doubt, value: numbers.written(value, decimal), shown: numbers.shown(value, decimal, group) });
}

// The cells of each row, from a field on to the right and down.
function cellsFrom(page, field) {
  const td = field.closest("td");
  const rows = [...td.closest("table").querySelectorAll("tr[data-row]")];
  const column = [...td.parentElement.querySelectorAll("td.cell")].indexOf(td);
  return rows.slice(rows.indexOf(td.parentElement))
    .map((row) => [...row.querySelectorAll("td.cell")].slice(column).map((each) => page.cells.get(each.dataset.key)));
}

// Whether the first row is of texts, or years, over numbers, where numbers are asked for.
function hasHeader({ numbers }, [head, next], [cells]) {
  const isNumber = (text) => numbers.readNumber(text) !== null;
  return Boolean(next?.some(isNumber) && head.some((text) => text && !isNumber(text)) && head.every((text, at) => (
    (!isNumber(text) || /^(19|20)\d\d$/.test(text)) && (!text || cells[at]?.isNumeric !== false))));
}

function preview(page, rows, cells) {
  const { el, say, decimal, group } = page;
  const meanings = {};
  const plan = () => rows.slice(header?.checked ? 1 : 0)
    .flatMap((row, down) => row.map((text, across) => place(page, text, cells[down]?.[across], meanings)));
  const button = (text, onclick) => el("button", { type: "button", onclick }, text);
  const header = hasHeader(page, rows, cells) && el("input", { type: "checkbox", name: "header", checked: true, onchange: draw });
  const questions = el("div");
  const reason = el("p.refusal", { role: "status" });
  const body = el("tbody");
  const save = button("", () => {
    dialog.close();
    page.save(plan().filter((each) => each.value !== undefined).map(({ cell, value }) => [cell, { ...cell.now(), value }]));
  });
  const heads = ["cell", "pasted", "read"].map((name) => el("th", { scope: "col" }, say(`paste.${name}`)));
  const dialog = el("dialog.paste", { ariaLabel: say("paste.title") }, el("h2", null, say("paste.title")),
    header ? el("label", null, header, " ", say("paste.header")) : "", questions, reason,
    el("div.scroll", { tabIndex: 0 }, el("table", null, el("thead", null, el("tr", null, ...heads)), body)),
    el("p.buttons", null, save, button(say("cancel"), () => dialog.close())));

  // One question for each mark that may part thousands or be the decimal mark.
  function ask({ text, doubt }) {
    if (!doubt || doubt.mark in meanings) return;
    meanings[doubt.mark] = "";
    const choices = ["grouped", "fraction"].map((meaning) => el("label", null, el("input", {
      type: "radio", name: `mark${doubt.mark}`, onchange() { meanings[doubt.mark] = meaning; draw(); },
    }), " ", say(`paste.${meaning}`, { value: page.numbers.shown(doubt[meaning], decimal, group) })));
    questions.append(el("fieldset", null, el("legend", null, say("paste.doubt", { text })), ...choices));
  }

  function draw() {
    const places = plan();
    places.forEach(ask);
    const refused = places.filter((each) => each.refusal).length;
    const asked = places.some((each) => each.doubt && !each.value);
    const count = places.filter((each) => each.value).length;
    body.replaceChildren(...places.map(({ text, cell, refusal, shown }) => el(refusal ? "tr.refused" : "tr", null,
      el("td", null, cell ? page.labelOf(cell) : ""), el("td", null, text),
      el("td", null, refusal ? say(refusal) : shown ?? say(text ? "paste.asked" : "paste.left")))));
    reason.textContent = refused ? say("paste.refused", { count: refused }) : asked ? say("paste.answer_first") : "";
    save.textContent = say("paste.save", { count });
    save.disabled = Boolean(refused || asked || !count);
  }

  draw();
  page.openDialog(dialog);
}

/** Listen to what is pasted into the cells. */
export function listen(page) {
  page.form.addEventListener("paste", (event) => {
    const field = event.target.closest("td.cell :is(input, select, textarea)");
    const rows = readBlock(event.clipboardData.getData("text/plain"));
    const count = rows.flat().length;
    if (!field || count < 2) return;
    event.preventDefault();
    page.forget(field);
    if (count > MOST) page.tell("paste.too_many", { count, most: MOST });
    else preview(page, rows, cellsFrom(page, field));
  });
}
