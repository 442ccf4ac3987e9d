// The one-file sheet (irdsu_app/brief/portable.py): the same paper, the same hands, and no network at all.
import { fold } from './fold.js';
import { attach } from './diagrams.js';
{
  const KEYS = { ArrowRight: 1, PageDown: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1, Home: -99, End: 99 };
  const find = (what) => document.querySelector(what), all = (what) => document.querySelectorAll(what);
  const { plan, said, words } = JSON.parse(find('#plan').textContent);
  const stage = find('.stage'), dialog = find('dialog'), notes = find('.notes'), last = plan.steps.length;
  const title = (panel) => find(`#${panel}-h`).textContent;
  let at = 1, homes = [];
  const sheet = fold(stage, plan, move);

  function move(n) {
    n = Math.max(1, Math.min(last, n));
    if (n === at) return;
    at = n;
    sheet.go(at);
    requestAnimationFrame(() => setTimeout(tell)); // paper first, the words around it afterwards
  }
  function tell() {
    const { panel, state } = plan.steps[at - 1];
    find('.where').textContent = `${at} / ${last} · ${title(panel)}`;
    find('output').textContent = said[at - 1];
    find('#on').textContent = words[at - 1];
    for (const button of all('[data-off]')) button.disabled = +button.dataset.off === at;
    for (const cell of all('[data-cell]')) {
      cell.hidden = !plan.visible[state].includes(cell.dataset.cell);
      cell.firstChild.setAttribute('aria-current', cell.dataset.cell === panel ? 'step' : 'false');
    }
    for (const note of all('[data-note]')) note.classList.toggle('now', note.dataset.note === panel);
    if (notes) notes.scrollTop = 0;
    history.replaceState(null, '', `#pas=${at}`);
  }
  // The state next door on paper, or the one the talk goes to.
  function unfold(to) {
    const state = plan.steps[at - 1].state, first = (s) => plan.steps.findIndex((x) => x.state === s) + 1;
    const reach = (s) => first(s) && move(first(s));
    if (to === 'turn') return reach(state !== 'S4' && first('S4') ? 'S4' : 'S0');
    if (to === 'back') return state === 'S0' || reach(plan.paths[state + 'S0'].map(([s]) => s).find(first) ?? 'S0');
    const later = plan.steps.findIndex((s, i) => i >= at && s.state !== state);
    if (later > 0) move(later + 1);
    else reach('S0');
  }
  function enlarge() {
    const { panel } = plan.steps[at - 1], room = find('.enlarged');
    homes = [];
    for (const part of [`section.face[data-panel="${panel}"] .figure`, `.more[data-more="${panel}"]`]) {
      const node = find('.stage ' + part), mark = document.createComment('');
      node.replaceWith(mark); room.append(node); node.hidden = false;
      homes.push([mark, node]);
    }
    room.dataset.panel = panel;
    find('#more-title').textContent = title(panel);
    dialog.showModal();
  }
  dialog.addEventListener('close', () => {
    for (const [mark, node] of homes) { node.hidden = node.matches('.more'); mark.replaceWith(node); }
    homes = [];
  });
  function annotate() {
    if (!notes) return;
    notes.hidden = !notes.hidden;
    find('[data-do=notes]').setAttribute('aria-pressed', !notes.hidden);
  }
  const acts = { back: () => unfold('back'), on: () => unfold(), whole: () => sheet.whole(), more: enlarge, notes: annotate, close: () => dialog.close() };
  document.addEventListener('click', (e) => {
    const act = e.target.closest('[data-do]')?.dataset.do;
    if (!act) return;
    if (acts[act]) acts[act](); else if (act.startsWith('by')) move(at + +act.slice(2)); else move(+act.slice(2));
  });
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || dialog.open) return;
    const onButton = e.target.closest?.('button,a,[role=button]'), key = e.key.toLowerCase();
    if (notes?.contains(e.target) && /^arrow(up|down)$|^page/.test(key)) return;
    if (e.key in KEYS) { e.preventDefault(); move(at + KEYS[e.key]); }
    else if ((key === ' ' || key === 'enter') && !onButton) { e.preventDefault(); unfold(e.shiftKey && 'back'); }
    else if (key === 'r') unfold('turn');
    else if (key === 'n') annotate();
    else if (key === 'escape') sheet.whole();
  });
  const asked = () => +(/[?&#]pas=(\d+)/.exec(location.hash || location.search)?.[1] ?? 1);
  addEventListener('hashchange', () => move(asked()));
  for (const link of all('.more a')) link.target = '_blank';
  for (const key of all('.diagram .key')) { key.setAttribute('role', 'button'); key.setAttribute('aria-pressed', 'false'); key.tabIndex = 0; }
  attach(document);
  if (asked() > 1 && asked() <= last) at = asked();
  sheet.go(at);
  tell();
  stage.dataset.ready = 'true';
}
