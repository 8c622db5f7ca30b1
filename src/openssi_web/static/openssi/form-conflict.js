// Two people changed one cell: both values are shown, and the person decides.

/** Show the conflict of a cell, or the next one that was not put off, where nobody is typing. */
export function showConflict(page, key) {
  const { el, say, undecided } = page;
  if (document.querySelector("dialog[open]") || (!key && page.isEditing())) return;
  const found = key ? undecided.get(key) : [...undecided.values()].find((each) => !each.isPutOff);
  if (!found) return;
  const { uid, at, yours, theirs, cell } = found;
  const time = new Intl.DateTimeFormat(page.locale, { dateStyle: "medium", timeStyle: "short" });
  const side = (name, value, who, when) => el("div", null, el("h3", null, say(`conflict.${name}`)),
    el("p.value", null, value), el("p", null, who), el("p", null, Date.parse(when) ? time.format(new Date(when)) : when));
  const value = { mine: yours?.shown || cell.content.value || say("empty"), theirs: theirs.shown || theirs.value || say("empty") };
  const button = (name, shown, isMine) => el("button", {
    type: "button",
    onclick() {
      dialog.close();
      if (isMine !== undefined) page.queue.decide(uid, cell.key, isMine, theirs);
    },
  }, say(`conflict.${name}`, { value: shown }));
  const dialog = el("dialog.conflict", { ariaLabel: say("conflict.title") },
    el("h2", null, say("conflict.title")), el("p", null, page.labelOf(cell)),
    el("div.both", null, side("mine", value.mine, page.person, at),
      side("theirs", value.theirs, [theirs.by, theirs.role].filter(Boolean).join(", "), theirs.at)),
    el("p.buttons", null, button("keep_theirs", value.theirs, false), button("save_mine", value.mine, true),
      button("later")));
  found.isPutOff = true;
  page.openDialog(dialog);
}
