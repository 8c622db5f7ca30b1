// Finds in the index of a site in files what begins with the words that are typed, or is one letter off them.
const box = document.querySelector("[data-search-files]");
const MOST = 50;
const folded = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase();
const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const isNear = (one, other) => {
  if (one.length < 4 || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const left = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const isSwapped = left[0].length === 2 && left[0] === [...left[1]].reverse().join("");
  return (left[0].length <= 1 && left[1].length <= 1) || isSwapped;
};

const scoreOf = (asked, held) => {
  let best = 0;
  for (const word of held) {
    if (word === asked) return 3;
    if (word.startsWith(asked)) best = Math.max(best, 2);
    else if (isNear(asked, word)) best = Math.max(best, 1);
  }
  return best;
};

if (box && window.openssiSearch) {
  const input = box.querySelector("input");
  const said = document.querySelector("[data-search-said]");
  const results = document.querySelector("[data-search-results]");
  const rows = window.openssiSearch.map((row) => ({ row, held: row[5].split(" "), code: wordsOf(row[2]).join("") }));

  const line = ([kind, name, code, about, href]) => {
    const item = document.createElement("li");
    const link = document.createElement(href ? "a" : "span");
    if (href) link.href = href;
    link.textContent = name;
    item.append(link);
    if (code) item.append(" ", Object.assign(document.createElement("span"), { className: "code", textContent: code }));
    const text = about ? `${kind} · ${about}` : kind;
    item.append(Object.assign(document.createElement("span"), { className: "line", textContent: text }));
    return item;
  };

  const find = () => {
    const asked = wordsOf(input.value);
    const whole = asked.join("");
    const found = asked.length === 0 ? [] : rows
      .map(({ row, held, code }) => {
        const scores = asked.map((word) => scoreOf(word, held));
        const total = scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0);
        return { row, score: code && code === whole ? 1000 : total };
      })
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score || one.row[1].length - other.row[1].length);
    results.replaceChildren(...found.slice(0, MOST).map(({ row }) => line(row)));
    said.textContent = asked.length === 0 ? "" : found.length ? `${said.dataset.found} ${found.length}` : said.dataset.none;
  };

  box.hidden = false;
  input.addEventListener("input", find);
}
