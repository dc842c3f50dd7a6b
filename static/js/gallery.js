/** Mark the thumbnail of the picture in view; the swiping itself is the browser's. */
export function gallery(root) {
  for (const box of root.querySelectorAll("[data-gallery]")) {
    const thumbs = new Map([...box.querySelectorAll("[href^='#foto-']")].map((a) => [a.hash.slice(1), a]));
    if (!thumbs.size) continue;
    const track = box.querySelector(".gallery__track");
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const a of thumbs.values()) a.removeAttribute("aria-current");
        thumbs.get(target.id)?.setAttribute("aria-current", "true");
      }
    }, { root: track, threshold: 0.6 });
    for (const [id, a] of thumbs) {
      const slide = root.getElementById(id);
      watch.observe(slide);
      a.addEventListener("click", (event) => {
        event.preventDefault();
        track.scrollTo({ left: slide.offsetLeft - track.offsetLeft, behavior: still.matches ? "auto" : "smooth" });
      });
    }
  }
}
