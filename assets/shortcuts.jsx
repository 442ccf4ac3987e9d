// Keyboard shortcuts: a key clicks the button that announces it (data-keys), unless somebody is typing, a window is open,
// or what is shown takes that key first (data-takes: the slides of a debrief, until the last one).
import { useEffect } from 'react';

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

const HELD = 'input, select, textarea, button, a, summary, [contenteditable]';

/** Whether a key is for the browser, or for the control it is pressed on; a button with shortcuts gives its arrows away. */
export function busy(e) {
  const on = e.target instanceof Element ? e.target.closest(HELD) : null;
  return e.ctrlKey || e.metaKey || e.altKey || (!!on && (e.key === ' ' || !on.matches('[data-keys]')));
}

export function Shortcuts() {
  useEffect(() => {
    function press(e) {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.repeat || document.querySelector('dialog[open]')) return;
      const on = e.target instanceof Element ? e.target : document.body;
      if (on.closest(TYPED) || (e.key === ' ' && on.closest('button, a, summary, label, input'))) return;
      const name = e.key === ' ' ? 'espace' : e.key.toLowerCase();
      if (!busy(e) && document.querySelector(`.slides[data-takes~="${CSS.escape(name)}"]`)) return;
      const button = [...document.querySelectorAll('[data-keys]')].find((b) => b.dataset.keys.split(' ').includes(name) && !b.disabled);
      if (button) { e.preventDefault(); button.click(); }
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return null;
}
