/** Once a minute, while the expo is on and the stage on the screen: say which room is watched or read along here. */
const MINUTE = 60000;

const plays = (stage) => stage.querySelector("iframe, audio");

/** Reading was chosen, or there is nothing else; and the notes are on the screen. */
function isRead(stage) {
  const { top, bottom } = stage.querySelector(".stage__notes").getBoundingClientRect();
  return (stage.dataset.way === "read" || !stage.querySelector("[data-video]")) && top < innerHeight && bottom > 0;
}

export function viewers(box) {
  let isOn = false, touched;
  // News come every few seconds while the expo is on and the page is looked at; without any nothing is said.
  document.addEventListener("stage", ({ detail }) => { isOn = box.dataset.edition in detail; });
  box.addEventListener("click", ({ target }) => { touched = target.closest(".stage") ?? touched; });
  const say = () => {
    // A device is in one room: the one touched last, else the first.
    const stages = [touched, ...box.querySelectorAll(".stage")].filter(Boolean);
    const watched = stages.find(plays) ?? stages.find(isRead);
    if (isOn && !document.hidden && watched) navigator.sendBeacon?.("/dilihat/panggung/", watched.id);
    isOn = false;
  };
  // From any second of the minute on: a thousand pages never speak at once.
  setTimeout(() => { say(); setInterval(say, MINUTE); }, Math.random() * MINUTE);
}
