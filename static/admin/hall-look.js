/* Shows the motif and the colours chosen in a hall's form at once, in both schemes. */
const NAMES = ["motif", "palette"];

document.addEventListener("change", (event) => {
  const look = document.querySelector("[data-hall-look]");
  if (!look || !NAMES.includes(event.target.name)) return;
  const query = new URLSearchParams(NAMES.map((name) => [name, document.querySelector(`[name="${name}"]`).value]));
  for (const frame of look.querySelectorAll("iframe")) frame.src = `${look.dataset.hallLook}?${query}`;
});
