// One's own presence (cycles/presence_parts.py): one button or one field; the same person twice, in two tabs, is once.
import { createElement as h, useEffect, useId, useRef, useState } from 'react';

const PATIENCE = 15000, PLACES = 'irdsu-presence', DEVICE = 'irdsu-appareil'; // milliseconds before the button comes back when nothing answers
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
// The ways back from the QR of a room, by meeting, until the half-day ends: {link, until}, no link once it was forgotten.
const places = () => { try { return Object.fromEntries(Object.entries(JSON.parse(stored(PLACES) ?? '{}')).filter(([, each]) => each.until > Date.now())); } catch { return {}; } };
function keep(all) { try { if (Object.keys(all).length) localStorage.setItem(PLACES, JSON.stringify(all)); else localStorage.removeItem(PLACES); } catch { /* the code is typed */ } }
function draw() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
// The id of this device, for one day: it tells the organisers when one phone speaks for two people.
function device() {
  const today = new Date().toISOString().slice(0, 10), [day, kept] = (stored(DEVICE) ?? '').split(' ');
  if (day === today && kept) return kept;
  const drawn = draw();
  try { localStorage.setItem(DEVICE, `${today} ${drawn}`); } catch { /* another next time */ }
  return drawn;
}

export function Noting({ meeting, way, title, said, refusal, acted, onCode, onHere }) {
  const field = useRef(null), told = useRef(null), [waiting, setWaiting] = useState(false), id = useId();
  useEffect(() => { setWaiting(false); if (acted) (refusal && field.current ? field : told).current?.focus(); }, [acted]);
  useEffect(() => {
    if (!waiting) return;
    const late = setTimeout(() => setWaiting(false), PATIENCE);
    return () => clearTimeout(late);
  }, [waiting]);
  // The QR of the room brought the code: there is one button left to press.
  useEffect(() => {
    const brought = /^#code=([A-Z0-9]{1,6})$/.exec(location.hash)?.[1];
    if (way !== 'code' || !brought || !field.current) return;
    field.current.value = brought;
    history.replaceState(history.state, '', location.pathname + location.search);
    field.current.form.scrollIntoView({ block: 'center' });
    field.current.form.querySelector('button').focus();
  }, [way]);
  function note(event) {
    event.preventDefault();
    if (waiting) return;
    setWaiting(true);
    if (way === 'code') onCode(meeting, field.current.value, device(), draw()); else onHere(meeting, device(), draw());
  }
  const about = h('span', { className: 'visually-hidden' }, ` : ${title}`);
  const words = waiting ? 'Envoi…' : way === 'code' ? 'Noter ma présence' : 'Je suis là';
  return h('form', { onSubmit: note, noValidate: true, className: 'noting', 'aria-busy': waiting },
    way === 'code' && h('div', { className: 'field' },
      h('label', { htmlFor: id }, 'Code affiché dans la salle', about),
      h('input', { ref: field, id, name: 'code', type: 'text', autoComplete: 'off', autoCapitalize: 'characters', spellCheck: false, maxLength: 12, className: 'code-field', 'aria-describedby': `${id}-error`, 'aria-invalid': refusal ? 'true' : 'false' })),
    way !== '' && h('button', { type: 'submit', className: 'button' }, words, about),
    h('p', { id: `${id}-error`, role: 'alert', className: 'error' }, refusal),
    h('p', { ref: told, role: 'status', tabIndex: -1, className: said ? 'notice success' : 'quiet' }, said));
}

export function Remember({ days, every, onLook }) {
  const look = useRef(onLook), seen = JSON.stringify(days);
  look.current = onLook;
  useEffect(() => {
    const kept = places(), forgotten = ({ place }) => kept[place] && !kept[place].link;
    const all = { ...kept, ...Object.fromEntries(days.map((each) => [each.place, forgotten(each) ? { until: each.until } : { link: each.link, until: each.until }])) };
    keep(all);
    const first = Math.min(...Object.values(all).map((each) => each.until)) - Date.now();
    const over = Number.isFinite(first) && setTimeout(() => keep(places()), Math.min(first + 1000, 2 ** 31 - 1));
    return () => clearTimeout(over);
  }, [seen]);
  useEffect(() => {
    if (!every) return;
    const again = setInterval(() => { if (!document.hidden) look.current(); }, every);
    return () => clearInterval(again);
  }, [every]);
  return null;
}

// A phone that several people use: what it keeps of this page goes at once, and is not kept again before the half-day ends.
export function Kept({ place, words, forget, forgotten }) {
  const said = useRef(null), known = places()[place], [gone, setGone] = useState(!!known && !known.link);
  function leave() { const all = places(); keep({ ...all, [place]: { until: all[place]?.until ?? Date.now() + 432e5 } }); setGone(true); said.current.focus(); }
  return h('div', { className: 'kept-here' },
    h('p', { ref: said, role: 'status', tabIndex: -1, className: 'meta' }, gone ? forgotten : words),
    !gone && h('button', { type: 'button', className: 'button second', onClick: leave }, forget));
}
