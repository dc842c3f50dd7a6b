/** Walk a floor plan with the arrow keys: one stop for Tab, and from there to the nearest stall that way. */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middle(link) {
  const { left, top, width, height } = link.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** Return the link nearest to `from` in a direction; straight on counts more than aside. */
function towards(links, from, [dx, dy]) {
  const [x, y] = middle(from);
  let best, least = Infinity;
  for (const link of links) {
    const [to, down] = middle(link);
    const ahead = (to - x) * dx + (down - y) * dy;
    const aside = Math.abs((to - x) * dy) + Math.abs((down - y) * dx);
    if (ahead > 4 && ahead + 3 * aside < least && (dy || aside < ahead)) [best, least] = [link, ahead + 3 * aside];
  }
  return best;
}

export function plan(root) {
  for (const box of root.querySelectorAll("[data-plan]")) {
    const links = [...box.querySelectorAll("svg a")];
    if (!links.length) continue;
    const stop = (link) => links.forEach((other) => other.setAttribute("tabindex", other === link ? 0 : -1));
    stop(links.find((link) => !link.classList.contains("plan__way")) ?? links[0]);
    box.querySelector(".plan__keys").hidden = false;
    box.addEventListener("focusin", ({ target }) => links.includes(target) && stop(target));
    box.addEventListener("keydown", (event) => {
      const here = links.indexOf(event.target);
      if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const next = event.key === "Home" ? links[0] : event.key === "End" ? links.at(-1)
        : WAYS[event.key] && towards(links, event.target, WAYS[event.key]);
      if (next || WAYS[event.key]) event.preventDefault();
      next?.focus();
    });
    // A booth pointed at in the list lights up on the plan beside it.
    const byAddress = new Map(links.map((link) => [link.getAttribute("href"), link]));
    const light = ({ target, type }) => {
      const card = target.closest?.(".stall");
      const link = card && byAddress.get(card.querySelector("a")?.getAttribute("href"));
      link?.classList.toggle("is-lit", type === "pointerover" || type === "focusin");
    };
    for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) root.addEventListener(type, light);
  }
}
