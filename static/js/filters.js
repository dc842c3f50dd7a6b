/** Open the filters where there is room beside the results, close the others with Escape, and send the sorting as soon as it is chosen. */
export function filters(root) {
  const wide = matchMedia("(min-width: 64rem)");
  for (const box of root.querySelectorAll("[data-filters=side]")) {
    box.open = box.open || wide.matches;
  }
  for (const box of root.querySelectorAll("details.filters")) {
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || (box.dataset.filters === "side" && wide.matches)) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
  }
  for (const select of root.querySelectorAll("[data-autosubmit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}
