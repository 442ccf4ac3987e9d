// A questionnaire (irdsu_app/cycles/survey_pages.py) works without this. Here: what is typed stays in this tab until the
// server has it, an order never holds one thing twice, a cut network loses nothing, and the code is kept if one wishes.
(() => {
  const shelf = `irdsu-avis:${location.pathname}`;
  const WORDS = {
    cut: 'Pas de réseau pour l’instant : rien n’est perdu, vos réponses sont gardées dans cet onglet. Renvoyez-les quand il revient.',
    back: 'Ce que vous aviez commencé ici est revenu.',
    sent: 'Vous avez déjà envoyé des réponses depuis cet onglet. « Reprendre mes réponses » les montre.',
    sending: 'Envoi en cours…',
  };
  const take = (store, key) => { try { return JSON.parse(store().getItem(key)); } catch { return null; } };
  const put = (store, key, value) => { try { value === null ? store().removeItem(key) : store().setItem(key, JSON.stringify(value)); } catch { /* forbidden */ } };
  const tab = () => sessionStorage, browser = () => localStorage;
  const root = () => document.getElementById('avis');
  const codes = () => `irdsu-code:${root()?.dataset.cycle}`;
  let busy = false;

  const say = (words, lost = false) => {
    const told = root().querySelector('.told');
    told.textContent = words; told.classList.toggle('lost', lost);
    if (lost) told.focus();
  };
  const fieldsOf = (form) => [...form.elements].filter((each) => each.name && each.type !== 'submit' && each.type !== 'hidden');
  const valuesOf = (form) => {
    const values = {};
    for (const each of fieldsOf(form)) {
      if (/radio|checkbox/.test(each.type) ? each.checked && each.value : each.value) (values[each.name] ??= []).push(each.value);
    }
    return values;
  };
  const fill = (form, values) => {
    for (const each of fieldsOf(form)) {
      if (!(each.name in values)) continue;
      if (/radio|checkbox/.test(each.type)) each.checked = values[each.name].includes(each.value);
      else each.value = values[each.name][0] ?? '';
    }
  };
  const keep = (form) => put(tab, shelf, { values: valuesOf(form) });

  /** A thing chosen for one place leaves the other, which takes what was here; the last place takes what is left.
   *  Done once the place is left: by the keyboard one passes over what is not wanted. */
  function ordered(select) {
    const all = [...select.closest('.order').querySelectorAll('select')];
    const twin = all.find((each) => each !== select && each.value && each.value === select.value);
    if (twin) twin.value = select.dataset.was ?? '';
    const blank = all.filter((each) => !each.value);
    if (blank.length === 1 && blank[0] !== select) {
      const left = [...blank[0].options].find((option) => option.value && !all.some((each) => each.value === option.value));
      if (left) blank[0].value = left.value;
    }
    for (const each of all) each.dataset.was = each.value;
  }

  function begin(fresh) {
    const form = root()?.querySelector('form.answering');
    const { done, code } = root()?.dataset ?? {};
    if (done === 'gardees') put(tab, shelf, { sent: code });
    if (done === 'effacees') { put(tab, shelf, null); put(browser, codes(), null); }
    if (done === 'gardees' && take(browser, codes())) put(browser, codes(), code);
    if (!form) return;
    const box = form.elements.code, wish = document.getElementById('retenir'), known = take(browser, codes());
    wish.closest('label').hidden = false;
    const left = fresh ? take(tab, shelf) : null;
    if (left?.values) {
      const mine = Object.keys(left.values).some((name) => name !== 'code');
      fill(form, left.values);
      if (mine) say(WORDS.back);
    } else if (left?.sent) { box.value = left.sent; say(WORDS.sent); } else if (fresh && known) box.value = known;
    wish.checked = Boolean(known) && known === box.value;
    for (const each of form.querySelectorAll('.order select')) each.dataset.was = each.value;
    const settled = ({ type, target }) => {
      if (!target.closest('.order') || (type === 'change' && target === document.activeElement)) return;
      ordered(target); keep(form);
    };
    for (const kind of ['focusout', 'change']) form.addEventListener(kind, settled);
    for (const kind of ['input', 'change']) form.addEventListener(kind, () => {
      keep(form);
      if (wish.checked) put(browser, codes(), box.value.trim() || null); else if (take(browser, codes())) put(browser, codes(), null);
    });
    if (!fresh) keep(form);
  }

  async function send(form, pressed) {
    if (busy) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form));
    if (pressed?.name) body.append(pressed.name, pressed.value);
    pressed?.setAttribute('aria-disabled', 'true');
    say(WORDS.sending);
    try {
      const answer = await fetch(location.pathname, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.getElementById('avis');
      if (!next) throw new Error('not a page of ours');
      root().replaceWith(document.adoptNode(next));
      document.title = page.title;
      begin(false);
      (root().querySelector('.summary, [role=alert]') ?? root().querySelector('h1')).scrollIntoView();
      const at = root().querySelector('.summary a') ?? root().querySelector('[aria-invalid=true]') ?? root().querySelector('h1');
      at.focus();
    } catch {
      say(WORDS.cut, true);
      pressed?.removeAttribute('aria-disabled');
    } finally { busy = false; }
  }

  addEventListener('submit', (event) => {
    if (!root()?.contains(event.target) || event.target.method !== 'post') return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  begin(true);
})();
