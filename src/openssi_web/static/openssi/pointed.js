// A mark tells its value where it is pointed at, tapped or reached with the keyboard.
const pointed = document.getElementById("pointed");
const GAP = 16;
const tell = (mark, x, y) => {
  pointed.hidden = !mark;
  if (!mark) return;
  pointed.textContent = mark.getAttribute("aria-label");
  if (mark.dataset.source) {
    // Sources stand as their publisher wrote them, in a language that nobody told.
    const source = pointed.appendChild(document.createElement("span"));
    source.lang = "";
    source.textContent = mark.dataset.source;
  }
  const right = window.innerWidth - pointed.offsetWidth - GAP;
  pointed.style.left = `${Math.max(0, Math.min(x + GAP, right))}px`;
  pointed.style.top = `${Math.max(0, Math.min(y + GAP, window.innerHeight - pointed.offsetHeight))}px`;
};
const markOf = (event) => event.target.closest("[data-tells]");
for (const drawing of document.querySelectorAll(".drawn")) {
  for (const title of drawing.querySelectorAll("title")) {
    const mark = title.closest("a") ?? title.parentNode;
    mark.setAttribute("aria-label", title.textContent);
    mark.dataset.tells = "";
    if (!mark.href) { mark.tabIndex = 0; mark.setAttribute("role", "img"); }
    // The tooltip of the browser would come later and say the same.
    title.remove();
  }
  drawing.setAttribute("role", "group");
  drawing.querySelector("svg").removeAttribute("aria-hidden");
  drawing.addEventListener("pointermove", (event) => tell(markOf(event), event.clientX, event.clientY));
  drawing.addEventListener("pointerleave", () => tell(null));
  drawing.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    const { left, bottom } = (mark ?? drawing).getBoundingClientRect();
    tell(mark, left, bottom);
  });
  drawing.addEventListener("focusout", () => tell(null));
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") tell(null); });
