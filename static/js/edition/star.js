/* Stars on sessions and booths: a visitor's own plan, kept on this device and nowhere else. */
export function read(edition) {
  try {
    return JSON.parse(localStorage.getItem(`rencana-${edition}`)) ?? {};
  } catch {
    return {};
  }
}

for (const button of document.querySelectorAll("[data-star]")) {
  const { star, edition, title, url } = button.dataset;
  const show = () => button.setAttribute("aria-pressed", button.value in (read(edition)[star] ?? {}));
  button.addEventListener("click", () => {
    const plan = read(edition);
    const chosen = (plan[star] ??= {});
    if (button.value in chosen) delete chosen[button.value];
    else chosen[button.value] = title ? [title, url] : 1;
    try {
      localStorage.setItem(`rencana-${edition}`, JSON.stringify(plan));
    } catch { /* a browser that keeps nothing */ }
    show();
    document.dispatchEvent(new Event("plan"));
  });
  button.hidden = false;
  show();
}
