"""From a key to the repainted list, in Chromium, among ten thousand open offers; and what a first visit weighs.

python tests/bench/search_screen.py            # 10 000 offers, SQLite
python tests/bench/search_screen.py 100000

The site must be built. Queries are typed letter by letter, as a hand does; a keystroke is timed in the page from the
event of the key to the frame painted after the answer to what is then typed, whatever was asked in between.
"""

import random
import sys
import tempfile
from pathlib import Path
from statistics import quantiles

import httpx
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from irdsu_app import db
from irdsu_app.launch import browser
from tests.bench import search
from tests.serving import House

PAUSE = 180
"""Milliseconds between two keys of somebody who types fast."""
ANSWERED = "() => !document.querySelector('.search-board').hasAttribute('aria-busy')"
WATCH = """() => {
  window.times = [];
  const board = document.querySelector('.search-board'), field = document.getElementById('mots');
  let typed = 0;
  field.addEventListener('input', () => { typed = typed || performance.now(); }, true);
  new MutationObserver(() => {
    if (!typed || board.hasAttribute('aria-busy')) return;
    const from = typed;
    typed = 0;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - from)));
  }).observe(board, {attributes: true, attributeFilter: ['aria-busy']});
}"""


def main(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        draw = random.Random(8)
        names = ["".join(draw.choices(search.SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(15_000)]
        with db.session(db.open_engine(house.database_url)) as session:
            search.fill(session, draw, names, size)
        house.open()
        try:
            weigh(house.url)
            found = str(browser.chromium())
            with sync_playwright() as tools:
                chromium = tools.chromium.launch(executable_path=found, args=["--no-sandbox"])
                page = chromium.new_page(viewport={"width": 1280, "height": 800})
                times = typed(page, house.url)
                chromium.close()
        finally:
            house.close()
    cuts = quantiles(times, n=100)
    print(
        f"{size} offers, {len(times)} keystrokes: p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, max {max(times):.0f} ms"
    )


def typed(page: Page, url: str) -> list[float]:
    """Milliseconds of each keystroke."""
    page.goto(f"{url}/offres")
    page.wait_for_selector("[data-live]")
    page.evaluate(WATCH)
    field = page.locator("#mots")
    for words in search.QUERIES:
        field.press_sequentially(words, delay=PAUSE)
        page.wait_for_function(ANSWERED)
        field.fill("")
        page.wait_for_function(ANSWERED)
    return page.evaluate("window.times")


def weigh(url: str) -> None:
    """What the first page weighs, and how long the server takes to write it."""
    answer = httpx.get(f"{url}/offres", headers={"accept-encoding": "gzip"})
    took = [httpx.get(f"{url}/offres?mots=chef").elapsed.total_seconds() * 1000 for _ in range(20)]
    plain, packed = len(answer.content) / 1000, answer.num_bytes_downloaded / 1000
    print(f"first page: {plain:.0f} kB, {packed:.0f} kB compressed; written in {sorted(took)[10]:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
