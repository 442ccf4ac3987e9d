// Whoever opens the sheet keeps it: the worker is only given to the pages of the sheet, once they are drawn.
(() => {
  if (!navigator.serviceWorker) return; // neither https nor this machine: the file to take away is there for that
  const look = () => /^\/depliant(\/texte)?\/?$/.test(location.pathname) && navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {});
  const later = () => (window.requestIdleCallback ?? setTimeout)(look);
  if (document.readyState === 'complete') later(); else addEventListener('load', later);
  window.navigation?.addEventListener('navigatesuccess', later);
})();
// What a phone kept to do the check-in, or to come back from the QR of a room, goes when its time is over or one has left.
(() => {
  try {
    const out = location.pathname === '/connexion' && location.search.includes('sorti'), erased = location.search.includes('efface');
    const gone = [];
    const places = Object.entries(JSON.parse(localStorage.getItem('irdsu-presence') ?? '{}')), ours = erased ? [] : places.filter(([, each]) => each.until > Date.now());
    if (!ours.length) localStorage.removeItem('irdsu-presence');
    else if (ours.length < places.length) localStorage.setItem('irdsu-presence', JSON.stringify(Object.fromEntries(ours)));
    for (const name of Object.keys(localStorage))
      if (/^irdsu-appel:.*:roll$/.test(name) && (out || JSON.parse(localStorage.getItem(name)).until < Date.now())) gone.push(name.slice(0, -4));
    for (const meeting of gone)
      for (const name of Object.keys(localStorage).filter((each) => each.startsWith(meeting))) {
        const [, kind] = /^(r:|roll$|m:)/.exec(name.slice(meeting.length)) ?? [], kept = kind === 'm:' && JSON.parse(localStorage.getItem(name));
        if (kept) localStorage.setItem(name, JSON.stringify({ ...kept, name: kept.sent.name ? kept.name : '' })); // not sent yet: only the name goes
        else if (kind) localStorage.removeItem(name);
      }
  } catch { /* nothing is kept here */ }
})();
