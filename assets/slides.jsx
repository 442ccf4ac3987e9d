// The screens of the debrief, one after the other on the big screen. The arrows of its keyboard turn them, and so does the
// page of the person who leads when it is open in the same browser (a channel between its windows, nothing sent outside).
import { Children, createElement as h, useEffect, useRef, useState } from 'react';

const channel = (code) => ('BroadcastChannel' in window ? new BroadcastChannel('coop-' + code) : null);

export function Slides({ code, titles, children }) {
  const [at, go] = useState(0), line = useRef(null), pages = Children.toArray(children), last = pages.length - 1;
  useEffect(() => {
    const turn = (to) => go((n) => Math.max(0, Math.min(last, to(n))));
    const press = (e) => {
      if (['ArrowRight', 'PageDown', ' '].includes(e.key)) turn((n) => n + 1);
      else if (['ArrowLeft', 'PageUp'].includes(e.key)) turn((n) => n - 1);
      else if (e.key === 'Home') turn(() => 0);
      else if (e.key === 'End') turn(() => last);
      else return;
      e.preventDefault();
    };
    line.current = code && channel(code);
    if (line.current) line.current.onmessage = (e) => { if (Number.isInteger(e.data?.show)) turn(() => e.data.show); else if (e.data?.ask) line.current.postMessage({ shown: at }); };
    addEventListener('keydown', press);
    return () => { removeEventListener('keydown', press); line.current?.close(); line.current = null; };
  }, [code, last]);
  useEffect(() => { line.current?.postMessage({ shown: at }); }, [at]);
  return h('section', { className: 'slides', 'aria-roledescription': 'diaporama', 'aria-label': 'Le bilan' },
    h('p', { className: 'visually-hidden', 'aria-live': 'polite' }, `Écran ${at + 1} sur ${pages.length}\u00a0: ${titles[at]}`),
    h('div', { className: 'slide', key: at }, h('h2', null, titles[at]), h('div', { className: 'slide-body', 'data-fit': 'true' }, pages[at])),
    h('ol', { className: 'slide-steps', 'aria-hidden': 'true' }, titles.map((title, n) => h('li', { key: title, 'data-here': n === at }, title))));
}

export function SlideRemote({ code, titles }) {
  const [at, mark] = useState(-1), line = useRef(null);
  useEffect(() => {
    line.current = code && channel(code);
    if (line.current) { line.current.onmessage = (e) => { if (Number.isInteger(e.data?.shown)) mark(e.data.shown); }; line.current.postMessage({ ask: true }); }
    return () => { line.current?.close(); line.current = null; };
  }, [code]);
  return h('div', { role: 'group', 'aria-label': 'Ce que montre le grand écran', className: 'slide-remote' },
    titles.map((title, n) => h('button', { key: title, type: 'button', className: 'gesture', 'aria-pressed': n === at, onClick: () => { mark(n); line.current?.postMessage({ show: n }); } }, title)));
}
