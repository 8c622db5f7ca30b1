// The page works without this file: it only spares the reader the button of the filters.
document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "grouping") form.elements.group.disabled = true;
    form.requestSubmit();
  });
}
