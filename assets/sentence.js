// A sentence that changes under somebody's pen: one change is one piece replaced, found by what is the same around it.
function change(from, to) {
  let start = 0, end = 0;
  const most = Math.min(from.length, to.length);
  while (start < most && from[start] === to[start]) start++;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return { start, end: from.length - end, words: to.slice(start, to.length - end) };
}

// Where a position of `from` is in `to`; inside what was replaced, after it.
export function remap(from, to, at) {
  const { start, end, words } = change(from, to);
  if (at <= start && !(at === start && start === end && words === '')) return at;
  return at >= end ? at + to.length - from.length : start + words.length;
}

// What was written in `mine` since `from`, carried onto `theirs`, which comes from `from` too. Where both changed the same
// words, both are kept, theirs first.
export function rebase(from, mine, theirs) {
  if (mine === from || mine === theirs) return theirs;
  if (theirs === from) return mine;
  const m = change(from, mine), t = change(from, theirs), shift = theirs.length - from.length;
  if (t.end <= m.start) return theirs.slice(0, m.start + shift) + m.words + theirs.slice(m.end + shift);
  if (t.start >= m.end) return theirs.slice(0, m.start) + m.words + theirs.slice(m.end);
  const between = /\S$/.test(t.words) && /^\S/.test(m.words) ? ' ' : '';
  return from.slice(0, Math.min(m.start, t.start)) + t.words + between + m.words + from.slice(Math.max(m.end, t.end));
}
