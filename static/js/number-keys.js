// form[data-number-keys]: a digit chooses the answer that shows it; on a scale, 1 and then 0 choose 10.
const forms = "form[data-number-keys]";
let typed = "";
let typedAt = 0;

document.addEventListener("keydown", (event) => {
  const form = document.querySelector(forms);
  const isTyping = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
  if (!form || isTyping || event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
  const scale = form.querySelector(".number-scale");
  typed = scale && Date.now() - typedAt < 1000 && typed === "1" && event.key === "0" ? "10" : event.key;
  typedAt = Date.now();
  const wanted = scale
    ? scale.querySelector(`input[value="${typed}"]`)
    : [...form.querySelectorAll(".radio-row input")][Number(typed) - 1];
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
  wanted.click();
});
