"""Sixty people come in one minute past three phones, one of them without network for half of it: who is lost.

    python tests/bench/checkins.py                 # the built site, three real Chromium pages

Each phone presses « Est là » on twenty people at a steady pace; the first presses five more, whom the third has already
noted. The third has no network from the fifteenth second to the forty-fifth, and is reloaded meanwhile.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import servers

sys.path.insert(0, str(servers.ROOT))
SECRET = "bench" * 8
os.environ["IRDSU_SECRET"] = SECRET
from playwright.async_api import Browser, Page, async_playwright  # noqa: E402

from irdsu_app.access import organisers, team  # noqa: E402
from irdsu_app.launch import browser as browsers  # noqa: E402
from tests.browser import dooring  # noqa: E402
from tests.browser.owned import at  # noqa: E402
from tests.serving import House  # noqa: E402

PHONES, MINUTE = 3, 60.0
"""Phones, and seconds in which each presses all its people."""
CUT, BACK = 15.0, 45.0
"""When the last phone loses the network, and finds it again, in seconds."""
READY = "() => navigator.serviceWorker.ready.then(() => true)"
STANDS = """(name) => [...document.querySelectorAll('#people > li')].some((each) => each.innerText.includes(name)
  && each.innerText.includes('Présence à') && !each.innerText.includes('à envoyer'))"""


def visit(house: House, number: int) -> dict[str, Any]:
    """The cookie of an organiser who has come in."""
    now = datetime.now(UTC)
    with at(house) as session:
        whose = team.invite(session, f"orga{number}@exemple.test", f"Orga {number}", ("cycles",), now)
        value = organisers.enter(session, organisers.give_link(session, now, whose), now)
    return {"name": "irdsu-bureau", "value": value, "url": house.url}


async def phone(browser: Browser, day: dooring.Day, house: House, number: int) -> Page:
    """A phone at the door, ready to lose the network."""
    size = {"width": 390, "height": 844}
    context = await browser.new_context(viewport=size, locale="fr-FR", timezone_id="Europe/Paris")  # pyright: ignore[reportArgumentType]
    await context.add_cookies([visit(house, number)])  # pyright: ignore[reportArgumentType]
    page = await context.new_page()
    await page.goto(f"{day.address}/accueil")
    await page.wait_for_selector("#people > li")
    await page.evaluate(READY)
    return page


async def press(page: Page, names: list[str], begun: float, offset: float, took: list[float], cut: bool) -> None:
    """Note these people one after the other; how long the house takes to have each, while there is a network."""
    away = reloaded = False
    for n, name in enumerate(names):
        await asyncio.sleep(max(0.0, begun + offset + n * (MINUTE - PHONES) / len(names) - time.monotonic()))
        passed = time.monotonic() - begun
        if cut and not away and CUT <= passed < BACK:
            away = True
            await page.context.set_offline(True)
        elif cut and away and not reloaded and passed >= (CUT + BACK) / 2:
            reloaded = True
            await page.reload()
        elif cut and away and passed >= BACK:
            away = False
            await page.context.set_offline(False)
        line = page.locator("#people > li").filter(has_text=name)
        here = line.get_by_role("button", name="Est là")
        if await here.is_visible():
            pressed = time.monotonic()
            await here.click()
            if not away:
                await page.wait_for_function(STANDS, arg=name)
                took.append((time.monotonic() - pressed) * 1000)


async def minute(chromium: str, day: dooring.Day, house: House, names: list[str]) -> dict[str, Any]:
    """One minute at the door; gives the figures."""
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=chromium, args=flags)
        pages = [await phone(browser, day, house, n) for n in range(PHONES)]
        shares = [names[n::PHONES] for n in range(PHONES)]
        shares[0][5:5] = shares[2][8:13]  # five people that the first phone presses too, those the third has offline
        took: list[float] = []
        begun = time.monotonic() + 1
        await asyncio.gather(
            *(press(page, shares[n], begun, float(n), took, n == PHONES - 1) for n, page in enumerate(pages))
        )
        pressed = time.monotonic() - begun
        for page in pages:
            await page.wait_for_function("() => document.getElementById('waiting').textContent === ''", timeout=60_000)
            await page.wait_for_function(
                "(many) => document.getElementById('count').textContent.startsWith(String(many))", arg=len(names)
            )
        settled = time.monotonic() - begun
        await browser.close()
    here = day.here()
    return {
        "people": len(names),
        "present": len(here),
        "lost": len(names) - len(set(here)),
        "rows": day.marks(),
        "twice": len(here) - len(set(here)),
        "pressed_s": round(pressed, 1),
        "all_screens_agree_s": round(settled, 1),
        "ack_ms": {"p50": round(statistics.median(took)), "p95": round(sorted(took)[int(len(took) * 0.95)])},
    }


def browsers_path() -> str:
    """The Chromium of this machine."""
    found = browsers.chromium()
    if found is None:
        raise SystemExit(browsers.MISSING)
    return str(found)


def main() -> None:
    """Run it and say the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=60)
    people = asked.parse_args().people
    names = [f"Prénom{n:02} Nom{n:02}" for n in range(people)]
    shown = [f"Nom{n:02} Prénom{n:02}" for n in range(people)]
    chromium = browsers_path()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), secret=SECRET).open()
        try:
            day = dooring.opened(house, *names, places=people)
            found = asyncio.run(minute(chromium, day, house, shown))
        finally:
            house.kill()
    print(json.dumps(found, indent=2))
    if found["lost"] or found["twice"] or found["rows"] != people:
        raise SystemExit("somebody was lost, or counted twice")


if __name__ == "__main__":
    main()
