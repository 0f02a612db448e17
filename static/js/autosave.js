// form[data-autosave]: send the form when a field changes and say in its [data-saved] when that was.
const timers = new WeakMap();

async function save(form) {
  const status = form.querySelector("[data-saved]");
  let saved = false;
  try {
    const answer = await fetch(form.dataset.autosave || form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1" },
    });
    saved = answer.ok;
  } catch {
    // No connection: said below, and the form's own button still sends everything.
  }
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  status.textContent = saved ? status.dataset.saved.replace("{time}", time) : status.dataset.failed;
}

for (const kind of ["change", "input"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(save, kind === "input" ? 800 : 0, form));
  });
}
