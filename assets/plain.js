// The appearance chosen on the other pages (light, dark, or that of the system).
(() => {
  let chosen = 'system';
  try { chosen = localStorage.getItem('theme') || chosen; } catch { /* forbidden: that of the system */ }
  if (chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)) document.documentElement.classList.add('dark');
})();
document.addEventListener('click', (event) => { if (event.target.closest('[data-print]')) print(); });
