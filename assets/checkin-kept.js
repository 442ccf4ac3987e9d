// What a phone at the door keeps: the names, while the meeting lasts; what was noted, until the house has it. One entry
// of localStorage for each, written before anything is said, so that two tabs or a reload lose nothing.
export const PREFIX = 'irdsu-appel:';

// Ids without crypto.randomUUID, which exists only where the address is https or this machine.
export function draw() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

// The shelf of a meeting. `sure` is false when this browser refuses to keep anything: the page then says so.
export function shelf(meeting) {
  const here = `${PREFIX}${meeting}:`, loose = new Map();
  let sure = true, moment = 0;
  const read = (name) => { const found = loose.get(name) ?? stored(name); try { return found && JSON.parse(found); } catch { return null; } };
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  function write(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); } catch { sure = false; loose.set(name, JSON.stringify(value)); }
  }
  function drop(name) { loose.delete(name); try { localStorage.removeItem(name); } catch { /* never kept */ } }
  function names(kind) {
    const found = new Set([...loose.keys()].filter((each) => each.startsWith(here + kind)));
    try { for (let at = 0; at < localStorage.length; at++) if (localStorage.key(at).startsWith(here + kind)) found.add(localStorage.key(at)); } catch { /* never kept */ }
    return [...found];
  }
  const all = (kind) => names(kind).map(read).filter(Boolean).sort((a, b) => a.turn - b.turn);

  return {
    get sure() { return sure; },
    device() { const kept = read(here + 'device'); if (kept) return kept; const drawn = draw(); write(here + 'device', drawn); return drawn; },
    roll: () => read(here + 'roll'),
    keepRoll: (roll, now) => (now < roll.until ? write(here + 'roll', roll) : drop(here + 'roll')),
    // Of what waits, only the names given at the door stay: the house has not got them yet.
    forgetNames() {
      for (const name of [here + 'roll', ...names('r:')]) drop(name);
      for (const name of names('m:')) { const each = read(name); if (each && !each.sent.name) write(name, { ...each, name: '' }); }
    },
    // A statement that waits: {id, sent, name, turn}; `sent` is what the house will read.
    note(sent, name) { moment = Math.max(moment + 1, Date.now()); write(`${here}m:${sent.id}`, { id: sent.id, sent, name, turn: moment }); },
    waiting: () => all('m:'),
    arrived: (id) => drop(`${here}m:${id}`),
    // What somebody has to look at again: {id, name, said, turn}.
    review: (id, name, said) => write(`${here}r:${id}`, { id, name, said, turn: Date.now() }),
    reviews: () => all('r:'),
    seen: (id) => drop(`${here}r:${id}`),
    forget() { for (const name of names('')) drop(name); },
  };
}
