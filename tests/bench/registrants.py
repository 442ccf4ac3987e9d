"""The people of the bench's race, in a process of their own: each opens the link of their letter, all press at once.

One in ten presses twice. Whoever is cut off before their answer comes back and presses again, as people do.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import re
import sys
from collections.abc import Callable
from time import perf_counter

import psutil
from clients import cpu
from dialects import Dialect
from line import Line, connect

TOGETHER, TWICE = 40, 10
"""Sockets that knock at the same time; one person in so many presses twice."""
PATIENCE = 90.0
GOT = re.compile(rb'"got_rx_state_":\[\{[^]]*"said":"([^"]*)"')
REFUSED = re.compile(rb'"refusal_rx_state_":"([^"]+)"')
CONFIRM = "reflex___state____state.irdsu_app___cycles___confirm_state____confirming.confirm"


class Page(Dialect):
    """The page of a confirmation link."""

    def of(self, link: str, event: str) -> dict:
        address = f"/inscription/confirmer/{link}"
        return {
            "name": event,
            "payload": {},
            "router_data": {"pathname": address, "asPath": address, "query": {"lien": link}},
        }


class Ear(Line):
    """A socket that hears the answer to the press of a button."""

    told: Callable[[float, str, bool], None] | None = None
    lost: Callable[[], None] | None = None

    def _read(self, frame: bytes, now: float) -> None:
        if self.told is not None and frame.startswith(b"42"):
            if found := GOT.search(frame):
                self.told(now, found[1].decode(), True)
            elif found := REFUSED.search(frame):
                self.told(now, found[1].decode(), False)
        super()._read(frame, now)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.lost is not None:
            self.lost()


class Person:
    """Somebody with a link."""

    def __init__(self, rank: int, link: str, urls: list[str]) -> None:
        self.rank, self.link, self.urls = rank, link, urls
        self.where = f"10.{rank >> 16 & 255}.{rank >> 8 & 255}.{rank & 255}"
        self.answers: list[tuple[float, str, bool]] = []
        self.done = asyncio.Event()
        self.tries, self.sent = 0, 0.0
        self.ear: Ear | None = None

    async def open(self) -> None:
        page = Page(ready=b'"ready_rx_state_":true')
        url = self.urls[(self.rank + self.tries) % len(self.urls)]
        greeting = "40/_event," + json.dumps({"event": page.of(self.link, f"{page.state}.hydrate_and_load")})
        self.tries += 1
        ear: Ear = await connect(
            url, page, greeting, f"bench-{self.rank}-{self.tries}", "", lambda *_: None, Ear,
            X_Forwarded_For=self.where,
        )  # fmt: skip
        ear.told, ear.lost, self.ear = self.heard, self.cut, ear

    def press(self) -> None:
        assert self.ear is not None
        said = "42/_event," + json.dumps(["event", Page().of(self.link, CONFIRM)])
        self.sent = self.sent or perf_counter()
        for _ in range(2 if self.rank % TWICE == 0 else 1):
            self.ear.say(said)

    def heard(self, when: float, said: str, good: bool) -> None:
        self.answers.append((when - self.sent, said, good))
        self.done.set()

    def cut(self) -> None:
        if not self.done.is_set():
            self.coming_back = asyncio.get_running_loop().create_task(self.come_back())

    async def come_back(self) -> None:
        """Knock until the server is back, then press again."""
        while not self.done.is_set():
            try:
                await self.open()
                return self.press()
            except OSError:
                await asyncio.sleep(0.3)


async def race(args: argparse.Namespace) -> dict:
    links = [line.strip() for line in sys.stdin if line.strip()]
    people = [Person(rank, link, args.url) for rank, link in enumerate(links)]
    gate = asyncio.Semaphore(TOGETHER)

    async def come(person: Person) -> None:
        async with gate:
            await person.open()

    await asyncio.gather(*map(come, people))
    await asyncio.sleep(args.settle)
    print("ready", flush=True)
    servers = [psutil.Process(pid) for pid in args.pid]
    started, before = perf_counter(), sum(map(cpu, servers))
    for person in people:
        person.press()
    told = asyncio.create_task(tell_the_middle(people, args.tell))
    used = 0.0
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(person.done.wait() for person in people)), PATIENCE)
    told.cancel()
    if not args.tell:  # what one that was killed has used died with it
        used = sum(map(cpu, servers)) - before
    delays = sorted(person.answers[0][0] for person in people if person.answers)
    last = max((person.answers[-1][0] for person in people if person.answers), default=0.0)
    at = lambda share: round(delays[min(len(delays) - 1, int(len(delays) * share))], 3) if delays else 0.0  # noqa: E731
    return {
        "people": len(people), "answered": len(delays), "p50": at(0.5), "p95": at(0.95), "max": at(1),
        "wall": round(last, 3), "cpu": round(used, 2), "took": round(perf_counter() - started, 2),
        "refused": sum(not good for person in people for _, _, good in person.answers),
        "said": {person.link: person.answers[-1][1] for person in people if person.answers},
        "errors": sorted({said for p in people for _, said, good in p.answers if not good})[:3],
        "back": sum(person.tries > 1 for person in people),
    }  # fmt: skip


async def tell_the_middle(people: list[Person], share: float) -> None:
    """Say when this share of the people has been answered: it is the moment to kill a server."""
    answers = asyncio.as_completed([person.done.wait() for person in people])
    for _, answer in zip(range(int(share * len(people))), answers, strict=False):
        await answer
    print("middle", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", nargs="+", required=True)
    parser.add_argument("--pid", type=int, nargs="+", required=True)
    parser.add_argument("--settle", type=float, default=1.0)
    parser.add_argument("--tell", type=float, default=0.0)
    gc.disable()
    print(json.dumps(asyncio.run(race(parser.parse_args()))), flush=True)
