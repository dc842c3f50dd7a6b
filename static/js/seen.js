/** Say that this page was opened: its kind and number, nothing else. Reloading and going back open nothing new. */
export function seen(root) {
  const page = root.body.dataset.seen;
  const { type } = performance.getEntriesByType("navigation")[0] ?? {};
  if (!page || type === "reload" || type === "back_forward") return;
  const say = () => navigator.sendBeacon?.("/dilihat/", page);
  if (root.prerendering) root.addEventListener("prerenderingchange", say, { once: true });
  else say();
}
