// Ctrl/Cmd-K opens the search; arrow keys move through its results. Without a script its button leads to a page.
const search = document.getElementById("search");

document.addEventListener("keydown", (event) => {
  if (!search || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  if (!search.open) search.showModal();
});

search?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const places = [search.querySelector("input"), ...search.querySelectorAll(".search-results a")];
  const at = places.indexOf(document.activeElement);
  places[(at + step + places.length) % places.length].focus();
});

search?.querySelector("[data-close]").addEventListener("click", () => search.close());
