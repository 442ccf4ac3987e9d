// « Faire l’appel » : who is there, half-day by half-day, from the phones of the organisers (cycles/checkin_page.py).
// What is pressed is kept in this browser first (checkin-kept.js), then sent; the house decides (cycles/attendance.py).
import { PREFIX, draw, shelf } from './checkin-kept.js';
import { guestOf, watch } from './checkin-camera.js';
import { list, put } from './checkin-people.js';

const EVERY = 2000, ALONE = 5000, BARRED = 30000, PATIENCE = 8000, BATCH = 100; // milliseconds between two looks (without network, refused), before a request is lost; statements sent at once
const at = (id) => document.getElementById(id), root = at('checkin'), home = root.dataset.address + '/accueil';
const kept = shelf(root.dataset.address.replace('/bureau/cycles/', ''));
const AWAY = 'Sans réseau : continuez, tout est gardé sur cet appareil et partira seul.', LINKED = 'En direct';
const UNKEPT = navigator.serviceWorker ? '' : 'Cette adresse n’est pas en https : sans réseau l’appel continue, mais ne rechargez pas cette page.';
let slow = false, ended = false, roll = kept.roll(), half = sessionStorage.getItem(home) ?? '', tag = '', gap = 0, linked = true, barred = false, sending = false, last = 0, later = 0, stop = null;

const now = () => Date.now() + gap;
const hour = (when) => new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' }).format(when).replace(/^0?(\d+):(\d+)$/, (_, h, m) => `${h}\u00A0h${m === '00' ? '' : `\u00A0${m}`}`);
const many = (count, one, several) => `${count} ${count > 1 ? several : one}`;

async function ask(path, options = {}) {
  const answer = await fetch(home + path, { credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout?.(PATIENCE), ...options });
  if (answer.headers.get('x-now')) gap = Number(answer.headers.get('x-now')) - Date.now();
  else throw new Error('not the house'); // a proxy, or a hotel, answered in its place
  return answer;
}
const send = (path, body) => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const about = (sent) => sent.registration ?? sent.walk_in ?? guestOf(sent.badge ?? '');
// People as the house has them, and above it what this phone has noted and not sent yet.
function people() {
  const found = (roll?.people ?? []).map((each) => ({ ...each, marks: { ...each.marks } })), known = new Map(found.map((each) => [each.id, each]));
  for (const { sent, name } of kept.waiting()) {
    const id = about(sent);
    if (sent.name && !known.has(id)) {
      known.set(id, { id, walkIn: true, afar: false, name, from: sent.organisation ?? '', marks: {}, warning: '' });
      found.push(known.get(id));
    }
    const held = known.get(id)?.marks;
    if (held) held[sent.half] = { is: sent.standing, at: hour(new Date(sent.at)), decided: Date.parse(sent.at), waits: true };
  }
  return found;
}
const chosen = () => roll?.halves.find((each) => each.key === half) ?? roll?.halves.find((each) => each.key === roll.half);

const showPeople = list(at('people'), act, erase);
function show() {
  at('work').hidden = at('device').hidden = !roll || barred;
  at('state').hidden = !roll;
  const waiting = kept.waiting().length, network = at('network');
  put(at('waiting'), waiting ? `${many(waiting, 'pointage attend', 'pointages attendent')} d’être ${waiting > 1 ? 'envoyés' : 'envoyé'}.` : '');
  put(network, linked ? LINKED : AWAY);
  network.dataset.away = !linked;
  put(at('kept'), kept.sure ? UNKEPT : 'Ce navigateur refuse de garder quoi que ce soit : ne fermez pas cette page avant que tout soit envoyé.');
  if (!roll || barred) return;
  put(at('meeting'), `${roll.code} · ${roll.title} · ${roll.when}`);
  put(at('demo'), roll.demonstration); at('demo').hidden = !roll.demonstration;
  put(at('cancelled'), roll.cancelled); at('cancelled').hidden = !roll.cancelled;
  showHalves();
  const everybody = people(), part = chosen(), here = everybody.filter((each) => each.marks[part.key]?.is === 'present').length;
  put(at('count'), roll.cancelled ? 'Personne n’est compté' : `${many(here, 'présence', 'présences')} sur ${everybody.length}`);
  const words = at('search').value, shown = showPeople(everybody, part, words);
  put(at('found'), words.trim() ? (shown ? many(shown, 'personne trouvée', 'personnes trouvées') : 'Personne de ce nom n’est attendu : ajoutez-la à la porte.') : many(everybody.length, 'personne', 'personnes'));
  showReviews();
}
function showHalves() {
  at('half-choice').hidden = roll.halves.length < 2;
  const part = chosen(), box = at('halves');
  if (box.dataset.of !== JSON.stringify(roll.halves)) {
    box.dataset.of = JSON.stringify(roll.halves);
    box.replaceChildren(...roll.halves.map(({ key, said: words, long }) => {
      const label = document.createElement('label'), radio = document.createElement('input');
      Object.assign(radio, { type: 'radio', name: 'half', value: key, onchange: () => { half = key; try { sessionStorage.setItem(home, key); } catch { /* this page only */ } show(); } });
      label.append(radio, words); label.title = long;
      return label;
    }));
  }
  for (const radio of box.querySelectorAll('input')) radio.checked = radio.value === part.key;
}
function showReviews() {
  const all = kept.reviews(), box = at('review');
  at('review-part').hidden = !all.length;
  if (box.dataset.of === JSON.stringify(all)) return;
  box.dataset.of = JSON.stringify(all);
  box.replaceChildren(...all.map(({ id, name, said: sentence }) => {
    const item = document.createElement('li'), words = document.createElement('p'), done = document.createElement('button');
    words.append(Object.assign(document.createElement('b'), { textContent: name || 'QR' }), ` : ${sentence}`);
    Object.assign(done, { type: 'button', className: 'button second', textContent: 'C’est vu', onclick: () => { kept.seen(id); show(); at('search').focus(); } });
    item.append(words, done);
    return item;
  }));
}
function tell(sentence, kind = '') {
  at('said').dataset.kind = kind;
  at('said').textContent = sentence;
  navigator.vibrate?.(kind === 'wrong' ? [80, 60, 80] : 50);
}

