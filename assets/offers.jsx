// The pages of the offers. The server writes them as HTML (jobs/screen.py, jobs/offer_page.py), the same with and
// without scripts. Here the new HTML is laid over what is shown without touching what has not changed: the focus, what
// is being typed and what is unfolded stay. The address always says the search; each key asks, one question at a time.
import { createElement as h, useEffect, useLayoutEffect, useRef } from 'react';

const PATIENCE = 4000, BURST = 1500, WIDE = '(min-width: 56rem)';

// `asking`: a newer question is on its way, and what is typed or chosen for it stays.
function lay(into, html, asking = false) {
  const fresh = document.createElement('template'), held = document.activeElement?.id;
  fresh.innerHTML = html;
  children(into, fresh.content, asking);
  if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
}
function children(old, fresh, asking) {
  const wanted = [...fresh.childNodes];
  wanted.forEach((each, at) => {
    let here = old.childNodes[at];
    const same = each.id && here?.id !== each.id && [...old.children].find((other) => other.id === each.id);
    if (same) { old.insertBefore(same, here); here = same; }
    if (!here) old.appendChild(each);
    else if (here.nodeType !== each.nodeType || here.nodeName !== each.nodeName || here.id !== each.id) old.replaceChild(each, here);
    else if (each.nodeType === 1) element(here, each, asking);
    else if (here.data !== each.data) here.data = each.data;
  });
  while (old.childNodes.length > wanted.length) old.lastChild.remove();
}
function element(old, fresh, asking) {
  if (asking && old.nodeName === 'INPUT') return;
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'hidden') old.removeAttribute(name);
  if (old.nodeName === 'INPUT') {
    if (old.type === 'checkbox' || old.type === 'radio') old.checked = fresh.checked;
    else if (old !== document.activeElement && old.value !== fresh.value) old.value = fresh.value;
  } else if (old.nodeName !== 'TEXTAREA') children(old, fresh, asking);
}

// The words the server wrote in the page (door/pages.py) leave when the page itself is there, under its own title; what
// was already typed in them comes along, and so do the folds that were opened and the place of the keyboard.
export function arrive(title) {
  const told = document.getElementById('told'), typed = told?.querySelector('#mots'), at = told?.contains(document.activeElement) && document.activeElement.id;
  const held = typed && { value: typed.value, first: typed.defaultValue, focused: typed === document.activeElement };
  const keep = told ? unfolded(told) : null;
  told?.remove();
  for (const each of document.head.querySelectorAll('[data-told]')) each.remove();
  keep?.(document);
  if (at && at !== 'mots') document.getElementById(at)?.focus({ preventScroll: true });
  if (title) document.title = title;
  return held;
}
// What is unfolded there, to unfold it again in what takes its place.
export function unfolded(there) {
  const open = [...there.querySelectorAll('details[open][id]')].map((each) => each.id);
  return (fresh) => { for (const id of open) { const fold = fresh.querySelector(`details[id="${id}"]`); if (fold) fold.open = true; } };
}

// An offer expires at 0 h in Paris: a page left open reads again when the day changes there, and when one comes back to it.
const parisDay = () => new Date().toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
function useFresh(again) {
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    let day = parisDay();
    const tick = setInterval(() => { if (parisDay() !== day) { day = parisDay(); latest.current(); } }, 5000);
    const see = () => { if (!document.hidden) latest.current(); };
    document.addEventListener('visibilitychange', see);
    return () => { clearInterval(tick); document.removeEventListener('visibilitychange', see); };
  }, []);
}

const here = () => location.search.replace(/^\?/, '');
function said(form) {
  const values = new Map();
  for (const [name, value] of new FormData(form)) if (value.trim()) values.set(name, [...(values.get(name) ?? []), value.trim()]);
  const write = (value) => encodeURIComponent(value).replace(/%20/g, '+');
  return [...values].map(([name, all]) => `${name}=${all.map(write).join(',')}`).join('&');
}

