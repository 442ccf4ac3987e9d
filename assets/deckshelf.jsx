// « Mes jeux »: the decks of this browser, a file brought in, a deck written by the server and put in the page.
import { createElement as h, useEffect, useRef, useState } from 'react';
import { forget, opened, remember } from './decks.js';

const day = (at) => new Date(at).toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric' });

export function MyDecks() {
  const [decks, setDecks] = useState(null), [said, setSaid] = useState(''), heading = useRef(null);
  useEffect(() => setDecks(opened()), []);
  const drop = (deck) => { forget(deck.key); setDecks(opened()); setSaid(`« ${deck.name} » n’est plus dans cette liste. Son lien l’ouvre toujours.`); heading.current?.focus(); };
  return h('div', { ref: heading, tabIndex: -1, className: 'my-decks' },
    h('p', { role: 'status', className: 'meta' }, said),
    decks?.length ? h('ul', { className: 'deck-list' }, decks.map((deck) => h('li', { key: deck.key },
      h('a', { href: '/coop/jeux/' + deck.key }, deck.name || 'Jeu sans nom'),
      h('span', { className: 'meta' }, `${deck.edits ? 'à modifier' : 'à lire'}, ouvert le ${day(deck.at)}`),
      h('button', { type: 'button', className: 'button second small', 'aria-label': `Oublier de cette liste : ${deck.name}`, onClick: () => drop(deck) }, 'Oublier de cette liste'))))
      : h('p', { className: 'empty' }, decks ? 'Aucun jeu ici pour l’instant. Dupliquez Les Lisières, ou ouvrez un lien reçu.' : 'La liste arrive…'),
    decks?.length ? h('p', { className: 'meta' }, 'Oublier n’efface rien : le jeu reste, son lien l’ouvre toujours. Sur un appareil partagé, pensez-y.') : null);
}

export function ImportDeck({ most, tooLarge, into = '' }) {
  const [said, setSaid] = useState(''), [done, setDone] = useState(''), [busy, setBusy] = useState(false);
  async function bring(e) {
    e.preventDefault();
    const form = e.currentTarget, file = form.elements.fichier.files[0];
    if (file && file.size > most) return setSaid(tooLarge);
    setBusy(true); setSaid(''); setDone('');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { accept: 'application/json' } });
      const read = answer.headers.get('content-type')?.includes('json') ? await answer.json() : { said: await answer.text() };
      if (!read.address) setSaid(read.said);
      else if (into) { form.reset(); setDone('Le fichier a pris la place des cartes. Annuler les rend.'); }
      else location.assign(read.address);
    } catch { setSaid('Le fichier n’est pas parti : vérifiez le réseau, puis réessayez. Rien n’est perdu, il est toujours chez vous.'); }
    setBusy(false);
  }
  return h('form', { method: 'post', action: '/coop/jeux/importer', encType: 'multipart/form-data', onSubmit: bring },
    into ? h('input', { type: 'hidden', name: 'jeu', value: into }) : null,
    h('div', { className: 'field' }, h('label', { htmlFor: 'fichier' }, 'Un fichier de jeu'),
      h('p', { id: 'fichier-hint', className: 'hint' }, 'En YAML, 1 Mo au plus : celui que donne « Emporter ».'),
      h('input', { type: 'file', id: 'fichier', name: 'fichier', accept: '.yaml,.yml,application/yaml,text/yaml', 'aria-describedby': 'fichier-hint fichier-error', onChange: () => { setSaid(''); setDone(''); } }),
      h('p', { id: 'fichier-error', role: 'alert', className: 'error' }, said)),
    h('button', { type: 'submit', className: 'button second', disabled: busy }, busy ? 'Lecture du fichier…' : into ? 'Remplacer les cartes' : 'Importer'),
    into ? h('p', { role: 'status', className: 'meta' }, done) : null);
}

export function DeckRead({ address, revision, link, name }) {
  const box = useRef(null), [failed, setFailed] = useState(false);
  useEffect(() => remember(link, name, false), [link, name]);
  useEffect(() => {
    fetch(address).then((r) => { if (!r.ok) throw new Error(r.status); return r.text(); }).then((t) => { box.current.innerHTML = t; setFailed(false); }).catch(() => setFailed(true));
  }, [address, revision]);
  return h('div', null, failed ? h('p', { role: 'alert' }, 'Les cartes n’ont pas pu être lues. Vérifiez le réseau, puis rechargez la page.') : null, h('div', { ref: box, className: 'deck-read' }));
}