// Keep first, then show, then send: the order in which nothing is lost.
function note(sent, name) {
  last = Math.max(now(), last + 1);
  kept.note({ id: draw(), half: chosen().key, standing: 'present', ...sent, at: new Date(last).toISOString() }, name);
  show();
  sync();
}
function act(person, standing) {
  last = Math.max(last, person.marks[chosen().key]?.decided ?? 0); // what is pressed answers what is seen, whatever this clock says
  note({ way: 'name', standing, [person.walkIn ? 'walk_in' : 'registration']: person.id }, person.name);
  tell(`${person.name} : ${standing === 'present' ? 'présence notée' : standing === 'excused' ? 'excuse notée' : 'annulé'}.`, standing === 'present' ? 'right' : '');
}
function read(text) {
  const id = guestOf(text), person = people().find((each) => each.id === id), mark = person?.marks[chosen().key];
  if (!id) return tell('Ce QR n’est pas celui d’une inscription : cherchez la personne par son nom.', 'wrong');
  if (!person && linked === false) tell('QR inconnu de cette liste : il est gardé, il sera vérifié au retour du réseau.', 'wrong');
  else if (mark?.is === 'present') tell(`${person.name} : déjà notée${mark.at ? ` à ${mark.at}` : ''}. Vérifiez que c’est bien cette personne ; elle est comptée une fois.`, 'wrong');
  else tell(person ? `${person.name} : présence notée.` : 'QR lu, il est vérifié…', person ? 'right' : '');
  note({ way: 'camera', badge: text.slice(-300) }, person?.name ?? '');
}
async function erase(person) {
  if (!confirm(`Effacer ${person.name} et ses pointages ?`)) return;
  try {
    await sync();
    if (kept.waiting().some((each) => about(each.sent) === person.id)) throw new Error('not sent yet'); // the house would hear of them afterwards
    const answer = await send('/effacer', { person: person.id });
    if (!answer.ok) return refused(answer);
    take(await answer.json());
    tell(`${person.name} : effacée.`);
  } catch { tell('Sans réseau, personne ne peut être effacé : recommencez quand il est revenu.', 'wrong'); }
}

function take(found) { if (ended) return; roll = found; kept.keepRoll(roll, now()); linked = true; show(); }
async function refused(answer) {
  slow = true;
  const { refusal } = await answer.json().catch(() => ({}));
  if (answer.status === 403 || answer.status === 404) {
    kept.forgetNames(); roll = null; barred = true; stop?.();
    const waiting = kept.waiting().length;
    at('closed').replaceChildren(Object.assign(document.createElement('p'), { textContent: `${refusal ?? 'Cette page ne s’ouvre pas.'}${waiting ? ` Ce qui attend (${waiting}) reste ici, et partira quand vous serez de retour.` : ''} Les noms sont effacés de cet appareil.` }),
      Object.assign(document.createElement('a'), { href: '/connexion', className: 'button', textContent: 'Se connecter' }));
    at('closed').hidden = false;
    put(at('meeting'), '');
  } else if (refusal) tell(refusal, 'wrong');
  show();
}

