"""What Lighthouse says of the pages one reads alone and of one's own version, on its model of a phone.

Run from the root, once the site is built: `python -m tests.bench.lighthouse`; with `--offers 10000`, the pages of the
offers among so many. Installs Lighthouse from npm in a folder
of its own (`--folder`, kept for the next time), needs Node, asks nothing of the network afterwards. Prints a Markdown
table and what is below 100.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from irdsu_app import db
from irdsu_app.brief import versions
from irdsu_app.launch import browser as browsers
from tests.bench import search
from tests.browser.owned import made
from tests.serving import House

VERSION = "13.5.0"
PAGES = ("/", "/depliant", "/depliant/texte", "/depliant/adapter")
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
OWN = ("/depliant/adapter/[key]", "/depliant/version/[key]")
"""The pages of a version made for the occasion: search engines are kept out of them."""
OWN_TARGETS = {"performance": 90, "accessibility": 100, "best-practices": 100}
OFFERS = ("/offres", "/offres?mots=chef&departement=93", "/offres/offre-0")
FIGURES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def installed(folder: Path) -> Path:
    """Lighthouse, installed once."""
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        quiet = ["--prefix", str(folder), "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", *quiet, f"lighthouse@{VERSION}"], check=True)
    return command


def report(command: Path, address: str, chromium: Path) -> dict:
    """Everything Lighthouse measured of one page."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    asked = [str(command), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    asked.append(f"--only-categories={','.join(TARGETS)}")
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    return json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE, env=environment).stdout)


def row(page: str, said: dict) -> str:
    """A line of the table."""
    scores = [f"{100 * said['categories'][each]['score']:.0f}" for each in TARGETS]
    figures = [said["audits"][each]["displayValue"] for each in FIGURES]
    return f"| `{page}` | " + " | ".join([*scores, *figures]) + " |"


def filled(house: House, size: int) -> None:
    """Put so many open offers on the board."""
    draw = random.Random(8)
    names = ["".join(draw.choices(search.SYLLABLES, k=draw.randint(2, 4))).title() for _ in range(15_000)]
    with db.session(db.open_engine(house.database_url)) as session:
        search.fill(session, draw, names, size)


def addresses(house: House, offers: int = 0) -> dict[str, str]:
    """Every page measured, under the name it is printed with."""
    if offers:
        filled(house, offers)
        return {page: page for page in OFFERS}
    link = made(house)
    keys = dict(zip(OWN, (link, versions.reading_link(link)), strict=True))
    return {page: page for page in PAGES} | {page: page.replace("[key]", key) for page, key in keys.items()}


def low(page: str, said: dict) -> list[str]:
    """The scores under their targets."""
    targets = OWN_TARGETS if page in OWN else TARGETS
    return [name for name, least in targets.items() if 100 * said["categories"][name]["score"] < least]


def missed(page: str, said: dict) -> list[str]:
    """The audits that cost points, outside of speed."""
    return [
        f"{said['audits'][each['id']]['id']}: {said['audits'][each['id']]['title']}"
        for name, category in said["categories"].items()
        for each in category["auditRefs"]
        if name != "performance"
        and (name != "seo" or "[" not in page)
        and each["weight"]
        and (said["audits"][each["id"]]["score"] or 0) < 1
        and said["audits"][each["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]


def main() -> int:
    """Measure, print, and fail when a score is under its target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "irdsu-lighthouse")
    parser.add_argument("--only", default="", help="measure the pages whose name holds these words")
    parser.add_argument("--offers", type=int, default=0, help="measure the pages of the offers, among so many")
    asked = parser.parse_args()
    command, chromium = installed(asked.folder), browsers.chromium()
    if chromium is None:
        sys.exit(browsers.MISSING)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder)).open()
        try:
            pages = {page: at for page, at in addresses(house, asked.offers).items() if asked.only in page}
            said = {page: report(command, house.url + at, chromium) for page, at in pages.items()}
        finally:
            house.close()
    print("| page | " + " | ".join([*TARGETS, *FIGURES]) + " |")
    print("|" + " --- |" * (1 + len(TARGETS) + len(FIGURES)))
    for page, found in said.items():
        print(row(page, found))
    for page, found in said.items():
        print("\n".join(f"{page} {each}" for each in missed(page, found)))
    return 1 if any(low(page, found) for page, found in said.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
