// The life of a seat in the browser: what was chosen is shown as chosen at once, what is typed is kept, each moment is
// said, the focus never falls into the void. Moves and drafts themselves are kept by moves.js. What is on the screen is written in Python (irdsu_app/coop/seat*.py).
import { createElement as h, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { refs } from '$/utils/state';
import { now } from './moves.js';

const show = (name, value) => refs['_client_state_set' + name]?.(value);
const NONE = { do: '', said: '' };

// What this page knows and the server does not yet: moves on their way, the last refusal.
const page = { pending: [], refusal: NONE, tokens: null, refused: 0, heard: new Set() };
const tell = (news) => { Object.assign(page, news); for (const hear of page.heard) hear(); };
const hears = (hear) => { page.heard.add(hear); return () => page.heard.delete(hear); };
export const useRefusal = () => useSyncExternalStore(hears, () => page.refusal, () => NONE);
export function useMine(mine, pace) {
  const pending = useSyncExternalStore(hears, () => page.pending, () => page.pending);
  const tokens = useSyncExternalStore(hears, () => page.tokens, () => page.tokens);
  return overlaid(mine, pending, pace, tokens);
}

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
function overlaid(mine, pending, pace, tokens) {
  if (last[0] === mine && last[1] === pending && last[2] === pace && last[3] === tokens) return last[4];
  let me = { ...mine, crews: mine.crews.map((c) => ({ ...c, token: tokens?.[c.character] ?? { initials: '', name: c.name, tone: 'pin', form: 'round' } })) };
  for (const move of pending) if (OVER[move.do] && (move.at === undefined || move.at === pace.n)) me = OVER[move.do](me, move, pace);
  last = [mine, pending, pace, tokens, me];
  return me;
}

const LENGTHS = { 15: 'Quinze secondes', 30: 'Trente secondes', 60: 'Une minute', 90: 'Une minute trente' };
const lasts = (s) => LENGTHS[s] ?? (s >= 60 ? words(s) : s > 0 ? `${Math.round(s)} secondes` : '');
function words(s) {
  const m = Math.floor(s / 60), rest = Math.floor(s % 60);
  const minutes = m ? `${m} minute${m > 1 ? 's' : ''}` : '', seconds = rest ? `${rest} seconde${rest > 1 ? 's' : ''}` : '';
  return [minutes, seconds].filter(Boolean).join(' ') || '0 seconde';
}

// The time left in words, for those who ask for it; the figures beside it are moves.js's.
export function TimeInWords({ deadline, left }) {
  const [, beat] = useState(0);
  useEffect(() => {
    if (!deadline) return;
    const timer = setInterval(() => beat((n) => n + 1), 5000);
    return () => clearInterval(timer);
  }, [deadline]);
  const s = deadline ? Math.max(0, deadline - now()) : left;
  return h('span', { className: 'visually-hidden' }, !deadline && !left ? '' : `Il reste ${words(Math.ceil(s))}${deadline ? '' : ', en pause'}`);
}

// What may be done, or said, from an hour of the server on; before it, when it will be.
export function From({ at, before, children }) {
  const [, beat] = useState(0), left = at ? at - now() : 1;
  useEffect(() => {
    if (left <= 0) return;
    const timer = setInterval(() => beat((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [at, left > 0]);
  return left <= 0 ? children : before && at ? h('p', { className: 'meta' }, `${before} ${words(Math.ceil(left))}.`) : null;
}

// Something one writes: left to the browser, kept by moves.js under the name of its draft.
export function Writing({ id, draft, label, hint, longest, rows = 2, value = '', attrs = {} }) {
  const area = useRef(null), [length, setLength] = useState(0), given = useRef(value);
  const count = () => area.current && setLength([...area.current.value.trim()].length);
  useEffect(() => {
    if (!('data-shared' in attrs) && area.current.value === given.current && document.activeElement !== area.current) area.current.value = value;
    given.current = value;
    requestAnimationFrame(count); // once the draft is there again
  }, [value, draft]);
  return h('div', { className: 'writing' },
    h('label', { htmlFor: id }, label),
    hint ? h('p', { id: `${id}-h`, className: 'hint' }, hint) : null,
    h('textarea', { key: draft, id, ref: area, rows, defaultValue: value, ...(draft ? { 'data-draft': draft } : {}), ...attrs, 'aria-describedby': `${hint ? `${id}-h ` : ''}${id}-n`, onInput: count }),
    h('p', { id: `${id}-n`, className: 'count' + (length > longest ? ' over' : '') }, `${length} / ${longest} signes`, length > longest ? ' : c’est trop long' : ''));
}

const typing = (at) => at?.matches?.('textarea,input,select');

export function SeatLife({ code, pace, mine, talk, phrases, tokens, words: vote, guided, entered }) {
  if (!page.tokens) page.tokens = tokens;
  useEffect(() => tell({ tokens }), [tokens]);
  const [said, say] = useState(''), shown = useRef(null), focused = useRef(null), acked = useRef([]), waits = useRef([]), here = useRef(pace);
  here.current = pace;
  const overlay = () => tell({ pending: [...acked.current, ...waits.current] });

  useEffect(() => {
    const heard = ({ detail: { state, said: words, answered, waiting } }) => {
      waits.current = waiting;
      if (answered && state === 'refused') tell({ refused: performance.now(), refusal: { do: answered.at !== undefined && answered.at !== here.current.n ? '' : answered.do, said: words } });
      else if (answered) {
        if (answered.do === 'leave') return location.assign('/coop');
        acked.current = [...acked.current, answered];
        setTimeout(() => { acked.current = acked.current.filter((each) => each !== answered); overlay(); }, 1500);
        forget(answered);
      } else if (state !== 'refused') tell({ refusal: NONE });
      overlay();
    };
    addEventListener('outbox', heard);
    return () => removeEventListener('outbox', heard);
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
    // A gesture refused because its moment was over is said at the moment one comes back to.
    tell({ refusal: performance.now() - page.refused < 10000 && page.refusal.said ? { do: '', said: page.refusal.said } : NONE });
    for (const card of ['Turned0', 'Turned1']) show(card, false); // a hidden side is never left in sight
    const { title, line } = ofDeck(phrases[pace.phase], guided), time = lasts(pace.total);
    say([`${title}.`, results(pace.phase, talk, vote), line, time && `${time}.`].filter(Boolean).join(' '));
    if (first) return;
    const lost = focused.current && !focused.current.isConnected;
    if (lost) document.getElementById('moment')?.focus({ preventScroll: true });
    if (lost || !typing(document.activeElement)) scrollTo({ top: 0 });
  }, [pace.n, entered]);
  const paused = pace.status === 'En pause', was = useRef(paused);
  useEffect(() => {
    if (was.current !== paused && entered) say(paused ? 'La partie est en pause.' : 'La partie continue.');
    was.current = paused;
  }, [paused]);
  useEffect(() => {
    if (!pace.deadline) return;
    const timers = [30, 10].map((s) => [s, (pace.deadline - now() - s) * 1000]).filter(([s, ms]) => ms > 0 && pace.total > 2 * s).map(([s, ms]) => setTimeout(() => say(`Il reste ${words(s)}.`), ms));
    return () => timers.forEach(clearTimeout);
  }, [pace.deadline]);
  return h('p', { className: 'visually-hidden', 'aria-live': 'polite', id: 'said' }, said);
}

// A title and a line of the guide, with the words of the deck that is played.
function ofDeck({ title = '', line = '' } = {}, guided) {
  const said = (text) => guided.reduce((so, [ours, theirs]) => so.replaceAll(ours, theirs), text);
  return { title: said(title), line: said(line) };
}

function results(phase, talk, vote) {
  if (phase === 'reveal' && talk.first.known) return `${talk.first.coop} ${vote.coop_said}, ${talk.first.no} ${vote.not_said}, ${talk.first.passed} je passe.`;
  if (phase === 'outcome' && talk.revealed) return `Promis ${talk.promised}, versé ${talk.staked}, seuil ${talk.threshold}.`;
  return '';
}

// A condition that went with the vote is no longer a draft: the next moment must not offer it again.
function forget(move) {
  const area = document.getElementById('condition');
  if (move.do !== 'vote' || !area || area.value.trim() !== move.condition) return;
  try { sessionStorage.removeItem(`irdsu-coop-${location.pathname.split('/')[2]}-draft-${area.dataset.draft}`); } catch { /* forbidden */ }
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
    seen ? h('img', { src: `${link.replace('/place/', '/lien/')}.svg`, alt: 'QR de votre lien personnel', className: 'qr' })
      : h('button', { type: 'button', className: 'button second', onClick: () => setSeen(true) }, 'Afficher le QR'),
    h('div', { className: 'field' }, h('label', { htmlFor: 'mon-lien' }, 'Mon lien'), h('input', { id: 'mon-lien', ref: field, readOnly: true, value: address, onFocus: (e) => e.target.select() })),
    h('button', { type: 'button', className: 'button second', onClick: copy }, 'Copier le lien'),
    h('p', { role: 'status' }, copied));
}
