// The life of a seat in the browser: what was chosen is shown as chosen at once, what is typed is kept, each moment is
// said, the focus never falls into the void. What is on the screen is written in Python (irdsu_app/coop/seat*.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { refs } from '$/utils/state';
import { outbox, serverNow, setClock } from './moves.js';

const show = (name, value) => refs['_client_state_set' + name]?.(value);
const room = () => location.pathname.split('/')[2];
const shelf = (name) => `irdsu-draft/${room()}/${name}`;
const draft = (name) => { try { return sessionStorage.getItem(shelf(name)); } catch { return null; } };
const keep = (name, text) => { try { text === null ? sessionStorage.removeItem(shelf(name)) : sessionStorage.setItem(shelf(name), text); } catch { /* refused: the page keeps it */ } };
const refill = (name, text) => dispatchEvent(new CustomEvent('coop-draft', { detail: { name, text } }));
const now = { texts: {} };

// What one sees of oneself: what the server knows, and over it what has been done since.
const OVER = {
  posture: (me, m, pace) => ({ ...me, [pace.phase === 'compass' ? 'posture_start' : 'posture_end']: m.n }),
  vote: (me, m) => ({ ...me, stance: m.stance, condition: m.condition || me.condition }),
  condition: (me, m) => ({ ...me, condition: m.text }),
  judge: (me, m) => ({ ...me, judged: m.stance }),
  feel: (me, m) => ({ ...me, felt: { ...me.felt, [m.current]: m.value } }),
  speak: (me, m) => ({ ...me, asked: m.voice }),
  unspeak: (me) => ({ ...me, asked: '' }),
  finish_speaking: (me) => ({ ...me, speaks: false }),
  consent: (me) => ({ ...me, consents: true, objects: false }),
  object: (me) => ({ ...me, objects: true, consents: false }),
  hand: (me, m) => ({ ...me, hand: m.choice }),
  rename: (me, m) => ({ ...me, name: m.name }),
  commit: (me, m) => ({ ...me, commitment: m.text }),
  unnote: (me, m) => ({ ...me, traces: me.traces.filter((id) => id !== m.id) }),
  reveal_hidden: (me, m) => ({ ...me, crews: me.crews.map((c) => c.id === m.crew ? { ...c, shown: true } : c) }),
  promise: (me, m) => ({ ...me, crews: me.crews.map((c) => c.id === m.crew ? { ...c, promise: bid(c, c.promise, m.n) } : c) }),
  stake: (me, m) => ({ ...me, crews: me.crews.map((c) => c.id === m.crew ? { ...c, stake: bid(c, c.stake, m.n) } : c) }),
};
const bid = (crew, known, n) => ({ ...known, mine: n, agreed: !crew.mate || known.pair === n ? n : known.agreed });
let last = [];
export function overlaid(mine, pending, pace) {
  if (last[0] === mine && last[1] === pending && last[2] === pace) return last[3];
  let me = mine;
  for (const move of pending) if (OVER[move.do] && (move.at === undefined || move.at === pace.n)) me = OVER[move.do](me, move, pace);
  last = [mine, pending, pace, me];
  return me;
}

const LENGTHS = { 15: 'Quinze secondes', 30: 'Trente secondes', 60: 'Une minute', 90: 'Une minute trente' };
const lasts = (s) => LENGTHS[s] ?? (s >= 60 ? words(s) : s > 0 ? `${Math.round(s)} secondes` : '');
function words(s) {
  const m = Math.floor(s / 60), rest = Math.floor(s % 60);
  const minutes = m ? `${m} minute${m > 1 ? 's' : ''}` : '', seconds = rest ? `${rest} seconde${rest > 1 ? 's' : ''}` : '';
  return [minutes, seconds].filter(Boolean).join(' ') || '0 seconde';
}
const digits = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;

export function Countdown({ pace }) {
  const [, beat] = useState(0), running = pace.deadline > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => beat((n) => n + 1), 250);
    return () => clearInterval(timer);
  }, [running]);
  const left = running ? Math.max(0, pace.deadline - serverNow() / 1000) : pace.left;
  if (!running && !pace.left) return h('span', { className: 'countdown none' });
  const near = running && left <= 10;
  return h('span', { className: 'countdown' + (near ? ' near' : ''), role: 'timer', 'aria-label': `Il reste ${words(Math.ceil(left))}` },
    h('span', { 'aria-hidden': 'true' }, digits(Math.ceil(left))), !running ? h('span', { className: 'held', 'aria-hidden': 'true' }, ' en pause') : null);
}

