/* Keeps visited pages readable without a network, once the page at hand is there. */
export function offline() {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