// One request at a time: what waits, or a look at what the others have noted.
async function sync() {
  if (ended) return;
  if (sending) { later = 1; return; }
  sending = true; later = 0; slow = false;
  clearTimeout(sync.next);
  try {
    const waiting = kept.waiting().slice(0, BATCH);
    if (waiting.length) {
      const answer = await send('/pointages', { device: kept.device(), marks: waiting.map((each) => each.sent) });
      if (!answer.ok) await refused(answer);
      else heard(waiting, await answer.json());
      later ||= answer.ok && kept.waiting().length;
    } else {
      const answer = await ask('/appel.json', tag && roll ? { headers: { 'if-none-match': tag } } : {});
      if (answer.ok) { tag = answer.headers.get('etag') ?? ''; barred = false; at('closed').hidden = true; take(await answer.json()); }
      else if (answer.status !== 304) await refused(answer);
      else if (!linked) { linked = true; show(); }
    }
  } catch { linked = false; show(); if (!roll && !barred) put(at('meeting'), 'Sans réseau, et la liste n’est pas sur cet appareil : elle s’ouvrira dès que le réseau revient.'); } finally { sending = false; if (roll && now() >= roll.until) kept.keepRoll(roll, now()); }
  if (!document.hidden || kept.waiting().length) sync.next = setTimeout(sync, slow ? BARRED : !linked ? ALONE : later ? 0 : EVERY);
}
function heard(waiting, { said: answers, roll: found }) {
  if (ended) return;
  tag = '';
  for (const [n, { id, name, sent }] of waiting.entries()) {
    const answer = answers[n];
    if (answer?.id !== id) continue; // not read: it stays, and goes again
    if (answer.refusal || answer.warning) kept.review(about(sent), answer.name || name, answer.refusal || answer.warning); // the same QR read again is the same thing to look at
    kept.arrived(id);
    if (answer.refusal) tell(`${answer.name || name || 'QR'} : ${answer.refusal}`, 'wrong');
    else if (answer.warning) tell(`${answer.name} : ${answer.warning}`, 'wrong');
    else if (sent.badge && !name) tell(`${answer.name} : présence notée.`, 'right');
  }
  take(found);
}

at('search').oninput = show;
at('door').onsubmit = (event) => {
  event.preventDefault();
  const name = at('door-name').value.trim(), from = at('door-from').value.trim();
  put(at('door-error'), name ? '' : 'Écrivez le nom de la personne.');
  at('door-name').setAttribute('aria-invalid', String(!name));
  at('door-name').focus();
  if (!name) return;
  event.target.reset();
  note({ way: 'name', walk_in: draw(), name, organisation: from }, name);
  tell(`${name} : ajoutée à la porte, présence notée.`, 'right');
};
at('camera-button').onclick = async () => {
  const button = at('camera-button'), close = () => { stop?.(); stop = null; at('camera').hidden = at('camera-note').hidden = true; button.textContent = 'Ouvrir la caméra'; };
  if (stop) return close();
  at('camera-problem').hidden = true;
  try { at('camera').hidden = at('camera-note').hidden = false; stop = await watch(at('camera'), read); button.textContent = 'Fermer la caméra'; }
  catch (sentence) { close(); put(at('camera-problem'), String(sentence)); at('camera-problem').hidden = false; }
};
// A second press is asked for while something has not been sent: it would be lost.
at('end').onclick = async () => {
  await sync();
  const waiting = kept.waiting().length, sure = at('sure');
  if (waiting && sure.hidden) {
    sure.hidden = false;
    return put(sure, `${many(waiting, 'pointage n’est pas parti et serait perdu', 'pointages ne sont pas partis et seraient perdus')} : retrouvez le réseau, ou touchez encore pour tout effacer.`);
  }
  stop?.();
  ended = true; roll = null; // an answer on its way would put the names back
  show();
  kept.forget();
  for (const each of (await navigator.serviceWorker?.getRegistrations()) ?? []) if (new URL(each.scope).pathname === home) await each.unregister();
  location.assign(root.dataset.address);
};
addEventListener('pageshow', (event) => { if (ended && event.persisted) location.reload(); });
addEventListener('online', sync);
addEventListener('offline', () => { linked = false; show(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden) sync(); });
addEventListener('storage', (event) => { if (event.key?.startsWith(PREFIX)) show(); });
navigator.serviceWorker?.register(`/checkin-worker.js?v=${root.dataset.version}`, { scope: home, updateViaCache: 'none' }).catch(() => {});
if (roll && Date.now() >= roll.until) { kept.forgetNames(); roll = null; }
if (!navigator.onLine) linked = false;
show();
sync();
