/* The order of the goods: rows move at once, and are sent together. Without this file each button sends. */
import { draggable, step } from "./drag.js";

const form = document.querySelector("form[data-order]");
const list = form?.querySelector(".order");

if (list) {
  for (const grip of list.querySelectorAll(".order__grip")) grip.hidden = false;
  draggable(list, ".order__grip", tell);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    if (step(row, button.dataset.do)) tell(row);
    button.focus();
    row.scrollIntoView({ block: "nearest" });
  });
}

function tell(row) {
  const name = row.querySelector(".order__name").textContent.trim();
  const place = [...list.children].indexOf(row) + 1;
  document.getElementById("geseran").textContent = form.dataset.moved.replace("{name}", name).replace("{place}", place);
}
