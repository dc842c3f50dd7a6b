/* The form of a product: kept on the phone while it is typed, sent until it has arrived. */
import { words } from "./keep.js";
import { PhotoField } from "./photos.js";
import { Refused, send } from "./send.js";

const form = document.querySelector("form[data-goods]");
const shots = new PhotoField(form.querySelector("[data-photos]"));
const draft = form.dataset.goods;
const restored = document.getElementById("dipulihkan");
const news = document.getElementById("kirim");
const NOT_KEPT = ["csrfmiddlewaretoken", "foto", "berkas", "geser"];
let isDone = false;

function typed() {
  const fields = {};
  for (const field of form.elements) {
    if (!field.name || NOT_KEPT.includes(field.name) || field.type === "submit") continue;
    fields[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return { fields, order: shots.order };
}

function keep() {
  if (!isDone) words.put(draft, typed());
}

/** Whether somebody typed here before this script had come. */
function isTouched(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

async function bringBack() {
  if (form.hasAttribute("data-bound")) return shots.adopt();
  const kept = words.get(draft);
  if (!kept) return;
  for (const [name, value] of Object.entries(kept.fields)) {
    const field = form.elements[name];
    if (!field || isTouched(field)) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    if (value && field.closest("details") && name !== "category") field.closest("details").open = true;
  }
  await shots.restore(kept.order);
  restored.hidden = false;
}

form.addEventListener("input", keep);
shots.addEventListener("change", keep);

restored.querySelector("[data-empty]").addEventListener("click", async () => {
  isDone = true;
  words.clear(draft);
  await shots.clear();
  location.reload();
});

form.addEventListener("submit", async (event) => {
  // A button that asks for nothing: beside a photo, or to leave the step out.
  if (event.submitter?.formNoValidate) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  if (!form.reportValidity()) return;
  keep();
  form.setAttribute("aria-busy", "true");
  const later = event.submitter?.name === "nanti";
  try {
    if (shots.isBusy) news.textContent = form.dataset.shots;
    await shots.settled();
    news.textContent = form.dataset.saving;
    const body = () => {
      const data = new FormData(form);
      data.delete("berkas");
      if (later) data.set("nanti", "1");
      return data;
    };
    const { url } = await send(form.action || location.href, body, { onWait: () => { news.textContent = form.dataset.late; } });
    isDone = true;
    words.clear(draft);
    await shots.clear();
    location.assign(url);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 422 || error.status === 409) return again(later);
    news.textContent = form.dataset.out;
  } finally {
    form.removeAttribute("aria-busy");
  }
});

/** What the site refused it tells on the page it sends back. */
function again(later) {
  if (later) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "nanti", value: "1" }));
  HTMLFormElement.prototype.submit.call(form);
}

bringBack().then(() => shots.takeEarly());
