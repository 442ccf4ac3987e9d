"""Two hundred races for few places: several processes, links pressed twice, one race in five with a process killed.

    python tests/bench/races.py

No websocket: what is tried is that the accounts are right, and that everybody was told the truth, every time.
"""

import argparse
import random
from time import perf_counter

import registrations
from bases import bases
from sqlalchemy.engine import make_url
from sqlmodel import Session, func, select

from irdsu_app import db
from irdsu_app.cycles.models import Cycle, Meeting, Registration
from tests.state.cycle_racer import Racer


def race(url: str, racers: list[Racer], number: int, people: int, places: int, kill: bool) -> list[str]:
    """One race in a cycle of its own; gives what is wrong."""
    slug = f"course-{number}"
    links = registrations.furnish(url, people, places, f"course{number}.test", slug)
    shares = [links[n :: len(racers)] + random.sample(links, people // 10) for n in range(len(racers))]
    for racer, share in zip(racers, shares, strict=True):
        racer.go(share)
    told: list[list] = []
    if kill:
        told += racers[0].heard(at_most=random.randint(1, people // 8)) + racers[0].kill()
        racers[0] = Racer(make_url(url), registrations.SECRET).ready()
        racers[0].go(shares[0])
    for racer in racers:
        told += racer.heard()
    answers: dict[str, set] = {}
    for link, status, rank in told:
        answers.setdefault(link, set()).add((status, rank))
    return [
        *verdict(url, slug, people, places),
        *(f"{link[:6]} was told {said}" for link, said in answers.items() if len(said) > 1),
        *(["somebody was not answered"] if len(answers) < people else []),
        *(["ranks have holes"] if not in_line(answers, people - places) else []),
    ]


def in_line(answers: dict[str, set], waiting: int) -> bool:
    """Whether those who wait were told each rank once."""
    ranks = sorted(rank for said in answers.values() for status, rank in said if status == "waiting")
    return ranks == list(range(1, waiting + 1))


def verdict(url: str, slug: str, people: int, places: int) -> list[str]:
    """What the rows say."""
    engine = db.open_engine(url)
    with Session(engine) as session:
        asked = select(Registration.status, func.count()).join(Meeting).join(Cycle).where(Cycle.slug == slug)
        held = dict(session.exec(asked.group_by(Registration.status)).all())  # pyright: ignore[reportArgumentType]
        wrong = registrations.faults(session)
    engine.dispose()
    expected = {"confirmed": places, "waiting": people - places}
    return wrong + ([f"{held}"] if held != expected else [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", choices=("sqlite", "postgresql"), nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--races", type=int, default=100, help="on each database: half with four processes, half one")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--places", type=int, default=12)
    args = parser.parse_args()
    print("base        proc races killed | faults seconds")
    for kind in args.base:
        with bases(kind) as fresh:
            for processes in (1, 4):
                url, number, killed, wrong, started = fresh(), 0, 0, [], perf_counter()
                db.upgrade(url)
                racers = [Racer(make_url(url), registrations.SECRET) for _ in range(processes)]
                racers = [racer.ready() for racer in racers]
                while number < args.races // 2:
                    number += 1
                    kill = number % 5 == 0
                    killed += kill
                    wrong += race(url, racers, number, args.people, args.places, kill)
                for racer in racers:
                    racer.leave()
                took = perf_counter() - started
                print(f"{kind:<11} {processes:>4} {number:>5} {killed:>6} | {wrong[:3] or 0} {took:.0f}", flush=True)


if __name__ == "__main__":
    main()
