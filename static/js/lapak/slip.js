/* A slip's QR code carries its code behind "#", which no server sees. Put it into the form and go on;
   take it out of the address first, so that it stays neither there nor in the history. */
const form = document.querySelector("form[data-slip]");

function fill() {
  const code = location.hash.slice(1);
  if (!code || !form) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.code.value = code;
  form.requestSubmit();
}

fill();
addEventListener("hashchange", fill);
