// The worker of one check-in page: with no network it answers with the page, that holds no name, and what it is made of.
// Its scope is that page alone; what is asked of the house or sent to it never passes through here.
const CACHE = 'appel-' + new URL(location).searchParams.get('v'), PATIENCE = 2500; // milliseconds the network has to answer
const FILES = ['/checkin.js', '/checkin-kept.js', '/checkin-camera.js', '/checkin-people.js', '/qr-decode.js', '/checkin.css', '/tokens.css', '/plain.css', '/app.css', '/plain.js', '/favicon.ico', '/fonts/bricolage-grotesque-latin-wght-normal.woff2', '/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2'];
const PAGE = new URL(registration.scope).pathname;

self.addEventListener('install', (e) => e.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener('activate', (e) => e.waitUntil(forget().then(() => self.clients.claim())));

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((address) => new Request(address, { cache: 'no-cache' })));
  const page = await fetch(PAGE, { credentials: 'same-origin', cache: 'no-store' });
  if (page.ok) await cache.put(PAGE, page);
}
async function forget() { for (const name of await caches.keys()) if (name.startsWith('appel-') && name !== CACHE) await caches.delete(name); }

self.addEventListener('fetch', (e) => {
  const { method, mode, url } = e.request, { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (mode === 'navigate' && pathname === PAGE) e.respondWith(page(e.request));
  else if (FILES.includes(pathname)) e.respondWith(caches.open(CACHE).then((cache) => cache.match(pathname)).then((file) => file ?? fetch(e.request)));
});

async function page(request) {
  const cache = await caches.open(CACHE), kept = () => cache.match(PAGE);
  const answer = fetch(request).then(async (found) => {
    if (found.status >= 502 && found.status <= 504) throw found;
    if (found.ok && !found.redirected) await cache.put(PAGE, found.clone());
    return found;
  });
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  try { return (await Promise.race([answer, late])) ?? (await kept()) ?? (await answer); } catch (failed) {
    return (await kept()) ?? (failed instanceof Response ? failed : Response.error());
  }
}
