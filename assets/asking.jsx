// The form of a cycle. What is typed stays in this tab (sessionStorage) until it is sent and answered: a reload, a
// server that falls or the back button give it back; what was on its way is sent again. The number of a demand is
// drawn here, once for this browser and this cycle, so that sending twice asks once. Rules are on the server
// (cycles/asking.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { shelved } from './drafts.js';

const DAY = 864e5, HALF = DAY / 2, PATIENCE = 15000;
const put = (store, name, value) => { try { store().setItem(name, JSON.stringify(value)); return true; } catch { return false; } };
const take = (store, name) => { try { return JSON.parse(store().getItem(name)); } catch { return null; } };
const tab = () => sessionStorage, browser = () => localStorage;
const hex = (n) => Array.from(crypto.getRandomValues(new Uint8Array(n)), (each) => each.toString(16).padStart(2, '0')).join('');
// crypto.randomUUID is not there over plain http on a local network.
const uuid = () => { const d = hex(16); return `${d.slice(0, 8)}-${d.slice(8, 12)}-4${d.slice(13, 16)}-8${d.slice(17, 20)}-${d.slice(20)}`; };

function drawn(slug, anew) {
  const name = 'irdsu-demande:' + slug, held = take(browser, name) ?? take(tab, name);
  if (!anew && held && Date.now() - held.at < DAY) return held.id;
  const made = { id: uuid(), at: Date.now() };
  if (!put(browser, name, made)) put(tab, name, made);
  return made.id;
}

const fieldsOf = (form) => [...form.elements].filter((each) => each.name && each.type !== 'submit');
function valuesOf(form) {
  const values = {};
  for (const each of fieldsOf(form)) {
    if (each.type === 'checkbox') values[each.name] = each.checked ? each.value : '';
    else if (each.type !== 'radio') values[each.name] = each.value;
    else if (each.checked) values[each.name] = each.value;
  }
  return values;
}
function fill(form, values) {
  for (const each of fieldsOf(form)) {
    if (!(each.name in values) || each === document.activeElement) continue;
    if (each.type === 'checkbox' || each.type === 'radio') each.checked = each.value === values[each.name];
    else each.value = values[each.name];
  }
}

/**
 * `entered` changes each time the server is reached; `listed` is what it offers; `answer` is {at, sent, mistakes,
 * first}, what became of the last sending, with the first field to correct. `chosen` is what the address asks for.
 */
export function AskingForm({ slug, entered, listed, answer, chosen, again, onAsk, children }) {
  const form = useRef(null), now = useRef({}), [waiting, setWaiting] = useState(false);
  const shelf = 'irdsu-inscription:' + slug;
  const keep = (change) => { now.current = { ...now.current, ...change }; put(tab, shelf, now.current); };
  const send = (id) => { keep({ id, state: 'sending', at: Date.now() }); setWaiting(true); onAsk(id, now.current.values, Math.round(Date.now() - now.current.begun)); };

  // Reached, or reached again: what was typed comes back; what was on its way is sent again.
  useEffect(() => {
    if (!entered || !form.current) return;
    const held = { ...shelved(shelf), ...now.current };
    now.current = held.state && Date.now() - held.at > HALF ? {} : held;
    if (now.current.values) fill(form.current, now.current.values);
    if (chosen && now.current.chosen !== chosen) fill(form.current, chosen === 'tout' ? { parcours: 'tout' } : { parcours: 'carte', ['seance-' + chosen]: 'oui' });
    keep({ chosen: chosen || now.current.chosen, begun: now.current.begun ?? Date.now(), values: { ...now.current.values, ...valuesOf(form.current) } });
    form.current.dataset.ready = 'true';
    if (now.current.state) send(now.current.id);
  }, [entered, JSON.stringify(listed)]);

  useEffect(() => {
    if (!answer.at) return;
    setWaiting(false);
    keep({ state: answer.sent ? 'sent' : null, at: Date.now() });
    if (answer.afresh) { form.current.reset(); now.current = { begun: Date.now(), values: valuesOf(form.current) }; keep({}); }
    if (answer.sent) { document.getElementById('envoye')?.focus(); return; }
    const at = answer.first && fieldsOf(form.current).find((each) => each.name === answer.first);
    if (at) { at.closest('details')?.setAttribute('open', ''); at.focus({ preventScroll: true }); at.scrollIntoView({ block: 'center' }); }
  }, [answer.at]);

  // « Envoyer un autre courriel »: the same thing, asked anew.
  useEffect(() => { if (again) send(drawn(slug, true)); }, [again]);

  // A server that does not answer gives the button back; the sending is kept, and goes again when it is reached.
  useEffect(() => {
    if (!waiting) return;
    const late = setTimeout(() => setWaiting(false), PATIENCE);
    return () => clearTimeout(late);
  }, [waiting]);

  const save = () => keep({ values: { ...now.current.values, ...valuesOf(form.current) } });
  // What is no longer offered is no longer asked for.
  const prune = () => {
    const there = new Set(fieldsOf(form.current).map((each) => each.name));
    if (listed.length) keep({ values: Object.fromEntries(Object.entries(now.current.values).filter(([name]) => there.has(name))) });
  };
  const submit = (event) => { event.preventDefault(); save(); prune(); if (!waiting) send(drawn(slug)); };
  return h('form', { ref: form, noValidate: true, hidden: !!answer.sent, className: 'asking', 'aria-busy': waiting, onInput: save, onChange: save, onSubmit: submit },
    children, h('p', { role: 'status', className: 'meta asking-said' }, waiting ? 'Envoi…' : ''));
}

// The words the server wrote in the page (door/pages.py) leave when the page itself is there, under its own title.
export function Arrived({ ready, title }) {
  useEffect(() => {
    if (!ready) return;
    document.getElementById('told')?.remove();
    for (const each of document.head.querySelectorAll('[data-told]')) each.remove();
    if (title) document.title = title;
  }, [ready, title]);
  return null;
}

// What was pressed is gone (a registration left its list, a button became an answer): the keyboard goes to what is said.
export function Refocus({ at, to }) {
  useEffect(() => {
    if (!at) return;
    const lost = requestAnimationFrame(() => { if (!document.activeElement || document.activeElement === document.body) document.getElementById(to)?.focus(); });
    return () => cancelAnimationFrame(lost);
  }, [at, to]);
  return null;
}
