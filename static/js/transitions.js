/** Name the card that leads to the next page, so that its picture grows into that page's. */
export function transitions(root) {
  addEventListener("pageswap", ({ viewTransition, activation }) => {
    // The mark stays while the page sleeps: on the way back the picture shrinks into the same card.
    const before = root.querySelector(".is-leaving");
    if (!viewTransition || activation.navigationType === "traverse") return;
    before?.classList.remove("is-leaving");
    const { pathname } = new URL(activation.entry.url);
    for (const link of root.querySelectorAll(`:is(.stall, .product-card) h3 a[href="${CSS.escape(pathname)}"]`)) {
      const card = link.closest(".stall, .product-card");
      const { top, bottom } = card.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) return card.classList.add("is-leaving");
    }
  });
}
