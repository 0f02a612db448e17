// [data-key]: that letter follows the link, as long as nobody is typing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (!/^[a-z]$/.test(event.key)) return;
  document.querySelector(`[data-key="${event.key}"]`)?.click();
});
