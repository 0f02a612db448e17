// form[data-row-keys]: J and K move to the next and the previous row, X selects it.
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-row-keys]");
  const isTyping = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
  if (!form || isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const rows = [...form.querySelectorAll("tbody tr")];
  const at = rows.indexOf(event.target.closest("tr"));
  const step = { j: 1, k: -1 }[event.key];
  if (step) rows[Math.min(Math.max(at + step, 0), rows.length - 1)].querySelector("th a")?.focus();
  if (event.key === "x" && at >= 0) rows[at].querySelector("input[type=checkbox]")?.click();
});
