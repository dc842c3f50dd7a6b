/* Put the items of a list in another order: by a grip with finger or mouse, and by buttons for everybody. */

/** Move an item by a button's word; return whether it moved. */
export function step(item, word) {
  const other = word === "naik" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return false;
  other[word === "naik" ? "before" : "after"](item);
  return true;
}

/** Let the items of `list` be dragged by what matches `grip`. */
export function draggable(list, grip, onMoved) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(grip);
    const item = handle && [...list.children].find((child) => child.contains(handle));
    if (!item || event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    item.classList.add("is-dragged");
    let moved = false;
    const move = ({ clientX, clientY }) => {
      const over = [...list.children].find((child) => child !== item && holds(child, clientX, clientY));
      if (over) {
        const isLater = item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
        over[isLater ? "after" : "before"](item);
        moved = true;
      }
      if (clientY < 72) scrollBy(0, -12);
      if (clientY > innerHeight - 96) scrollBy(0, 12);
    };
    const end = () => {
      item.classList.remove("is-dragged");
      handle.removeEventListener("pointermove", move);
      if (moved) onMoved(item);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  });
}

function holds(element, x, y) {
  const box = element.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}
