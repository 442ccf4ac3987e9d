// A card that one writes: it looks like the card of the game (coop.css), and each of its texts is where it will be read.
import { createElement as h, useLayoutEffect, useRef } from 'react';

const GROWS = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');
const sign = (name) => h('svg', { className: 'sign', 'aria-hidden': 'true', focusable: 'false' }, h('use', { href: '/coop-signs.svg#' + name }));

/** A text of the card: its label, what is written, how long it is, why it was refused. */
function Field({ at, label, look = '' }) {
  const area = useRef(null);
  useLayoutEffect(() => {
    if (GROWS || !area.current) return;
    area.current.style.height = 'auto';
    area.current.style.height = area.current.scrollHeight + 'px';
  }, [at.value]);
  const over = at.value.length > at.longest;
  return h('div', { className: 'desk-field ' + look },
    h('label', { htmlFor: at.id, className: 'label' }, label ?? at.label),
    h('textarea', { ref: area, id: at.id, rows: 1, value: at.value, readOnly: at.readOnly, spellCheck: true, 'aria-invalid': !!at.problem, 'aria-describedby': `${at.id}-count` + (at.problem ? ` ${at.id}-problem` : ''),
      onChange: (e) => at.type(e.target.value), onBlur: at.leave }),
    h('span', { id: at.id + '-count', className: 'chars' + (over ? ' over' : '') }, `${at.value.length} / ${at.longest}`, h('span', { className: 'unit' }, ' signes')),
    at.problem ? h('p', { id: at.id + '-problem', role: 'alert', className: 'error' }, at.problem) : null);
}

/** One thing chosen in a list; an empty choice is shown as such, and never chosen again. */
function Pick({ at, list, label, look = '' }) {
  const value = at.values[0] ?? '';
  return h('div', { className: 'desk-field pick ' + look },
    h('label', { htmlFor: at.id, className: 'label' }, label ?? at.label),
    h('select', { id: at.id, value, disabled: at.readOnly, 'aria-invalid': !!at.problem, 'aria-describedby': at.problem ? at.id + '-problem' : undefined, onChange: (e) => at.choose([e.target.value]) },
      list.some(([each]) => each === value) ? null : h('option', { value }, value ? `${value} (retiré)` : 'À choisir'),
      list.map(([each, said]) => h('option', { key: each, value: each }, said))),
    at.problem ? h('p', { id: at.id + '-problem', role: 'alert', className: 'error' }, at.problem) : null);
}

/** Several things chosen in a list. */
function Several({ at, list, look = '' }) {
  const names = at.values.map((each) => list.find(([id]) => id === each)?.[1] ?? `${each} (retiré)`);
  const change = (id, on) => at.choose(list.map(([each]) => each).filter((each) => each === id ? on : at.values.includes(each)));
  return h('details', { className: 'desk-field several ' + look },
    h('summary', null, h('span', { className: 'label' }, at.label), h('span', null, names.join(', ') || 'Personne en particulier')),
    h('fieldset', { disabled: at.readOnly }, h('legend', { className: 'visually-hidden' }, at.label), list.map(([id, said]) => h('label', { key: id, className: 'tick' }, h('input', { type: 'checkbox', checked: at.values.includes(id), onChange: (e) => change(id, e.target.checked) }), h('span', null, said)))),
    at.problem ? h('p', { role: 'alert', className: 'error' }, at.problem) : null);
}

const numbers = (most) => Array.from({ length: most + 1 }, (_, n) => [String(n), String(n)]);
const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? '').join('').toUpperCase();
const article = (look, ...content) => h('div', { className: 'coop-card written ' + look }, ...content);