// Something one writes: left to the browser while it is typed in, kept through a reload.
export function Writing({ name, label, hint, longest, rows = 2, value = '' }) {
  const area = useRef(null), [length, setLength] = useState(0), id = `w-${name.replace(/\W/g, '-')}`;
  const put = (text) => { area.current.value = text; setLength([...text].length); };
  useEffect(() => {
    put(draft(name) ?? value);
    const told = (e) => { if (e.detail.name === name) put(e.detail.text); };
    addEventListener('coop-draft', told);
    return () => removeEventListener('coop-draft', told);
  }, [name]);
  useEffect(() => { if (draft(name) === null && document.activeElement !== area.current) put(value); }, [value]);
  const typed = (e) => { keep(name, e.target.value); setLength([...e.target.value].length); };
  return h('div', { className: 'writing' },
    h('label', { htmlFor: id }, label),
    hint ? h('p', { id: `${id}-h`, className: 'hint' }, hint) : null,
    h('textarea', { id, ref: area, rows, 'data-draft': name, 'aria-describedby': `${hint ? `${id}-h ` : ''}${id}-n`, onInput: typed }),
    h('p', { id: `${id}-n`, className: 'count' + (length > longest ? ' over' : '') }, `${length} / ${longest} signes`, length > longest ? ' : c’est trop long' : ''));
}

// The sentence of the group: what is being written here starts from a version, which the server merges with the others.
export function Sentence({ text, version, longest, name }) {
  const base = useRef({ version, text }), known = useRef(text);
  useEffect(() => {
    const mine = draft(name);
    if (mine === null || mine === known.current || mine === base.current.text) {
      base.current = { version, text }; keep(name, null); refill(name, text);
    }
    known.current = text;
    now.sentence = base.current;
  }, [text, version]);
  useEffect(() => { now.sentence = base.current; return () => { now.sentence = null; }; }, []);
  return h(Writing, { name, label: 'Notre phrase', hint: 'Une seule phrase, écrite à plusieurs : ce que vous changez s’ajoute à ce que changent les autres.', longest, rows: 3, value: text });
}

const typing = (at) => at?.matches?.('textarea,input,select');
const WAITING = { saving: 'Enregistrement…', waiting: 'En attente du réseau', saved: 'Enregistré', '': '' };

