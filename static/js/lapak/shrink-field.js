/* A photo chosen in a plain form is made small before the form is sent. */
import { shrink } from "./shrink.js";

for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
  let work = null;
  input.addEventListener("change", () => {
    work = small(input).finally(() => { work = null; });
  });
  input.form.addEventListener("submit", (event) => {
    if (!work) return;
    event.preventDefault();
    work.then(() => input.form.requestSubmit(event.submitter));
  });
}

async function small(input) {
  const [file] = input.files;
  if (!file) return;
  const { blob, picture } = await shrink(file);
  picture?.close();
  if (blob.size >= file.size || input.files[0] !== file) return;
  const box = new DataTransfer();
  box.items.add(new File([blob], "foto.jpg", { type: blob.type }));
  input.files = box.files;
}
