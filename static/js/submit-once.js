// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const method = event.submitter?.formMethod || form.method;
  if (method !== "post" || event.defaultPrevented) return;
  // Each button of a form of downloads is for a file of its own.
  const sent = "downloads" in form.dataset && event.submitter ? event.submitter : form;
  if (sent.dataset.sent) event.preventDefault();
  sent.dataset.sent = "1";
  // A download leaves the page where it is; a little later the form may be sent again.
  setTimeout(() => { delete sent.dataset.sent; }, 3000);
});
