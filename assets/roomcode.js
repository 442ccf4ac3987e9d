// The code of the room, projected: it changes by itself, and goes on for ten minutes without the network.
const at = (id) => document.getElementById(id), root = at('roomcode'), EVERY = 60000, AGAIN = 3000;
const NAMED = { 3: 'trois', 4: 'quatre', 6: 'six', 7: 'sept', 9: 'neuf' };
let held = null, gap = 0, shown = '';

const put = (node, words) => { if (node.textContent !== words) node.textContent = words; };
const spelled = (code) => [...code].map((sign) => NAMED[sign] ?? sign).join(', ');
function problem(words) { put(at('problem'), words); at('problem').hidden = !words; }

function draw([path, side]) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), dark = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', `-4 -4 ${side + 8} ${side + 8}`); svg.setAttribute('class', 'qr'); svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', 'QR vers la page où noter sa présence');
  dark.setAttribute('d', path);
  svg.append(dark);
  return svg;
}
function show() {
  const now = Date.now() + gap, here = held?.codes.find((each) => each.until > now);
  at('room').hidden = !here || Boolean(held?.cancelled);
  if (held) { put(at('meeting'), `${held.title} · ${held.when}`); put(at('demo'), held.demonstration); at('demo').hidden = !held.demonstration; problem(held.cancelled || (here ? '' : 'La connexion est coupée : le code reviendra seul dès qu’elle est rétablie.')); }
  if (!here) return;
  const left = Math.max(0, Math.round((here.until - now) / 1000)), minutes = Math.floor(left / 60), seconds = String(left % 60).padStart(2, '0');
  put(at('left'), `Change dans ${minutes}\u00A0min ${seconds}\u00A0s`);
  at('bar').style.width = `${Math.min(100, left / 3)}%`;
  if (here.code === shown) return;
  at('letters').replaceChildren(...here.code.match(/.{3}/g).map((part) => Object.assign(document.createElement('span'), { textContent: part })));
  put(at('spelled'), spelled(here.code));
  at('spelled').className = 'visually-hidden';
  at('qr').replaceChildren(draw(here.qr));
  put(at('said'), `${shown ? 'Nouveau code' : 'Code'} : ${spelled(here.code)}.`);
  shown = here.code;
}
async function look() {
  clearTimeout(look.next);
  let next = EVERY;
  try {
    const answer = await fetch(`${root.dataset.address}/code/codes.json`, { cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout?.(8000) });
    if (answer.headers.get('x-now')) gap = Number(answer.headers.get('x-now')) - Date.now();
    const found = await answer.json();
    if (answer.ok) { held = found; problem(''); } else if (answer.status < 500) { held = null; at('room').hidden = true; problem(found.refusal ?? ''); }
  } catch { next = AGAIN; }
  show();
  look.next = setTimeout(look, next);
}
if (document.documentElement.requestFullscreen) { at('full').hidden = false; at('full').onclick = () => (document.fullscreenElement ? document.exitFullscreen() : at('room').requestFullscreen()); }
addEventListener('online', look);
document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
setInterval(show, 500);
look();
