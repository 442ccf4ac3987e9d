"""How paper moves in the browser: key to first frame, frames per second, main thread busy during a fold.

Run from the root, once the site is built: `python -m tests.bench.fold`. Prints a Markdown table. Chromium has no GPU
here: pixels are composited by the processor, so frames per second are a floor, not what a screen shows.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from irdsu_app.brief.sheet import LAST, PANELS, state_of
from irdsu_app.launch import browser as browsers
from tests.serving import House

SIZES = ((390, 844), (1280, 800))
SLOWED = 4
STEPS = range(2, LAST + 1)
FOLDS = [step for step in STEPS if state_of(PANELS[step - 1]) != state_of(PANELS[step - 2])]
"""The steps where paper folds; at the others, only the camera goes from a panel to the next."""
WATCH = """() => {
  const stage = document.querySelector('.stage'), frames = [];
  const moving = () => stage.getAnimations({subtree: true}).filter((each) => each.transitionProperty === 'transform');
  return {done: new Promise((done) => addEventListener('keydown', ({timeStamp}) => {
    let first = null, count = 0;
    const frame = () => {
      const now = performance.now();
      const begun = (each) => each.currentTime > 0 && each.playState === 'running';
      if (first === null && stage.getAnimations({subtree: true}).some(begun)) first = now - timeStamp;
      frames.push(now);
      // Looking costs: now and then is enough to know that paper has landed.
      if (first === null && now - timeStamp < 2000 || ++count % 12 || moving().length) requestAnimationFrame(frame);
      else done({first: first ?? now - timeStamp, frames});
    };
    requestAnimationFrame(frame);
  }, {capture: true, once: true}))};
}"""
RESTED = "() => Promise.allSettled(document.getAnimations().map((each) => each.finished)).then(() => true)"
LANDED = """async (state) => {
  const stage = document.querySelector('.stage');
  const moves = () => stage.getAnimations({subtree: true}).filter((each) => each.transitionProperty === 'transform');
  const beat = () => new Promise((done) => setTimeout(done, 50));
  do await Promise.allSettled([beat(), ...moves().map((each) => each.finished)]);
  while (stage.dataset.state !== state || moves().length);
}"""


def watched(page: Page) -> tuple[list[float], list[float]]:
    """Unfold the whole sheet: milliseconds to the first frame of each step, frames per second of each fold."""
    delays, rates = [], []
    for step in STEPS:
        watch = page.evaluate_handle(WATCH)
        page.keyboard.press("ArrowRight")
        seen = page.evaluate("(watch) => watch.done", watch)
        delays.append(seen["first"])
        if step in FOLDS:
            frames = seen["frames"]
            rates.append(1000 * (len(frames) - 1) / (frames[-1] - frames[0]))
    return delays, rates


def busy(page: Page, slowed: int) -> list[float]:
    """Percents of the time the main thread works, from the key until paper has landed, nobody watching."""
    tools, shares = page.context.new_cdp_session(page), []
    tools.send("Performance.enable")
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    for step in STEPS:
        before = metrics(tools)
        page.keyboard.press("ArrowRight")
        page.evaluate(LANDED, state_of(PANELS[step - 1]))
        after = metrics(tools)
        if step in FOLDS:
            took = after["Timestamp"] - before["Timestamp"]
            shares.append(100 * (after["TaskDuration"] - before["TaskDuration"]) / took)
        page.evaluate(RESTED)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return shares


def metrics(tools) -> dict[str, float]:
    """The counters of the page."""
    return {each["name"]: each["value"] for each in tools.send("Performance.getMetrics")["metrics"]}


def measure(browser, url: str, width: int, height: int) -> dict[str, str]:
    """One screen."""
    page = browser.new_page(viewport={"width": width, "height": height})
    cover(page, url)
    delays, rates = watched(page)
    cover(page, url)
    shares, late = busy(page, SLOWED), statistics.quantiles(delays, n=20)[18]
    row = {
        "screen": f"{width}×{height}",
        "key → first frame, p50 / p95 ms": f"{statistics.median(delays):.0f} / {late:.0f}",
        "frames/s, median (least)": f"{statistics.median(rates):.0f} ({min(rates):.0f})",
        f"main thread busy ×{SLOWED}, mean (most)": f"{statistics.mean(shares):.0f} % ({max(shares):.0f} %)",
    }
    page.close()
    return row


def cover(page: Page, url: str) -> None:
    """The closed sheet, at rest."""
    page.goto(f"{url}/depliant")
    page.locator(".stage[data-ready=true]").wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate(RESTED)


def main() -> None:
    """Measure, and print the table."""
    found = browsers.chromium()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = House(Path(folder)).open()
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            rows = [measure(browser, house.url, *size) for size in SIZES]
        finally:
            browser.close()
            house.close()
    print("| " + " | ".join(rows[0]) + " |")
    print("|" + " --- |" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(row.values()) + " |")


if __name__ == "__main__":
    main()
