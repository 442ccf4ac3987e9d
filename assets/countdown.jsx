// What is left of a phase. The server says when it ends on its own clock; the browser's is never trusted: the shortest of
// several questions to /heure says how far the two are apart, and a monotonic clock does the rest.
import { createElement as h, useEffect, useState } from 'react';

const PINGS = 6;
let apart = null, asked = null;

async function ask() {
  let best = Infinity;
  for (let n = 0; n < PINGS; n++) {
    try {
      const sent = performance.now(), answer = await fetch('/heure', { cache: 'no-store' }), hour = Number(await answer.text()), back = performance.now();
      if (answer.ok && hour && back - sent < best) { best = back - sent; apart = hour + best / 2 - back; }
    } catch { return; }
  }
}
const now = () => (apart ?? Date.now() - performance.now()) + performance.now();
const words = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;

export function Countdown({ deadline, left, total, paused }) {
  const [, tick] = useState(0);
  useEffect(() => {
    asked ??= ask().finally(() => { asked = apart === null ? null : asked; });
    asked.then(() => tick((n) => n + 1));
    if (!deadline) return;
    const beat = setInterval(() => tick((n) => n + 1), 250);
    return () => clearInterval(beat);
  }, [deadline, left]);
  if (!deadline && !left) return h('p', { className: 'countdown still' }, h('span', { className: 'visually-hidden' }, 'Ce moment n’est pas minuté'));
  const remains = Math.max(0, Math.ceil(deadline ? deadline - now() / 1000 : left));
  const late = deadline && remains <= 10;
  return h('div', { className: 'countdown' + (late ? ' late' : '') + (paused ? ' paused-time' : '') },
    h('p', { role: 'timer', 'aria-live': 'off' }, h('span', { className: 'visually-hidden' }, paused ? 'En pause, temps restant\u00a0: ' : 'Temps restant\u00a0: '), words(remains)),
    h('progress', { max: total || 1, value: Math.min(remains, total || 1), 'aria-label': 'Temps restant' }));
}
