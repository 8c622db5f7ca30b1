// The search of indicators offers what it finds while the reader types. Without this file it is a form that leads to
// the page of all indicators; what can be chosen comes from the select of the filters.
const input = document.querySelector("[data-indicator-search]");
const select = document.querySelector("select[name=indicator]");
const MOST = 40;

const folded = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase();

if (input && select) {
  const list = document.getElementById(input.dataset.indicatorSearch);
  const said = document.getElementById(input.getAttribute("aria-describedby"));
  const known = [...select.options].map((option) => ({
    option,
    family: option.parentElement.label ?? "",
    words: folded(`${option.dataset.code} ${option.value} ${option.textContent} ${option.dataset.name}`),
  }));
  let shown = [];
  let active = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  close();

  const choose = (entry) => {
    select.value = entry.option.value;
    select.form.requestSubmit();
  };

  const line = (entry, number) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${number}`;
    item.className = "choice";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = entry.option.textContent;
    const code = document.createElement("small");
    code.textContent = entry.option.dataset.code;
    item.append(name, code);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(entry));
    return item;
  };

  const grouped = () => {
    const parts = [];
    let group = null;
    shown.forEach((entry, number) => {
      if (!group || group.getAttribute("aria-label") !== entry.family) {
        group = document.createElement("ul");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", entry.family);
        const heading = document.createElement("li");
        heading.className = "heading";
        heading.setAttribute("role", "presentation");
        heading.textContent = entry.family;
        group.append(heading);
        parts.push(group);
      }
      group.append(line(entry, number));
    });
    return parts;
  };

  const find = () => {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    if (!words.length) {
      said.textContent = "";
      close();
      return;
    }
    shown = known.filter((entry) => words.every((word) => entry.words.includes(word))).slice(0, MOST);
    list.replaceChildren(...grouped());
    close();
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = shown.length ? `${said.dataset.found} ${shown.length}` : said.dataset.none;
  };

  const move = (step) => {
    const items = list.querySelectorAll("[role=option]");
    if (list.hidden || !items.length) return;
    if (active >= 0) items[active].setAttribute("aria-selected", "false");
    active = (active + step + items.length) % items.length;
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  };

  input.addEventListener("input", find);
  input.addEventListener("focus", find);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (active < 0 && event.key === "ArrowUp") active = 0;
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape") {
      close();
    }
  });
}
