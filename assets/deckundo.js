// Undoing takes back what this screen shows: the revision it saw goes with the gesture, and the server refuses when
// somebody else has written meanwhile (coop/deck_versions.py).
import { useEffect, useRef, useState } from 'react';

/** What the button does: once what is being typed here is written, and once for each answer of the server. */
export function useUndo({ revision, drafts, answers, entered, onUndo }) {
  const [most, setMost] = useState(null), asked = useRef(false), answered = answers.undo?.at;
  const waiting = Object.keys(drafts).filter((id) => !answers[id]?.said).length;
  useEffect(() => { asked.current = false; }, [answered, entered]);
  useEffect(() => setMost(null), [entered]);
  useEffect(() => {
    if (most === null || waiting) return;
    setMost(null);
    onUndo(Math.min(most, revision)); // further than what was typed here: another wrote, the server will say so
  }, [most, waiting]);
  return () => {
    if (asked.current) return;
    asked.current = true;
    setMost(revision + waiting);
  };
}
