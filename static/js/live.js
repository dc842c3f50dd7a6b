/** While an expo is on: ask every eight seconds what is new, tell the page, and rest while nobody looks. */
const EVERY = 8000, LONGEST = 120000;

export function live(root) {
  const box = root.querySelector("[data-live]");
  if (!box) return;
  const words = box.querySelector("p");
  let wait = EVERY, timer;
  const later = () => {
    clearTimeout(timer);
    // Not all pages in the same moment.
    timer = setTimeout(ask, wait * (0.9 + Math.random() * 0.2));
  };
  async function ask() {
    if (root.hidden) return;
    try {
      const answer = await fetch(box.dataset.live, { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(EVERY) });
      if (answer.status === 410) {
        // Over: nothing is announced any more, and nothing asked.
        words.hidden = true;
        return;
      }
      const { announcement, stages } = await answer.json();
      words.textContent = announcement?.text ?? "";
      words.hidden = !announcement;
      root.dispatchEvent(new CustomEvent("stage", { detail: stages }));
      wait = EVERY;
    } catch {
      wait = Math.min(wait * 2, LONGEST);
    }
    later();
  }
  root.addEventListener("visibilitychange", () => root.hidden ? clearTimeout(timer) : ask());
  later();
}
