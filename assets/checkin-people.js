// The list of people at the door: one line each, changed in place so that a finger or the keyboard never loses it.
const folded = (words) => words.normalize('NFKD').replace(/\p{M}/gu, '').replace(/œ/gi, 'oe').replace(/æ/gi, 'ae').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
const NAMELESS = 'Personne effacée';
const made = (tag, className, ...children) => { const node = document.createElement(tag); if (className) node.className = className; node.append(...children); return node; };

export function said(mark, over) {
  if (!mark) return over ? 'Absence' : 'À venir';
  if (mark.is === 'present') return `Présence${mark.at ? ` à ${mark.at}` : ''}`;
  return mark.is === 'excused' ? 'Excuse' : over ? 'Absence' : 'À venir';
}

// `onAct(person, standing)`, `onErase(person)`: what was pressed. Gives `show(people, half, words)`, the number shown.
export function list(at, onAct, onErase) {
  const lines = new Map();
  function line(person) {
    const name = made('b', 'checkin-name'), from = made('span', 'meta'), state = made('span', 'checkin-is'), warning = made('p', 'checkin-warning');
    const acts = made('div', 'checkin-acts');
    const button = (standing, words, second) => {
      const pressed = made('button', second ? 'button second' : 'button', words, made('span', 'visually-hidden', ` : ${person.name}`));
      pressed.type = 'button';
      pressed.onclick = () => (standing === 'erased' ? onErase(lines.get(person.id).person) : onAct(lines.get(person.id).person, standing));
      acts.append(pressed);
      return pressed;
    };
    const item = made('li', '', made('div', 'checkin-who', name, from), state, acts, warning);
    const found = {
      item, name, from, state, warning, acts, person,
      present: button('present', 'Est là'), excused: button('excused', 'Excuse', true), absent: button('absent', 'Annuler', true),
      erased: person.walkIn ? button('erased', 'Effacer', true) : null,
    };
    lines.set(person.id, found);
    return found;
  }
  return function show(people, half, words) {
    const asked = folded(words).split(' ').filter(Boolean), kept = new Set();
    let many = 0, before = null;
    for (const person of people) {
      const found = lines.get(person.id) ?? line(person), mark = person.marks[half.key];
      kept.add(person.id);
      Object.assign(found, { person });
      const heard = folded(`${person.name} ${person.from}`).split(' ');
      found.item.hidden = !asked.every((word) => heard.some((each) => each.startsWith(word)));
      many += !found.item.hidden;
      put(found.name, person.name || NAMELESS);
      put(found.from, [person.from, person.walkIn ? 'à la porte' : person.afar ? 'à distance' : ''].filter(Boolean).join(' · '));
      put(found.state, said(mark, half.over) + (mark?.waits ? ', à envoyer' : ''));
      found.item.dataset.is = mark?.is ?? '';
      put(found.warning, person.warning ?? '');
      const here = mark?.is === 'present', excused = mark?.is === 'excused';
      const pressed = found.acts.contains(document.activeElement) ? document.activeElement : null;
      found.present.hidden = here || !person.name; found.excused.hidden = here || excused || !person.name || person.walkIn;
      found.absent.hidden = !(here || excused); if (found.erased) found.erased.hidden = !person.name;
      if (pressed?.hidden) (found.absent.hidden ? found.present : found.absent).focus();
      if ((before ? before.nextSibling : at.firstChild) !== found.item) { if (before) before.after(found.item); else at.prepend(found.item); }
      before = found.item;
    }
    for (const [id, found] of lines) if (!kept.has(id)) { found.item.remove(); lines.delete(id); }
    return many;
  };
}

export function put(node, words) { if (node.textContent !== words) node.textContent = words; }
