"""The sheet in one file: what it weighs, and how long from opening it to its first fold.

Run from the root: `python -m tests.bench.portable`. Prints a Markdown table; needs neither a build nor a server. The
delay goes from the key to the first frame in which paper moves: a key pressed as soon as the file listens, and another
time once the sheet lies still, as when somebody begins to speak.
"""

import gzip
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from irdsu_app.brief import editions
from irdsu_app.brief.takeaway import national
from irdsu_app.launch import browser as browsers
from tests.bench.fold import RESTED, WATCH

TIMES = 10
OPENED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const [drawn] = list.getEntriesByName('first-contentful-paint');
  if (drawn) done(drawn.startTime);
}).observe({type: 'paint', buffered: true}))"""
READY = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def once(browser: Browser, file: Path, rested: bool) -> tuple[float, float, float]:
    """Open the file in a new browser: milliseconds until it is drawn, until it listens, from a key to the fold."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator(".stage[data-ready]").wait_for()
    drawn, ready = (page.evaluate(OPENED), page.evaluate(READY)) if rested else (0, 0)
    if rested:
        page.evaluate(RESTED)
    watch = page.evaluate_handle(WATCH)
    page.keyboard.press("PageDown")
    first = page.evaluate("(watch) => watch.done", watch)["first"]
    context.close()
    return drawn, ready, first


def main() -> None:
    """Measure, and print the table."""
    found = browsers.chromium()
    print(
        "| file | bytes | gzip | first paint, p50 ms | listens, p50 ms | first fold at once, p50 (most) ms | rested |"
    )
    print("|" + " --- |" * 7)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for notes in (False, True):
            data = national(editions.first(), datetime.now(UTC).date(), notes)
            file = Path(folder) / f"feuille-{notes}.html"
            file.write_bytes(data)
            drawn, ready, first = zip(*(once(browser, file, rested=True) for _ in range(TIMES)), strict=True)
            *_, early = zip(*(once(browser, file, rested=False) for _ in range(TIMES)), strict=True)
            cells = ["with notes" if notes else "without notes", f"{len(data):,}", f"{len(gzip.compress(data)):,}"]
            cells += [f"{statistics.median(each):.0f}" for each in (drawn, ready)]
            cells += [f"{statistics.median(each):.0f} ({max(each):.0f})" for each in (early, first)]
            print("| " + " | ".join(cells) + " |")
        browser.close()


if __name__ == "__main__":
    main()