/** `html` is the form and what it finds; `asked` is what it answers, `turn` changes with each answer. */
export function SearchBoard({ html, asked, turn, onAsk }) {
  const root = useRef(null), now = useRef({ flying: null, waiting: null, typed: 0, late: 0 });
  const fly = (question) => {
    const state = now.current;
    clearTimeout(state.late);
    state.flying = question; state.waiting = null;
    state.late = setTimeout(() => { state.flying = null; if (state.waiting !== null) fly(state.waiting); }, PATIENCE);
    root.current?.setAttribute('aria-busy', 'true');
    onAsk(question, !!document.getElementById('plis-carte')?.open);
  };
  const ask = (question) => { if (now.current.flying === null) fly(question); else now.current.waiting = question; };
  const go = (question, replaced) => {
    const address = question ? '/offres?' + question : '/offres';
    if (question !== here()) window.history[replaced ? 'replaceState' : 'pushState'](window.history.state, '', address);
    ask(question);
  };

  useLayoutEffect(() => {
    if (!turn) return;
    const state = now.current, first = !root.current.firstChild;
    clearTimeout(state.late); state.flying = null;
    if (html) lay(root.current, html, state.waiting !== null);
    root.current.removeAttribute('aria-busy');
    if (first) {
      root.current.dataset.live = 'true';
      if (matchMedia(WIDE).matches) root.current.querySelector('#filtres').open = true;
      const held = arrive(''), field = root.current.querySelector('#mots');
      if (held?.focused) field.focus();
      if (held && held.value !== held.first) { field.value = held.value; typed(); return; }
    }
    if (state.focus) { focusOn(state.focus); state.focus = ''; }
    if (state.waiting !== null) fly(state.waiting);
    else if (asked !== here() && state.told !== here()) { state.told = here(); ask(here()); }
    else state.told = null;
  }, [turn]);

  const focusOn = (id) => {
    const at = document.getElementById(id) ?? document.getElementById('resultats');
    at?.focus({ preventScroll: true }); at?.scrollIntoView({ block: 'nearest' });
  };
  const form = () => root.current.querySelector('form');
  const typed = () => {
    const late = Date.now() - now.current.typed > BURST;
    now.current.typed = Date.now();
    go(said(form()), !late);
  };

  useEffect(() => {
    const back = () => {
      if (location.pathname !== '/offres') return;
      const field = root.current?.querySelector('#mots');
      if (field) field.value = new URLSearchParams(location.search).get('mots') ?? '';
      now.current.typed = 0;
      ask(here());
    };
    // The map comes when it is unfolded.
    const unfold = (event) => { if (event.target.id === 'plis-carte' && event.target.open) ask(here()); };
    const board = root.current;
    board.addEventListener('toggle', unfold, true);
    addEventListener('popstate', back);
    return () => {
      board.removeEventListener('toggle', unfold, true);
      removeEventListener('popstate', back);
      clearTimeout(now.current.late);
    };
  }, []);

  useFresh(() => { if (root.current?.firstChild) ask(here()); });

  // Boxes also say « input »; React hears « change » only from fields of its own.
  const onInput = (event) => {
    if (event.target.id === 'mots') return typed();
    now.current.typed = 0;
    go(said(form()));
  };
  const onSubmit = (event) => { event.preventDefault(); now.current.focus = 'resultats'; go(said(form())); };
  const onClick = (event) => {
    const link = event.target.closest('a[href]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const [path, question] = link.getAttribute('href').split('?');
    if (path !== '/offres') return;
    event.preventDefault();
    now.current.typed = 0;
    now.current.focus = link.closest('.made') ? 'resultats' : link.id || (link.closest('.sorts') ? '' : 'resultats');
    const field = root.current.querySelector('#mots');
    if (field) field.value = new URLSearchParams(question).get('mots') ?? '';
    if (link.closest('.pager')) document.getElementById('resultats')?.scrollIntoView();
    go(question ?? '');
  };
  return h('div', { ref: root, className: 'search-board', onInput, onSubmit, onClick });
}

const copied = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement('textarea'), { value: text });
  document.body.append(area); area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copy');
};

/** What the server wrote, read again when it is no longer of today; its buttons (copy, share, print) come alive when
 * this browser can do what they say. */
export function Written({ html, title, onStale }) {
  const root = useRef(null);
  useFresh(() => onStale());
  useLayoutEffect(() => {
    lay(root.current, html);
    if (!html && !title) { if (document.querySelector('.content [role=alert]')) arrive(''); return; }
    arrive(title);
    const can = { copy: true, print: true, share: !!navigator.share };
    for (const each of root.current.querySelectorAll('[data-act]')) each.hidden = !can[each.dataset.act];
  }, [html, title]);
  const onClick = async (event) => {
    const act = event.target.closest('[data-act]')?.dataset.act, says = root.current.querySelector('.act-said');
    if (!act) return;
    const address = location.origin + location.pathname;
    if (act === 'print') return print();
    if (act === 'share') return navigator.share({ title: document.title, url: address }).catch(() => {});
    try { await copied(address); says.textContent = 'L’adresse est copiée.'; }
    catch { says.textContent = 'Copiez l’adresse dans la barre du navigateur.'; }
  };
  return h('div', { ref: root, className: 'written', onClick });
}
