// Nothing of the big screen may be cut: what is too long for its box ([data-fit]) is written a little smaller.
import { useEffect } from 'react';

const LEAST = 0.5, STEP = 0.04;

export function Fit() {
  useEffect(() => {
    let due = 0;
    const fit = () => {
      due = 0;
      for (const box of document.querySelectorAll('[data-fit]'))
        for (let size = 1; size >= LEAST; size -= STEP) {
          box.style.setProperty('--fit', size.toFixed(2));
          if (box.scrollHeight <= box.clientHeight + 1) break;
        }
    };
    const ask = () => { due ||= requestAnimationFrame(fit); };
    const near = (node) => (node.nodeType === 1 ? node : node.parentElement)?.matches?.(':is(.countdown, .outbox) *') !== true;
    const watch = new MutationObserver((changes) => { if (changes.some((change) => near(change.target))) ask(); });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    addEventListener('resize', ask);
    document.addEventListener('animationend', ask);
    document.fonts?.ready.then(ask);
    ask();
    return () => { watch.disconnect(); cancelAnimationFrame(due); removeEventListener('resize', ask); document.removeEventListener('animationend', ask); };
  }, []);
  return null;
}
