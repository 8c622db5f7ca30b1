// Filters change the page in place; without this file, or without HTMX, the form loads it as any other.
const page = () => document.getElementById("page");
const said = document.getElementById("said");
document.addEventListener("htmx:beforeRequest", () => {
  page().setAttribute("aria-busy", "true");
  said.className = "out";
});
document.addEventListener("htmx:afterRequest", () => page().removeAttribute("aria-busy"));
document.addEventListener("htmx:afterSettle", () => {
  said.textContent = document.getElementById("headline").textContent;
});
// What cannot be shown has a page of its own, which says what to do.
document.addEventListener("htmx:responseError", (event) => location.assign(event.detail.pathInfo.finalRequestPath));
document.addEventListener("htmx:sendError", () => {
  said.className = "problem";
  said.textContent = said.dataset.failed;
});
