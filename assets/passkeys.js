// Passkeys (WebAuthn): the buttons `data-passkey` come in or add a key; `data-passkey-said` says what did not work.
// They are shown only where the browser has passkeys: https or this machine, under a name rather than a number.
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials || /^[\d.]+$|:/.test(location.hostname.replace(/[[\]]/g, ''))) return;
  document.documentElement.dataset.passkeys = 'oui';
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  let said = '';
  const show = () => { for (const each of document.querySelectorAll('[data-passkey-said]')) if (each.textContent !== said) each.textContent = said; };
  const say = (words) => { said = words; show(); };
  new MutationObserver(show).observe(document.documentElement, { childList: true, subtree: true }); // the page may be drawn again meanwhile
  const post = async (address, body) => {
    const answer = await fetch(address, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.refus);
    return told;
  };
  const sent = (key) => {
    const response = {};
    for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
      if (key.response[part]) response[part] = text(key.response[part]);
    return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} };
  };
  const acts = {
    async enter() {
      const asked = await post('/connexion/cle/defi', {});
      const key = await navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: [] } });
      return post('/connexion/cle', sent(key));
    },
    async add() {
      const asked = await post('/bureau/cles/defi', {});
      const known = (asked.excludeCredentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
      const publicKey = { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known };
      const key = await navigator.credentials.create({ publicKey });
      return post('/bureau/cles', { ...sent(key), nom: document.getElementById('passkey-name')?.value ?? '' });
    },
  };
  const why = (error) =>
    error.name === 'InvalidStateError' ? 'Cet appareil a déjà une clé d’accès à votre nom.'
    : error instanceof DOMException ? 'La clé n’a pas été donnée. Réessayez, ou passez par le lien reçu par courriel.'
    : error.name === 'Error' && error.message ? error.message
    : 'Le site ne répond pas. Réessayez dans un instant.';
  let busy = false;
  document.addEventListener('click', async (event) => {
    const act = acts[event.target.closest?.('[data-passkey]')?.dataset.passkey];
    if (!act || busy) return;
    busy = true;
    say('');
    try { location.assign((await act()).vers); } catch (error) { say(why(error)); } finally { busy = false; }
  });
})();
