"""A place is freed: how long until it is queued in the letters of the first who waits, and shown live on their screen.

    python tests/bench/freed.py                 # one process, then two: who leaves and who waits on different servers

Everybody has their own page open. One person after the other presses « Libérer ma place ».
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import tempfile
from datetime import UTC, datetime
from time import perf_counter

import registrations
import servers
from bases import bases
from dialects import Dialect
from line import Line, connect
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.cycles import register
from irdsu_app.cycles.models import Meeting
from irdsu_app.cycles.unit import Deed, Unit, run
from irdsu_app.mail.models import Letter

WITHDRAW = "reflex___state____state.irdsu_app___cycles___own_state____mine.withdraw"
PATIENCE = 20.0


class Own(Dialect):
    """The page of somebody's own registrations."""

    def of(self, key: str, event: str, payload: dict) -> dict:
        address = f"/inscription/{key}"
        return {
            "name": event,
            "payload": payload,
            "router_data": {"pathname": address, "asPath": address, "query": {"key": key}},
        }


class Ear(Line):
    """A screen that hears that it is offered a place."""

    offered: asyncio.Future[float]

    def _read(self, frame: bytes, now: float) -> None:
        if b'"mine_rx_state_"' in frame and b'"status":"offered"' in frame and not self.offered.done():
            self.offered.set_result(now)
        super()._read(frame, now)


async def open_page(url: str, key: str, rank: int) -> Ear:
    page = Own(ready=b'"person_rx_state_"')
    greeting = "40/_event," + json.dumps({"event": page.of(key, f"{page.state}.hydrate_and_load", {})})

    def make(*told) -> Ear:
        ear = Ear(*told)
        ear.offered = asyncio.get_running_loop().create_future()
        return ear

    where = f"10.9.{rank >> 8 & 255}.{rank & 255}"
    return await connect(url, page, greeting, f"freed-{rank}", "", lambda *_: None, make, X_Forwarded_For=where)


def confirmed(url: str, links: list[str]) -> tuple[list[str], str]:
    """Everybody confirms; gives their personal keys and the id of the meeting."""
    engine = db.open_engine(url)
    with db.session(engine) as session:
        deeds = [Deed(lambda unit, link=link: register.confirm(unit, link), links=(link,)) for link in links]
        answers = run(Unit(session, datetime.now(UTC)), deeds)
        meeting = session.exec(select(Meeting.id)).one()
    engine.dispose()
    return [answer.person_key for answer in answers], str(meeting)


async def measure(urls: list[str], keys: list[str], places: int, meeting: str, rounds: int) -> tuple[list[float], int]:
    """Seconds from each press to the offer on the screen of whoever it is for, and how many were never shown."""
    leaving = [await open_page(urls[0], key, n) for n, key in enumerate(keys[:rounds])]
    waiting = [await open_page(urls[-1], key, 1000 + n) for n, key in enumerate(keys[places : places + rounds])]
    delays, lost = [], 0
    for key, ear, other in zip(keys, leaving, waiting, strict=False):
        event = Own().of(key, WITHDRAW, {"meeting": meeting, "waiting": False})
        sent = perf_counter()
        ear.say("42/_event," + json.dumps(["event", event]))
        try:
            delays.append(await asyncio.wait_for(other.offered, PATIENCE) - sent)
        except TimeoutError:
            lost += 1
        await asyncio.sleep(random.random() * 0.8)
    return sorted(delays), lost


def one(kind: str, url: str, processes: int, rounds: int) -> None:
    places = rounds
    links = registrations.furnish(url, 3 * rounds, places, "ville.test")
    keys, meeting = confirmed(url, links)
    ports = [registrations.free_port() for _ in range(processes)]
    more = {"IRDSU_DATABASE_URL": url, "IRDSU_SECRET": registrations.SECRET}
    with contextlib.ExitStack() as stack:
        for port in ports:
            stack.enter_context(servers.app(port, stack.enter_context(tempfile.TemporaryDirectory()), more))
        urls = [f"http://127.0.0.1:{port}" for port in ports]
        delays, lost = asyncio.run(measure(urls, keys, places, meeting, rounds))
    engine = db.open_engine(url)
    with Session(engine) as session:
        letters = len(session.exec(select(Letter.id).where(Letter.kind == "cycles.offered")).all())
        wrong = registrations.faults(session)
    engine.dispose()
    at = lambda share: round(delays[min(len(delays) - 1, int(len(delays) * share))], 3) if delays else 0.0  # noqa: E731
    print(
        f"{kind:<11} {processes:>4} {rounds:>6} | {at(0.5):>5} {at(0.95):>5} {at(1):>5} {lost:>4} | {letters:>7} "
        f"{wrong or 0}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", choices=("sqlite", "postgresql"), nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    os.sched_setaffinity(0, {int(registrations.CLIENT_CORE)})
    print("base        proc rounds |   p50   p95   max lost | letters faults")
    for kind in args.base:
        with bases(kind) as fresh:
            for processes in args.processes:
                one(kind, fresh(), processes, args.rounds)


if __name__ == "__main__":
    main()
