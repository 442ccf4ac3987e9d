// The national version, edited where it stands: the words of the panel that is lit, and its figures in a dialog. What
// is typed stays in this browser (sessionStorage) until the server has written it. Rules: brief/editing.py.
import { createElement as h, useEffect, useRef, useState } from 'react';
import { shelved, useDrafts } from './drafts.js';
import { onlyText } from './paste.js';

const PARTS = [['kicker', 'Surtitre', 60, 1], ['title', 'Titre', 60, 1], ['text', 'Texte', 420, 7], ['question', 'Question à poser', 260, 3], ['note', 'Note de présentation', 1600, 9], ['alt', 'Description du schéma', 600, 5]];
const ON_FACE = { kicker: '.kicker', title: 'h2', text: '.words' };
const SHELF = 'irdsu-edition';
const words = (text) => (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length;
const pairOf = (id) => id.split('.');

export function NationalPanel({ panel, panels, asides, revision, refusal, answers, said, entered, undoable, onWrite, onChoose, onUndo }) {
  const [laid, setLaid] = useState(0), [brought, setBrought] = useState('');
  const shown = panels[panel];
  const valueOf = (id) => { const [p, part] = pairOf(id); return panels[p]?.[part] ?? ''; };
  const write = (id, draft) => onWrite(...pairOf(id), draft.text, draft.base);
  const { drafts, full, type, send } = useDrafts({ shelf: () => SHELF, entered, ready: revision >= 0, answers, valueOf, write });

  useEffect(() => onlyText(setBrought), []);
  // The sheet follows what is typed, and what was written while it was being fetched.
  useEffect(() => {
    const hear = () => setLaid((n) => n + 1);
    addEventListener('sheet-laid', hear);
    return () => removeEventListener('sheet-laid', hear);
  }, []);
  useEffect(() => {
    for (const [id, texts] of Object.entries(panels)) for (const [part, where] of Object.entries(ON_FACE)) {
      const spot = document.querySelector(`#face-${id} ${where}`), text = drafts[id + '.' + part]?.text ?? texts.set[part];
      if (spot && spot.textContent !== text) spot.textContent = text;
    }
  }, [panels, panel, drafts, laid]);

  if (!shown) return h('p', { role: 'status' }, 'La version s’ouvre…');
  const here = asides.filter((each) => each.where.startsWith(panel + '.'));
  return h('div', { className: 'own' },
    h('p', { role: 'status', className: 'own-said' }, full ? 'Ce navigateur n’a plus de place : gardez cette page ouverte jusqu’à « Enregistré ».' : Object.keys(drafts).length ? 'Modification à enregistrer…' : said || 'Tout est enregistré.'),
    brought ? h('p', { role: 'alert', className: 'refusal' }, brought) : null,
    here.length ? h(Asides, { asides: here, onChoose }) : null,
    PARTS.map(([part, label, most, rows]) => {
      const id = panel + '.' + part, text = drafts[id]?.text ?? shown[part], problem = refusal?.where === id ? refusal.said : '';
      return h('div', { key: id, className: 'own-part' },
        h('label', { htmlFor: 'own-' + part }, label),
        h(rows > 1 ? 'textarea' : 'input', { id: 'own-' + part, rows: rows > 1 ? rows : undefined, value: text, spellCheck: true, 'aria-invalid': !!problem, 'aria-describedby': `own-${part}-count` + (problem ? ` own-${part}-problem` : ''),
          onChange: (e) => type(id, e.target.value), onBlur: () => send(id) }),
        h('p', { id: `own-${part}-count`, className: 'meta' + (text.length > most ? ' over' : '') }, `${words(text)} mots (${shown.counts[part]} dans l’édition parue) · ${text.length} / ${most} signes`),
        problem ? h('p', { id: `own-${part}-problem`, role: 'alert', className: 'refusal' }, problem) : null,
        shown.before[part] ? h('details', null, h('summary', null, 'Comparer avec l’édition parue'), h('p', { className: 'national' }, shown.before[part])) : null);
    }),
    h('div', { className: 'button-row' },
      h('button', { type: 'button', className: 'gesture small', disabled: !undoable, onClick: () => onUndo() }, 'Annuler la dernière modification')));
}

export function Asides({ asides, onChoose }) {
  return h('section', { 'aria-labelledby': 'asides-h' }, h('h3', { id: 'asides-h' }, 'Textes mis de côté'),
    h('p', { className: 'meta' }, 'Deux personnes ont écrit en même temps. Les deux textes sont gardés : choisissez.'),
    asides.map((each) => h('div', { key: each.number, className: 'aside-text' }, h('p', null, each.text),
      h('div', { className: 'button-row' },
        h('button', { type: 'button', className: 'gesture small', onClick: () => onChoose(each.number, true) }, 'Prendre ce texte'),
        h('button', { type: 'button', className: 'gesture small', onClick: () => onChoose(each.number, false) }, 'Garder l’autre')))));
}

const FIGURE = [['value', 'Valeur affichée, avec son unité'], ['number', 'Nombre, pour le schéma'], ['scope', 'Périmètre'], ['year', 'Année'], ['source', 'Source'], ['link', 'Lien (https://…)'], ['checked', 'Vérifié le']];
const FIGURES = 'irdsu-figures';

export function Figures({ figures, proofs, revision, refusal, said, onMeasure }) {
  const [open, setOpen] = useState(''), [drafts, setDrafts] = useState({}), dialog = useRef(null), waiting = useRef('');
  const figure = figures.find((each) => each.name === open);
  const keep = (change) => {
    const next = { ...drafts, ...change };
    for (const id of Object.keys(next)) if (!next[id]) delete next[id];
    setDrafts(next);
    try { sessionStorage.setItem(FIGURES, JSON.stringify(next)); } catch { /* the dialog still holds it */ }
  };
  useEffect(() => setDrafts(shelved(FIGURES)), []);
  useEffect(() => { if (open) dialog.current?.showModal(); }, [open]);
  useEffect(() => {
    const name = waiting.current;
    if (!name) return;
    const refused = refusal?.where === 'f.' + name && !/à côté/.test(refusal.said);
    if (!refused && !said) return; // the page only came back: what was sent is not answered yet
    waiting.current = '';
    if (refused) return;
    keep({ [name]: null });
    dialog.current?.close();
  }, [revision, said, refusal]);
  const typed = figure ? drafts[open]?.typed ?? figure.typed : {};
  const type = (change) => keep({ [open]: { typed: { ...typed, ...change }, seen: drafts[open]?.seen ?? figure.seen } });
  function save(e) {
    e.preventDefault();
    waiting.current = open;
    onMeasure(open, typed, drafts[open]?.seen ?? figure.seen);
  }
  const problem = figure && refusal?.where === 'f.' + open ? refusal.said : '';
  return h('div', null,
    h('div', { className: 'table-box', role: 'group', 'aria-label': 'Chiffres et sources', tabIndex: 0 }, h('table', { className: 'figures', role: 'table' },
      h('caption', { className: 'visually-hidden' }, 'Chiffres et sources'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ['Chiffre', 'Valeur', 'Périmètre, année', 'Source', 'Vérifié le', 'Statut', 'Panneaux', 'Modifier'].map((each) => h('th', { key: each, scope: 'col', role: 'columnheader' }, each)))),
      h('tbody', { role: 'rowgroup' }, figures.map((each) => h('tr', { key: each.name, role: 'row', className: each.changed ? 'changed' : undefined },
        h('th', { scope: 'row', role: 'rowheader' }, each.label), [each.shown, each.said_with, each.source, each.checked].map((said, i) => h('td', { key: i, role: 'cell' }, said)),
        h('td', { role: 'cell' }, h('span', { className: 'status', 'data-status': each.status }, each.status), each.late && each.status !== 'Périmé' ? h('span', { className: 'meta' }, ' · plus d’un an') : null),
        h('td', { role: 'cell' }, each.panels),
        h('td', { role: 'cell' }, h('button', { type: 'button', className: 'button second', 'aria-label': `Modifier : ${each.label}, ${each.said_with}`, onClick: () => setOpen(each.name) }, drafts[each.name] ? 'Reprendre' : 'Modifier'))))))),
    h('dialog', { ref: dialog, className: 'dialog', 'aria-labelledby': 'figure-h', onClose: () => setOpen('') }, figure ? h('form', { onSubmit: save, noValidate: true },
      h('h2', { id: 'figure-h' }, figure.label), h('p', { className: 'meta' }, `Panneaux : ${figure.panels}`),
      FIGURE.map(([name, label]) => h('div', { key: name, className: 'field' }, h('label', { htmlFor: 'figure-' + name }, label),
        h('input', { id: 'figure-' + name, type: name === 'checked' ? 'date' : 'text', inputMode: name === 'number' ? 'decimal' : undefined, value: typed[name] ?? '', 'aria-describedby': problem ? 'figure-problem' : undefined, onChange: (e) => type({ [name]: e.target.value }) }))),
      h('div', { className: 'field' }, h('label', { htmlFor: 'figure-proof' }, 'Comment le chiffre a été vérifié'),
        h('select', { id: 'figure-proof', value: typed.proof, onChange: (e) => type({ proof: e.target.value }) }, Object.entries(proofs).map(([name, label]) => h('option', { key: name, value: name }, label)))),
      problem ? h('p', { id: 'figure-problem', role: 'alert', className: 'error' }, problem) : null,
      h('div', { className: 'button-row' }, h('button', { type: 'submit', className: 'button' }, 'Enregistrer ce chiffre'),
        drafts[open] ? h('button', { type: 'button', className: 'button second', onClick: () => { keep({ [open]: null }); dialog.current.close(); } }, 'Abandonner mes changements') : null,
        h('button', { type: 'button', className: 'button second', onClick: () => dialog.current.close() }, 'Fermer'))) : null));
}
