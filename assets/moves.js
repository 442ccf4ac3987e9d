// Every move waits here until the server says it is in the database: neither a cut, nor a reload, nor a second tap loses
// or doubles one. Drafts, countdowns and the sentence written by several live here too, found by their data- attributes.
import { createElement as h, useEffect, useState } from 'react';
import { remap, rebase } from './sentence.js';

const WAITING = 'En attente du réseau : votre geste partira dès son retour.', SAVED = 'Enregistré', SENDING = 'Envoi…', LOST = 'Ce geste n’a pas pu partir : rechargez la page, puis recommencez.';
const PATIENCE = 10000, TWICE = 600, PINGS = 7, AGAIN = 5 * 60000; // milliseconds, but for the number of pings
const room = { code: '', n: 0, sending: false, tries: 0, timer: 0, last: '', lastAt: 0, said: '', state: '', heard: new Set() };
const shelf = (name) => `irdsu-coop-${room.code}${name}`;
const newId = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));
let memory = []; // when the browser keeps nothing for us (private window), the page does
const queue = () => { try { return JSON.parse(localStorage.getItem(shelf(''))) ?? memory; } catch { return memory; } };
const keep = (moves) => { memory = moves; try { moves.length ? localStorage.setItem(shelf(''), JSON.stringify(moves)) : localStorage.removeItem(shelf('')); } catch { /* see memory */ } };
// What is said of one's moves, and to the page: what waits, and the move just answered with it.
const tell = (state, said = '', answered = null) => {
  Object.assign(room, { state, said });
  for (const hear of room.heard) hear((k) => k + 1);
  window.dispatchEvent(new CustomEvent('outbox', { detail: { state, said, answered, waiting: queue().map((m) => m.move) } }));
};

// ---- Moves -----------------------------------------------------------------------------------------------------------
// What a field holds: its value, or that of the radio checked in it; `data-number` makes it a number.
export function field(id) {
  const it = document.getElementById(id), at = it && 'value' in it ? it : it?.querySelector('input:checked');
  const value = (at?.value ?? '').trim();
  return it?.dataset.number !== undefined || at?.dataset.number !== undefined ? Number(value) : value;
}

// Play a move: `timed` ones carry the phase they were made for; `clears` are the fields emptied once it is saved.
export function play(name, timed, fields = {}, clears = []) {
  const move = { do: name, ...(timed ? { at: room.n } : {}), ...fields }, same = JSON.stringify(move);
  if (queue().some((m) => JSON.stringify(m.move) === same)) return pump();
  const blank = clears.length && clears.every((id) => !field(id)) && JSON.parse(room.last || '{}').do === name; // already gone
  if ((same === room.last || blank) && performance.now() - room.lastAt < TWICE) return; // the second tap of a double tap
  Object.assign(room, { last: same, lastAt: performance.now() });
  keep([...queue(), { id: newId(), move, clears: clears.map((id) => [id, document.getElementById(id)?.value ?? '']) }]);
  tell(room.state, room.said);
  pump();
}

// One at a time, in order; what the rules refuse is said once and goes, what the network refuses stays.
async function pump() {
  if (room.sending || !queue().length) return;
  clearTimeout(room.timer);
  Object.assign(room, { sending: true });
  const { code } = room, [head] = queue();
  if (!room.tries) tell('sending', SENDING);
  let answer = null, status = 0;
  try {
    const cut = new AbortController(), late = setTimeout(() => cut.abort(), PATIENCE);
    const sent = await fetch(`/coop/${code}/coups`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id: head.id, move: head.move }), signal: cut.signal });
    status = sent.status;
    answer = await sent.json();
    clearTimeout(late);
  } catch { /* the network, or a proxy that speaks for a server which is gone */ }
  if (!answer && status >= 400 && status < 500 && ![408, 425, 429].includes(status)) answer = { saved: false, said: LOST };
  room.sending = false;
  if (code !== room.code) return;
  if (!answer || status === 429 || status >= 500) {
    const wait = Math.min(8000, 500 * 2 ** room.tries++);
    tell('waiting', status === 429 && answer ? answer.said : WAITING);
    room.timer = setTimeout(pump, wait + Math.random() * 250);
    return;
  }
  room.tries = 0;
  keep(queue().filter((m) => m.id !== head.id));
  if (answer.saved) for (const [id, value] of head.clears ?? []) empty(id, value);
  if (head.move.do === 'sentence') shared.answered(head.id, answer);
  if (!answer.saved) tell('refused', answer.said, head.move); else tell(queue().length ? 'sending' : 'saved', queue().length ? SENDING : SAVED, head.move);
  pump();
}
const wake = () => { if (document.visibilityState === 'visible') { room.tries = 0; pump(); sync(); } };

// ---- Drafts: what is typed in a [data-draft] field outlives a reload, the end of a phase, a refusal ---------------------
const draftOf = (it) => shelf(`-draft-${it.dataset.draft}`);
function restore(it) {
  if (it.dataset.restored) return;
  it.dataset.restored = 'yes';
  try { if (!it.value) it.value = sessionStorage.getItem(draftOf(it)) ?? ''; } catch { /* forbidden */ }
}
function empty(id, sent) {
  const it = document.getElementById(id);
  if (it && it.value === sent) { it.value = ''; it.dispatchEvent(new Event('input', { bubbles: true })); }
}
const typed = (e) => {
  const it = e.target;
  if (it.dataset?.draft !== undefined) try { sessionStorage.setItem(draftOf(it), it.value); } catch { /* forbidden */ }
  if (it.dataset?.shared !== undefined) shared.typed(it);
};

