// The QR of the room leads here: whoever opened their personal link in this browser today goes straight to it.
(() => {
  const code = location.hash.slice(1).toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 6), [, , slug, meeting] = location.pathname.split('/');
  let found = null;
  try { found = JSON.parse(localStorage.getItem('irdsu-presence') ?? '{}')[`${slug}/${meeting}`]; } catch { /* nothing was kept */ }
  if (found && found.until > Date.now() && /^\/inscription\/[\w-]+(\?cycle=[\w-]+)?$/.test(found.link)) return location.replace(`${found.link}#code=${code}`);
  if (!code) return;
  document.getElementById('code').textContent = code;
  document.getElementById('typed').hidden = false;
})();
