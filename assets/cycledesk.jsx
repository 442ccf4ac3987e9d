// The forms of the organisers' desk of the cycles. What is typed stays in this tab (sessionStorage) until the server
// has written it: a reload, a cut or a server that falls give it back. A draft of a field is {text, base}: `base` is the
// text it was written over, so that two organisers at once lose nothing. Rules are on the server (cycles/desk_forms.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { shelved } from './drafts.js';

const PATIENCE = 15000; // milliseconds before the button comes back when nothing answers
const fieldsOf = (form) => [...form.elements].filter((each) => each.name && each.type !== 'submit' && each.type !== 'button');
const textOf = (form, name) => { const at = form.elements[name]; return at instanceof RadioNodeList ? at.value : at.type === 'checkbox' ? (at.checked ? at.value : '') : at.value; };
function put(form, name, text) {
  const at = form.elements[name];
  if (at instanceof RadioNodeList) for (const each of at) each.checked = each.value === text;
  else if (at.type === 'checkbox') at.checked = at.value === text;
  else if (at.value !== text) at.value = text;
}

/**
 * `seen` are the texts as the server has them, `answer` what became of the last sending: {at, ok, first}. Without a
 * text in `seen` a field begins as the page gives it, and again once written.
 */
export function DeskForm({ shelf, entered, seen, answer, words, onSave, children }) {
  const form = useRef(null), now = useRef({ drafts: {}, at: answer?.at }), [waiting, setWaiting] = useState(false), [changed, setChanged] = useState(false);
  const name = 'irdsu-bureau:' + shelf, at = answer?.at ?? 0;
  now.current.seen = seen;

  function shelve(drafts) {
    now.current.drafts = drafts;
    setChanged(Object.keys(drafts).length > 0);
    try { if (Object.keys(drafts).length) sessionStorage.setItem(name, JSON.stringify(drafts)); else sessionStorage.removeItem(name); } catch { /* full: it stays in the page */ }
  }
  function keep(event) {
    const field = event.target.name;
    if (!field) return;
    const text = textOf(form.current, field), before = now.current.drafts[field]?.base ?? now.current.seen[field] ?? '';
    const { [field]: _, ...others } = now.current.drafts;
    shelve(text === before ? others : { ...others, [field]: { text, base: before } });
  }
  function save(event) {
    event.preventDefault();
    if (waiting) return;
    const values = {}, base = {};
    for (const { name: field } of fieldsOf(form.current)) {
      values[field] = textOf(form.current, field);
      base[field] = now.current.drafts[field]?.base ?? now.current.seen[field] ?? '';
    }
    setWaiting(true);
    onSave(values, base);
  }
  // Two texts for one field: keep mine over the other, or take the other.
  function choose(event) {
    const { keep: mine, take } = event.target.closest?.('button')?.dataset ?? {};
    const field = mine ?? take;
    if (!field) return;
    const { [field]: draft, ...others } = now.current.drafts, theirs = now.current.seen[field] ?? '';
    if (take) put(form.current, field, theirs);
    shelve(take ? others : { ...others, [field]: { text: draft?.text ?? textOf(form.current, field), base: theirs } });
    event.target.closest('.clash')?.setAttribute('hidden', '');
    form.current.elements[field].focus?.();
  }

  useEffect(() => {
    if (!entered || !form.current) return;
    // The same form now speaks of something else (another meeting): what was typed stays on the shelf of the former.
    if (now.current.name && now.current.name !== name) { now.current.drafts = {}; form.current.reset(); setWaiting(false); }
    now.current.name = name;
    const drafts = { ...shelved(name), ...now.current.drafts };
    for (const { name: field } of fieldsOf(form.current)) {
      if (drafts[field] && drafts[field].text === seen[field]) delete drafts[field];
      if (drafts[field]) put(form.current, field, drafts[field].text);
      else if (field in seen) put(form.current, field, seen[field]);
    }
    for (const each of form.current.querySelectorAll('.clash[hidden]')) each.removeAttribute('hidden');
    shelve(drafts);
    if (Object.keys(drafts).length) form.current.closest('details')?.setAttribute('open', '');
    form.current.dataset.ready = 'true';
  }, [entered, name, JSON.stringify(seen)]);

  useEffect(() => {
    if (!at || at === now.current.at) return;
    now.current.at = at;
    setWaiting(false);
    if (answer.ok) {
      shelve({});
      for (const { name: field } of fieldsOf(form.current)) if (field in seen) put(form.current, field, seen[field]);
      if (!Object.keys(seen).length) form.current.reset();
      form.current.closest('dialog')?.close();
      return;
    }
    for (const each of form.current.querySelectorAll('.clash[hidden]')) each.removeAttribute('hidden');
    const wrong = answer.first && form.current.elements[answer.first], first = wrong instanceof RadioNodeList ? wrong[0] : wrong;
    first?.closest?.('details')?.setAttribute('open', '');
    first?.focus?.();
  }, [at]);

  useEffect(() => {
    if (!waiting) return;
    const late = setTimeout(() => setWaiting(false), PATIENCE);
    return () => clearTimeout(late);
  }, [waiting]);

  const said = waiting ? 'Envoi…' : changed && words ? words : '';
  return h('form', { ref: form, noValidate: true, className: 'desk-form', 'aria-busy': waiting, onInput: keep, onChange: keep, onSubmit: save, onClick: choose },
    children, h('p', { role: 'status', className: 'meta desk-said' }, said));
}

// What is on the screen is the page at `address`. On the way to another of the same kind it stays until the server has
// answered: meanwhile no button of it acts, for the server would take the act for the page one is going to.
export function Here({ address, className, children }) {
  const path = useLocation().pathname.replace(/\/$/, ''), leaving = !!address && path !== address;
  const hold = (event) => { if (leaving && event.target.closest('button, form')) { event.preventDefault(); event.stopPropagation(); } };
  return h('div', { className, 'aria-busy': leaving, onClickCapture: hold, onSubmitCapture: hold }, children);
}

// Tells the page that something changed on the server (`value`), and again each `every` milliseconds while it is not 0.
export function Watch({ value, every, onChange }) {
  const seen = useRef(value), tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => { if (value !== seen.current) { seen.current = value; tell.current(); } }, [value]);
  useEffect(() => {
    if (!every) return;
    const again = setInterval(() => tell.current(), every);
    return () => clearInterval(again);
  }, [every]);
  return null;
}
