// form[data-draft]: keep what is filled in for this tab, in the browser only; [data-draft-sent]: it has been sent.
const key = `draft:${location.pathname}`;

function restore(form) {
  const saved = new URLSearchParams(sessionStorage.getItem(key) || "");
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) {
    const values = saved.getAll(field.name);
    if (!values.length) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else [field.value] = values;
  }
}

function keep(form) {
  const given = new FormData(form);
  for (const field of form.querySelectorAll("[type=hidden]")) given.delete(field.name);
  sessionStorage.setItem(key, new URLSearchParams(given).toString());
}

try {
  const form = document.querySelector("form[data-draft]");
  if (form) {
    restore(form);
    form.addEventListener("input", () => keep(form));
  }
  if (document.querySelector("[data-draft-sent]")) sessionStorage.removeItem(key);
} catch {
  // Storage is switched off: the page works without a draft.
}
