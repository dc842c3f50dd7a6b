/* Links: what is pasted is examined at once, and cards can be dragged by their grip. Without this file the
   button "Periksa" examines and the arrows put in order. */
const form = document.getElementById("tempel");
const found = document.getElementById("hasil");
const list = document.querySelector("[data-order]");
let waiting = 0;
let asked = 0;

if (form) {
  const box = form.elements.teks;
  const button = form.querySelector("[data-check]");
  const soon = (wait) => {
    clearTimeout(waiting);
    waiting = setTimeout(examine, wait);
  };
  box.addEventListener("input", (event) => soon(event.inputType === "insertFromPaste" ? 0 : 900));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    soon(0);
  });
}

async function examine() {
  const number = ++asked;
  if (!form.elements.teks.value.trim()) {
    found.textContent = "";
    return;
  }
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" },
    });
    if (answer.redirected) return location.assign(answer.url);
    const { html } = await answer.json();
    // An answer to what was typed before is of no use any more.
    if (number !== asked) return;
    found.innerHTML = html;
    form.querySelector("[data-check]").classList.toggle("button--quiet", Boolean(found.querySelector("[formaction]")));
  } catch {
    if (number === asked) found.textContent = found.dataset.lost;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

if (list && list.children.length > 1) {
  for (const card of list.children) {
    const grip = document.createElement("span");
    grip.className = "link-card__step link-card__grip";
    grip.setAttribute("aria-hidden", "true");
    grip.textContent = "⠿";
    card.querySelector(".link-card__do form")?.append(grip);
    grip.addEventListener("pointerdown", (event) => hold(event, card, grip));
  }
}

function hold(event, card, grip) {
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  card.classList.add("is-held");
  const before = order();
  const follow = ({ clientY }) => {
    const other = [...list.children].find((one) => {
      const box = one.getBoundingClientRect();
      return one !== card && clientY > box.top && clientY < box.bottom;
    });
    if (!other) return;
    const box = other.getBoundingClientRect();
    other[clientY < box.top + box.height / 2 ? "before" : "after"](card);
  };
  const leave = () => {
    grip.removeEventListener("pointermove", follow);
    card.classList.remove("is-held");
    if (order().join() !== before.join()) send();
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", leave, { once: true });
  grip.addEventListener("pointercancel", leave, { once: true });
}

function order() {
  return [...list.children].map((card) => card.dataset.key);
}

/** Sent as a form is, so that the page tells what became of it. */
function send() {
  const post = document.createElement("form");
  post.method = "post";
  post.action = list.dataset.order;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const values = [["csrfmiddlewaretoken", token], ["dilihat", list.dataset.seen]];
  for (const [name, value] of [...values, ...order().map((key) => ["tautan", key])]) {
    post.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(post);
  post.submit();
}
