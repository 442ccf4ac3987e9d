// The desk of a deck: the library of its cards, the chosen card written where it stands, what it lacks, what the kit
// asks. What is typed stays in this browser until the server has written it (drafts.js). Rules are on the server
// (coop/authoring.py, coop/proofing.py).
import { createElement as h, useEffect, useRef, useState } from 'react';
import { card as drawn } from './deckcards.jsx';
import { forget, remember } from './decks.js';
import { useUndo } from './deckundo.js';
import { Versions } from './deckversions.jsx';
import { useDrafts } from './drafts.js';
import { onlyText } from './paste.js';

const shelf = () => 'irdsu-deck:' + location.pathname;
const squash = (text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
const partsOf = (id) => { const [kind, card, ...name] = id.split('.'); return [kind, card, name.join('.')]; };
const fromHash = () => { const [, kind, card] = /^#(\w+)-([\w-]+)$/.exec(location.hash) ?? []; return kind ? [kind, card] : ['territory', 'territory']; };
const folded = (summary, ...content) => h('details', { className: 'desk-fold' }, h('summary', null, summary), h('div', { className: 'desk-fold-box' }, ...content));

export function DeckDesk({ deck, versions, most, tooLarge, fixed, answers, said, added, entered, until, link, reading, editingAddress, readingAddress, onWrite, onChoose, onStand, onAdd, onRemove, onKeep, onUndo, onKeepVersion, onRestore, onDropVersion, onRename, onPublish, onUnpublish, onErase }) {
  const [at, setAt] = useState(fromHash), [brought, setBrought] = useState('');
  const last = useRef(deck), typed = useRef({}), sheet = useRef(null), map = useRef(null), wanted = useRef(false);
  if (deck.revision >= 0) last.current = deck;
  const here = last.current, gone = !!deck.erased, ready = here.revision >= 0;
  const find = (kind, card) => here.cards[kind]?.find((each) => each.id === card);
  const kind = here.cards[at[0]] ? at[0] : 'territory';
  const chosen = find(kind, at[1]) ?? here.cards[kind]?.[0];
  const about = fixed.kinds.find((each) => each.kind === kind);
  const blankOf = (k, name) => fixed.kinds.find((each) => each.kind === k)?.blanks.find((each) => each.name === name);

  const valueOf = (id) => {
    const [k, c, name] = partsOf(id);
    if (k === 'deck') return here.name ?? '';
    const card = find(k, c), value = name === 'easy' ? card?.easy : card?.on[name];
    return blankOf(k, name)?.pick ? JSON.stringify(value ?? '') : value ?? '';
  };
  const write = (id, draft) => {
    const [k, c, name] = partsOf(id);
    if (k === 'deck') onRename(draft.text, draft.base);
    else if (draft.values) onChoose(k, c, name, draft.values);
    else onWrite(k, c, name, draft.text, draft.base);
  };
  const { drafts, full, keep, type, send } = useDrafts({ shelf, entered, ready: ready && !gone, answers, valueOf, write });
  const pending = Object.keys(drafts).length > 0;
  const undo = useUndo({ revision: here.revision, drafts, answers, entered, onUndo });

  function go(k, c, focus = true) {
    setAt([k, c]);
    wanted.current = focus;
    history.replaceState(history.state, '', `#${k}-${c}`);
  }
  useEffect(() => { if (wanted.current) { wanted.current = false; sheet.current?.focus(); sheet.current?.scrollIntoView({ block: 'nearest' }); } }, [at]);
  useEffect(() => { if (added) { const [k, c] = partsOf(added); go(k, c); } }, [added]);
  useEffect(() => { if (ready && !gone) remember(link, here.name, true); }, [link, here.name, ready]);
  useEffect(() => { if (gone) forget(link); }, [gone]);
  useEffect(() => onlyText(setBrought), []);
  useEffect(() => {
    if (!here.plan || kind !== 'places') return;
    fetch(`/coop/jeux/${link}/plan.html?de=${here.plan}`).then((r) => r.ok ? r.text() : '').then((t) => { if (t && map.current) { map.current.innerHTML = t; light(); } }).catch(() => {});
  }, [here.plan, kind, entered]);
  const light = () => map.current?.querySelectorAll('[data-place]').forEach((each) => { each.dataset.lit = String(each.dataset.place === chosen?.id); });
  useEffect(light, [chosen?.id, kind]);

  // A control of the card, told to deckcards.jsx: its value, its draft, its refusal, and what to do when it changes.
  function control(k, card, blank) {
    const id = `${k}.${card.id}.${blank.name}`, server = blank.name === 'easy' ? card.easy : card.on[blank.name];
    const draft = drafts[id], problem = answers[id]?.said;
    if (blank.pick) {
      return { ...blank, id, problem, readOnly: gone, values: draft?.values ?? [server ?? []].flat().map(String), pick: blank.pick,
        choose: (values) => { keep({ [id]: { values, text: JSON.stringify(values), base: '' } }); setTimeout(() => send(id)); } };
    }
    const mine = typed.current;
    const value = draft?.text ?? (mine.id === id && squash(mine.text) === squash(server ?? '') ? mine.text : server ?? '');
    return { ...blank, id, problem, value, readOnly: gone, type: (text) => { setBrought(''); typed.current = { id, text }; type(id, text); }, leave: () => { typed.current = {}; send(id); } };
  }
  const nameId = 'deck.deck.name', nameProblem = answers[nameId]?.said;
  const status = gone ? 'Plus rien ne s’enregistre.' : pending ? (full ? 'Ce navigateur n’a plus de place : gardez cette page ouverte jusqu’à « Enregistré ».' : 'Modification à enregistrer…') : said || 'Tout est enregistré.';

  if (!ready) return h('div', null, h('h1', null, 'Un jeu'), h('p', { role: 'status' }, 'Le jeu s’ouvre…'));
  const controls = Object.fromEntries((chosen ? about.blanks : []).map((each) => [each.name, control(kind, chosen, each)]));
  const easy = chosen && control(kind, chosen, { name: 'easy', label: 'Version facile à lire', longest: fixed.easy, pick: '' });
  const lists = {
    place: here.cards.places.map((each) => [each.id, each.title]), characters: here.cards.characters.map((each) => [each.id, each.title]), situations: here.cards.situations.map((each) => [each.id, each.title]),
    level: fixed.levels.map((each) => [each.value, each.said]), moment: fixed.moments.map((each) => [each, each]), state: fixed.states.map((each) => [each, each]),
  };
  const rank = here.cards[kind].indexOf(chosen);
  return h('div', { className: 'deck-desk' },
    h('h1', { className: 'visually-hidden' }, here.name),
    gone ? h('p', { role: 'alert', className: 'notice alert' }, 'Ce jeu vient d’être effacé par une personne qui a le lien pour modifier. Ses textes restent sur cet écran jusqu’à ce que vous le quittiez : copiez ce que vous voulez garder.') : null,
    h('div', { className: 'desk-top' },
      h('div', { className: 'desk-name' }, h('label', { htmlFor: 'deck-name' }, 'Nom du jeu'),
        h('input', { id: 'deck-name', readOnly: gone, value: drafts[nameId]?.text ?? (typed.current.id === nameId && squash(typed.current.text) === squash(here.name) ? typed.current.text : here.name), 'aria-invalid': !!nameProblem, 'aria-describedby': nameProblem ? 'deck-name-problem' : undefined, onChange: (e) => { typed.current = { id: nameId, text: e.target.value }; type(nameId, e.target.value); }, onBlur: () => { typed.current = {}; send(nameId); } }),
        nameProblem ? h('p', { id: 'deck-name-problem', role: 'alert', className: 'error' }, nameProblem) : null),
      h('p', { role: 'status', className: 'desk-said', 'data-pending': pending }, status),
      h('button', { type: 'button', className: 'button second small', disabled: gone || !here.undo, onClick: undo }, 'Annuler la dernière modification')),
    brought ? h('p', { role: 'alert', className: 'error' }, brought) : null,
    ['undo', 'aside', 'add', 'remove', 'erase'].map((each) => answers[each]?.said ? h('p', { key: each, role: 'alert', className: 'error' }, answers[each].said) : null),
    gone ? null : h('div', { className: 'desk-ways' },
      folded('Jouer avec ce jeu', h(Play, { here, reading, pending })),
      folded('Imprimer, emporter', h(Carry, { here, link })),
      folded('Versions', h(Versions, { versions, link, pending, answer: answers.version, most, tooLarge, onKeepVersion, onRestore, onDropVersion })),
      folded('Partager, effacer', h(Share, { until, editingAddress, readingAddress, erase: () => { forget(link); onErase(); } })),
      folded(here.slug ? 'Publié' : 'Publier', h(Publish, { here, fixed, answer: answers.publish, onPublish, onUnpublish }))),
    here.asides.length ? h(Asides, { here, gone, onKeep, go }) : null,
    h('div', { className: 'desk-columns' },
      h('nav', { className: 'desk-library', 'aria-label': 'Les cartes du jeu' },
        h('ul', { className: 'desk-kinds' }, fixed.kinds.map((each) => {
          const lacking = here.problems.filter((p) => p.kind === each.kind && p.card).length;
          return h('li', { key: each.kind }, h('button', { type: 'button', 'aria-pressed': each.kind === kind, onClick: () => go(each.kind, here.cards[each.kind][0]?.id ?? '', false) },
            each.name, each.adds ? h('span', { className: 'count' }, here.cards[each.kind].length) : null, lacking ? h('span', { className: 'lack' }, `${lacking} à compléter`) : null));
        })),
        here.cards[kind].length > 1 || about.adds ? h('ul', { className: 'desk-cards', 'aria-label': about.name }, here.cards[kind].map((each) => h('li', { key: each.id }, h('button', { type: 'button', 'aria-pressed': each === chosen, onClick: () => go(kind, each.id) }, each.title, each.lacks ? h('span', { className: 'lack' }, 'à compléter') : null)))) : null,
        about.adds ? h('p', null, h('button', { type: 'button', className: 'button second small', disabled: gone, onClick: () => onAdd(kind) }, 'Ajouter une carte'), h('span', { className: 'meta' }, ` ${here.cards[kind].length} sur ${about.most} au plus`)) : null),
      h('section', { ref: sheet, tabIndex: -1, className: 'desk-card', 'aria-labelledby': 'desk-card-h' },
        h('div', { className: 'desk-card-head' }, h('h2', { id: 'desk-card-h' }, chosen ? chosen.title : about.name),
          chosen ? h('p', { className: 'card-status' }, chosen.lacks ? 'Brouillon' : here.slug && !here.behind ? 'Publiée' : 'Prête') : null),
        kind === 'places' ? h('div', { className: 'desk-plan' }, h('div', { ref: map, onClick: (e) => !gone && chosen && stand(e, chosen.id, onStand) }), h('p', { className: 'meta' }, 'Touchez le plan pour y poser ce lieu, ou choisissez ses deux nombres sur la carte.')) : null,
        chosen ? drawn({ kind, card: chosen, rank, controls, lists, fixed }) : h('p', { className: 'empty' }, 'Aucune carte ici. Ajoutez-en une.'),
        chosen && about.adds ? h('p', { className: 'button-row' }, h('button', { type: 'button', className: 'button second small', disabled: gone, onClick: () => { const near = here.cards[kind][rank + 1] ?? here.cards[kind][rank - 1]; onRemove(kind, chosen.id); if (near) go(kind, near.id); } }, 'Retirer cette carte')) : null),
      h('aside', { className: 'desk-check', 'aria-label': 'Relire' },
        chosen && kind !== 'words' ? h('section', null, h('h2', null, 'Facile à lire'),
          h('p', { className: 'meta' }, 'Douze mots par phrase au plus, une idée par phrase, pas de sigle. Faites relire par des personnes concernées avant de parler de FALC.'),
          drawn.field(easy), chosen.hard.length ? h('ul', { className: 'hard' }, chosen.hard.map((each) => h('li', { key: each }, each))) : null) : null,
        chosen?.asks.length ? h('section', null, h('h2', null, 'Questions à se poser'), h('ul', { className: 'asks' }, chosen.asks.map((each) => h('li', { key: each }, each)))) : null,
        h('section', { 'aria-live': 'polite' }, h('h2', null, 'Ce qui manque'),
          here.problems.length ? h('ul', { className: 'lacks' }, here.problems.map((each) => h('li', { key: each.kind + each.card }, each.card ? h('button', { type: 'button', onClick: () => go(each.kind, each.card) }, each.title) : null, h('span', null, each.said))))
            : h('p', null, 'Rien : ce jeu peut être joué, imprimé et publié.')))));
}

function stand(e, card, onStand) {
  const box = e.currentTarget.querySelector('.map-sheet')?.getBoundingClientRect();
  if (!box) return;
  const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  onStand(card, within(((e.clientX - box.left) / box.width * 1200 - 60) / 1140 * 12, 12), within((e.clientY - box.top) / box.height * 800 / 760 * 7 - 0.1, 8));
}

function Play({ here, reading, pending }) {
  if (here.problems.length) return h('p', null, `Ce jeu ne peut pas encore être joué : ${here.problems.length} carte${here.problems.length > 1 ? 's' : ''} à compléter. « Ce qui manque » dit lesquelles.`);
  return h('form', { method: 'post', action: '/coop', className: 'play-form' },
    h('input', { type: 'hidden', name: 'jeu', value: reading }), h('input', { type: 'hidden', name: 'contre-emploi', value: 'oui' }),
    h('label', null, 'Ce qui déclenche l’année', h('select', { name: 'declencheur' }, here.cards.triggers.map((each) => h('option', { key: each.id, value: each.id }, each.title)))),
    h('label', null, 'Durée', h('select', { name: 'minutes', defaultValue: '60' }, [['45', '45 minutes, 2 tours'], ['60', '60 minutes, 3 tours'], ['90', '90 minutes, 4 tours']].map(([value, label]) => h('option', { key: value, value }, label)))),
    h('p', { className: 'meta' }, 'La partie garde le jeu tel qu’il est maintenant : le modifier ensuite ne la change pas.'),
    h('button', { type: 'submit', className: 'button', disabled: pending }, pending ? 'Enregistrement…' : 'Créer la partie'));
}

function Carry({ here, link }) {
  if (here.problems.length) return h('p', null, 'Complétez d’abord les cartes de « Ce qui manque » : un jeu s’imprime et s’emporte entier.');
  return h('div', { className: 'button-row' }, h('a', { className: 'button second', href: `/coop/jeux/${link}/cartes.pdf` }, 'Imprimer (PDF)'), h('a', { className: 'button second', href: `/coop/jeux/${link}/jeu.yaml` }, 'Emporter (YAML)'));
}

function Share({ until, editingAddress, readingAddress, erase }) {
  const [said, setSaid] = useState('');
  const copy = (text) => navigator.clipboard?.writeText(text).then(() => setSaid('Lien copié.'), () => setSaid('Copiez le lien à la main : il est sélectionné en le touchant.'));
  const line = (label, address) => h('div', { className: 'share-line' }, h('label', null, label, h('input', { readOnly: true, value: address, onFocus: (e) => e.target.select() })), h('button', { type: 'button', className: 'button second small', 'aria-label': 'Copier : ' + label, onClick: () => copy(address) }, 'Copier'));
  return h('div', null, line('Lien pour lire', readingAddress), line('Lien pour modifier, à ne donner qu’à qui écrit avec vous', editingAddress),
    h('p', { role: 'status', className: 'meta' }, said), h('p', { className: 'meta' }, until),
    folded('Effacer ce jeu', h('p', null, 'Les deux liens et la page publique cesseront de fonctionner. Rien ne pourra être retrouvé. Les parties commencées continuent.'), h('button', { type: 'button', className: 'button second', onClick: erase }, 'Effacer pour toujours')));
}

function Publish({ here, fixed, answer, onPublish, onUnpublish }) {
  const [ticked, setTicked] = useState([]), [read, setRead] = useState(here.revision), [authors, setAuthors] = useState(here.authors ?? '');
  useEffect(() => setAuthors(here.authors ?? ''), [here.authors]);
  const open = here.slug ? h('p', null, 'Ce jeu a sa page publique : ', h('a', { href: '/coop/jeu/' + here.slug }, '/coop/jeu/' + here.slug), here.behind ? '. Il a changé depuis : publiez-le de nouveau pour la mettre à jour.' : '.') : h('p', null, 'Sous licence CC BY-SA 4.0 : chacun pourra le lire, l’imprimer, y jouer, le reprendre en citant ses auteurs.');
  // The list is answered for the deck that was read: changed since the last tick, it is answered again.
  const refusal = answer?.said;
  useEffect(() => { if (answer && !refusal) setTicked([]); }, [answer?.at]);
  useEffect(() => { if (refusal && read !== here.revision) setTicked([]); }, [answer?.at, here.revision]);
  const tick = (name, on) => { setRead(here.revision); setTicked(on ? [...ticked, name] : ticked.filter((each) => each !== name)); };
  return h('div', { className: 'publish' }, open,
    here.slug && !here.behind ? null : h('div', null,
      h('fieldset', null, h('legend', null, 'À vérifier avant de publier'), fixed.checklist.map((each) => h('label', { key: each.name, className: 'tick' }, h('input', { type: 'checkbox', checked: ticked.includes(each.name), onChange: (e) => tick(each.name, e.target.checked) }), h('span', null, each.said)))),
      h('div', { className: 'field' }, h('label', { htmlFor: 'authors' }, 'Auteurs et autrices à citer (facultatif)'), h('input', { id: 'authors', value: authors, maxLength: 200, onChange: (e) => setAuthors(e.target.value) })),
      h('button', { type: 'button', className: 'button', onClick: () => onPublish(ticked, authors, ticked.length ? read : here.revision) }, here.slug ? 'Publier les changements' : 'Publier ce jeu')),
    refusal ? h('p', { role: 'alert', className: 'error' }, refusal) : null,
    here.slug ? h('p', null, h('button', { type: 'button', className: 'button second', onClick: () => { setTicked([]); onUnpublish(); } }, 'Retirer de la page publique')) : null);
}

function Asides({ here, gone, onKeep, go }) {
  return h('section', { className: 'notice', 'aria-labelledby': 'asides-h' }, h('h2', { id: 'asides-h' }, 'Textes mis de côté'),
    h('p', null, 'Deux personnes ont écrit en même temps. Les deux textes sont gardés : choisissez.'),
    here.asides.map((each) => h('div', { key: each.number, className: 'desk-aside' },
      h('p', null, h('button', { type: 'button', onClick: () => go(each.kind, each.card) }, each.title), h('span', { className: 'meta' }, ` ${each.label}`)), h('blockquote', null, each.text),
      h('div', { className: 'button-row' },
        h('button', { type: 'button', className: 'button second small', disabled: gone, onClick: () => onKeep(each.number, 'aside') }, 'Prendre ce texte'),
        h('button', { type: 'button', className: 'button second small', disabled: gone, onClick: () => onKeep(each.number, 'current') }, 'Garder l’autre')))));
}
