/* The photos of a form: made small here, sent one by one in the background, again until they have arrived,
   kept on the phone meanwhile. The form then only names them. Any form may hold such a field:
   templates/lapak/goods/photos.html. */
import { draggable, step } from "./drag.js";
import { photos as kept } from "./keep.js";
import { newKey, Refused, send } from "./send.js";
import { cover, shrink } from "./shrink.js";

export class PhotoField extends EventTarget {
  /** `box` is the fieldset. Events: "change" when photos came, went or moved, "sent" when one arrived. */
  constructor(box) {
    super();
    this.box = box;
    this.list = box.querySelector(".shots__list");
    this.mould = box.querySelector("template").content.firstElementChild;
    this.draft = box.dataset.draft;
    this.waiting = new Map();
    this.work = Promise.resolve();
    box.dataset.ready = "";
    this.inputs = [...box.querySelectorAll("input[type=file]")];
    if (matchMedia("(pointer: coarse)").matches) this.inputs[1].closest("label").hidden = false;
    for (const input of this.inputs) input.addEventListener("change", () => this.takeFrom(input));
    this.list.addEventListener("click", (event) => this.pressed(event));
    draggable(this.list, ".shot__view", () => this.changed());
  }

  /** What the photos are, in their order: ids of those that arrived, keys of the others. */
  get order() {
    return [...this.list.children].map((item) => item.dataset.key || `#${item.querySelector("[name=foto]").value}`);
  }

  get isBusy() {
    return this.waiting.size > 0;
  }

  /** Bring back what was kept, in the order it had. */
  async restore(order) {
    const here = new Map([...this.list.children].map((item) => [`#${item.querySelector("[name=foto]").value}`, item]));
    const stored = new Map((await kept.all(this.draft)).map((photo) => [photo.key, photo]));
    const items = [];
    for (const name of order) {
      if (here.has(name)) items.push(here.get(name));
      else if (stored.has(name)) items.push(await this.show(stored.get(name)));
    }
    // What was chosen in the meantime stays, behind.
    items.push(...[...this.list.children].filter((item) => this.waiting.has(item.dataset.key)));
    this.list.replaceChildren(...items);
    for (const [key, photo] of stored) {
      if (this.waiting.has(key)) continue;
      const item = this.list.querySelector(`[data-key="${key}"]`);
      if (!item) kept.remove(key);
      else if (photo.isRaw) {
        this.waiting.set(key, photo);
        this.work = this.work.then(() => this.prepare(photo, photo.blob, item));
      } else if (!photo.id) this.queue(photo);
    }
  }

  /** Know again, on a page the site sent back, the photos that came from here. */
  async adopt() {
    for (const photo of await kept.all(this.draft)) {
      const field = photo.id && this.list.querySelector(`[name=foto][value="${photo.id}"]`);
      if (field) field.closest("li").dataset.key = photo.key;
    }
  }

  /** Take what was chosen before this script was here: on a slow network people are faster. */
  takeEarly() {
    this.inputs.forEach((input) => this.takeFrom(input));
  }

  takeFrom(input) {
    if (input.files.length) this.take([...input.files]);
    input.value = "";
  }

  async take(files) {
    // Where there is room for one, another takes its place.
    if (this.box.dataset.most === "1" && files.length) [...this.list.children].forEach((item) => this.drop(item));
    const room = Math.max(0, this.box.dataset.most - this.list.children.length);
    for (const file of files.slice(0, room)) {
      const photo = { key: newKey(), draft: this.draft, at: Date.now() + performance.now() / 1e6, id: null };
      const item = await this.show(photo);
      this.list.append(item);
      this.waiting.set(photo.key, photo);
      // As it is, before anything can happen to the page; made small afterwards.
      kept.put({ ...photo, blob: file, isRaw: true });
      this.changed();
      // One after the other: a phone has little room for photos that stand open.
      this.work = this.work.then(() => this.prepare(photo, file, item));
    }
    if (files.length > room) this.say(this.box.dataset.full);
    await this.work;
  }

  async prepare(photo, file, item) {
    if (!item.isConnected) return this.forget(photo.key);
    const { blob, picture } = await shrink(file);
    photo.blob = blob;
    photo.isRaw = false;
    if (picture) {
      const canvas = item.querySelector("canvas");
      cover(canvas, picture);
      picture.close();
      photo.small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.7));
    }
    await kept.put(photo);
    this.queue(photo);
  }

  /** Make the item of a photo. */
  async show(photo) {
    const item = document.importNode(this.mould, true);
    item.dataset.key = photo.key;
    if (photo.small) {
      try {
        cover(item.querySelector("canvas"), await createImageBitmap(photo.small));
      } catch { /* A picture this browser can't read is sent all the same. */ }
    }
    this.mark(item, photo);
    return item;
  }

  mark(item, photo) {
    const field = item.querySelector("[name=foto]");
    if (photo.id) {
      field.value = photo.id;
      field.disabled = false;
    }
    item.querySelector("progress").hidden = Boolean(photo.id);
    item.querySelector(".shot__state").textContent = photo.id ? "" : this.box.dataset.waiting;
  }

  queue(photo) {
    this.waiting.set(photo.key, photo);
    this.sending = (this.sending ?? Promise.resolve()).then(() => this.sendOne(photo));
  }

  async sendOne(photo) {
    const item = () => this.list.querySelector(`[data-key="${photo.key}"]`);
    if (!item()) return this.forget(photo.key);
    const state = (text) => item() && (item().querySelector(".shot__state").textContent = text);
    state(this.box.dataset.sending);
    const body = () => {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", this.box.closest("form").elements.csrfmiddlewaretoken.value);
      data.set("kunci", photo.key);
      data.set("berkas", photo.blob, photo.blob.name || "foto.jpg");
      return data;
    };
    try {
      const { id } = await send(this.box.dataset.to, body, {
        onProgress: (part) => item() && (item().querySelector("progress").value = part * 100),
        onWait: () => {
          this.say(this.box.dataset.offline);
          state(this.box.dataset.waiting);
        },
      });
      Object.assign(photo, { id, blob: null });
      this.say("");
      if (item()) {
        await kept.put(photo);
        this.mark(item(), photo);
      }
      this.forget(photo.key);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Logged out or refused for good: the photo stays, and the page says why.
      state(this.box.dataset.failed);
      this.say(error.words || this.box.dataset.out);
      this.forget(photo.key);
      if (error.words) {
        item()?.remove();
        kept.remove(photo.key);
        this.changed();
      }
    }
  }

  forget(key) {
    this.waiting.delete(key);
    this.dispatchEvent(new Event("sent"));
  }

  /** Wait until nothing is on its way. */
  async settled() {
    while (this.isBusy) await new Promise((done) => this.addEventListener("sent", done, { once: true }));
  }

  pressed(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    const item = button.closest("li");
    if (button.dataset.do === "buang") {
      const next = item.nextElementSibling || item.previousElementSibling;
      this.drop(item);
      (next?.querySelector("[data-do=buang]") || this.box.querySelector("input[type=file]")).focus();
    } else {
      step(item, button.dataset.do);
      button.focus();
    }
    this.changed();
  }

  drop(item) {
    item.remove();
    if (!item.dataset.key) return;
    kept.remove(item.dataset.key);
    this.forget(item.dataset.key);
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }

  say(text) {
    this.box.querySelector(".shots__news").textContent = text;
  }

  /** Forget what was kept on the phone. */
  clear() {
    return kept.clear(this.draft);
  }
}
