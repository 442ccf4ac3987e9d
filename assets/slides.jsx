// The screens of the debrief, one after the other on the big screen. Every big screen of the room shows the one that whoever
// leads has turned to; the arrows of its keyboard turn it too, and the others with it when its browser is theirs.
import { Children, createElement as h, useEffect, useRef, useState } from 'react';
import { play } from './moves.js';
import { busy } from './shortcuts.jsx';

const ECHO = 2000; // milliseconds during which what one has just turned to is shown, whatever the room says meanwhile

export function Slides({ shown = 0, leads, titles, children }) {
  const [at, go] = useState(shown), now = useRef({}), mine = useRef(null), pages = Children.toArray(children), last = pages.length - 1;
  now.current = { at, shown, leads };
  useEffect(() => {
    const turn = (to) => {
      const n = Math.max(0, Math.min(last, to));
      if (n === now.current.at) return false;
      now.current.at = n; go(n);
      if (!now.current.leads) return true;
      clearTimeout(mine.current);
      mine.current = setTimeout(() => { mine.current = null; go(now.current.shown); }, ECHO);
      play('slide', true, { n });
      return true;
    };
    const press = (e) => {
      if (e.defaultPrevented || busy(e)) return;
      const { at } = now.current, to = { ArrowRight: at + 1, PageDown: at + 1, ' ': at + 1, ArrowLeft: at - 1, PageUp: at - 1, Home: 0, End: last }[e.key];
      if (to !== undefined && turn(to)) e.preventDefault();
    };
    addEventListener('keydown', press);
    return () => { removeEventListener('keydown', press); clearTimeout(mine.current); };
  }, [last]);
  useEffect(() => { if (mine.current === null) go(Math.max(0, Math.min(last, shown))); }, [shown, last]);
  return h('section', { className: 'slides', 'data-takes': (at < last ? 'arrowright pagedown espace ' : '') + (at > 0 ? 'arrowleft pageup' : ''), 'aria-roledescription': 'diaporama', 'aria-label': 'Le bilan' },
    h('p', { className: 'visually-hidden', 'aria-live': 'polite' }, `Écran ${at + 1} sur ${pages.length}\u00a0: ${titles[at]}`),
    h('div', { className: 'slide', key: at }, h('h2', null, titles[at]), h('div', { className: 'slide-body', 'data-fit': 'true' }, pages[at])),
    h('ol', { className: 'slide-steps', 'aria-hidden': 'true' }, titles.map((title, n) => h('li', { key: title, 'data-here': n === at }, title))));
}

export function SlideRemote({ shown = 0, titles }) {
  const [asked, ask] = useState(null);
  useEffect(() => ask(null), [shown]);
  return h('div', { role: 'group', 'aria-label': 'Ce que montre le grand écran', className: 'slide-remote' },
    titles.map((title, n) => h('button', { key: title, type: 'button', className: 'gesture', 'aria-pressed': n === (asked ?? shown), onClick: () => { if (n !== shown) ask(n); play('slide', true, { n }); } }, title)));
}
