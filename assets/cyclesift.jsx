// The filters of a list of the desk. The address always says them: it is shared, kept, and the back button undoes a
// choice. Each key and each choice asks the server, one question at a time; the list comes back as rows. What means
// something is decided on the server (cycles/desk_search.py).
import { createElement as h, useEffect, useLayoutEffect, useRef } from 'react';

const PATIENCE = 4000, BURST = 1500, WIDE = '(min-width: 52rem)'; // milliseconds without an answer; between two keys of one word
const here = () => location.search.replace(/^\?/, '');
const said = (form) => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value)).toString();

/** `asked` is what the rows shown answer, `turn` changes with each answer. */
export function Sift({ asked, turn, children, onAsk }) {
  const root = useRef(null), now = useRef({ flying: null, waiting: null, typed: 0, late: 0, path: '' });
  const form = () => root.current?.querySelector('form.desk-sift');
  const fly = (question) => {
    const state = now.current;
    clearTimeout(state.late);
    state.flying = question; state.waiting = null;
    state.late = setTimeout(() => { state.flying = null; if (state.waiting !== null) fly(state.waiting); }, PATIENCE);
    root.current?.setAttribute('aria-busy', 'true');
    onAsk(question);
  };
  const ask = (question) => { if (now.current.flying === null) fly(question); else now.current.waiting = question; };
  const go = (question, replaced) => {
    if (question !== here()) window.history[replaced ? 'replaceState' : 'pushState'](window.history.state, '', location.pathname + (question && '?' + question));
    ask(question);
  };
  // What the address says is what the fields say, but for the one that is being typed in.
  const fill = (all) => {
    const given = new URLSearchParams(here());
    for (const each of form()?.elements ?? []) {
      if (!each.name || (!all && each === document.activeElement && each.type === 'search')) continue;
      const value = given.get(each.name) ?? '';
      if (each.value !== value) each.value = value;
    }
  };

  useLayoutEffect(() => {
    const state = now.current;
    if (!turn) return;
    clearTimeout(state.late); state.flying = null;
    root.current.removeAttribute('aria-busy');
    fill(false);
    // On a phone the fields stay folded, unless one of them narrows the list.
    const fields = form()?.querySelector('details');
    if (fields && !root.current.dataset.live) fields.open = matchMedia(WIDE).matches || [...fields.querySelectorAll('select, input')].some((each) => each.value);
    root.current.dataset.live = 'true';
    if (state.focus) { root.current.querySelector('.desk-count')?.focus({ preventScroll: true }); state.focus = false; }
    if (state.waiting !== null) fly(state.waiting);
  }, [turn]);

  useEffect(() => {
    const path = location.pathname, state = now.current;
    const back = () => { if (location.pathname === path) { state.typed = 0; fill(true); ask(here()); } };
    addEventListener('popstate', back);
    return () => { removeEventListener('popstate', back); clearTimeout(state.late); };
  }, []);

  const onInput = (event) => {
    if (event.target.form !== form()) return;
    const words = event.target.type === 'search', late = Date.now() - now.current.typed > BURST;
    now.current.typed = words ? Date.now() : 0;
    go(said(form()), words && !late);
  };
  const onSubmit = (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    now.current.focus = true;
    go(said(form()));
  };
  const onClick = (event) => {
    const link = event.target.closest?.('a[data-sift]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    now.current.typed = 0; now.current.focus = link.dataset.sift === 'page';
    window.history.pushState(window.history.state, '', location.pathname + (link.getAttribute('href').split('?')[1] ? '?' + link.getAttribute('href').split('?')[1] : ''));
    fill(true);
    ask(here());
    if (now.current.focus) root.current.scrollIntoView();
  };
  return h('div', { ref: root, className: 'sifting', onInput, onSubmit, onClick }, children);
}

/** Opens the paper of the browser. */
export function Printer({ children, className }) {
  return h('button', { type: 'button', className, onClick: () => print() }, children);
}
