// Where one posts an offer and holds it. The server writes every page as HTML with plain forms (jobs/deposit_screens.py,
// jobs/manage_screen.py), the same without scripts. Here what is typed is kept as one goes: in this tab at each key
// (sessionStorage), on the server at each field. One sending at a time; what could not be sent goes when it can.
import { createElement as h, useEffect, useLayoutEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { arrive, unfolded } from './offers.jsx';

const PAUSE = 1200, AGAIN = 4000, NEW = '/offres/deposer';
const CUT = 'La connexion est coupée : rien n’est perdu, ce que vous avez écrit est gardé ici. Nous réessayons tout seuls.';
const store = (name, value) => { try { if (value === null) sessionStorage.removeItem(name); else sessionStorage.setItem(name, JSON.stringify(value)); } catch { /* full, or refused: the server keeps it */ } };
const held = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; } };
const shelf = (form) => `irdsu-offre:${form.dataset.depot}:${form.elements.ecran?.value ?? 'envoi'}`;
const fields = (form) => [...form.elements].filter((each) => each.name && !['submit', 'hidden', 'file'].includes(each.type));

function values(form) {
  const found = {};
  for (const each of fields(form)) {
    if (each.type === 'checkbox') found[each.name] = each.checked ? each.value : '';
    else if (each.type !== 'radio') found[each.name] = each.value;
    else if (each.checked) found[each.name] = each.value;
  }
  return found;
}
function fill(form, given) {
  for (const each of fields(form)) {
    if (!(each.name in given)) continue;
    if (each.type === 'checkbox' || each.type === 'radio') each.checked = each.value === given[each.name];
    else each.value = given[each.name];
  }
}
const isTouched = (each) => each.type === 'checkbox' || each.type === 'radio' ? each.checked !== each.defaultChecked : each.value !== (each.defaultValue ?? each.value);
// What was typed in the small forms of a page (a new deadline), to put it in what takes its place.
function touched(there) {
  const held = [...there.querySelectorAll('form:not(.job-form)')].flatMap(fields).filter((each) => each.id && isTouched(each)).map(({ id, value, checked }) => ({ id, value, checked }));
  return (fresh) => { for (const { id, value, checked } of held) { const at = fresh.querySelector(`[id="${id}"]`); if (at) { at.value = value; at.checked = checked; } } };
}
// What this tab has sent of a field: a text that comes back is then its own, and nobody else's.
function sending(form) {
  const name = `irdsu-offre-dit:${form.dataset.depot}`, sent = held(name) ?? {};
  for (const [field, value] of Object.entries(values(form))) sent[field] = [value, ...(sent[field] ?? []).filter((each) => each !== value)].slice(0, 6);
  store(name, sent);
}
const ours = (form, theirs) => { const sent = held(`irdsu-offre-dit:${form.dataset.depot}`) ?? {}; return Object.entries(theirs).every(([field, words]) => sent[field]?.includes(words)); };
// Whether the page is brought by what one did: the focus then goes where one looks.
let moved = false, shown = { address: '', focus: '', html: '' };
const path = (address) => address.replace(/^[^/]*\/\/[^/]*/, '').split('#')[0];
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** `html` is the page, `title` its title, `where` its address; `turn` changes each time the server is reached. */
export function DepositBoard({ html, title, turn, where }) {
  const root = useRef(null), go = useNavigate();
  // What is under way: the sending, what was last written on the server, the screen that is wanted then.
  const now = useRef({ flight: Promise.resolve(true), written: null, timer: 0, late: 0, wanted: '' }).current;
  const form = () => root.current?.querySelector('form.job-form');
  const screen = () => root.current?.querySelector('form.job-form:not(.job-send)');

  const refuse = (words) => {
    const at = root.current?.querySelector('#refus');
    if (!at) return;
    at.textContent = words;
    at.className = words ? 'notice alert job-refusal' : 'job-refusal';
  };
  const kept = (words) => { const at = root.current?.querySelector('.job-kept'); if (at) at.textContent = words; };
  const focus = (at) => { if (!at) return; at.closest('details')?.setAttribute('open', ''); at.focus({ preventScroll: true }); at.scrollIntoView({ block: at.id === 'ecran' ? 'start' : 'center' }); };
  const move = (to) => {
    moved = true;
    go(to === location.pathname + location.search ? `${to}&vu=${Date.now() % 1e6}` : to, { replace: location.pathname === NEW });
  };

  // Sends a form; gives what is answered, or nothing when nobody answers.
  async function ask(where, body) {
    try {
      const got = await fetch(where, { method: 'POST', body, headers: { accept: 'application/json' } });
      const text = await got.text();
      try { return JSON.parse(text); } catch { return { refusal: got.status < 500 ? text : CUT }; }
    } catch { return null; }
  }
  function say(said) {
    for (const [name, words] of Object.entries(said ?? {})) {
      const at = document.getElementById(`${name}-said`), field = document.getElementById(name);
      if (at && at.innerHTML !== words) at.innerHTML = words;
      if (field) field.setAttribute('aria-invalid', words.includes('class="error"') ? 'true' : 'false');
    }
  }

  // Keeps the screen on the server, then goes on when it says where to. One at a time, in order.
  function save(to = '') {
    clearTimeout(now.timer); clearTimeout(now.late);
    now.flight = now.flight.then(() => write(to || now.wanted));
    return now.flight;
  }
  async function write(to, again = false) {
    const at = screen();
    if (!at) return true;
    const typed = values(at);
    if (!to && same(typed, now.written)) return true;
    const body = new URLSearchParams({ ...typed, ecran: at.elements.ecran.value, base: at.elements.base.value, ...(to && { vers: to }) });
    at.setAttribute('aria-busy', 'true');
    const got = await ask(at.getAttribute('action'), body);
    at.removeAttribute('aria-busy');
    if (!got) { now.wanted = to; refuse(CUT); now.late = setTimeout(save, AGAIN); return false; }
    now.wanted = '';
    if (got.refusal) { refuse(got.refusal); focus(root.current.querySelector('#refus')); return false; }
    refuse('');
    const clashed = Object.keys(got.theirs ?? {}).length;
    if (clashed && !again && ours(at, got.theirs)) { at.elements.base.value = got.base; return write(to, true); }
    store(shelf(at), null);
    at.dataset.depot = got.depot;
    sending(at);
    at.setAttribute('action', got.action);
    at.elements.base.value = got.base;
    now.written = typed;
    // Read again meanwhile (a reconnection), the screen is another form, of the same offer: what was asked goes on.
    const there = screen();
    if (!there || shelf(there) !== shelf(at)) return true;
    say(got.said);
    kept('Enregistré au fur et à mesure.');
    if (!same(values(there), typed)) keep();
    if (got.to) move(got.to);
    else if (got.first) focus(document.getElementById(got.first));
    return true;
  }
  const keep = () => {
    const at = form();
    if (!at) return;
    store(shelf(at), { values: values(at), base: at.elements.base?.value });
    if (!at.classList.contains('job-send')) { clearTimeout(now.timer); now.timer = setTimeout(save, PAUSE); }
  };

  // The page the server wrote; what was typed and is not written yet comes back, and goes.
  useLayoutEffect(() => {
    if (!turn || path(where) !== location.pathname + location.search) return;
    const early = document.querySelector('#told form.job-form'), typed = early && values(early), before = early && new FormData(early).get('ecran');
    const first = early && fields(early).some(isTouched) ? typed : null;
    const again = shown.address === location.pathname + location.search, at = shown.focus;
    // Nothing changes under the finger: the same page read again is left as it is; in another, what was unfolded or typed stays.
    const still = again && shown.html === html && root.current.firstChild, there = document.getElementById('told') ?? root.current;
    if (!still) {
      const unfold = unfolded(there), type = touched(there);
      root.current.innerHTML = html;
      if (again || there !== root.current) { unfold(root.current); type(root.current); }
    }
    root.current.dataset.live = 'true';
    arrive(title);
    const fresh = form();
    if (!still) now.written = fresh && values(fresh);
    if (fresh) {
      const waiting = held(shelf(fresh));
      if (waiting) { fill(fresh, waiting.values); if (waiting.base && fresh.elements.base) fresh.elements.base.value = waiting.base; }
      if (first && before === (fresh.elements.ecran?.value ?? null)) fill(fresh, first);
      if (!same(values(fresh), now.written)) keep();
    }
    // Read again (a reconnection, a page mounted anew): the focus stays where it was.
    if (again && at && (!document.activeElement || document.activeElement === document.body)) document.getElementById(at)?.focus({ preventScroll: true });
    else if (moved || (location.hash && !again)) {
      const to = (location.hash && document.getElementById(location.hash.slice(1))) || root.current.querySelector('#fait, .job-refusal:not(:empty)');
      const wrong = new URLSearchParams(location.search).get('manque') && root.current.querySelector('[aria-invalid=true]');
      focus(wrong || to || root.current.querySelector('#ecran') || root.current.querySelector('h1'));
    }
    moved = false; shown.address = location.pathname + location.search; shown.html = html;
  }, [turn, html]);

  useEffect(() => {
    const leave = () => {
      const at = screen();
      if (!at || same(values(at), now.written)) return;
      keep();
      if (!document.hidden) return;
      sending(at);
      // Written even if this tab is closed now; it is written once, whatever is under way is not waited for.
      fetch(at.getAttribute('action'), { method: 'POST', keepalive: true, headers: { accept: 'application/json' }, body: new URLSearchParams({ ...values(at), ecran: at.elements.ecran.value, base: at.elements.base.value }) }).catch(() => {});
    };
    const back = () => { save(); moved = true; };
    const online = () => save();
    document.addEventListener('visibilitychange', leave);
    addEventListener('popstate', back, true);
    addEventListener('online', online);
    // The offer this browser was writing is found again, unless another one is begun meanwhile.
    if (location.pathname === NEW && !location.search.includes('neuve') && !location.search.includes('fait')) {
      fetch(`${NEW}/reprendre`, { headers: { accept: 'application/json' } }).then((got) => got.json()).then((got) => {
        if (got.to && location.pathname === NEW && (screen()?.dataset.depot ?? 'neuf') === 'neuf' && same(values(screen() ?? document.createElement('form')), now.written ?? {})) { moved = true; go(got.to, { replace: true }); }
      }).catch(() => {});
    }
    return () => {
      clearTimeout(now.timer); clearTimeout(now.late);
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('popstate', back, true);
      removeEventListener('online', online);
    };
  }, []);

  const onSubmit = async (event) => {
    event.preventDefault();
    const at = event.target, by = event.nativeEvent.submitter;
    if (at === screen()) return save(by?.value || String(+at.elements.ecran.value + 1));
    if (now.sending) return;
    now.sending = true;
    at.setAttribute('aria-busy', 'true');
    await save();
    const body = new FormData(at);
    if (by?.name) body.set(by.name, by.value);
    const got = await ask(at.getAttribute('action'), at.enctype === 'multipart/form-data' ? body : new URLSearchParams(body));
    at.removeAttribute('aria-busy');
    now.sending = false;
    if (!got) { refuse(CUT); return focus(root.current.querySelector('#refus')); }
    if (got.refusal) {
      const said = Object.entries(got.said ?? {}), there = said.find(([name]) => document.getElementById(`${name}-said`));
      for (const [name, words] of said) { const place = document.getElementById(`${name}-said`); if (place) { place.textContent = words; place.classList.add('error'); document.getElementById(name)?.setAttribute('aria-invalid', 'true'); } }
      refuse(got.refusal);
      return focus((there && (document.getElementById(there[0]) ?? at.querySelector('input[type=file]'))) || root.current.querySelector('#refus'));
    }
    if (at.classList.contains('job-send')) store(shelf(at), null);
    move(got.to);
  };
  const onClick = async (event) => {
    const link = event.target.closest('a[href^="/offres"]');
    if (!link || link.hasAttribute('download') || link.target || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (await save()) { moved = true; go(link.getAttribute('href')); }
  };
  const onFocus = (event) => { shown.focus = event.target.id; };
  const onChange = (event) => { if (event.target.form === screen()) save(); };
  useEffect(() => {
    const board = root.current;
    board.addEventListener('change', onChange);
    return () => board.removeEventListener('change', onChange);
  });
  return h('div', { ref: root, className: 'written deposits', onInput: keep, onFocus, onSubmit, onClick });
}
