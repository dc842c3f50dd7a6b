/* Dragging booths on a hall's plan. A drop fills in the page's own form and sends it; the answer is the page anew. */
const page = () => document.querySelector("[data-floor-plan]");
const EDGE = 64; // pixels from the window's edge where the page scrolls along
let drag = null;
let justDragged = false;

function stallAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-code]");
}

function aim(stall) {
  if (drag.target === stall) return;
  drag.target?.classList.remove("is-target");
  drag.target = stall;
  stall?.classList.add("is-target");
}

function end() {
  aim(null);
  drag.card.classList.remove("is-dragged");
  drag.card.style.transform = "";
  page().classList.remove("is-dragging");
  drag = null;
}

async function send(form) {
  page().classList.add("is-busy");
  let text;
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    text = await answer.text();
  } catch {
    form.submit(); // let the browser say what is wrong
    return;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const found = fresh.querySelector("[data-floor-plan]");
  if (!found) return form.submit(); // logged out meanwhile: let the browser go there
  page().replaceWith(document.adoptNode(found));
  const news = [...fresh.querySelectorAll(".messages li, .error-message, .help-critical")].map((item) => item.textContent.trim());
  document.querySelector("[data-floor-plan-said]").textContent = news.join(" ");
  const [shown, told] = [document, fresh].map((root) => root.querySelector(".messages"));
  if (shown && told) shown.replaceWith(document.adoptNode(told));
}

function place(card, stall) {
  const form = page().querySelector("form.f-form");
  const other = stall.querySelector("[data-booth]");
  if (other === card) return;
  if (other && !confirm(other.dataset.question)) return;
  form.elements.booth.value = card.dataset.booth;
  form.elements.code.value = stall.dataset.code;
  form.elements.swap.checked = Boolean(other);
  form.elements.occupant.value = other?.dataset.booth ?? "";
  send(form);
}

function follow() {
  if (!drag?.moving) return;
  const by = drag.y < EDGE ? -12 : drag.y > innerHeight - EDGE ? 12 : 0;
  if (by) scrollBy(0, by);
  const [dx, dy] = [drag.x - drag.fromX, drag.y - drag.fromY + scrollY - drag.scroll];
  drag.card.style.transform = `translate(${dx}px, ${dy}px)`;
  aim(stallAt(drag.x, drag.y));
  requestAnimationFrame(follow);
}

document.addEventListener("pointerdown", (event) => {
  // A finger takes the handle, so that the rest of the plan still scrolls; a mouse takes the whole card.
  const grip = event.target.closest?.(event.pointerType === "mouse" ? "[data-booth]" : "[data-handle]");
  if (!grip || event.button || page().classList.contains("is-busy")) return;
  const card = grip.closest("[data-booth]");
  const { clientX: x, clientY: y, pointerId } = event;
  drag = { card, pointerId, x, y, fromX: x, fromY: y, scroll: scrollY, moving: false, target: null };
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.pointerId) return;
  [drag.x, drag.y] = [event.clientX, event.clientY];
  if (drag.moving || Math.hypot(drag.x - drag.fromX, drag.y - drag.fromY) < 6) return;
  drag.moving = true;
  drag.card.classList.add("is-dragged");
  page().classList.add("is-dragging");
  follow();
});

document.addEventListener("pointerup", (event) => {
  if (event.pointerId !== drag?.pointerId) return;
  const { card, moving } = drag;
  const stall = moving && stallAt(event.clientX, event.clientY);
  end();
  if (!moving) return;
  justDragged = true;
  setTimeout(() => { justDragged = false; });
  if (stall) place(card, stall);
});

document.addEventListener("pointercancel", () => drag && end());
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-booth]") && event.preventDefault());
document.addEventListener("keydown", (event) => event.key === "Escape" && drag && end());

// The click that follows a drag opens nothing.
document.addEventListener("click", (event) => {
  if (!justDragged) return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

// Without a mouse: the handle chooses the booth in the form and goes there.
document.addEventListener("click", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.defaultPrevented) return;
  const form = page().querySelector("form.f-form");
  form.elements.booth.value = handle.closest("[data-booth]").dataset.booth;
  form.elements.code.focus();
});
