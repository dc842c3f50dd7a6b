/* The stage: a switch to the backup and new notes come without reloading; watch, listen or read. */
import { here } from "./times.js";
import { viewers } from "./viewers.js";
import { videos } from "../video.js";

const box = document.querySelector("[data-stages]");
let state = box.dataset.stages, isAsking = false;

/** What a screen shows before anybody taps, as the server last said. */
const covers = new Map();

viewers(box);

/** Put what is new of a part in place of the old one; a player that runs goes on with the new address. */
function renew(old, part) {
  const player = old.querySelector("iframe");
  const video = part.querySelector("[data-video]")?.dataset.video;
  if (covers.has(old)) covers.set(old, part.innerHTML);
  if (player && video) {
    const shown = old.querySelector("[data-video]");
    if (shown.dataset.video === video) return;
    player.src = player.src.replace(shown.dataset.video, video);
    shown.dataset.video = video;
  } else if (!old.querySelector("audio") || old.dataset.audio !== part.dataset.audio) {
    old.replaceChildren(...part.childNodes);
    videos(old);
    here(old);
  }
  if (part.dataset.audio) old.dataset.audio = part.dataset.audio;
}

document.addEventListener("stage", async ({ detail }) => {
  const now = detail[box.dataset.edition];
  if (!now || now === state || isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(location.pathname, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) return;
    const news = new DOMParser().parseFromString(await answer.text(), "text/html");
    const stages = news.querySelector("[data-stages]");
    const rooms = (root) => [...root.querySelectorAll(".stage")].map(({ id }) => id).join();
    if (rooms(stages) !== rooms(box)) return location.reload();
    for (const part of stages.querySelectorAll("[data-part]")) renew(document.getElementById(part.id), part);
    state = stages.dataset.stages;
  } catch { /* asked again with the next news */ } finally { isAsking = false; }
});

for (const ways of box.querySelectorAll("[data-ways]")) {
  const stage = ways.closest(".stage");
  const screen = stage.querySelector(".stage__screen");
  covers.set(screen, screen.innerHTML);
  ways.hidden = false;
  ways.addEventListener("click", ({ target }) => {
    const way = target.value;
    if (!way || way === stage.dataset.way) return;
    const was = stage.dataset.way ?? "watch";
    stage.dataset.way = way;
    for (const button of ways.children) button.setAttribute("aria-pressed", button === target);
    for (const hint of stage.querySelectorAll("[data-hint]")) hint.hidden = hint.dataset.hint !== way;
    const { audio } = screen.dataset;
    if (way === "listen" && audio) {
      screen.replaceChildren(Object.assign(document.createElement("audio"), { src: audio, controls: true, autoplay: true }));
    } else if (way === "read" || (audio && was === "listen")) {
      // Nothing is sent any more; the player begins anew with a tap.
      screen.innerHTML = covers.get(screen);
      videos(screen);
    }
    if (way === "read") stage.querySelector(".stage__notes").focus();
  });
}
