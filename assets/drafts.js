// What is typed stays in this browser (sessionStorage) until the server has written it: after a reload, a cut or a
// server that fell, what was not written is sent again; what was refused stays where it was typed. Rules are on the
// server. A draft is {text, base, …}: `base` is the text it was written from.
import { useEffect, useRef, useState } from 'react';

const PAUSE = 1500; // milliseconds without a key before a text is sent
export const shelved = (shelf) => { try { return JSON.parse(sessionStorage.getItem(shelf)) ?? {}; } catch { return {}; } };

/**
 * The drafts of a page. `entered` changes each time the server is reached again, `ready` says its texts are there;
 * `answers` is what became of each field, {at, said}; `valueOf` is the text of a field as the server has it; `write`
 * sends a draft.
 */
export function useDrafts({ shelf, entered, ready, answers, valueOf, write }) {
  const [drafts, setDrafts] = useState({}), [full, setFull] = useState(false);
  const now = useRef({}), sent = useRef({}), timers = useRef({});
  now.current = { drafts, answers, valueOf, write };

  function keep(change) {
    const next = { ...now.current.drafts, ...change };
    for (const id of Object.keys(next)) if (!next[id]) delete next[id];
    now.current.drafts = next;
    setDrafts(next);
    try { sessionStorage.setItem(shelf(), JSON.stringify(next)); setFull(false); } catch { setFull(true); }
  }
  function type(id, text) {
    const base = now.current.drafts[id]?.base ?? now.current.valueOf(id);
    keep({ [id]: { text, base } });
    clearTimeout(timers.current[id]);
    timers.current[id] = setTimeout(() => send(id), PAUSE);
  }
  function send(id) {
    clearTimeout(timers.current[id]);
    const draft = now.current.drafts[id];
    if (!draft || sent.current[id]?.text === draft.text) return;
    sent.current[id] = { text: draft.text, before: now.current.answers[id]?.at };
    now.current.write(id, draft);
  }

  // Back after a reload or a cut: what was not written is sent again.
  useEffect(() => {
    if (!ready) return;
    const left = { ...shelved(shelf()), ...now.current.drafts };
    sent.current = {};
    if (Object.keys(left).length) { keep(left); for (const id of Object.keys(left)) send(id); }
  }, [entered, ready]);
  // Written: the draft has done its time, unless it went on meanwhile. Refused: it stays.
  useEffect(() => {
    const change = {};
    for (const [id, { text, before }] of Object.entries(sent.current)) {
      const draft = now.current.drafts[id], answer = answers[id];
      if (!answer || answer.at === before) continue;
      delete sent.current[id];
      if (draft && !answer.said) change[id] = draft.text === text ? null : { ...draft, base: now.current.valueOf(id) };
    }
    if (Object.keys(change).length) keep(change);
  }, [answers]);
  useEffect(() => {
    const leave = () => { for (const id of Object.keys(now.current.drafts)) send(id); };
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, []);
  return { drafts, full, keep, type, send, redraw: () => setDrafts({ ...now.current.drafts }) };
}
