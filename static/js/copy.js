// data-copy="#id": put that field's value on the clipboard and say so for two seconds.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return; // Not allowed here: the text is selected, the reader copies it by hand.
  }
  const label = button.lastChild;
  const before = label.textContent;
  label.textContent = ` ${button.dataset.copied}`;
  setTimeout(() => { label.textContent = before; }, 2000);
});
