// Whoever opens the sheet keeps it: the worker is only given to the pages of the sheet, once they are drawn.
(() => {
  if (!navigator.serviceWorker) return; // neither https nor this machine: the file to take away is there for that
  const look = () => /^\/depliant(\/texte)?\/?$/.test(location.pathname) && navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => {});
  const later = () => (window.requestIdleCallback ?? setTimeout)(look);
  if (document.readyState === 'complete') later(); else addEventListener('load', later);
  window.navigation?.addEventListener('navigatesuccess', later);
})();
