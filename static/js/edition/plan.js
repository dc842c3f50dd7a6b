/* The visitor's own plan: what is starred, and a calendar of it made here. The files asked for are everybody's. */
import { read } from "./star.js";

const box = document.querySelector("[data-my-plan]");
const part = (name) => box.querySelector(`[data-plan-${name}]`);
const { myPlan: edition, calendar, days, file, visit } = box.dataset;

function show() {
  const { acara = {}, lapak = {} } = read(edition);
  let sessions = 0;
  for (const item of box.querySelectorAll("[data-plan-item]")) {
    item.hidden = !(item.dataset.planItem in acara);
    sessions += !item.hidden;
  }
  const booths = Object.values(lapak).filter(([, url]) => /^\/(?!\/)/.test(url));
  part("booths").querySelector("ul").replaceChildren(...booths.map(([textContent, href]) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { textContent, href }));
    return item;
  }));
  part("sessions").hidden = !sessions;
  part("booths").hidden = !booths.length;
  part("full").hidden = !(sessions || booths.length);
  part("empty").hidden = sessions || booths.length;
  return { acara, booths };
}

const text = (value) => value.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

/** Break a line as RFC 5545 asks: at most 75 bytes, never inside of a character. */
function folded(line) {
  const lines = [""];
  let bytes = 0;
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length;
    if (bytes + size > 74) bytes = lines.push("") && 0;
    lines[lines.length - 1] += sign;
    bytes += size;
  }
  return lines.join("\r\n ");
}

/** Return head and entries of a calendar; nothing where an edition has none. */
async function entries(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) return ["", []];
  const found = (await answer.text()).replace("END:VCALENDAR\r\n", "").split(/(?=BEGIN:VEVENT)/);
  return [found[0], found.slice(1)];
}

/** The next day of the expo, as a reminder of the booths to visit. */
function toVisit(events, booths) {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const day = events.find((event) => event.match(/^DTEND:(\S+)/m)[1] > now);
  if (!day) return [];
  const list = booths.map(([title, url]) => `${title}: ${location.origin}${url}`).join("\n");
  return [day.replace(/\r\n /g, "")
    .replace(/^UID:/m, "UID:rencana-")
    .replace(/^SUMMARY:.*/m, () => folded(`SUMMARY:${text(visit)}`))
    .replace(/^DESCRIPTION:.*/m, () => folded(`DESCRIPTION:${text(list)}`))];
}

part("export").addEventListener("click", async () => {
  const { acara, booths } = show();
  const [[head, all], [headOfDays, ofDays]] = await Promise.all([calendar, days].map(entries));
  const events = all.filter((event) => event.match(/^UID:acara-(\d+)@/m)?.[1] in acara);
  if (booths.length) events.push(...toVisit(ofDays, booths));
  part("none").hidden = events.length > 0;
  if (!events.length) return;
  const own = new Blob([head || headOfDays, ...events, "END:VCALENDAR\r\n"], { type: "text/calendar" });
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(own), download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
document.addEventListener("plan", show);
show();
