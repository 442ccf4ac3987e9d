// The worker that keeps the sheet: irdsu_app/brief/offline.py writes BUILD above this and serves both as /sw.js.
// It answers for pages of the sheet and for what they are made of. The socket, what is posted, rooms and private pages
// never pass through it: whatever it does not know, it leaves to the browser.
const PREFIX = 'depliant-', CACHE = PREFIX + BUILD.version, PATIENCE = 2500; // milliseconds the network has to answer
const FILES = new Set(BUILD.files), SHEETS = new Set(BUILD.sheets), OTHERS = new Set(BUILD.others);

self.addEventListener('install', (e) => e.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (e) => e.waitUntil(forget((name) => name !== CACHE).then(() => self.clients.claim())));

// A new build is whole or is not: one file missing, and the former one goes on.
async function keep() {
  const cache = await caches.open(CACHE);
  const ask = (address) => new Request(address, { cache: address.startsWith('/assets/') ? 'default' : 'no-cache', credentials: 'omit' });
  await cache.addAll(BUILD.files.map(ask));
}
async function forget(which) {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && which(name)) await caches.delete(name);
}
const kept = async (address) => (await caches.open(CACHE)).match(address);

self.addEventListener('fetch', (e) => {
  const { method, mode, url } = e.request, { origin, pathname, search } = new URL(url);
  if (method !== 'GET' || origin !== location.origin || pathname.startsWith('/_')) return;
  const path = pathname.replace(/(.)\/+$/, '$1');
  if (mode === 'navigate') {
    if (SHEETS.has(path)) e.respondWith(soon(e.request, path, PATIENCE));
    else if (OTHERS.has(path)) e.respondWith(soon(e.request, BUILD.lost, 0));
    else return;
    e.waitUntil(stillThere());
  } else if (FILES.has(pathname) && !search) { // with a question, it is what a room shows
    const forever = pathname.startsWith('/assets/');
    e.respondWith(forever ? kept(pathname).then((file) => file ?? fetch(e.request)) : soon(e.request, pathname, PATIENCE));
  }
});

// The network first; what is kept when it fails, when the server behind a proxy is gone, or when it takes too long.
async function soon(request, address, patience) {
  const answer = fetch(request).then((found) => (found.status >= 502 && found.status <= 504 ? Promise.reject(found) : found));
  const late = new Promise((done) => patience && setTimeout(done, patience));
  try {
    const first = await Promise.race([answer, late]);
    if (first) return first;
    answer.catch(() => {});
    return (await kept(address)) ?? (await answer);
  } catch (failed) {
    return (await kept(address)) ?? (failed instanceof Response ? failed : Response.error());
  }
}

// Once in the life of a worker: if the site no longer has one, this one goes and leaves nothing behind.
let looked = false;
async function stillThere() {
  if (looked) return;
  looked = true;
  const found = await fetch('/sw.js', { cache: 'no-store' }).catch(() => null);
  if (found?.status !== 404 && found?.status !== 410) return;
  await forget(() => true);
  await self.registration.unregister();
}
