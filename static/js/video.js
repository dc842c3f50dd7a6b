/** Put the player in place of the link after a tap; before it nothing is asked of YouTube. */
export function videos(root) {
  for (const box of root.querySelectorAll("[data-video]")) {
    const link = box.querySelector("a");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = `https://www.youtube-nocookie.com/embed/${encodeURIComponent(box.dataset.video)}?autoplay=1`;
      frame.title = link.querySelector("span").textContent;
      frame.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
      frame.allowFullscreen = true;
      link.replaceWith(frame);
      frame.focus();
    });
  }
}
