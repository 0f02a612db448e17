// data-dismiss: take the notice away and put the focus where reading goes on.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  const next = button.closest("main") || document.body;
  button.closest(button.dataset.dismiss).remove();
  next.focus({ preventScroll: true });
});
