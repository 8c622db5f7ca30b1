// The cells: what stands in their fields, what was sent, and the state that is shown.

const STATES = ["saving", "saved", "queued", "refused", "conflict"];
const NUMERIC = ["money", "number", "percent", "integer"];

// The usual status has no code of its own among the choices: it is the empty one.
function write(field, text) {
  field.value = text;
  if (field.selectedIndex === -1) field.value = "";
}

const original = (field) => field.defaultValue
  ?? ([...field.options].find((each) => each.defaultSelected) ?? field.options[0])?.value ?? "";

/** One cell with its status and note. Its contents are `{value, status, note}`. */
class Cell {
  // Saves of this cell that wait for an answer.
  waiting = new Set();

  constructor(page, td) {
    const { key, version, type } = td.dataset;
    const row = td.closest("tr");
    const control = td.querySelector("input:not([type=hidden]), select, textarea");
    Object.assign(this, { page, td, row, control, key, type, version: Number(version ?? 0), isNumeric: NUMERIC.includes(type) });
    this.isCalculated = "calculated" in td.dataset;
    const [status, note] = ["status", "note"].map((part) => (
      [...row.querySelectorAll(`.${part} [data-for]`)].find((field) => field.dataset.for === key)));
    if (page.statuses.length && status?.matches("select:not(:has(optgroup))")) this.#listStatuses(status);
    this.fields = Object.entries({ value: control, status, note }).filter(([, field]) => field);
    // A browser may put old values into new fields; what is being typed stays.
    for (const [, field] of this.fields) if (field !== document.activeElement) field.value = original(field);
    this.face = { ...this.now(), ...Object.fromEntries(this.fields.map(([part, field]) => [part, original(field)])) };
    this.content = { ...this.face };
    // A number as the page shows it is sent again in digits of one meaning.
    const found = this.isNumeric && page.numbers.readNumber(this.face.value, page.decimal);
    if (found) this.content.value = page.numbers.written(found.value, page.decimal);
  }

  // Where the script has run before, the page names the status of the cell alone.
  #listStatuses(field) {
    const { el, statuses } = this.page;
    const [own] = field.options;
    const listed = statuses.map(([label, codes]) => el("optgroup", { label }, ...codes.map(([value, text]) => (
      el("option", { value, defaultSelected: value === own.value }, text)))));
    field.replaceChildren(...listed);
    if (!field.querySelector("[selected]")) field.prepend(own);
    field.value = own.value;
  }

  /** What stands in the fields. */
  now() {
    const { status = "A", note = "" } = this.td.dataset;
    return { value: "", status, note, ...Object.fromEntries(this.fields.map(([part, field]) => [part, field.value])) };
  }

  get isDirty() { return this.fields.some(([part, field]) => field.value !== this.face[part]); }

  /** Put a content into the fields; by itself, what stood here before somebody typed. */
  put(content = this.face) {
    for (const [part, field] of this.fields) write(field, content[part]);
    this.face = this.now();
    if (document.activeElement === this.control) this.page.select(this.control);
  }

  /** Put a content into the fields that is sent, or was sent in another tab. */
  take({ value, status, note }) {
    this.content = { value, status, note };
    this.put(this.content);
  }

  /** Show what the server holds, unless this person has gone on typing. */
  settle({ version, value, shown, status, note }, isHere) {
    if (this.isDirty && !isHere) return;
    this.version = version;
    // The plain form says the version too.
    const hidden = this.td.querySelector("[type=hidden]")
      ?? this.td.appendChild(this.page.el("input", { type: "hidden", name: `version:${this.key}` }));
    hidden.value = version;
    if (this.isDirty || this.waiting.size) return;
    const { numbers, decimal } = this.page;
    this.content = { value, status: status ?? this.content.status, note: note ?? this.content.note };
    this.put({ ...this.content, value: shown ?? value });
    if (this.isNumeric) this.content.value = numbers.written(value, decimal);
    this.show("saved");
  }

  /** Show a state by its class and its word, a refusal also by its message. */
  show(state, message = "") {
    const { el, say } = this.page;
    this.td.classList.remove(...STATES);
    this.td.classList.add(state);
    for (const each of this.td.querySelectorAll(".how, .refusal")) each.remove();
    const word = say(`state.${state}`);
    this.td.append(state === "conflict" ? el("button.how.decide", { type: "button" }, word) : el("span.how", null, word));
    if (message) this.td.append(el("p.refusal", { id: `r-${this.key}` }, message));
    this.describe();
  }

  /** Tie the field to its messages for those who hear the page. */
  describe() {
    const refusal = this.td.querySelector(".refusal");
    const findings = document.getElementById(`f-${this.key}`);
    const open = [...findings?.querySelectorAll("[data-state=open]") ?? []].map((each) => each.dataset.severity);
    const worst = ["E", "W", "I"].find((each) => open.includes(each));
    this.td.classList.remove("E", "W", "I");
    if (worst) this.td.classList.add(worst);
    const others = this.control?.getAttribute("aria-describedby")?.split(" ").filter((id) => !/^[fr]-/.test(id)) ?? [];
    const own = [refusal, findings?.childElementCount ? findings : null].flatMap((each) => each?.id ?? []);
    this.control?.setAttribute("aria-invalid", String(Boolean(refusal || worst === "E" || worst === "W")));
    this.control?.setAttribute("aria-describedby", [...others, ...own].join(" ").trim());
  }
}

/** The cells of the form by their key, each made when it is first asked for: a person touches few of hundreds. */
class Cells {
  #made = new Map();

  constructor(page) {
    this.page = page;
    // Rows that wait for the code of a country are left to the plain form.
    this.tds = new Map([...page.form.querySelectorAll("td[data-key]")].flatMap((td) => (
      td.parentElement.querySelector("[data-open]") ? [] : [[td.dataset.key, td]])));
  }

  has(key) { return this.tds.has(key); }

  keys() { return this.tds.keys(); }

  get(key) {
    if (!this.#made.has(key) && this.tds.has(key)) this.#made.set(key, new Cell(this.page, this.tds.get(key)));
    return this.#made.get(key);
  }

  /** Those that were asked for. */
  made() { return [...this.#made.values()]; }
}

export const findCells = (page) => new Cells(page);
