"""The desk of the cycles with twenty meetings and three thousand registrations: first paint, filters, files.

Run from the root, once the site is built: `python -m tests.bench.desk` (SQLite) or `python -m tests.bench.desk
postgresql`; `--no-lighthouse` leaves the first paint out. Ends with 1 when a target is missed. A filter is timed on the
server (the question to the database and the rows made ready), then in Chromium: from the key or the choice to the frame
painted with the list that answers it. Lighthouse comes with the cookie of an organiser, on its model of a phone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from playwright.sync_api import Page, sync_playwright

from irdsu_app import db
from irdsu_app.access import cookies
from irdsu_app.launch import browser
from tests.bench import lighthouse, office
from tests.bench.bases import bases
from tests.serving import House, free_port

FILTER, SCORE = 100.0, 90
"""The targets: milliseconds at p95, and points."""
DESK = f"/bureau/cycles/{office.SLUG}"
PAGES = {"cycle": DESK, "meeting": f"{DESK}/C12", "people": f"{DESK}/personnes", "figures": f"{DESK}/chiffres"}
ASKED = (
    "", "mots=benali", "mots=v", "mots=ville+de+mi", "statut=waiting", "seance=C3&statut=confirmed", "venue=room",
    "fonction=Bailleur", "departement=69", "structure=habitat", "adhesion=oui&tri=seances", "page=9", "mots=personne99",
)  # fmt: skip
WORDS, PAUSE = ("benali", "ville de mi", "adulte-relais", "rhône", "habitat"), 150
"""What is typed, and milliseconds between two keys."""
WATCH = """() => {
  window.times = [];
  const board = document.querySelector('.sifting');
  let from = 0;
  board.addEventListener('input', () => { from = from || performance.now(); }, true);
  new MutationObserver(() => {
    if (!from || board.hasAttribute('aria-busy')) return;
    const begun = from;
    from = 0;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - begun)));
  }).observe(board, {attributes: true, attributeFilter: ['aria-busy']});
}"""
ANSWERED = "() => !document.querySelector('.sifting').hasAttribute('aria-busy')"


def told(name: str, spent: list[float], target: float) -> bool:
    """Print a line, in milliseconds; whether the target is missed."""
    cuts = quantiles(spent, n=20)
    load = os.getloadavg()[0]
    print(
        f"{name:32} p50 {cuts[9]:6.1f}  p95 {cuts[18]:6.1f}  max {max(spent):6.1f} ms  ({len(spent)}, load {load:.1f})"
    )
    return cuts[18] > target


def server(url: str, times: int = 8) -> bool:
    """Every question, asked several times: of the people of the cycle, of a meeting, and the figures."""
    from datetime import UTC, datetime

    from sqlmodel import Session

    from irdsu_app.cycles import desk_crowd_state, desk_figures, desk_people_state
    from irdsu_app.cycles.desk_search import Search

    engine = db.open_engine(url)

    def spent(ask: Callable[[Session, str], object]) -> list[float]:
        found, worked = [], process_time()
        for asked in ASKED * times:
            begun = perf_counter()
            with Session(engine) as session:
                ask(session, asked)
            found.append(1000 * (perf_counter() - begun))
        print(f"{1000 * (process_time() - worked) / len(found):38.1f} ms of processor each")
        return found

    now, at = datetime.now(UTC), PAGES["meeting"]
    crowd = spent(lambda session, asked: desk_crowd_state._people(office.SLUG, Search.read(asked), session))
    meeting = spent(
        lambda session, asked: desk_people_state._people(office.SLUG, "C12", at, Search.read(asked), session)
    )
    figures = spent(lambda session, _: desk_figures.cycle(session, office.SLUG, now))
    missed = [told("server, people of the cycle", crowd, FILTER), told("server, people of a meeting", meeting, FILTER)]
    return any([*missed, told("server, figures of the cycle", figures, FILTER)])


def screen(page: Page, name: str, address: str) -> bool:
    """Keys and choices on a list, as somebody makes them."""
    page.goto(address)
    page.locator(".sifting[data-live]").wait_for()
    page.evaluate(WATCH)
    field = page.get_by_label("Chercher")
    for words in WORDS:
        field.press_sequentially(words, delay=PAUSE)
        page.wait_for_function(ANSWERED)
        field.fill("")
        page.wait_for_function(ANSWERED)
    for choice in ("Fonction", "Département", "Venue", "Adhésion"):
        select = page.get_by_label(choice)
        for at in (1, 2, 0):
            if at < select.locator("option").count():
                select.select_option(index=at)
                page.wait_for_function(ANSWERED)
    return told(name, page.evaluate("window.times"), FILTER)


def painted(port: int, house: House, folder: Path) -> bool:
    """What Lighthouse says of each page, in the browser where the organiser has come in."""
    command, missed = lighthouse.installed(folder), False
    for name, address in PAGES.items():
        asked = [str(command), house.url + address, f"--port={port}", "--output=json", "--quiet"]
        asked += ["--only-categories=performance"]  # it empties the cache, and leaves the cookies
        said = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
        score = round(100 * said["categories"]["performance"]["score"])
        figures = ", ".join(f"{each} {said['audits'][each]['displayValue']}" for each in lighthouse.FIGURES)
        print(f"Lighthouse, {name:10} {score:3}  ({figures}, load {os.getloadavg()[0]:.1f})")
        missed |= score < SCORE
    return missed


def main() -> int:
    """Furnish, measure, print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", nargs="?", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--no-lighthouse", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "irdsu-lighthouse")
    asked = parser.parse_args()
    with bases(asked.base) as fresh, tempfile.TemporaryDirectory() as folder:
        url = fresh()
        house = House(Path(folder), database_url=url)
        with db.session(db.open_engine(url)) as session:
            cookie = office.furnish(session, office.now())
        missed = server(url)
        house.open()
        port, found = free_port(), str(browser.chromium())
        flags = ["--no-sandbox", f"--remote-debugging-port={port}"]
        try:
            with sync_playwright() as tools:
                view = {"viewport": {"width": 1280, "height": 800}, "locale": "fr-FR"}
                context = tools.chromium.launch_persistent_context(
                    str(Path(folder) / "profile"), executable_path=found, args=flags, **view
                )
                context.add_cookies([{"name": cookies.name(cookies.ORGANISER), "value": cookie, "url": house.url}])
                if not asked.no_lighthouse:
                    missed |= painted(port, house, asked.folder)
                page = context.new_page()
                missed |= screen(page, "screen, people of the cycle", house.url + PAGES["people"])
                missed |= screen(page, "screen, people of a meeting", house.url + PAGES["meeting"])
                context.close()
        finally:
            house.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
