// The stage: one React component around fold.js and diagrams.js. It decides whose step is shown (one's own, or the
// presenter's), tells the server after the browser has moved, and never waits for the network to fold.
// Roles: "alone" reads at one's own pace; "desk" presents; "screen" projects; "follower" follows or reads alone.
import { createElement as h, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { refs } from '$/utils/state';
import { fold } from './fold.js';
import { attach, apply } from './diagrams.js';

const KEYS = { ArrowRight: 1, PageDown: 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1, Home: -99, End: 99 };
const show = (name, value) => refs['_client_state_set' + name]?.(value);
const typing = (e) => e.target.closest?.('input,textarea,select,[contenteditable],dialog[open]');

export function Stage({ plan, fragment, sheet = '', role = 'alone', live, entered = 0, step = 1, following = true, pointer, onTell, onDraw, onWhole, onPoint, onBlack }) {
  const box = useRef(null), paper = useRef(null), told = useRef(null), mine = useRef(null), telling = useRef(false), relay = useRef(() => {}), skip = useRef([]), signed = useRef(false), visits = useRef(0), drawn = useRef({}), now = useRef({});
  const name = entered ? sheet : '';
  now.current = { name, role, live, entered, step, following, onTell, onDraw, onWhole, onPoint, onBlack };
  const led = (role === 'follower' && following) || role === 'screen';

  // Paper first: the words around it are told of a step once its first frame is drawn. Until they know, `mine` is right.
  const at = () => mine.current ?? now.current.step, last = plan.steps.length;
  // A step whose panel is left out is gone past, the way one was going; there is always the cover.
  const there = ({ panel }) => !skip.current.includes(panel);
  function near(n, by = 1) {
    for (const way of [by, -by]) for (let m = n; plan.steps[m - 1]; m += way) if (there(plan.steps[m - 1])) return m;
    return 1;
  }
  function move(n) {
    const { role, onTell } = now.current;
    n = near(Math.max(1, Math.min(last, n)), n < at() ? -1 : 1);
    if (n === at() || role === 'screen') return;
    paper.current.go(n);
    // The room may say it first, when the machine is slow: then there is nothing left to tell.
    if (!telling.current) requestAnimationFrame(() => setTimeout(() => { telling.current = false; if (mine.current !== null) show('Step', mine.current); }));
    telling.current = true;
    mine.current = n;
    if (role === 'desk') { told.current = n; onTell(n); }
    if (role === 'follower') show('Following', false);
    if (role === 'alone') history.replaceState(history.state, '', n > 1 ? `?pas=${n}` : location.pathname);
  }
  // The state next door on paper: the words of the buttons « Ouvrir », « Replier », « Retourner la feuille ».
  function unfold(to) {
    const step = at(), state = plan.steps[step - 1].state;
    const first = (s) => plan.steps.findIndex((x) => x.state === s && there(x)) + 1;
    if (to === 'turn') return move(state === 'S4' ? 1 : first('S4') || 1);
    if (to === 'back') return state === 'S0' || move(plan.paths[state + 'S0'].map(([s]) => first(s)).find(Boolean));
    const later = plan.steps.findIndex((s, i) => i >= step && s.state !== state && there(s));
    if (later > 0) move(later + 1); else if (state !== 'S4') move(1);
  }
  // What the desk has drawn and the room has not said back yet, and what the room said last. An older touch that comes
  // back is not laid over a newer one: the next one would be reckoned from it.
  const of = (panel) => drawn.current[panel] ??= { mine: [], said: '' };
  function settled(panel, words) {
    const its = of(panel), at = its.mine.indexOf(words);
    if (at >= 0) its.mine.splice(0, at + 1); else if (words !== its.said) its.mine = [];
    its.said = words;
    return !its.mine.length;
  }
  function view(on) {
    const whole = paper.current?.whole(on);
    if (now.current.role === 'desk') now.current.onWhole(whole);
  }

  useEffect(() => {
    let gone = false, untie = () => {};
    const slot = box.current.querySelector('.slot'), laid = () => slot.querySelector('.faces')?.dataset.sheet ?? '1';
    const get = (asked, still = () => true) => fetch(fragment + asked).then((r) => { if (!r.ok) throw new Error(r.status); return r.text(); })
      .then((t) => { if (gone || !still()) return false; slot.innerHTML = t; return true; });
    const open = () => {
      untie(); paper.current?.stop();
      // A sheet that is not the one of the built pages brings what the words around it say, and what it leaves out.
      const said = JSON.parse(slot.querySelector('.faces')?.dataset.told ?? 'null');
      skip.current = said?.out ?? [];
      if (said || signed.current) show('Told', said ?? UNTOLD);
      signed.current = !!said;
      const visible = Object.fromEntries(Object.entries(plan.visible).map(([s, seen]) => [s, seen.filter((panel) => there({ panel }))]));
      paper.current = fold(box.current, { ...plan, visible }, move);
      untie = attach(document, (panel, tokens) => {
        if (now.current.role !== 'desk') return;
        of(panel).mine.push(tokens.join(' '));
        now.current.onDraw(panel, tokens);
      });
      if (near(at()) !== at()) { mine.current = null; show('Step', near(at())); }
      window.dispatchEvent(new Event('sheet-laid'));
    };
    // The sheet that the room shows, in place of another one; what is there stays until it has come.
    relay.current = () => {
      const { name } = now.current;
      if (gone || !paper.current || !name || name === laid()) return;
      get(isNaN(name) ? room : `?edition=${name}`, () => name === now.current.name).then((laid) => {
        if (!laid) return;
        open(); paper.current.go(near(at()));
        for (const [p, t] of Object.entries(now.current.live?.drawings ?? {})) apply(document, p, t);
      }).catch(() => {});
    };
    const room = now.current.live ? `?salle=${location.pathname.split('/')[2]}` : '';
    const ready = slot.firstElementChild ? Promise.resolve() : get(room);
    ready.then(() => {
      if (gone) return;
      open();
      const asked = Number(new URLSearchParams(location.search).get('pas'));
      if (now.current.role === 'alone' && asked > 1 && asked <= last) show('Step', near(asked));
      paper.current.go(near(now.current.step));
      for (const [p, t] of Object.entries(now.current.live?.drawings ?? {})) apply(document, p, t);
      box.current.dataset.ready = 'true';
      relay.current();
    }).catch(() => {}); // no such sheet: the page says why
    const press = (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
      const onButton = e.target.closest?.('button,a,summary,[role=button]');
      const { role } = now.current;
      if (e.key in KEYS) { e.preventDefault(); move(at() + KEYS[e.key]); }
      else if ((e.key === ' ' || e.key === 'Enter') && !onButton) { e.preventDefault(); e.shiftKey ? unfold('back') : unfold(); }
      else if (e.key === 'r' || e.key === 'R') unfold('turn');
      else if (e.key === 'n' || e.key === 'N') document.querySelector('.notes')?.toggleAttribute('open');
      else if (e.key === 'Escape') view();
      else if ((e.key === 'b' || e.key === 'B' || e.key === '.') && role === 'desk') now.current.onBlack();
    };
    const asked = (e) => {
      const d = e.detail;
      if (d.step) move(d.step); else if (d.by) move(at() + d.by); else if (d.fold) unfold(d.fold); else if (d.whole !== undefined) view(d.whole ?? undefined);
    };
    window.addEventListener('keydown', press);
    window.addEventListener('sheet', asked);
    return () => { gone = true; untie(); paper.current?.stop(); window.removeEventListener('keydown', press); window.removeEventListener('sheet', asked); };
  }, []);

  useEffect(() => { relay.current(); }, [name]);
  useEffect(() => {
    if (mine.current === null) paper.current?.go(step);
    else if (mine.current === step) mine.current = null;
  }, [step]);
  // The desk leads: what it told is awaited, and told again after a cut; the rest of the time it accepts the room's step.
  useEffect(() => {
    if (!live || !entered) return;
    if (role === 'desk') {
      if (told.current === live.step) told.current = null;
      if (told.current === null && near(live.step) !== now.current.step) show('Step', near(live.step));
    } else if (led) show('Step', near(live.step));
  }, [live?.step, entered > 0, led, role]);
  useEffect(() => {
    if (!entered) return;
    visits.current += 1;
    drawn.current = {};
    if (visits.current > 1 && role === 'desk' && told.current !== null) onTell(told.current);
  }, [entered]);
  useEffect(() => {
    if (!live || !paper.current || !(led || role === 'desk')) return;
    for (const { panel } of plan.steps) {
      const tokens = live.drawings[panel] ?? [];
      if (settled(panel, tokens.join(' '))) apply(document, panel, tokens);
    }
  }, [JSON.stringify(live?.drawings), led]);
  useEffect(() => { if (led && live) paper.current?.whole(live.whole); }, [live?.whole, led]);

  // The pointer: where the presenter rests on the lit panel, in thousandths of it, so that every screen agrees.
  const pointed = useRef(0);
  function point(e) {
    const panel = paper.current?.lit(), t = performance.now();
    if (role !== 'desk' || !panel || t - pointed.current < 120 || !e.altKey && e.pointerType !== 'touch' && !box.current.dataset.pointing) return;
    const r = panel.getBoundingClientRect();
    pointed.current = t;
    onPoint(Math.round((e.clientX - r.left) / r.width * 1000), Math.round((e.clientY - r.top) / r.height * 1000));
  }
  useEffect(() => {
    const dot = box.current.querySelector('.pointer'), panel = paper.current?.lit();
    if (!pointer || pointer.x < 0 || !panel || !led && role !== 'desk') { dot.hidden = true; return; }
    const r = panel.getBoundingClientRect(), b = box.current.getBoundingClientRect();
    dot.hidden = false;
    dot.style.left = r.left - b.left + r.width * pointer.x / 1000 + 'px';
    dot.style.top = r.top - b.top + r.height * pointer.y / 1000 + 'px';
  }, [pointer?.x, pointer?.y, pointer?.at, step]);

  return h('div', { className: 'stage', ref: box, 'data-state': 'S0', 'data-far': '1', onPointerMove: point },
    h('div', { className: 'camera' }, h('div', { className: 'shadow' }),
      h('div', { className: 'slot', suppressHydrationWarning: true, dangerouslySetInnerHTML: EMPTY })),
    h('div', { className: 'pointer', hidden: true }));
}

// The stage of a page whose sheet is written under its own address: it is asked for at once, before anything is known.
export function StageHere(props) {
  const here = useLocation().pathname.replace(/\/$/, '');
  return h(Stage, { key: here, ...props, fragment: here + '/feuille.html' });
}
const UNTOLD = { titles: [], where: [], said: [], words: [], after: [], out: [], last: 0 };
const EMPTY = { __html: '' };
