// A question is kept in the browser until the server says it has written it: neither a cut, nor a reload, nor a killed
// server loses it. Sending twice writes once: the key is drawn here.
import { createElement as h, useEffect, useRef, useState } from 'react';

const LONGEST = 500, SHELF = 'irdsu-question';
const read = () => { try { return JSON.parse(sessionStorage.getItem(SHELF)) ?? {}; } catch { return {}; } };
const newKey = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

export function QuestionBox({ panel, acked, refusal, entered, onAsk }) {
  const dialog = useRef(null), area = useRef(null), [waiting, setWaiting] = useState(null), [length, setLength] = useState(0), [said, setSaid] = useState('');
  const save = (change) => sessionStorage.setItem(SHELF, JSON.stringify({ ...read(), ...change }));

  useEffect(() => {
    const { draft = '', sent = null } = read();
    area.current.value = draft; setLength(draft.length);
    if (sent) setWaiting(sent);
  }, []);
  useEffect(() => { if (waiting && entered) onAsk(waiting.key, waiting.panel, waiting.text); }, [entered]);
  useEffect(() => {
    if (!waiting || !(acked ?? []).some((q) => q.id === waiting.key)) return;
    save({ sent: null, draft: '' });
    setWaiting(null); setLength(0); area.current.value = '';
    setSaid('Question envoyée à la personne qui présente.');
  }, [acked, waiting]);
  useEffect(() => { if (refusal && waiting) { save({ sent: null }); setWaiting(null); } }, [refusal]);

  function send(e) {
    e.preventDefault();
    const text = area.current.value.trim();
    if (!text || text.length > LONGEST || waiting) return;
    const sent = { key: newKey(), panel, text };
    save({ sent }); setWaiting(sent); setSaid('');
    onAsk(sent.key, sent.panel, sent.text);
  }
  return h('div', { className: 'question-box' },
    h('button', { type: 'button', className: 'gesture', onClick: () => { dialog.current.showModal(); area.current.focus(); } }, 'Poser une question'),
    h('dialog', { ref: dialog, 'aria-labelledby': 'ask-title', className: 'sheet-dialog' },
      h('form', { onSubmit: send },
        h('h2', { id: 'ask-title' }, 'Poser une question'),
        h('p', { id: 'ask-hint', className: 'meta' }, 'La personne qui présente la verra. Elle pourra la publier à la fin, sans votre nom.'),
        h('label', { htmlFor: 'ask-text' }, 'Votre question'),
        h('textarea', { id: 'ask-text', ref: area, rows: 4, maxLength: LONGEST, 'aria-describedby': 'ask-hint ask-count', onInput: (e) => { save({ draft: e.target.value }); setLength(e.target.value.length); setSaid(''); } }),
        h('p', { id: 'ask-count', className: 'meta' }, `${length} / ${LONGEST} caractères`),
        h('p', { role: 'status', className: 'said' }, waiting ? 'Envoi en cours : elle partira dès le retour du réseau.' : said),
        refusal ? h('p', { role: 'alert', className: 'refusal' }, refusal) : null,
        h('div', { className: 'button-row' },
          h('button', { type: 'submit', className: 'button', disabled: !!waiting }, 'Envoyer'),
          h('button', { type: 'button', className: 'button second', onClick: () => dialog.current.close() }, 'Fermer')))));
}
