// The diagram of the panel being read, enlarged, with its table and its figures. The drawing itself is moved into the
// dialog and put back when it closes: no copy, so what was touched stays touched and no name is given twice.
import { createElement as h, useRef, useState } from 'react';

export function More({ panel, title }) {
  const dialog = useRef(null), room = useRef(null), home = useRef([]), [size, setSize] = useState(0);
  function open() {
    home.current = [];
    for (const part of [`section.face[data-panel="${panel}"] .figure`, `.more[data-more="${panel}"]`]) {
      const node = document.querySelector('.stage ' + part);
      if (!node) continue;
      const mark = document.createComment('');
      node.replaceWith(mark); room.current.append(node); node.hidden = false;
      home.current.push([mark, node]);
    }
    room.current.dataset.panel = panel;
    setSize((n) => n + 1);
    dialog.current.showModal();
  }
  function close() {
    for (const [mark, node] of home.current) { if (node.classList.contains('more')) node.hidden = true; mark.replaceWith(node); }
    home.current = [];
  }
  return h('div', { className: 'more-box' },
    h('button', { type: 'button', className: 'gesture', onClick: open }, 'Schéma et sources'),
    h('dialog', { ref: dialog, className: 'sheet-dialog wide', 'aria-labelledby': 'more-title', onClose: close },
      h('div', { className: 'dialog-head' }, h('h2', { id: 'more-title' }, title),
        h('button', { type: 'button', className: 'gesture', onClick: () => dialog.current.close() }, 'Fermer')),
      h('div', { ref: room, className: 'enlarged', key: 'room' })));
}
