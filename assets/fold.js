// The sheet in the browser: walks the states of paper one gesture at a time, frames what is read, follows the finger.
// Knows nothing of React nor of the network: the app calls go(), and is told by onStep() what the hands did here.
// `plan` comes from irdsu_app/brief/sheet.py plan(); geometry is in fold.css.
const OPENED = 60; // degrees: past it a dragged cover goes on, else it comes back
const CURVE = 'cubic-bezier(.45,.05,.2,1)';
// What each hinge moves, how fold.css calls it moved, and which faces lie in the lee of what moves.
const HINGES = { a: ['.col-a', 'opened', '.col-c.row-1.recto'], c: ['.col-c', 'opened', '.col-b.row-2.recto'],
  r: ['.row-2', 'lowered', '.row-1.verso'], f: ['.face', 'over', null] };
const MOVED = { S0: '', S1: 'a', S2: 'ac', S3: 'acr', S4: 'f' };

export function fold(stage, plan, onStep) {
  const camera = stage.querySelector('.camera'), shadow = stage.querySelector('.shadow');
  const faces = [...stage.querySelectorAll('.faces > .face')];
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let step = 1, state = 'S0', far = false, walk = 0, drag = null, looked = null, room;
  const face = (id) => stage.querySelector('#face-' + id);
  // Only what moves is touched: every face touched is a face whose style is computed again.
  const pace = (ms, moved = []) => { for (const each of [camera, shadow, ...moved]) each.style.setProperty('--pace', ms + 'ms'); };
  const cover = (angle) => { for (const f of faces) if (f.matches('.col-a')) angle === null ? f.style.removeProperty('--hinge') : f.style.setProperty('--hinge', angle + 'deg'); };

  // What paper does is shown at once; what is live, lit and drawn changes when it has landed: a fold restyles nothing.
  function show() {
    looked = null;
    const lit = plan.steps[step - 1].panel, seen = plan.visible[state];
    for (const f of faces) {
      const id = f.dataset.panel, on = seen.includes(id);
      if (f.inert === on) f.inert = !on;
      f.classList.toggle('seen', on);
      f.classList.toggle('lit', on && id === lit);
      f.classList.remove('due');
    }
    frame();
  }

  // How many panels the stage could hold side by side; read when its size changes, never in the middle of a fold.
  function measure() {
    const w = faces[0]?.offsetWidth || 1;
    room = { vw: stage.clientWidth / w, vh: stage.clientHeight / (w * 210 / 198) };
  }

  // The whole sheet while it moves; then, if its words would be too small, the panel being read.
  function frame(moving) {
    const { panel, state: goal } = plan.steps[step - 1];
    const [x0, y0, x1, y1] = plan.extent[state];
    const { vw, vh } = room;
    const whole = Math.min(1, vw / (x1 - x0) * .95, vh / (y1 - y0) * .93);
    const near = !far && !moving && state === goal && whole < .86;
    let cx = (x0 + x1) / 2, cy = (y0 + y1) / 2;
    if (near) {
      const [px, py] = plan.place[state][looked ?? panel];
      const keep = (c, a, b, v) => b - a <= v ? (a + b) / 2 : Math.min(b - v / 2, Math.max(a + v / 2, c));
      cx = vw > 1.25 ? keep(px + .5, x0 - .1, x1 + .1, vw) : px + .5;
      cy = vh > 1.25 ? keep(py + .5, y0 - .1, y1 + .1, vh) : py + .5;
    }
    camera.style.setProperty('--zoom', (near ? 1 : whole).toFixed(4));
    camera.style.setProperty('--cx', cx.toFixed(4));
    camera.style.setProperty('--cy', cy.toFixed(4));
    camera.style.setProperty('--tilt', near || vw < 1.25 ? '0deg' : '6deg');
    for (const [k, v] of [['--x0', x0], ['--x1', x1], ['--y1', y1]]) shadow.style.setProperty(k, v);
    for (const f of faces) f.classList.toggle('dim', near && f.matches('.seen:not(.lit)'));
    stage.dataset.far = near ? '0' : '1';
  }

  const wake = (ids) => { for (const id of ids) face(id).classList.remove('asleep'); };
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  // Once paper has landed, the faces one gesture away are prepared when nothing else is to be done, part by part; the
  // next one to be read is hidden still: its drawing waits.
  function prepare() {
    const coming = plan.steps[step], next = Object.keys(plan.visible).filter((s) => plan.paths[state + s]?.length === 1);
    if (coming && !plan.visible[state].includes(coming.panel)) face(coming.panel).classList.add('due');
    const parts = next.flatMap((s) => plan.visible[s]).flatMap((id) => [...face(id).querySelectorAll(':scope>:not(.awake)')]), mine = walk;
    parts.sort((a, b) => a.matches('.figure') - b.matches('.figure')); // between a head and a foot that are in their place
    const rouse = () => { if (mine === walk && parts.length) { parts.shift().classList.add('awake'); idle(rouse); } };
    idle(rouse);
  }

  function turn(next, lasts) {
    wake(plan.visible[next]);
    const hinge = [...'acrf'].find((h) => MOVED[state].includes(h) !== MOVED[next].includes(h));
    const [what, name, lee] = HINGES[hinge], moved = faces.filter((f) => f.matches(what));
    state = next;
    stage.dataset.state = state;
    pace(lasts, moved);
    for (const f of moved) f.classList.toggle(name, MOVED[state].includes(hinge));
    if (lasts) for (const f of lee ? [...moved, ...stage.querySelectorAll(`.faces>${lee}`)] : moved) shade(f, !moved.includes(f), lasts);
  }

  // Both ends are written: left to the browser, they would keep its main thread busy through the fold.
  function shade(f, inLee, lasts) {
    f.classList.toggle('lee', inLee);
    f.animate({ opacity: [0, .36, 0] }, { duration: lasts, easing: CURVE, pseudoElement: '::after' });
  }

  function unroll(path) {
    if (!path.length) { walk++; pace(700); show(); return prepare(); }
    const [next, lasts] = path[0];
    turn(next, lasts);
    frame(true);
    const mine = ++walk;
    landed(lasts).then(() => mine === walk && unroll(path.slice(1)));
  }

  // A gesture begins when paper has landed, however slow the machine; a hidden tab draws nothing, so never wait for long.
  function landed(lasts) {
    const moves = stage.getAnimations({ subtree: true }).filter((a) => a.transitionProperty === 'transform');
    const drawn = Promise.allSettled(moves.map((a) => a.finished));
    return Promise.race([drawn, new Promise((done) => setTimeout(done, 2 * lasts + 400))]);
  }

  function go(n) {
    if (!(n >= 1 && n <= plan.steps.length)) return;
    step = n;
    const goal = plan.steps[step - 1].state;
    if (goal === state) return unroll([]);
    const path = plan.paths[state + goal];
    if (!calm.matches) {
      for (const drawing of stage.getAnimations({ subtree: true })) if (drawing.playState === 'running' && drawing.animationName?.startsWith('diagram-')) drawing.finish();
      face(plan.steps[step - 1].panel).classList.add('due');
      return unroll(path);
    }
    path.forEach(([s]) => turn(s, 0));
    unroll([]);
  }

  const whole = (on) => { far = on ?? !far; frame(); return far; };

  // Where the keyboard is, the camera looks; the step, which others may follow, does not change for that.
  function focus(e) {
    const within = e.type === 'focusin' && e.target.matches(':focus-visible') && e.target.closest('section.face.seen');
    looked = within ? within.dataset.panel : null;
    frame();
  }

  // Hands: a tap reads a panel, a swipe turns a page, a drag opens the cover under the finger.
  function down(e) {
    if (e.button || e.target.closest('button,a,[data-key],dialog')) return;
    drag = { x: e.clientX, y: e.clientY, angle: null, id: e.pointerId };
  }
  function move(e) {
    if (!drag || e.pointerId !== drag.id) return;
    const dx = e.clientX - drag.x;
    if (drag.angle === null) {
      if (Math.abs(dx) < 8 || Math.abs(dx) < Math.abs(e.clientY - drag.y)) return;
      if (state === 'S0' && dx < 0) { stage.setPointerCapture(e.pointerId); stage.classList.add('dragging'); drag.angle = 0; }
      else return;
    }
    drag.angle = Math.max(0, Math.min(180, -dx / (face('R1').offsetWidth * 1.1) * 180));
    cover(180 - drag.angle);
  }
  function up(e) {
    if (!drag || e.pointerId !== drag.id) return;
    const { angle, x, y } = drag, dx = e.clientX - x, dy = e.clientY - y;
    drag = null;
    if (angle !== null) {
      stage.classList.remove('dragging');
      stage.offsetWidth; // the released angle is where the transition starts
      cover(null);
      if (angle > OPENED) onStep(2); else frame();
      return;
    }
    if (e.type === 'pointercancel') return;
    if (Math.abs(dx) > 45 && Math.abs(dx) > 1.6 * Math.abs(dy)) return onStep(step + (dx < 0 ? 1 : -1));
    if (Math.hypot(dx, dy) > 8) return;
    const touched = e.target.closest('section.face.seen')?.dataset.panel;
    const n = plan.steps.findIndex((s) => s.panel === touched && s.state === state) + 1;
    if (n && n !== step) onStep(n);
    else if (state === 'S0' && touched) onStep(2);
  }
  const on = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, focusin: focus, focusout: focus };
  for (const [name, act] of Object.entries(on)) stage.addEventListener(name, act);
  const area = () => `${stage.clientWidth} ${stage.clientHeight}`;
  let size = area();
  const watch = new ResizeObserver(() => { if (size !== area()) { size = area(); measure(); pace(0, faces); frame(); } });
  watch.observe(stage);
  measure();
  show();
  prepare();

  return {
    go, whole,
    get step() { return step; },
    get state() { return state; },
    lit: () => face(plan.steps[step - 1].panel),
    stop() {
      walk++; watch.disconnect();
      for (const [name, act] of Object.entries(on)) stage.removeEventListener(name, act);
    },
  };
}
