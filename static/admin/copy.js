/** Buttons that copy the text of a field; without this module the field can be selected by hand. */
document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const word = button.firstChild.data;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // No permission, or an address without encryption: the old way works from a click.
      field.select();
      if (!document.execCommand("copy")) return;
    }
    button.firstChild.data = button.dataset.copied;
    setTimeout(() => (button.firstChild.data = word), 2000);
  });
});
