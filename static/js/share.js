/** Show the share buttons where the device can share or copy, and make them work. */
export function sharing(root) {
  for (const button of root.querySelectorAll("[data-share]")) {
    if (!navigator.share && !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const url = button.dataset.share || location.href;
      try {
        if (navigator.share) {
          await navigator.share({ title: document.title, url });
        } else {
          await navigator.clipboard.writeText(url);
          say(button, button.dataset.copied);
        }
      } catch {
        // The person closed the sheet: nothing to do.
      }
    });
  }
}

function say(button, text) {
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = text;
  label.setAttribute("role", "status");
  setTimeout(() => { label.textContent = before; }, 2500);
}
