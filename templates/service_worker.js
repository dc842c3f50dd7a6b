/* Keeps the shell, the page for "no network" and the pages that were visited readable without a network.
   The network is always asked first; what was kept is never shown without saying so. */
const version = "VERSION";
const known = {{ values|safe }};
const SHELL = `shell-${version}`;
const PAGES = "pages";
const MOST_PAGES = 60;
const PATIENCE = 8000;
const KEPT = /^\/(en\/)?((hall|katalog|pilihan|expo)\/.*)?$/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(SHELL).then((shell) => shell.addAll(known.shell)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request, url));
});

async function clean() {
  for (const name of await caches.keys()) {
    if (name !== SHELL && name !== PAGES) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function page(event, url) {
  const network = fromNetwork(event);
  if (!KEPT.test(url.pathname)) return network.catch(() => nothing(url));
  const kept = await (await caches.open(PAGES)).match(event.request);
  try {
    const answer = await (kept ? Promise.race([network, patience()]) : network);
    if (answer) {
      event.waitUntil(keep(event.request, answer.clone()));
      return answer;
    }
    network.then((late) => keep(event.request, late)).catch(() => {});
    return noted(kept, url, "slow");
  } catch {
    return kept ? noted(kept, url, "note") : nothing(url);
  }
}

async function fromNetwork(event) {
  return (await event.preloadResponse) || fetch(event.request);
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}

async function keep(request, answer) {
  const { headers } = answer;
  const pages = await caches.open(PAGES);
  const isOwn = /private|no-store/.test(headers.get("Cache-Control"));
  if (isOwn || [404, 410].includes(answer.status)) return pages.delete(request);
  if (answer.status !== 200 || answer.redirected) return;
  if (!headers.get("Content-Type")?.startsWith("text/html")) return;
  const text = await answer.text();
  const own = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": headers.get("Content-Security-Policy") ?? "default-src 'self'",
    "X-Kept-At": Date.now(),
    "X-Title": encodeURIComponent(text.match(/<title>([^<]*)/)?.[1].replace(` · ${known.site}`, "") ?? ""),
  });
  await pages.delete(request);
  await pages.put(request, new Response(text, { headers: own }));
  const kept = await pages.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_PAGES))) await pages.delete(old);
}

function language(url) {
  return url.pathname.startsWith("/en/") ? "en" : "id";
}

function when(answer, url) {
  return new Intl.DateTimeFormat(language(url), { dateStyle: "long", timeStyle: "short" }).format(
    Number(answer.headers.get("X-Kept-At")),
  );
}

async function noted(kept, url, words) {
  const note = known.languages[language(url)][words].replace("{time}", when(kept, url));
  const text = await kept.text();
  return new Response(
    text.replace(/<main [^>]*>/, (main) => `${main}<p class="offline-note" role="status">${note}</p>`),
    { headers: kept.headers },
  );
}

async function nothing(url) {
  const { offline } = known.languages[language(url)];
  const answer = await caches.match(offline);
  if (!answer) return Response.error();
  const pages = await caches.open(PAGES);
  const items = [];
  for (const request of (await pages.keys()).reverse()) {
    const kept = await pages.match(request);
    const title = decodeURIComponent(kept.headers.get("X-Title") ?? "");
    const { pathname, search } = new URL(request.url);
    if (title && language({ pathname }) === language(url)) {
      items.push(`<li><a href="${(pathname + search).replaceAll("&", "&amp;")}">${title}</a></li>`);
    }
  }
  const text = await answer.text();
  const list = items.length ? text.replace("<!--kept-->", () => items.join("")).replace(" hidden data-kept", "") : text;
  return new Response(list, { headers: answer.headers });
}

async function file(request, url) {
  const kept = await caches.match(request);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    // A kept page may name a file of the release before: this release's is better than none.
    const name = (path) => path.replace(/\.[0-9a-f]{12}\./, ".");
    const shell = await caches.open(SHELL);
    const near = (await shell.keys()).find((entry) => name(new URL(entry.url).pathname) === name(url.pathname));
    if (near) return shell.match(near);
    throw error;
  }
}
