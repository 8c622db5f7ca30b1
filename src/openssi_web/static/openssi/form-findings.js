// Findings under the row of their cell, in the words and with the signs of their severity.

// Where a soft finding is explained.
function answerFields({ el, say, reasons }) {
  const options = Object.entries({ "": "", ...reasons }).map(([value, label]) => el("option", { value }, label));
  return el("div.answer", null, el("label", null, say("finding.reason"), el("select", null, ...options)),
    el("label.text", null, say("finding.text"), el("textarea", { rows: 1 })),
    el("button.explain", { type: "button" }, say("finding.answer")));
}

function itemOf(page, { id, rule, severity, state, message, remedy, explanation }) {
  const { el, say } = page;
  const word = el("b", null, say(`finding.${state === "open" ? severity : state}`));
  const body = el("div", null, el("p", null, word, ` ${message} ${remedy ?? ""} `, el("small.rule", null, rule)));
  if (explanation) body.append(el("p", null, explanation));
  if (state === "open" && severity === "W") body.append(answerFields(page));
  const item = el("li", null, body);
  Object.assign(item.dataset, { finding: id, severity, state });
  return item;
}

// The list of a cell, made where its row has none.
function listOf({ el }, { key, row }) {
  const found = document.getElementById(`f-${key}`);
  if (found) return found;
  const list = el("ul.findings", { id: `f-${key}` });
  const colSpan = [...row.cells].reduce((sum, each) => sum + each.colSpan, 0);
  if (!row.nextElementSibling?.matches(".said")) row.after(el("tr.said", null, el("td", { colSpan })));
  row.nextElementSibling.cells[0].append(list);
  return list;
}

/** Show the findings of the cells of an answer, and say the new ones once. */
export function showFindings(page, findings, isHere) {
  const said = [];
  for (const [key, found] of Object.entries(findings)) {
    const cell = page.cells.get(key);
    if (!cell || (!found.length && !document.getElementById(`f-${key}`))) continue;
    const list = listOf(page, cell);
    const items = found.map((each) => {
      const old = [...list.children].find((item) => item.dataset.finding === each.id);
      // An explanation that is being written stays when its finding comes once more.
      if (old?.dataset.state === each.state && old.textContent.includes(each.message)) return old;
      if (each.state === "open") said.push(page.say(`finding.${each.severity}`), each.message);
      return itemOf(page, each);
    });
    const isSame = items.length === list.children.length && items.every((each, at) => each === list.children[at]);
    if (!isSame) list.replaceChildren(...items);
    list.closest("tr").hidden = !list.closest("tr").querySelector("li");
    cell.describe();
  }
  if (said.length && isHere) page.announce(said.join(" "));
}

function sayAt(page, item, message) {
  item.querySelector(".refusal")?.remove();
  if (message) item.firstElementChild.append(page.el("p.refusal", null, message));
  page.announce(message);
}

/** Say at a finding why its explanation was not taken, and put the explanation back. */
export function refuse(page, { finding, reason, text }, message) {
  const item = [...page.form.querySelectorAll("[data-finding]")].find((each) => each.dataset.finding === finding);
  if (!item) return;
  item.querySelector("select").value = reason;
  item.querySelector("textarea").value = text;
  sayAt(page, item, message);
}

/** Send an explanation when its button is pressed. */
export function listen(page) {
  page.form.addEventListener("click", (event) => {
    const item = event.target.closest("[data-finding] button")?.closest("[data-finding]");
    if (!item) return;
    event.preventDefault();
    const reason = item.querySelector("select").value;
    const text = item.querySelector("textarea").value.trim();
    sayAt(page, item, reason ? "" : page.say("finding.reason_missing"));
    if (reason) page.queue.add({ explanations: [{ finding: item.dataset.finding, reason, text }] });
  });
}
