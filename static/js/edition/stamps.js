/* The stamp walk: stamps are kept on this device. The site signs them for this device alone. */

/** What this device has of an edition: its own secret, {hall: [day, stamp]}, and its code. */
export function book(edition) {
  const key = `stempel-${edition}`;
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(key));
  } catch {
    kept = null;
  }
  const isNew = !kept?.device;
  if (isNew) kept = { device: [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join(""), stamps: {} };
  const own = {
    ...kept,
    keep(values) {
      Object.assign(this, values);
      const { device, stamps, code } = this;
      try {
        localStorage.setItem(key, JSON.stringify({ device, stamps, code }));
      } catch {
        /* A full or forbidden storage: the walk then lasts as long as the page. */
      }
    },
  };
  // At once, so that another tab has the same secret.
  if (isNew) own.keep({});
  return own;
}

const TOLD_FOR = 12_000;

const ask = async (url, values) => {
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
  return { ok: answer.ok, status: answer.status, values: answer.ok ? await answer.json() : {} };
};

/** On a booth's page: get the stamp of its hall, unless this device has it. */
async function collect(place) {
  const { edition, hall, booth, url } = place.dataset;
  const own = book(edition);
  if (own.stamps[hall]) return;
  const { ok, values } = await ask(url, { device: own.device, booth: Number(booth) });
  if (!ok) return;
  // Another tab may have got one meanwhile.
  const now = book(edition);
  if (now.device !== own.device) return;
  now.keep({ stamps: { ...now.stamps, [values.hall]: [values.day, values.stamp] } });
  const here = values.halls.filter((pk) => now.stamps[pk]).length;
  place.querySelector("span").textContent = place.dataset.words.replace("{hall}", values.title).replace("{here}", here).replace("{all}", values.halls.length);
  place.hidden = false;
  setTimeout(() => (place.hidden = true), TOLD_FOR);
}

/** On the page of the walk: show what this device has, and get the code for all of it. */
function show(root) {
  const own = book(root.dataset.stamps);
  const halls = [...root.querySelectorAll("[data-hall]")];
  const here = halls.filter((hall) => own.stamps[hall.dataset.hall]);
  for (const hall of here) {
    hall.classList.add("is-here");
    const told = hall.querySelector("[data-stamped]");
    told.textContent = told.dataset.stamped;
  }
  const count = root.querySelector("[data-stamp-count]");
  count.textContent = count.dataset.words.replace("{here}", here.length).replace("{all}", halls.length);
  count.hidden = halls.length === 0;
  const button = root.querySelector("[data-stamp-ask]");
  const trouble = root.querySelector("[data-stamp-trouble]");
  const showCode = () => {
    const place = root.querySelector("[data-stamp-code]");
    place.querySelector("b").textContent = own.code;
    place.hidden = false;
    button.hidden = true;
    for (const won of root.querySelectorAll("[data-hint]")) won.classList.toggle("is-mine", won.dataset.hint.slice(0, 4) === own.code.slice(0, 4));
  };
  if (own.code) showCode();
  else button.hidden = !("lastDay" in root.dataset && halls.length && here.length === halls.length);
  button.firstElementChild.addEventListener("click", async () => {
    trouble.hidden = true;
    try {
      const { ok, status, values } = await ask(root.dataset.codeUrl, { device: own.device, stamps: own.stamps });
      if (ok) {
        own.keep({ code: values.code });
        showCode();
        return;
      }
      if (status === 409) own.keep({ stamps: {} });
      trouble.textContent = status === 409 ? trouble.dataset.wrong : trouble.dataset.lost;
    } catch {
      trouble.textContent = trouble.dataset.lost;
    }
    trouble.hidden = false;
  });
}

for (const place of document.querySelectorAll("[data-stamp-here]")) collect(place).catch(() => {});
const walk = document.querySelector("[data-stamps]");
if (walk) show(walk);
