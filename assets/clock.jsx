// Time spent and planned. Counted from the moment the server spoke, by the browser's monotonic clock: a phone whose
// date is wrong shows the same time as the others.
import { createElement as h, useEffect, useRef, useState } from 'react';

const words = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;

export function Clock({ spent, running, minutes, plan, out = [], step }) {
  const said = useRef({ spent, at: performance.now() }), [, tick] = useState(0);
  useEffect(() => { said.current = { spent, at: performance.now() }; tick((n) => n + 1); }, [spent, running]);
  useEffect(() => {
    if (!running) return;
    const beat = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(beat);
  }, [running]);
  const now = said.current.spent + (running ? (performance.now() - said.current.at) / 1000 : 0);
  const planned = plan.slice(0, step).reduce((sum, p) => sum + (out.includes(p.panel) ? 0 : p[minutes] ?? 0), 0);
  const late = now > planned * 60 && running, here = plan[step - 1][minutes];
  return h('div', { className: 'clock' + (late ? ' late' : '') },
    h('p', { className: 'spent' }, h('span', { className: 'visually-hidden' }, 'Temps écoulé : '), words(now), h('span', { className: 'total' }, ` / ${minutes}:00`)),
    h('progress', { max: minutes * 60, value: Math.min(now, minutes * 60), 'aria-label': 'Temps écoulé' }),
    h('p', { className: 'meta' }, here ? `Ce panneau : ${here}\u00a0min prévues, à finir vers ${planned}:00` : 'Ce panneau : à passer'),
    late ? h('p', { className: 'late-word' }, 'Vous dépassez le temps prévu') : null);
}
