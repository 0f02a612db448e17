// [data-one-answer]: "prefer not to say" empties what is typed or ticked beside it, and the other way round.
// Before others read the form: on its way down, not up.
const without = (field) => field.type === "radio";

document.addEventListener(
  "input",
  ({ target }) => {
    const fields = target.closest("[data-one-answer]")?.querySelectorAll("input") ?? [];
    for (const field of fields) {
      if (without(field) === without(target)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
  },
  true,
);
