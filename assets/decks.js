// The decks this browser has opened: their links stay here (localStorage), the server does not know whose they are.
const SHELF = 'irdsu-decks', MOST = 40;

/** The decks opened here, the latest first: {key, name, at, edits}. */
export function opened() {
  try {
    const found = JSON.parse(localStorage.getItem(SHELF) ?? '[]');
    return Array.isArray(found) ? found.filter((each) => /^[\w-]{32}$/.test(each?.key)) : [];
  } catch { return []; }
}
const keep = (list) => { try { localStorage.setItem(SHELF, JSON.stringify(list.slice(0, MOST))); } catch { /* full or forbidden: the link is in the address */ } };

/** Remember a deck, or its new name; `edits` when the link allows to change it. */
export function remember(key, name, edits) {
  if (!key) return;
  keep([{ key, name, edits, at: Date.now() }, ...opened().filter((each) => each.key !== key)]);
}

/** Take a deck off the list; the deck itself stays. */
export function forget(key) { keep(opened().filter((each) => each.key !== key)); }