// ---- The server's hour, by the quickest of some pings: a phone whose date is wrong counts like the others ----------------
let offset = 0, synced = false, syncing = false;
export const now = () => (synced ? performance.now() + offset : Date.now()) / 1000;
async function sync() {
  if (syncing) return;
  syncing = true;
  let best = Infinity;
  for (let i = 0; i < PINGS; i++) {
    try {
      const start = performance.now(), said = await fetch('/heure', { cache: 'no-store' }), text = await said.text(), rtt = performance.now() - start;
      if (said.ok && i && rtt < best) { best = rtt; offset = Number(text) + 0.5 + rtt / 2 - performance.now(); synced = true; count(); } // the first one opens the connection
    } catch { break; }
  }
  syncing = false;
}
// Every countdown of the page changes at the same instant as on the other screens: when a second of the server is over.
let beat = 0;
function count() {
  clearTimeout(beat);
  const here = document.querySelectorAll('[data-deadline]');
  let next = 1000;
  for (const it of here) {
    const end = Number(it.dataset.deadline), left = end ? Math.max(0, end - now()) : Number(it.dataset.left || 0), s = Math.ceil(left - 0.001);
    const words = end || left ? `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}` : '', soon = String(!!end && left <= 10);
    if (it.tagName === 'PROGRESS') it.value = left; else if (it.textContent !== words) it.textContent = words; // the same text would wake the watch for ever
    if (it.dataset.soon !== soon) it.dataset.soon = soon;
    if (end && left) next = Math.min(next, (left % 1) * 1000 + 2 || 1000);
  }
  beat = setTimeout(count, Math.max(20, next));
}

// ---- The sentence written by several: [data-shared] carries the present text in data-text, its number in data-base -------
// `shadow` is the text this field was last in agreement with; `sent` what is on its way. The server merges, we carry on.
const plain = (text) => text.replace(/\s+/g, ' ').trim(); // as the server keeps it: the space being typed is ours alone
const shared = {
  it: null, shadow: '', base: 0, sent: null, id: '', least: null, timer: 0,
  attach(it) { Object.assign(this, { it, shadow: it.dataset.text ?? '', base: Number(it.dataset.base), sent: null }); if (!it.value) it.value = this.shadow; },
  typed(it) { if (it !== this.it) this.attach(it); clearTimeout(this.timer); this.timer = setTimeout(() => this.send(), 400); },
  send() {
    const text = plain(this.it?.value ?? '');
    if (!this.it?.isConnected || this.sent !== null || text === this.shadow) return;
    Object.assign(this, { sent: text, id: newId(), least: null });
    keep([...queue(), { id: this.id, move: { do: 'sentence', at: room.n, base: this.base, text } }]);
    pump();
  },
  answered(id, answer) {
    if (id !== this.id) return;
    if (answer.saved) this.least = answer.drafted; else this.sent = null;
    this.look();
  },
  // A newer text has come: what is typed here and not yet sent is carried onto it. Ours is in it from `least` on.
  look() {
    if (!this.it?.isConnected) return;
    const text = this.it.dataset.text ?? '', base = Number(this.it.dataset.base), mine = this.it.value;
    if (this.sent === null ? base <= this.base : this.least === null || base < this.least) return;
    const value = rebase(this.sent ?? this.shadow, mine, text), kept = [this.it.selectionStart, this.it.selectionEnd];
    Object.assign(this, { sent: null, shadow: text, base });
    if (value !== mine) {
      this.it.value = value;
      if (document.activeElement === this.it) this.it.setSelectionRange(...kept.map((at) => remap(mine, value, at)));
    }
    if (plain(value) !== text) this.typed(this.it);
  },
};

// ---- One watch for all: fields and countdowns come and go with the phases ---------------------------------------------
function look() {
  document.querySelectorAll('[data-draft]').forEach(restore);
  const it = document.querySelector('[data-shared]');
  if (it && it !== shared.it) shared.attach(it);
  shared.look();
  count();
}
function start(code) {
  if (room.code !== code) Object.assign(room, { code, tries: 0, last: '' });
  const watch = new MutationObserver(look);
  watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-deadline', 'data-left', 'data-base', 'data-text'] });
  const turns = setInterval(sync, AGAIN), more = [['online', wake], ['pageshow', wake], ['pagehide', () => shared.send()]];
  document.addEventListener('input', typed);
  document.addEventListener('visibilitychange', wake);
  for (const [name, act] of more) window.addEventListener(name, act);
  look(); sync(); pump();
  return () => {
    watch.disconnect(); clearInterval(turns); clearTimeout(beat); clearTimeout(room.timer); clearTimeout(shared.timer);
    document.removeEventListener('input', typed); document.removeEventListener('visibilitychange', wake);
    for (const [name, act] of more) window.removeEventListener(name, act);
  };
}

// What is said of one's moves: « Enregistré » once they are in the database, what waits, what was refused and why.
export function Outbox({ code, n, entered }) {
  const [, again] = useState(0);
  room.n = n;
  useEffect(() => { room.heard.add(again); return () => room.heard.delete(again); }, []);
  useEffect(() => (code ? start(code) : undefined), [code]);
  useEffect(() => { room.tries = 0; pump(); }, [entered]); // the socket is back: so is the network
  return h('div', { className: 'outbox', 'data-state': room.state, 'data-waiting': queue().length },
    h('p', { role: 'status', className: 'saved' }, room.state === 'refused' ? '' : room.said),
    h('p', { 'aria-live': 'polite', className: 'refusal' }, room.state === 'refused' ? room.said : ''));
}
