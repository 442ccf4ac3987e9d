// The versions of a deck, in its desk: keep the one of now, look at another, come back to it, put a file in its place.
// Rules are on the server (coop/versioning.py, coop/deck_versions.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { ImportDeck } from './deckshelf.jsx';

const ME = 'irdsu-deck-by';
const known = () => { try { return localStorage.getItem(ME) ?? ''; } catch { return ''; } };

export function Versions({ versions, link, pending, answer, most, tooLarge, onKeepVersion, onRestore, onDropVersion }) {
  const [name, setName] = useState(''), [by, setBy] = useState(known), sent = useRef(null), refusal = answer?.said;
  useEffect(() => { // a name that was refused stays where it was typed
    const kept = sent.current;
    sent.current = null;
    if (kept !== null && answer && !refusal) setName((typed) => typed === kept ? '' : typed);
  }, [answer?.at]);
  const keep = (e) => {
    e.preventDefault();
    try { localStorage.setItem(ME, by); } catch { /* full or forbidden: typed again next time */ }
    sent.current = name;
    onKeepVersion(name, by);
  };
  const line = (each) => {
    const called = each.name || each.told;
    return h('li', { key: each.number },
      h('span', { className: 'version-words' }, each.name ? h('b', null, each.name) : null, h('span', { className: each.name ? 'meta' : '' }, each.told)),
      h('span', { className: 'button-row' },
        h('a', { className: 'button second small', href: `/coop/jeux/${link}/versions/${each.number}`, 'aria-label': 'Regarder : ' + called }, 'Regarder'),
        h('button', { type: 'button', className: 'button second small', disabled: pending, 'aria-label': 'Revenir à cette version : ' + called, onClick: () => onRestore(each.number) }, 'Revenir à cette version')),
      h('details', { className: 'desk-fold' }, h('summary', { 'aria-label': 'Retirer : ' + called }, 'Retirer'),
        h('div', { className: 'desk-fold-box' }, h('p', null, 'Cette version ne pourra pas être retrouvée. Le jeu d’aujourd’hui ne change pas.'),
          h('button', { type: 'button', className: 'button second', 'aria-label': 'Retirer pour toujours : ' + called, onClick: () => onDropVersion(each.number) }, 'Retirer pour toujours'))));
  };
  return h('div', { className: 'versions' },
    h('form', { className: 'play-form', onSubmit: keep },
      h('label', null, 'Nom de la version (facultatif)', h('input', { value: name, maxLength: 60, onChange: (e) => setName(e.target.value) })),
      h('label', null, 'Gardée par (facultatif)', h('input', { value: by, maxLength: 40, autoComplete: 'off', onChange: (e) => setBy(e.target.value) })),
      h('button', { type: 'submit', className: 'button', disabled: pending }, pending ? 'Enregistrement…' : 'Garder cette version')),
    refusal ? h('p', { role: 'alert', className: 'error' }, refusal) : null,
    versions.length ? h('ul', { className: 'version-list', 'aria-label': 'Versions gardées' }, versions.map(line))
      : h('p', { className: 'empty' }, 'Aucune version gardée pour l’instant.'),
    h('p', { className: 'meta' }, 'Une version se garde aussi seule à chaque publication, avant un import et avant un retour en arrière. Avec un nom, elle reste jusqu’à ce qu’on la retire ; sans nom, les douze dernières restent. Revenir à une version s’annule comme une autre modification.'),
    h('details', { className: 'desk-fold' }, h('summary', null, 'Remplacer par un fichier'),
      h('div', { className: 'desk-fold-box' }, h('p', null, 'Les cartes du fichier prennent la place de celles-ci, qui sont d’abord gardées en version. Le nom du jeu reste.'),
        h(ImportDeck, { most, tooLarge, into: link }))));
}
