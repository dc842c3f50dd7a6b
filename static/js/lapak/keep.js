/* What was typed and not sent yet, and photos on their way, stay on this phone until they have arrived.
   Each draft has a name: the person's, the booth's, the product's. A browser that keeps nothing (a private
   window) goes on without. */
const DAYS = 14;
const START = "lapak:isian:";

export const words = {
  get(draft) {
    try {
      const kept = JSON.parse(localStorage.getItem(START + draft));
      return kept && Date.now() - kept.at < DAYS * 864e5 ? kept : null;
    } catch {
      return null;
    }
  },
  put(draft, fields) {
    try {
      localStorage.setItem(START + draft, JSON.stringify({ ...fields, at: Date.now() }));
    } catch { /* Full or forbidden: the page itself still has everything. */ }
  },
  clear(draft) {
    try {
      localStorage.removeItem(START + draft);
    } catch { /* Forbidden, so there is nothing. */ }
  },
};

let opened;

function store(mode, act) {
  opened ??= new Promise((done, fail) => {
    const request = indexedDB.open("lapak-saya", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("photos", { keyPath: "key" }).createIndex("draft", "draft");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  return opened.then((base) => new Promise((done, fail) => {
    const change = base.transaction("photos", mode);
    const request = act(change.objectStore("photos"));
    change.oncomplete = () => done(request.result);
    change.onerror = change.onabort = () => fail(change.error);
  }));
}

/** Photos as `{key, draft, blob, small, id, at}`: `blob` until it has arrived, then `id`. */
export const photos = {
  async all(draft) {
    try {
      const kept = await store("readonly", (rows) => rows.index("draft").getAll(draft));
      return kept.filter((photo) => Date.now() - photo.at < DAYS * 864e5).sort((a, b) => a.at - b.at);
    } catch {
      return [];
    }
  },
  put: (photo) => store("readwrite", (rows) => rows.put(photo)).catch(() => {}),
  remove: (key) => store("readwrite", (rows) => rows.delete(key)).catch(() => {}),
  async clear(draft) {
    for (const photo of await photos.all(draft)) await photos.remove(photo.key);
  },
};
