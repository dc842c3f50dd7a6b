/* The stage: a switch to the backup and new notes come without reloading; watch, listen or read. */
import { here } from "./times.js";
import { viewers } from "./viewers.js";
import { videos } from "../video.js";

const box = document.querySelector("[data-stages]");
let state = box.dataset.stages, isAsking = false;

/** What a screen shows before anybody taps, as the server last said. */
const covers = new Map();

/** Remember what a screen shows, and offer ways to follow it while there is something to watch. */
function cover(screen, html) {
  covers.set(screen, html);
  screen.closest(".stage").querySelector("[data-ways]").hidden = !html.includes("data-video");
}

/** Bring a list in line with a newer one; what is in both is left where it is. */
function align(list, newer, { both = () => {}, added }) {
  const ones = [...newer.children];
  const ids = new Set(ones.map(({ id }) => id));
  for (const own of [...list.children]) if (!ids.has(own.id)) own.remove();
  for (const [place, one] of ones.entries()) {
    const own = document.getElementById(one.id);
    if (own) both(own, one);
    else {
      list.insertBefore(one, list.children[place] ?? null);
      added(one);
    }
  }
}

/** Put what is new of a part in place of the old one; a player that runs goes on with the new address. */
function renew(old, part) {
  const [own, notes] = [old, part].map((root) => root.querySelector(".notes"));
  // Note by note, so that who listens to the page hears only the new one.
  if (own && notes) return align(own, notes, { added: here });
  const player = old.querySelector("iframe");
  const video = part.querySelector("[data-video]")?.dataset.video;
  if (covers.has(old)) cover(old, part.innerHTML);
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
  else delete old.dataset.audio;
}

function renewRoom(old, room) {
  for (const part of room.querySelectorAll("[data-part]")) renew(document.getElementById(part.id), part);
}

/** Show a room that was not there before. */
function begin(room) {
  videos(room);
  here(room);
  ready(room);
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
    // The day stands outside of the rooms; and where no room was or is left, nothing plays.
    if (stages.dataset.day !== box.dataset.day || ![stages, box].every((root) => root.querySelector(".stage"))) return location.reload();
    align(box, stages, { both: renewRoom, added: begin });
    state = stages.dataset.stages;
  } catch { /* asked again with the next news */ } finally { isAsking = false; }
});

/** Let a room be watched, heard or read. */
function ready(stage) {
  const ways = stage.querySelector("[data-ways]"), screen = stage.querySelector(".stage__screen");
  cover(screen, screen.innerHTML);
  ways.addEventListener("click", ({ target }) => {
    const way = target.value;
    if (!way || way === stage.dataset.way) return;
    const was = stage.dataset.way ?? "watch";
    stage.dataset.way = way;
    for (const button of ways.children) button.setAttribute("aria-pressed", button === target);
    const { audio } = screen.dataset;
    stage.querySelector("[data-hint]").hidden = way !== "listen" || Boolean(audio);
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

for (const stage of box.querySelectorAll(".stage")) ready(stage);
viewers(box);
