// select[data-browser-time-zone]: choose the browser's time zone if none is chosen, or always with ="replace".
for (const select of document.querySelectorAll("select[data-browser-time-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isOffered = [...select.options].some((option) => option.value === zone);
  if (isOffered && (!select.value || select.dataset.browserTimeZone === "replace")) select.value = zone;
}
