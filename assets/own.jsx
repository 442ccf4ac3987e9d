// One's own version, edited where it stands: on the face that is lit, and beside it for what is not printed on it.
// What is typed stays in this browser until the server has written it (drafts.js); a text that met a newer one
// comes back in « Textes mis de côté ». Rules are on the server (brief/adapting.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { refs } from '$/utils/state';
import { useDrafts } from './drafts.js';
import { onlyText } from './paste.js';

const PARTS = [['title', 'Titre', 60, 1], ['text', 'Texte', 420, 7], ['question', 'Question à poser', 260, 3], ['note', 'Note de présentation', 1600, 9]];
const ON_FACE = { title: 'h2', text: '.words' };
const shelf = () => 'irdsu-version:' + location.pathname;
const words = (text) => (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length;
const pairOf = (id) => [id.slice(0, 2), id.slice(3)];

export function OwnPanel({ panel, version, answers, said, entered, onWrite, onFill, onLeave, onBack, onChoose, onUndo, onEdition }) {
  const [adding, setAdding] = useState(''), [brought, setBrought] = useState(''), [laid, setLaid] = useState(0);
  const shown = version.panels?.[panel];
  const valueOf = (id) => { const [p, part] = pairOf(id); return version.panels?.[p]?.[part] ?? ''; };
  const write = (id, draft) => {
    const [p, part] = pairOf(id);
    if (draft.local) onFill(p, part, draft.local.value, draft.local.year, draft.local.source);
    else onWrite(p, part, draft.text, draft.base);
  };
  const { drafts, full, keep, type: draft, send, redraw } = useDrafts({ shelf, entered, ready: version.revision >= 0, answers, valueOf, write });
  const type = (id, text) => { setBrought(''); draft(id, text); };
  const fill = (id, local) => keep({ [id]: { local, text: JSON.stringify(local) } });

  useEffect(() => onlyText(setBrought), []);
  useEffect(() => {
    const hear = () => setLaid((n) => n + 1);
    addEventListener('sheet-laid', hear);
    return () => removeEventListener('sheet-laid', hear);
  }, []);

  // The sheet itself: every face says what the version says, and the lit one is written on.
  useEffect(() => { if (version.told?.last) refs['_client_state_setTold']?.(version.told); }, [JSON.stringify(version.told), entered, laid]);
  useEffect(() => {
    for (const [id, texts] of Object.entries(version.panels ?? {})) {
      const face = document.querySelector('#face-' + id);
      if (!face) continue;
      face.classList.toggle('left-out', texts.out);
      for (const [part, where] of Object.entries(ON_FACE)) {
        const spot = face.querySelector(where);
        if (!spot || spot === document.activeElement) continue;
        const text = drafts[id + '.' + part]?.text ?? texts.set[part];
        if (spot.textContent !== text) spot.textContent = text;
        if (spot.isContentEditable === (id === panel)) continue;
        spot.contentEditable = id === panel ? 'plaintext-only' : 'false';
        if (id !== panel) for (const name of ['role', 'aria-label', 'aria-multiline']) spot.removeAttribute(name);
        else if (part === 'text') for (const [name, value] of [['role', 'textbox'], ['aria-label', 'Texte, sur la feuille'], ['aria-multiline', 'true']]) spot.setAttribute(name, value);
      }
    }
  }, [version, panel, drafts, entered, laid]);
  useEffect(() => {
    const partOf = (e) => {
      const face = e.target.closest?.('section.face'), part = Object.keys(ON_FACE).find((each) => e.target.matches?.(ON_FACE[each]));
      return face && part && e.target.isContentEditable ? face.dataset.panel + '.' + part : null;
    };
    const hear = (e) => {
      const id = partOf(e);
      if (!id) return;
      if (e.type === 'input') type(id, e.target.textContent);
      if (e.type === 'focusout') { send(id); redraw(); }
      if (e.type === 'keydown') { e.stopPropagation(); if (e.key === 'Escape' || e.key === 'Enter' && id.endsWith('title')) { e.preventDefault(); e.target.blur(); } }
      if (e.type === 'pointerdown') e.stopPropagation();
    };
    const types = ['input', 'focusout', 'keydown', 'pointerdown'];
    for (const each of types) document.addEventListener(each, hear, true);
    return () => types.forEach((each) => document.removeEventListener(each, hear, true));
  }, []);

  if (version.erased) return h('p', { role: 'alert' }, 'Cette version vient d’être effacée par une personne qui a le lien pour modifier.');
  if (!shown) return h('p', { role: 'status' }, 'La version s’ouvre…');
  const refused = (part) => answers[panel + '.' + part]?.said;
  const asides = version.asides.filter((each) => each.panel === panel);
  const others = version.asides.length - asides.length;
  return h('div', { className: 'own' },
    h('p', { role: 'status', className: 'own-said' }, Object.keys(drafts).length ? (full ? 'Ce navigateur n’a plus de place : gardez cette page ouverte jusqu’à « Enregistré ».' : 'Modification à enregistrer…') : said || 'Tout est enregistré.'),
    brought ? h('p', { role: 'alert', className: 'refusal' }, brought) : null,
    ['undo', 'aside'].map((each) => answers[each]?.said ? h('p', { key: each, role: 'alert', className: 'refusal' }, answers[each].said) : null),
    version.newer.length ? h('details', { className: 'aside-text' }, h('summary', null, 'Une nouvelle édition nationale est parue'),
      h('ul', null, version.newer.map((line) => h('li', { key: line }, line))),
      h('p', { className: 'meta' }, 'Vos propres textes restent. Les chiffres nationaux sont déjà à jour.'),
      h('button', { type: 'button', className: 'gesture small', onClick: () => onEdition() }, 'Utiliser la nouvelle édition')) : null,
    others > 0 ? h('p', { className: 'meta' }, `${others} texte${others > 1 ? 's' : ''} de côté sur d’autres panneaux.`) : null,
    asides.length ? h('section', { 'aria-labelledby': 'asides-h' }, h('h3', { id: 'asides-h' }, 'Textes mis de côté'),
      h('p', { className: 'meta' }, 'Deux personnes ont écrit en même temps. Les deux textes sont gardés : choisissez.'),
      asides.map((each) => h('div', { key: each.number, className: 'aside-text' },
        h('p', null, h('strong', null, PARTS.find(([p]) => p === each.part)[1] + ' : '), each.text),
        h('div', { className: 'button-row' },
          h('button', { type: 'button', className: 'gesture small', onClick: () => onChoose(each.number, 'aside') }, 'Prendre ce texte'),
          h('button', { type: 'button', className: 'gesture small', onClick: () => onChoose(each.number, 'current') }, 'Garder l’autre'))))) : null,
    PARTS.map(([part, label, most, rows]) => {
      const id = panel + '.' + part, text = drafts[id]?.text ?? shown[part], problem = refused(part);
      return h('div', { key: id, className: 'own-part' },
        h('label', { htmlFor: 'own-' + part }, label),
        h(rows > 1 ? 'textarea' : 'input', { id: 'own-' + part, rows: rows > 1 ? rows : undefined, value: text, spellCheck: true, 'aria-invalid': !!problem, 'aria-describedby': `own-${part}-count` + (problem ? ` own-${part}-problem` : ''),
          onChange: (e) => type(id, e.target.value), onBlur: () => send(id) }),
        h('p', { id: `own-${part}-count`, className: 'meta' + (text.length > most ? ' over' : '') }, `${words(text)} mots · ${text.length} / ${most} signes`),
        problem ? h('p', { id: `own-${part}-problem`, role: 'alert', className: 'refusal' }, problem) : null,
        shown.own.includes(part) ? h('details', null, h('summary', null, 'Comparer avec le texte national'), h('p', { className: 'national' }, shown.national[part])) : null);
    }),
    h('fieldset', { className: 'own-local' }, h('legend', null, 'Cases locales'),
      shown.local.map((each) => {
        const id = panel + '.' + each.label, local = drafts[id]?.local ?? { value: each.value, year: each.year, source: each.source }, problem = refused(each.label);
        const field = (name, label) => h('label', { key: name }, label, h('input', { value: local[name], onChange: (e) => fill(id, { ...local, [name]: e.target.value }) }));
        return h('div', { key: id, className: 'own-field', role: 'group', 'aria-label': each.label, onBlur: (e) => { if (!e.currentTarget.contains(e.relatedTarget)) send(id); } },
          h('p', { className: 'own-label' }, each.label), field('value', 'Valeur'), field('year', 'Année'), field('source', 'Source'),
          problem ? h('p', { role: 'alert', className: 'refusal' }, problem) : null);
      }),
      h('div', { className: 'own-field', role: 'group', 'aria-label': 'Nouvelle case locale' },
        h('label', null, 'Nom de la nouvelle case', h('input', { value: adding, maxLength: 80, onChange: (e) => setAdding(e.target.value) })),
        h('button', { type: 'button', className: 'gesture small', disabled: !adding.trim(), onClick: () => { onFill(panel, adding.trim(), 'à compléter', '', ''); setAdding(''); } }, 'Ajouter une case locale'))),
    h('div', { className: 'button-row' },
      h('button', { type: 'button', className: 'gesture small', disabled: !version.undo, onClick: () => onUndo() }, 'Annuler la dernière modification'),
      h('button', { type: 'button', className: 'gesture small', disabled: !shown.own.length, onClick: () => onBack(panel) }, 'Revenir au texte national'),
      panel === 'R1' ? null : h('button', { type: 'button', className: 'gesture small', 'aria-pressed': shown.out, onClick: () => onLeave(panel, !shown.out) }, shown.out ? 'Remettre ce panneau' : 'Laisser de côté')),
    ['out', 'national'].map((each) => refused(each) ? h('p', { key: each, role: 'alert', className: 'refusal' }, refused(each)) : null));
}

// A part of a version written by the server (its text version), put in the page.
export function Written({ address }) {
  const box = useRef(null), [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!address) return;
    fetch(address).then((r) => { if (!r.ok) throw new Error(r.status); return r.text(); }).then((t) => { box.current.innerHTML = t; setFailed(false); }).catch(() => setFailed(true));
  }, [address]);
  return h('div', null, failed ? h('p', { role: 'alert' }, 'Le texte n’a pas pu être lu. Vérifiez le réseau, puis rechargez la page.') : null, h('div', { ref: box, className: 'slot' }));
}
