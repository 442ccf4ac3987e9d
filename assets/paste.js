// Nothing but text gets into a text: an image pasted or dropped is not taken, and the page says so. A word processor
// gives its text with a picture of it: the text is what is pasted.
const SAID = 'Une image n’entre pas dans un texte. Rien n’a changé : collez seulement des mots.';

/** Watch what is pasted and dropped on the page; `say` is given the sentence, or nothing when text comes. */
export function onlyText(say) {
  const hear = (e) => {
    const brought = e.clipboardData ?? e.dataTransfer, types = [...brought?.types ?? []];
    const image = types.includes('Files') || /<img\b/i.test(brought?.getData('text/html') ?? '');
    if (e.type === 'paste') {
      const refused = image && !types.includes('text/plain');
      if (refused) e.preventDefault();
      say(refused ? SAID : '');
    } else if (types.includes('Files')) { // else the browser would leave the page for the file
      e.preventDefault();
      if (e.type === 'drop') say(SAID);
    }
  };
  const types = ['paste', 'dragover', 'drop'];
  for (const each of types) document.addEventListener(each, hear, true);
  return () => types.forEach((each) => document.removeEventListener(each, hear, true));
}
