"""Five hundred people register to the six meetings of a cycle: how long the database is held, and each person's answer.

python tests/bench/whole_cycle.py
"""

import argparse
import asyncio
import os
import sys
from time import perf_counter

import registrations
from bases import bases
from sqlmodel import Session

from irdsu_app import db
from irdsu_app.cycles import counter, register
from irdsu_app.cycles.unit import Deed


async def everybody(links: list[str]) -> tuple[float, float]:
    """Seconds in transactions, and seconds until the last is answered."""
    here, held = counter.Counter(), 0.0
    true = here._run

    def timed(deeds, session):
        nonlocal held
        started = perf_counter()
        done = true(deeds, session)
        session.commit()
        held += perf_counter() - started
        return done

    here._run = timed
    started = perf_counter()
    deeds = [Deed(lambda unit, link=link: register.confirm(unit, link), links=(link,)) for link in links]
    await asyncio.gather(*map(here.do, deeds))
    return held, perf_counter() - started


def one(kind: str, url: str, people: int, meetings: int, places: int) -> None:
    links = registrations.furnish(url, people, places, "ville.fr", many=meetings)
    held, last = asyncio.run(everybody(links))
    with Session(db.engine()) as session:
        wrong = registrations.faults(session)
    print(f"{kind:<11} {people:>6} {meetings:>8} | {held:>8.2f} {last:>8.2f} | {wrong or 0}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", choices=("sqlite", "postgresql"))
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--meetings", type=int, default=6)
    parser.add_argument("--places", type=int, default=40)
    args = parser.parse_args()
    if args.base is None:
        print("base        people meetings | database     last | faults", flush=True)
        for kind in ("sqlite", "postgresql"):
            os.spawnv(os.P_WAIT, sys.executable, [sys.executable, *sys.argv, "--base", kind])
        return
    with bases(args.base) as fresh:
        url = fresh()
        engine = db.open_engine(url)
        db.engine = lambda: engine  # pyright: ignore[reportAttributeAccessIssue]
        one(args.base, url, args.people, args.meetings, args.places)


if __name__ == "__main__":
    main()
