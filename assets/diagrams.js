/* Touching the diagrams. The tokens of a drawing live on its <svg> (data-tokens); everything seen follows from them.
   pick and token: ["caf"] · open: ["projets", "murs"] · link: ["emploi", "ecole", "ecole+emploi"] · cycle: ["ecole:absent"] */

const one = (tokens, key) => (tokens[0] === key ? [] : [key]);

const touched = {
  pick: one,
  token: one,
  open: (tokens, key) => (tokens.includes(key) ? tokens.filter((t) => t !== key) : [...tokens, key]),
  cycle(tokens, key, states) {
    const now = tokens.find((t) => t.startsWith(`${key}:`));
    const rest = tokens.filter((t) => t !== now);
    const state = states[states.indexOf(now?.split(':')[1]) + 1];
    return state ? [...rest, `${key}:${state}`] : rest;
  },
  link(tokens, key) {
    const picks = tokens.filter((t) => !t.includes('+'));
    const pairs = tokens.filter((t) => t.includes('+'));
    if (picks.length !== 1) return [key, ...pairs];
    if (picks[0] === key) return pairs;
    const pair = [picks[0], key].sort().join('+');
    return [picks[0], key, ...(pairs.includes(pair) ? pairs.filter((p) => p !== pair) : [...pairs, pair])];
  },
};

const list = (words) => (words ? words.split(/[ ,]/) : []);

function keysShow(svg, tokens) {
  const { states, words, default: rest } = svg.dataset;
  for (const key of svg.querySelectorAll('[data-key]')) {
    const name = key.dataset.key;
    const state = tokens.find((t) => t.startsWith(`${name}:`))?.split(':')[1];
    const on = tokens.includes(name) || (!tokens.length && name === rest) || !!state;
    key.classList.toggle('is-on', on);
    if (key.hasAttribute('aria-pressed')) key.setAttribute('aria-pressed', on);
    if ((key.dataset.kind ?? svg.dataset.kind) !== 'cycle') continue;
    key.dataset.label ??= key.getAttribute('aria-label');
    list(states).forEach((s, i) => {
      key.classList.toggle(`state-${s}`, s === state);
      if (s === state) key.setAttribute('aria-label', `${key.dataset.label}\u00a0: ${list(words)[i]}`);
    });
    if (!state) key.setAttribute('aria-label', key.dataset.label);
  }
}

function linksShow(svg, tokens) {
  const group = svg.querySelector('.links');
  if (!group) return;
  const at = (name) => svg.querySelector(`[data-key="${CSS.escape(name)}"]`)?.dataset;
  const pairs = tokens.filter((t) => t.includes('+'));
  for (const old of [...group.children]) if (!pairs.includes(old.dataset.pair)) old.remove();
  for (const pair of pairs) {
    const [a, b] = pair.split('+').map(at);
    if (!a || !b || [...group.children].some((c) => c.dataset.pair === pair)) continue;
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const bend = (axis) => { // towards the middle of the drawing, more when the ends are far apart
      const half = (+a[axis] + +b[axis]) / 2;
      return (half + +(group.dataset[axis] ?? half)) / 2;
    };
    path.setAttribute('d', `M${a.x} ${a.y}Q${bend('x')} ${bend('y')} ${b.x} ${b.y}`);
    path.setAttribute('pathLength', '1');
    path.dataset.pair = pair;
    group.append(path);
  }
}

function show(svg, tokens) {
  svg.dataset.tokens = tokens.join(' ');
  const names = tokens.filter((t) => !t.includes('+')).map((t) => t.split(':')[0]);
  svg.dataset.reading = names.at(-1) ?? svg.dataset.default ?? '';
  keysShow(svg, tokens);
  linksShow(svg, tokens);
  const token = svg.querySelector('.token');
  if (token) {
    const at = svg.querySelector(`[data-key="${CSS.escape(names[0] ?? '')}"]`)?.dataset;
    token.classList.toggle('is-placed', !!at);
    if (at) token.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }
  for (const detail of svg.closest('.figure').querySelectorAll('.detail'))
    detail.hidden = detail.dataset.for !== names.at(-1);
}

/** Set a diagram to these tokens, wherever it stands in `root` (the sheet, its enlarged view), telling nobody. */
export function apply(root, panelId, tokens) {
  const drawn = `.figure[data-panel="${CSS.escape(panelId)}"] .diagram`;
  for (const svg of root.querySelectorAll(drawn)) if (svg.dataset.tokens !== tokens.join(' ')) show(svg, tokens);
}

/** Make the diagrams of `root` touchable; `onChange(panelId, tokens)` hears each change. Returns what undoes it. */
export function attach(root, onChange = () => {}) {
  const hear = (event) => {
    const slip = event.type !== 'keydown' && event.target.closest('.detail');
    const key = event.target.closest('.diagram [data-key]');
    if (!key && !slip) return;
    // A face seen from afar is not touched: the click brings the camera to it.
    if (event.type !== 'keydown' && event.target.closest('section.face:not(.lit)')) return;
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.stopPropagation(); // the sheet must not fold nor drag under the finger
    if (event.type === 'pointerdown') return;
    if (slip) return void (slip.hidden = true);
    event.preventDefault();
    const svg = key.closest('.diagram');
    const move = touched[key.dataset.kind ?? svg.dataset.kind];
    const tokens = move(list(svg.dataset.tokens), key.dataset.key, list(svg.dataset.states));
    const panelId = svg.closest('.figure').dataset.panel;
    apply(root, panelId, tokens);
    onChange(panelId, tokens);
  };
  const types = ['click', 'keydown', 'pointerdown'];
  for (const type of types) root.addEventListener(type, hear, true); // capture: before any listener inside
  return () => types.forEach((type) => root.removeEventListener(type, hear, true));
}
