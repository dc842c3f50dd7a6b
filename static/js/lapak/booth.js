/* Lapak Saya: a tap is sent in the background and only what it changed is drawn anew. Without this file
   every form here is sent as forms are. */
const news = document.getElementById("kabar");

// What was typed into the form of a new product and never sent (goods.js keeps it on this phone).
const unsent = document.querySelector("[data-unsent]");
try {
  if (unsent && localStorage.getItem(`lapak:isian:${unsent.dataset.unsent}`)) unsent.hidden = false;
} catch { /* A browser that keeps nothing. */ }

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-fresh]");
  if (!form) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) send(form, event.submitter);
});

// At once and not when the browser tells of it: a phone shows its keyboard only for a tap.
document.addEventListener("click", (event) => {
  const details = event.target.closest("details.price > summary")?.parentElement;
  if (!details || details.open) return;
  event.preventDefault();
  details.open = true;
  details.querySelector("input[type=text]").select();
  details.scrollIntoView({ block: "nearest" });
});

async function send(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (answer.redirected) location.assign(answer.url);
    else if (!/json/.test(answer.headers.get("Content-Type"))) say(news.dataset.trouble);
    else draw(await answer.json(), form, button);
  } catch {
    say(news.dataset.lost);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function draw({ parts, news: told, go }, form, button) {
  if (go) return location.assign(go);
  const fromNews = news.contains(form);
  for (const [id, html] of Object.entries(parts)) {
    const old = document.getElementById(id);
    if (!old) continue;
    const box = document.createElement("template");
    box.innerHTML = html.trim();
    const fresh = box.content.firstElementChild;
    keepTyped(old, fresh, form);
    const here = old.contains(form);
    old.replaceWith(fresh);
    if (here) focusIn(fresh, button);
  }
  news.innerHTML = told;
  if (fromNews) news.focus({ preventScroll: true });
}

/** What is being typed into a price stays when something else of the product changes. */
function keepTyped(old, fresh, form) {
  const typing = old.querySelector("details[open]");
  if (!typing || typing.contains(form) || news.contains(form)) return;
  fresh.querySelector("details").open = true;
  for (const field of typing.querySelectorAll("input[name^=b]")) {
    const same = fresh.querySelector(`input[name="${field.name}"]`);
    if (same) same.value = field.value;
  }
}

function focusIn(part, button) {
  const same = button?.name && part.querySelector(`button[name="${button.name}"][value="${button.value}"]`);
  (same || part.querySelector("[aria-invalid=true]") || part.querySelector("summary"))?.focus({ preventScroll: true });
}

function say(text) {
  const card = document.createElement("div");
  card.className = "news__card";
  card.append(Object.assign(document.createElement("p"), { textContent: text }));
  news.replaceChildren(card);
}
