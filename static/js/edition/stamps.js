/* The stamp walk: stamps are kept on this device, and signed for it alone. */
const TOLD_FOR = 12_000;

function book(edition) {
  const key = `stempel-${edition}`;
  let own;
  try {
    own = JSON.parse(localStorage.getItem(key));
  } catch {}
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(own));
    } catch {}
  };
  if (!own?.device) {
    own = { device: [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join(""), stamps: {} };
    // At once, so that another tab has the same secret.
    keep();
  }
  return [own, keep];
}

const ask = (url, values) => fetch(url, { method: "POST", body: JSON.stringify(values) });

async function collect(place) {
  const { edition, hall, booth, url, words } = place.dataset;
  const [{ device, stamps }] = book(edition);
  if (stamps[hall]) return;
  const answer = await ask(url, { device, booth: Number(booth) });
  if (!answer.ok) return;
  const given = await answer.json();
  const [own, keep] = book(edition);
  if (own.device !== device) return;
  own.stamps[given.hall] = [given.day, given.stamp];
  keep();
  const here = given.halls.filter((pk) => own.stamps[pk]).length;
  place.prepend(words.replace("{hall}", given.title).replace("{here}", here).replace("{all}", given.halls.length));
  place.hidden = false;
  setTimeout(() => (place.hidden = true), TOLD_FOR);
}

function show(root) {
  const [own, keep] = book(root.dataset.stamps);
  const [count, code, button, trouble] = ["count", "code", "ask", "trouble"].map((name) => root.querySelector(`[data-stamp-${name}]`));
  const halls = [...root.querySelectorAll("[data-hall]")];
  const here = halls.filter((hall) => own.stamps[hall.dataset.hall]);
  for (const hall of here) {
    hall.classList.add("is-here");
    hall.lastElementChild.textContent = hall.lastElementChild.dataset.stamped;
  }
  count.textContent = count.dataset.words.replace("{here}", here.length).replace("{all}", halls.length);
  count.hidden = !halls.length;
  const tell = () => {
    code.children[1].textContent = own.code;
    code.hidden = !own.code;
    button.hidden = own.code || !("lastDay" in root.dataset) || !here.length || here.length < halls.length;
    for (const won of root.querySelectorAll("[data-hint]")) won.classList.toggle("is-mine", own.code?.slice(0, 4) === won.dataset.hint.slice(0, 4));
  };
  tell();
  button.addEventListener("click", async () => {
    const answer = await ask(root.dataset.codeUrl, own).catch(() => ({}));
    if (answer.ok) own.code = (await answer.json()).code;
    if (answer.status === 409) for (const hall of (await answer.json()).wrong) delete own.stamps[hall];
    keep();
    trouble.textContent = trouble.dataset[{ 409: "wrong", 429: "busy" }[answer.status] ?? "lost"];
    trouble.hidden = answer.ok;
    tell();
  });
}

for (const place of document.querySelectorAll("[data-stamp-here]")) collect(place).catch(() => {});
for (const root of document.querySelectorAll("[data-stamps]")) show(root);
