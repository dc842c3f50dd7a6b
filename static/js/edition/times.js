/* Moments of an edition, in the visitor's own time where it differs. */
const ZONES = { 420: "WIB", 480: "WITA", 540: "WIT" };

export function here(root) {
  for (const time of root.querySelectorAll("time[data-offset]")) {
    const at = new Date(time.dateTime);
    const offset = -at.getTimezoneOffset();
    if (offset === Number(time.dataset.offset)) continue;
    // Far away it is another day, too.
    const weekday = at.getDate() === Number(time.dateTime.slice(8, 10)) ? undefined : "long";
    const clock = at.toLocaleString(document.documentElement.lang, { weekday, hour: "2-digit", minute: "2-digit" });
    const zone = ZONES[offset] ?? time.dataset.here;
    time.append(Object.assign(document.createElement("span"), { className: "zone-here", textContent: ` (${clock} ${zone})` }));
  }
}

here(document);
