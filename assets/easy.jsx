// The easy-to-read version of a card. What one chooses is kept in this browser, for every card of every game; nothing of it
// is sent.
import { createElement as h, useEffect, useSyncExternalStore } from 'react';

const SHELF = 'irdsu-easy';
const page = { on: null, heard: new Set() };
const read = () => { try { return localStorage.getItem(SHELF) === 'oui'; } catch { return false; } };
const hears = (hear) => { page.heard.add(hear); return () => page.heard.delete(hear); };
const choose = (on) => {
  page.on = on;
  try { on ? localStorage.setItem(SHELF, 'oui') : localStorage.removeItem(SHELF); } catch { /* full or forbidden: until one leaves */ }
  for (const hear of page.heard) hear();
};

export function EasyWords({ text }) {
  return h('p', { className: 'easy-words' }, text.replace(/([.!?…])\s+/g, '$1\n').split('\n').map((line, n) => h('span', { key: n }, line)));
}

export function EasyText({ text }) {
  const on = useSyncExternalStore(hears, () => page.on ?? false, () => false);
  useEffect(() => { if (page.on === null) choose(read()); }, []);
  if (!text) return null;
  return h('div', { className: 'easy', 'data-on': on },
    h('div', { 'aria-live': 'polite' }, on ? h(EasyWords, { text }) : null),
    h('button', { type: 'button', className: 'button second', 'aria-pressed': on, onClick: () => choose(!on) }, 'Facile à lire'));
}
