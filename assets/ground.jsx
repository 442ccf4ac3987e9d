// The ground of the map of a deck of one's own, drawn by the server. Asked again when it does not come: the places and
// their states are there meanwhile.
import { createElement as h, useEffect, useState } from 'react';

const PATIENCE = [1, 2, 4, 8, 15, 30];

export function Ground({ src }) {
  const [drawn, show] = useState('');
  useEffect(() => {
    let over = false, timer = 0;
    const ask = (turn) => fetch(src).then((answer) => {
      if (answer.ok) return answer.text().then((text) => over || show(text));
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
    }).catch(() => { if (!over) timer = setTimeout(ask, 1000 * PATIENCE[Math.min(turn, PATIENCE.length - 1)], turn + 1); });
    ask(0);
    return () => { over = true; clearTimeout(timer); };
  }, [src]);
  return h('div', { className: 'map-ground', dangerouslySetInnerHTML: { __html: drawn } });
}