const DRAWN = {
  territory: ({ controls: c }) => article('territory', h(Field, { at: c.name, look: 'piece-title' }), h(Field, { at: c.town }), h(Field, { at: c.agglomeration }), h(Field, { at: c.people }), h(Field, { at: c.hook, look: 'first-words' })),
  triggers: ({ controls: c, lists }) => article('trigger', h(Field, { at: c.name, look: 'piece-title' }), h(Field, { at: c.summary }), h(Several, { at: c.suggested, list: lists.situations })),
  places: ({ card, controls: c, lists, fixed }) => article('place', h('p', { className: 'card-place' }, sign('lieu'), h('span', null, 'Lieu'), fixed.signs[card.on.state] ? h('span', { className: 'state theme', 'data-state': fixed.signs[card.on.state] }, sign(fixed.signs[card.on.state]), h('span', { className: 'word' }, card.on.state)) : null),
    h(Field, { at: c.name, look: 'piece-title' }), h(Field, { at: c.line, look: 'scene' }), h('div', { className: 'desk-row' }, h(Pick, { at: c.state, list: lists.state }), h(Pick, { at: c.x, list: numbers(12), label: 'En largeur' }), h(Pick, { at: c.y, list: numbers(8), label: 'En hauteur' }))),
  characters: ({ controls: c, rank, fixed }) => [article('character',
    h('div', { className: 'card-head' }, h('span', { className: 'crew-token', 'aria-hidden': 'true', 'data-tone': fixed.tones[rank % 4], 'data-form': fixed.forms[Math.floor(rank / 4) % 4] }, initials(c.name.value)), h('div', { className: 'grows' }, h(Field, { at: c.name, look: 'piece-title' }), h(Field, { at: c.role, look: 'role' }))),
    h(Field, { at: c.first_words, look: 'first-words' }), h(Field, { at: c.wants }), h(Field, { at: c.believes, look: 'slanted' }), h(Field, { at: c.power }), h(Field, { at: c.share })),
  article('back-side', h('p', { className: 'card-place' }, h('span', null, 'Au dos de la carte')), h(Field, { at: c.hidden, look: 'hidden-words' }))],
  situations: ({ card, controls: c, lists, fixed }) => [article('situation',
    h('div', { className: 'desk-row' }, h(Pick, { at: c.place, list: lists.place }), h(Field, { at: c.theme })),
    h(Field, { at: c.title, look: 'piece-title' }), h(Field, { at: c.scene, look: 'scene' }), h('div', { className: 'action' }, h(Field, { at: c.action, look: 'action-words' })),
    h(Several, { at: c.concerned, list: lists.characters, look: 'concerned' }),
    h('div', { className: 'weight', 'data-level': card.on.level ?? '' }, h('span', { className: 'dots', 'aria-hidden': 'true' }, [0, 1, 2, 3].map((n) => h('i', { key: n }))), h(Pick, { at: c.level, list: lists.level, look: 'grows' }))),
  article('back-side', h('p', { className: 'card-place' }, h('span', null, 'Au dos : après le débat')), h('div', { className: 'readings' }, h(Field, { at: c.coop, look: 'of-coop' }), h(Field, { at: c.not_coop, look: 'of-not' })), h(Field, { at: c.prompt, look: 'slanted' }))],
  events: ({ controls: c, lists }) => article('event', h('div', { className: 'card-place' }, sign('evenement'), h(Pick, { at: c.moment, list: lists.moment, look: 'grows' })), h(Field, { at: c.title, look: 'piece-title' }), h(Field, { at: c.text, look: 'scene' }), h('div', { className: 'action' }, h(Field, { at: c.effect }))),
  postures: ({ card, controls: c }) => article('posture', h('div', { className: 'card-head' }, h('span', { className: 'knob', 'aria-hidden': 'true' }, card.id), h('div', { className: 'grows' }, h(Field, { at: c.name, look: 'piece-title' }))), h(Field, { at: c.gesture, look: 'scene' }), h(Field, { at: c.strength }), h(Field, { at: c.blind_spot })),
  currents: ({ controls: c }) => article('current', h(Field, { at: c.name, look: 'piece-title' }), h(Field, { at: c.question, look: 'scene' })),
  words: ({ controls: c }) => article('words', h('div', { className: 'votes' }, h('div', { className: 'pile coop' }, h(Field, { at: c.coop, look: 'piece-title' })), h('div', { className: 'pile not' }, h(Field, { at: c.not_coop, look: 'piece-title' })))),
};

/** The chosen card. Keyed by its code: the texts of two cards never share a box. */
export function card(props) {
  const Drawn = DRAWN[props.kind];
  return h('div', { key: props.kind + props.card.id, className: 'desk-sheet' }, ...[Drawn(props)].flat());
}
card.field = (at) => h(Field, { key: at.id, at });
