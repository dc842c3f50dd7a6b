/* Send until it has arrived. What is sent carries a key of its own, so that it arrives once however often it
   is sent. */
const PAUSES = [1, 2, 4, 8, 15, 30];
const LONGEST = 90_000;

/** The site answered, and will not answer otherwise: `words` say why; "" when the person is logged out. */
export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
    this.words = words;
  }
}

/** Post a form; return the answer's data. `onWait` is called before each pause, `onProgress` with 0 to 1. */
export async function send(url, makeBody, { onWait = () => {}, onProgress = () => {} } = {}) {
  for (let time = 0; ; time += 1) {
    const answer = await once(url, makeBody(), onProgress);
    if (answer && answer.status < 500 && answer.status !== 429) {
      if (answer.status < 300 && answer.data) return answer.data;
      throw new Refused(answer.status, answer.data?.error || "");
    }
    onWait();
    await pause(PAUSES[Math.min(time, PAUSES.length - 1)] * (0.75 + Math.random() / 2));
  }
}

function once(url, body, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-Requested-With", "fetch");
    request.timeout = LONGEST;
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      let data = null;
      try {
        data = /json/.test(request.getResponseHeader("Content-Type")) ? JSON.parse(request.responseText) : null;
      } catch { /* Cut short on the way. */ }
      done({ status: request.status, data });
    };
    request.onerror = request.ontimeout = request.onabort = () => done(null);
    request.send(body);
  });
}

/** Wait, at most until the phone has a network again. */
function pause(seconds) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, seconds * 1000);
    addEventListener("online", end);
  });
}

/** A key nobody else makes; also where the page is not served securely. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
