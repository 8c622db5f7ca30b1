// The form of the inquiry: each cell is saved as it is left.

// The page names the parts with their fingerprints, so that old and new ones are never mixed.
const load = (name) => import(
  document.querySelector(`link[rel=modulepreload][href*="/form-${name}.js"]`)?.href ?? `./form-${name}.js`);
const parts = ["numbers", "queue", "cells", "keys", "findings", "paste", "conflict"];
const [numbers, { Queue }, { findCells }, keys, findings, paste, { showConflict }] = await Promise.all(parts.map(load));

const form = document.getElementById("form");
const { language, draft, person, decimal, group, save: url, signIn = `/${language}/sign-in` } = form.dataset;
const locale = language === "en" ? "en-GB" : language;
const { reasons, statuses = [], ...words } = JSON.parse(document.getElementById("form-words").textContent);
const plural = new Intl.PluralRules(locale);

// A text with its slots filled; `count` chooses the plural form.
function say(key, values = {}) {
  const entry = words[key];
  const text = typeof entry === "string" ? entry : entry[plural.select(values.count)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// An element, `tag.class`, with properties and children.
function el(name, properties, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = Object.assign(document.createElement(tag), { className: classes.join(" ") }, properties);
  made.append(...children);
  return made;
}

const line = document.getElementById("state") ?? el("p.state", { id: "state" });
const live = el("p.out", { id: "form-said", role: "status", ariaLive: "polite" });
const history = [];
const undecided = new Map();
const typed = new Set();
let submitter = null;
let isGoing = false;
const page = {
  form, locale, person, decimal, group, reasons, statuses, numbers, undecided, say, el, announce, tell, openDialog, labelOf, save, leave,
  type, forget, define, undo, goToFinding,
};
const cells = page.cells = findCells(page);

function announce(text) {
  live.textContent = text;
}

function tell(key, values) {
  line.textContent = say(key, values);
  announce(line.textContent);
}

function openDialog(dialog) {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  // The dialog itself takes the focus, so that a key pressed while it comes decides nothing.
  dialog.tabIndex = -1;
  dialog.showModal();
  dialog.focus();
}

function labelOf({ row, td }) {
  const head = row.querySelector("th").cloneNode(true);
  for (const each of head.querySelectorAll(".what, .asked, [id^=d-]")) each.remove();
  const column = td.closest("table").tHead?.rows[0]?.cells[td.cellIndex];
  return [head, column].flatMap((each) => each?.textContent.trim() || []).join(" · ");
}

const cellOf = (field) => cells.get(field.dataset.for ?? field.closest("[data-key]")?.dataset.key);
const changeOf = ({ key, version }, { value, status, note }) => (
  { key, value, status, note, unit_mult: null, based_on: version });

// Save contents of cells, `[cell, content]` each, as one block.
function save(contents, isUndo = false) {
  if (!isUndo) history.push(contents.map(([cell]) => [cell, cell.content]));
  const changes = contents.map(([cell, content]) => changeOf(cell, content));
  for (const [cell, content] of contents) cell.take(content);
  page.queue.add({ changes }).catch(() => tell("line.not_kept"));
}

function leave(field) {
  const cell = cellOf(field);
  if (cell?.isDirty) save([[cell, cell.now()]]);
  else if (cell && typed.has(cell)) page.queue.keepTyping(cell.key);
  typed.delete(cell);
  showConflict(page);
}

function type(field) {
  const cell = cellOf(field);
  if (!cell) return;
  typed.add(cell);
  page.queue.keepTyping(cell.key, changeOf(cell, cell.now()));
}

function forget(field) {
  const cell = cellOf(field);
  cell?.put();
  if (cell) page.queue.keepTyping(cell.key);
}

function undo() {
  const last = history.pop();
  if (last) save(last, true);
  tell(last ? "line.undone" : "line.nothing_to_undo", { count: last?.length });
}

// Open or close the definition of a row; return whether it was open.
function define(field, isOpen) {
  const what = field.closest("tr").querySelector(".what");
  const text = what && (document.getElementById(what.getAttribute("aria-controls")) ?? what.querySelector("div"));
  if (!text) return false;
  const wasOpen = what.open ?? what.ariaExpanded === "true";
  const willBe = isOpen ?? !wasOpen;
  if ("open" in what) what.open = willBe;
  else Object.assign(what, { ariaExpanded: String(willBe) }), text.hidden = !willBe;
  if (willBe) announce(text.innerText);
  return wasOpen;
}

// Go to the next cell with an open finding, at the end to the first.
function goToFinding(field) {
  const keys = [...cells.keys()];
  const open = keys.filter((key) => document.getElementById(`f-${key}`)?.querySelector("[data-state=open]"));
  const here = keys.indexOf(cellOf(field)?.key);
  cells.get(open.find((key) => keys.indexOf(key) > here) ?? open[0])?.control?.focus();
}

const cellsOf = (entry) => (entry.body.changes ?? []).flatMap((change) => (
  cells.has(change.key) ? [[cells.get(change.key), change]] : []));

// A save was queued: here, in another tab, or before.
function onAdded(entry, isHere) {
  for (const [cell, change] of cellsOf(entry)) {
    if (!isHere && cell.isDirty) continue;
    if (!isHere) cell.take(change);
    cell.waiting.add(entry.uid);
    cell.show("saving");
  }
  if (entry.held) onAnswer(entry, entry.held.conflicts ? 409 : 422, entry.held);
}

function onAnswer(entry, status, answer, isHere) {
  for (const [cell] of cellsOf(entry)) cell.waiting.delete(entry.uid);
  if (status === 200) onSaved(answer, isHere);
  else if (status === 409) onConflict(entry, answer.conflicts);
  else onRefused(entry, answer.refused ?? []);
}

function onSaved({ saved = [], findings: found = {}, calculated = [], progress = {} }, isHere) {
  for (const each of saved) cells.get(each.key)?.settle(each, isHere);
  for (const { key, value, shown = value } of calculated) {
    const cell = cells.get(key);
    if (cell?.control) cell.put({ ...cell.now(), value: shown });
    else if (cell) (cell.td.querySelector("b, output") ?? cell.td).textContent = shown;
  }
  findings.showFindings(page, found, isHere);
  const subject = saved[0]?.key.split("|")[1];
  for (const each of document.querySelectorAll("[data-progress]")) {
    const [done, all] = ([undefined, "", subject].includes(each.dataset.scheme) && progress[each.dataset.progress]) || [];
    if (all && each.matches("progress")) Object.assign(each, { max: all, value: done });
    else if (all) each.textContent = say("progress", { done, all });
  }
}

function onConflict({ uid, at, ...entry }, conflicts) {
  for (const [cell] of cellsOf(entry)) {
    const { yours, theirs } = conflicts.find((each) => each.key === cell.key) ?? {};
    if (theirs) undecided.set(cell.key, { uid, at, yours, theirs, cell });
    cell.show(theirs ? "conflict" : "queued");
  }
  showConflict(page);
}

function onDecided(key, isMine, theirs) {
  const cell = cells.get(key);
  undecided.delete(key);
  if (isMine) cell?.show("saving");
  else cell?.waiting.clear();
  if (!isMine) cell?.settle(theirs, true);
  showConflict(page);
}

function onRefused(entry, refused) {
  const otherwise = say(refused.length ? "refused.block" : "refused.unread");
  const messageOf = (key) => refused.find((each) => each.key === key)?.message ?? otherwise;
  for (const [cell] of cellsOf(entry)) if (!cell.waiting.size) cell.show("refused", messageOf(cell.key));
  for (const each of entry.body.explanations ?? []) findings.refuse(page, each, messageOf(each.finding));
  if (entry.body.changes) announce(refused[0]?.message ?? otherwise);
}

// Say how the saving goes.
function onState(state, count) {
  // Others answer this table.
  if ("closed" in form.dataset) return;
  const isStopped = !["idle", "saving"].includes(state);
  const time = new Date().toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  const isNews = line.dataset.state !== state;
  const isFirst = state === "idle" && !line.dataset.state;
  line.textContent = say(isFirst ? "line.ready" : `line.${state}`, { count, time });
  if (!isFirst) line.dataset.state = state;
  if (isStopped && isNews) announce(line.textContent);
  const href = `${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (state === "session") line.append(" ", el("a", { href }, say("line.sign_in")));
  for (const cell of cells.made()) if (cell.waiting.size) cell.show(isStopped ? "queued" : "saving");
  if (state === "idle" && submitter) form.requestSubmit(submitter);
}

// The token changes at sign-in: the cookie goes before the page.
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken?.value ?? "";

page.queue = new Queue({ draft, person, url, token, onAdded, onAnswer, onDecided, onState });
await page.queue.open();
// The line changes with every cell: what matters is read out.
line.removeAttribute("role");
form.prepend(...(line.isConnected ? [live] : [line, live]));
// A cell is made before anything is typed into it.
for (const name of ["pointerdown", "focusin"]) form.addEventListener(name, ({ target }) => cellOf(target));
document.cookie = "openssi-script=1; path=/; max-age=31536000; samesite=lax";
for (const each of [keys, findings, paste]) each.listen(page);
form.addEventListener("click", ({ target }) => {
  if (target.matches("button.what")) define(target);
  if (target.matches(".decide")) showConflict(page, cellOf(target).key);
});
for (const button of form.querySelectorAll('.what[aria-expanded="false"]')) define(button, false);

// The plain form goes after what is queued, with the fields beside the cells.
form.addEventListener("submit", (event) => {
  isGoing = !cells.made().some((cell) => cell.waiting.size);
  submitter = isGoing ? null : event.submitter;
  if (submitter) event.preventDefault();
});
const BESIDE = "[data-part], [data-confirm], [data-open], .answer textarea, input[name]:not(td *)";
const isAtRisk = (field) => field.type !== "hidden"
  && (field.value !== field.defaultValue || field.checked !== field.defaultChecked);
window.addEventListener("beforeunload", (event) => {
  if (page.queue.writing || (!isGoing && [...form.querySelectorAll(BESIDE)].some(isAtRisk))) event.preventDefault();
});

for (const entry of await page.queue.entries()) onAdded(entry);
// What a lost tab had typed is built on what it saw.
for (const change of await page.queue.abandoned()) {
  cells.get(change.key)?.take(change);
  page.queue.add({ changes: [change] });
}
page.queue.pump();
form.dataset.ready = "";
