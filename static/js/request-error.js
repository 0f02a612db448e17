// When htmx gets no answer or an error, show the notice that the layout keeps in a <template>.
function show(name) {
  const template = document.querySelector(`template[data-notice="${name}"]`);
  const place = document.getElementById("notices");
  if (template && place) place.replaceChildren(template.content.cloneNode(true));
}

document.addEventListener("htmx:sendError", () => show("offline"));
document.addEventListener("htmx:timeout", () => show("offline"));
document.addEventListener("htmx:responseError", (event) => {
  // Signed out in the meantime: the page itself leads to the sign-in.
  if (event.detail.xhr.status === 401) window.location.reload();
  else show("error");
});
