// Keyboard shortcuts: a key clicks the button that announces it (data-keys), unless somebody is typing or a window is open.
import { useEffect } from 'react';

const TYPED = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

export function Shortcuts() {
  useEffect(() => {
    function press(e) {
      if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || document.querySelector('dialog[open]')) return;
      const on = e.target instanceof Element ? e.target : document.body;
      if (on.closest(TYPED) || (e.key === ' ' && on.closest('button, a, summary, label, input'))) return;
      const name = e.key === ' ' ? 'espace' : e.key.toLowerCase();
      const button = [...document.querySelectorAll('[data-keys]')].find((b) => b.dataset.keys.split(' ').includes(name) && !b.disabled);
      if (button) { e.preventDefault(); button.click(); }
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  return null;
}