export function SeatLife({ code, pace, mine, talk, phrases, entered }) {
  const [said, say] = useState(''), shown = useRef(null), focused = useRef(null), acked = useRef([]), queue = useRef([]), recent = useRef({}), here = useRef({});
  here.current = { pace, mine };
  const overlay = () => show('Pending', [...acked.current, ...queue.current].map((each) => each.move));

  useEffect(() => {
    if (!code) return;
    const box = outbox(code);
    setClock();
    const unwatch = box.watch(({ queue: waiting, waiting: cut, news }) => {
      queue.current = waiting;
      if (news) {
        const { move, draft: texts, saved } = news, stale = move.at !== undefined && move.at !== here.current.pace.n;
        if (saved) {
          acked.current = [...acked.current, news];
          setTimeout(() => { acked.current = acked.current.filter((each) => each !== news); overlay(); }, 1500);
        } else {
          show('Refusal', { do: stale ? '' : move.do, said: news.said });
          for (const [name, text] of Object.entries(texts ?? {})) if (!draft(name)) { keep(name, text); refill(name, text); }
        }
      }
      if (news?.saved && news.move.do === 'leave') return location.assign('/coop');
      overlay();
      show('Saving', waiting.length ? cut ? 'waiting' : 'saving' : news ? news.saved ? 'saved' : '' : refs['_client_state_saving'] === 'saved' ? 'saved' : '');
    });
    const played = (e) => {
      const { move: asked, fill = {}, clear = false } = e.detail, move = { ...asked }, texts = {};
      for (const [field, name] of Object.entries(fill)) {
        const area = document.querySelector(`[data-draft="${name}"]`);
        move[field] = (area?.value ?? draft(name) ?? '').trim();
        if (clear) texts[name] = move[field];
      }
      if (move.do === 'sentence') { move.base = now.sentence?.version ?? 0; }
      const same = JSON.stringify(move), before = recent.current;
      const empty = clear && Object.values(texts).some((text) => !text);
      if (same === before.same && performance.now() - before.at < 700 || empty && before.do === move.do && performance.now() - before.at < 1500) return;
      show('Refusal', { do: '', said: '' });
      if (empty) return show('Refusal', { do: move.do, said: 'Écrivez quelques mots avant d’envoyer.' });
      recent.current = { same, do: move.do, at: performance.now() };
      for (const name of Object.keys(texts)) { keep(name, null); refill(name, ''); }
      box.play(move, texts);
    };
    addEventListener('coop-play', played);
    return () => { unwatch(); removeEventListener('coop-play', played); };
  }, [code]);

  // What the server says is true: what it has answered for no longer needs to be supposed.
  useEffect(() => { if (acked.current.length) { acked.current = []; overlay(); } }, [mine]);

  useEffect(() => {
    const held = (e) => { focused.current = e.target; };
    const arrows = (e) => {
      const at = e.target.closest?.('[role=radio]'), by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (!at || !by) return;
      const group = [...at.closest('[role=radiogroup]').querySelectorAll('[role=radio]')];
      e.preventDefault();
      group[(group.indexOf(at) + by + group.length) % group.length].focus();
    };
    const closes = (e) => { if (e.target.closest?.('.closes,[data-closes]')) e.target.closest('dialog')?.close(); };
    addEventListener('click', closes);
    addEventListener('focusin', held);
    addEventListener('keydown', arrows);
    return () => { removeEventListener('click', closes); removeEventListener('focusin', held); removeEventListener('keydown', arrows); };
  }, []);

  useEffect(() => {
    if (!entered || shown.current === pace.n) return;
    const first = shown.current === null;
    shown.current = pace.n;
    show('Refusal', { do: '', said: '' });
    const { title = '', line = '' } = phrases[pace.phase] ?? {}, time = lasts(pace.total);
    say([`${title}.`, results(pace.phase, talk), line, time && `${time}.`].filter(Boolean).join(' '));
    if (first) return;
    const lost = focused.current && !focused.current.isConnected;
    if (lost) document.getElementById('moment')?.focus({ preventScroll: true });
    if (lost || !typing(document.activeElement)) scrollTo({ top: 0 });
  }, [pace.n, entered]);
  useEffect(() => { if (shown.current !== null) say(pace.status === 'En pause' ? 'La partie est en pause.' : pace.status === 'En cours' ? 'La partie continue.' : ''); }, [pace.status === 'En pause']);
  useEffect(() => {
    if (!pace.deadline) return;
    const timers = [30, 10].map((s) => [s, pace.deadline * 1000 - serverNow() - s * 1000]).filter(([s, ms]) => ms > 0 && pace.total > 2 * s).map(([s, ms]) => setTimeout(() => say(`Il reste ${words(s)}.`), ms));
    return () => timers.forEach(clearTimeout);
  }, [pace.deadline]);
  return h('p', { className: 'visually-hidden', 'aria-live': 'polite', id: 'said' }, said);
}

function results(phase, talk) {
  if (phase === 'reveal' && talk.first.known) return `${talk.first.coop} COOP, ${talk.first.no} pas COOP, ${talk.first.passed} je passe.`;
  if (phase === 'outcome' && talk.revealed) return `Promis ${talk.promised}, versé ${talk.staked}, seuil ${talk.threshold}.`;
  return '';
}

export function Saved({ saving, lost }) {
  const state = lost && saving !== 'saving' ? saving === 'waiting' ? 'waiting' : 'lost' : saving;
  return h('p', { className: 'saved', role: 'status', 'data-state': state }, state === 'lost' ? 'Hors connexion' : WAITING[state]);
}

export function DoorKey() {
  const input = useRef(null);
  useEffect(() => { input.current.value = Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, '0')).join(''); }, []);
  return h('input', { type: 'hidden', name: 'cle', ref: input });
}

export function PersonalLink({ link }) {
  const [seen, setSeen] = useState(false), [copied, setCopied] = useState(''), field = useRef(null), address = location.origin + link;
  const copy = async () => {
    field.current.select();
    try { await navigator.clipboard.writeText(address); setCopied('Lien copié.'); } catch { setCopied('Le lien est sélectionné : copiez-le.'); }
  };
  if (!link) return null;
  return h('div', { className: 'personal' },
    seen ? h('img', { src: `${link}.svg`, alt: 'QR de votre lien personnel', className: 'qr' })
      : h('button', { type: 'button', className: 'button second', onClick: () => setSeen(true) }, 'Afficher le QR'),
    h('div', { className: 'field' }, h('label', { htmlFor: 'mon-lien' }, 'Mon lien'), h('input', { id: 'mon-lien', ref: field, readOnly: true, value: address, onFocus: (e) => e.target.select() })),
    h('button', { type: 'button', className: 'button second', onClick: copy }, 'Copier le lien'),
    h('p', { role: 'status' }, copied));
}
