/* Moments of an edition, in the visitor's own time where it differs. */
const ZONES = { 420: "WIB", 480: "WITA", 540: "WIT" };

export function here(root) {
  for (const time of root.querySelectorAll("time[data-offset]")) {
    const at = new Date(time.dateTime);
    const offset = -at.getTimezoneOffset();
    if (offset === Number(time.dataset.offset)) continue;
    const clock = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const zone = ZONES[offset] ?? time.dataset.here;
    time.append(Object.assign(document.createElement("span"), { className: "zone-here", textContent: ` (${clock} ${zone})` }));
  }
}

here(document);
