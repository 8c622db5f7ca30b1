// The plain drawing stays until the interactive one stands in its place, and if it never does.
const place = document.getElementById("interactive");
const pointed = document.getElementById("pointed");
const GAP = 16;
const tell = (_handler, event, _item, value) => {
  pointed.hidden = value === null || value === undefined || value === "";
  if (pointed.hidden) return;
  pointed.textContent = value;
  const right = window.innerWidth - pointed.offsetWidth - GAP;
  pointed.style.left = `${Math.max(0, Math.min(event.clientX + GAP, right))}px`;
  pointed.style.top = `${event.clientY + GAP}px`;
};
const show = async () => {
  const isNarrow = window.matchMedia("(max-width: 760px)").matches;
  const answer = await fetch(place.dataset.specification + (isNarrow ? "&width=358" : ""));
  if (!answer.ok) return;
  place.hidden = false;
  // Expressions are interpreted, not compiled: the policy of the site allows no code that is made from text.
  const options = { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: tell };
  // The whole has its sentence; single marks say nothing that the table does not.
  const drawing = place.appendChild(document.createElement("div"));
  drawing.setAttribute("aria-hidden", "true");
  await vegaEmbed(drawing, await answer.json(), options);
  document.getElementById("plain").hidden = true;
  document.getElementById("about").hidden = false;
};
show().catch((error) => { place.hidden = true; throw error; });
