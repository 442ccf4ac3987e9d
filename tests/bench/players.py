"""The people of the bench's rooms, in a process of their own: they sit, play, and note who heard what when."""

import argparse
import asyncio
import gc
import itertools
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import psutil
from clients import cpu, memory
from dialects import Boardgame, Seat
from line import connect
from seats import Ear, Visitor, lost, spread

PATIENCE, BEFORE = 5.0, 60.0
"""Seconds after which a move not heard is lost, and for what comes before anything is measured."""
TOGETHER = 16
"""People who sit at the same time."""
numbers = itertools.count(1)


class Person:
    """Somebody at a table."""

    def __init__(self, room: "Room", rank: int) -> None:
        self.room, self.rank, self.seen = room, rank, set()
        self.url = room.urls[rank % len(room.urls)]
        self.visitor = Visitor(self.url, room.where)
        self.ear: Ear
        self.echo: dict[int, asyncio.Future] = {}
        self.back: asyncio.Task | None = None
        self.told: Callable[[tuple[int, int, float]], None] | None = None

    def heard(self, ear: Ear, what: str, value: int, when: float) -> None:
        if what != "name":
            if self.told is not None:
                self.told((ear.n, ear.answered, when))
            return self.room.noticed(self, ear)
        if value in self.seen:
            return
        self.seen.add(value)
        if (echo := self.echo.pop(value, None)) is not None:
            echo.set_result(None)
        if (sent := self.room.sent.get(value)) is not None and sent[1] is not self:
            self.room.delays.append(when - sent[0])
            sent[2].discard(self.rank)

    async def listen(self) -> None:
        room = self.room
        dialect = (
            Seat(code=room.code, path=Seat.path + f"&room={room.code}") if room.kind != "boardgame" else Boardgame()
        )
        token = f"{room.code}-{self.rank}-{random.random()}"
        self.ear = await connect(
            self.url, dialect, dialect.greeting(False), token, self.visitor.cookie, self.heard, Ear,
            X_Forwarded_For=room.where,
        )  # fmt: skip
        if room.kind == "boardgame":
            self.ear.say(f'42/bench,["sync","{room.code}","{self.rank}",null,{room.size}]')
        self.ear.lost = self.cut

    def cut(self) -> None:
        """Open another socket, as a page does when its own was closed."""
        self.room.cuts += 1
        self.back = asyncio.create_task(self.come())

    async def come(self) -> None:
        """Knock until a socket is open, a little later each time, as pages do."""
        for tries in itertools.count(1):
            try:
                return await self.listen()
            except (OSError, TimeoutError):
                await asyncio.sleep(min(2.0, 0.2 * tries))

    async def move(self) -> None:
        """Change one's name: the smallest move that everybody sees."""
        number = next(numbers)
        others = {person.rank for person in self.room.people if person is not self}
        self.room.sent[number] = (perf_counter(), self, others)
        if self.room.kind == "app":
            saved, said = await self.visitor.play(self.room.code, do="rename", name=f"m{number}")
            if not saved:
                self.room.refused.append(said)
                del self.room.sent[number]
            return
        self.echo[number] = asyncio.get_running_loop().create_future()
        if self.room.kind == "bare":
            self.ear.say(f'42/_event,["event",{{"name":"m{number}"}}]')
        else:
            action = {"type": "rename", "args": [f"m{number}"], "playerID": str(self.rank)}
            update = ["update", {"type": "MAKE_MOVE", "payload": action}, 0, self.room.code, str(self.rank)]
            self.ear.say("42/bench," + json.dumps(update))
        try:
            await asyncio.wait_for(self.echo[number], PATIENCE)
        except TimeoutError:
            self.room.refused.append("never came back")


class Room:
    """One table."""

    def __init__(self, urls: list[str], kind: str, rank: int, size: int) -> None:
        self.urls, self.kind, self.size, self.code = urls, kind, size, f"room{rank}"
        self.where = f"10.{rank >> 16 & 255}.{rank >> 8 & 255}.{rank & 255}"
        self.host = Visitor(urls[0], self.where)
        self.people: list[Person] = [Person(self, n) for n in range(size)]
        self.sent: dict[int, tuple] = {}
        self.delays: list[float] = []
        self.refused: list[str] = []
        self.n, self.phase, self.answered, self.cuts, self.votes = 0, "", 0, 0, 0
        self.changed = asyncio.Event()

    def noticed(self, person: Person, ear: Ear) -> None:
        if person.rank == 0:
            self.n, self.phase, self.answered = ear.n, ear.phase, ear.answered
            self.changed.set()

    async def sit(self) -> None:
        if self.kind == "app":
            _, head, _ = await self.host.send("/coop", "minutes=90&animation=oui")
            self.code = head.partition(b"/coop/")[2][:5].decode()
            for person in self.people:
                await person.visitor.send(f"/coop/{self.code}/entrer", f"nom=m0{person.rank}")
                assert person.visitor.cookie, "nobody sat"
            await self.watch()
        for person in self.people:
            await person.come()

    async def watch(self) -> None:
        """Keep the screen of whoever leads open: without it the game would wait."""
        dialect = Seat(code=self.code)
        await connect(
            self.urls[0], dialect, dialect.greeting(False), f"{self.code}-host-{random.random()}", self.host.cookie,
            lambda *_: None, Ear, X_Forwarded_For=self.where,
        )  # fmt: skip

    async def lead(self, do: str, **more) -> None:
        saved, said = await self.host.play(self.code, do=do, **more)
        assert saved, f"{do}: {said}"

    async def reach(self, phase: str) -> None:
        """Lead the game to a phase, its people answering what is asked on the way."""
        await self._on("open")
        await self._on("start", until="compass")
        while self.phase != phase:
            if self.phase == "discover":
                await self.lead("draw", at=self.n)
            if self.phase == "stance":
                # The game goes on by itself once it has counted the vote of each of them.
                await self._next(asyncio.gather(*map(self.vote, self.people)))
            else:
                await self._next(self.lead("next", at=self.n))

    async def vote(self, person: Person) -> None:
        """Vote; what is not saved stops the bench."""
        saved, said = await person.visitor.play(self.code, do="vote", at=self.n, stance="coop")
        assert saved, f"vote: {said}"
        self.votes += 1

    async def _on(self, do: str, until: str = "") -> None:
        await self.lead(do)
        while until and self.phase != until:
            await self._change()

    async def _next(self, doing) -> None:
        before = self.n
        await doing
        while self.n == before:
            await self._change()

    async def _change(self) -> None:
        self.changed.clear()
        await asyncio.wait_for(self.changed.wait(), BEFORE)


async def steady(rooms: list[Room], seconds: float, period: float) -> None:
    """Everybody plays once a period, each at a moment of their own."""
    until = perf_counter() + seconds

    async def play(person: Person) -> None:
        at = perf_counter() + random.random() * period
        while at < until:
            await asyncio.sleep(max(0.0, at - perf_counter()))
            await person.move()
            at += period

    await asyncio.gather(*(play(person) for room in rooms for person in room.people))


async def saturate(rooms: list[Room], seconds: float) -> None:
    """Everybody plays as soon as their last move is answered."""
    until = perf_counter() + seconds

    async def play(person: Person) -> None:
        while perf_counter() < until:
            await person.move()

    await asyncio.gather(*(play(person) for room in rooms for person in room.people))


async def vote_together(room: Room) -> dict:
    """Everybody votes within the same second: delays from a vote to each other person being told that it is counted."""
    await room.reach("stance")
    now, sent = room.n, {}
    heard: dict[Person, list[tuple[int, int, float]]] = {person: [] for person in room.people}
    for person in room.people:
        person.told = heard[person].append

    async def vote(person: Person) -> None:
        await asyncio.sleep(random.random())
        started = perf_counter()
        saved, said = await person.visitor.play(room.code, do="vote", at=now, stance=random.choice(("coop", "not")))
        assert saved, said
        sent[person] = started

    await asyncio.gather(*map(vote, room.people))
    await asyncio.sleep(1)
    # Votes are answered in the order in which they are counted; the last one opens the next phase.
    delays = [
        next((when - started for n, count, when in heard[other] if n > now or count >= rank), float("inf")) * 1000
        for rank, (person, started) in enumerate(sent.items(), 1)
        for other in room.people
        if other is not person
    ]
    return {"people": room.size, **spread(delays), "lost": sum(delay == float("inf") for delay in delays)}


async def run(args: argparse.Namespace) -> dict:
    servers = [psutil.Process(pid) for pid in args.pid]
    empty = memory(*servers)
    rooms = [Room(args.url, args.kind, n + 1, args.size) for n in range(args.rooms)]
    gate = asyncio.Semaphore(TOGETHER)

    async def sit(room: Room) -> None:
        async with gate:
            await room.sit()

    await asyncio.gather(*map(sit, rooms))
    await asyncio.sleep(args.settle)
    if args.kind == "app" and args.phase:
        for at in range(0, len(rooms), TOGETHER):
            await asyncio.gather(*(room.reach(args.phase) for room in rooms[at : at + TOGETHER]))
        await asyncio.sleep(1)
    held = memory(*servers)
    if args.votes:
        return await vote_together(rooms[0])
    await steady(rooms, 3, args.period)
    for room in rooms:
        room.delays.clear()
        room.sent.clear()
    before, started, mine = cpu(*servers), perf_counter(), cpu(psutil.Process())
    await (saturate(rooms, args.seconds) if args.saturate else steady(rooms, args.seconds, args.period))
    took, used, mine = perf_counter() - started, cpu(*servers) - before, cpu(psutil.Process()) - mine
    await asyncio.sleep(PATIENCE)
    moves = sum(len(room.sent) for room in rooms)
    # A name replaced before it was shown is not lost: what counts is that the last one of each person was heard.
    return {
        "rooms": args.rooms, "size": args.size, "moves_s": round(moves / took),
        **spread([delay * 1000 for room in rooms for delay in room.delays]),
        "lost": lost(rooms), "refused": sum(len(room.refused) for room in rooms),
        "votes": sum(room.votes for room in rooms), "cut": sum(room.cuts for room in rooms),
        "cpu_ms": round(used / max(1, moves) * 1000, 2), "core": round(used / took, 2), "client": round(mine / took, 2),
        "pss_room_kb": round((held[0] - empty[0]) / args.rooms), "bytes": len(rooms[0].people[0].ear.last),
        "frame": json.dumps(json.loads(rooms[0].people[0].ear.last.partition(b",")[2] or b"[0, 0]")[1]),
        "said": next((room.refused[0] for room in rooms if room.refused), ""),
    }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", nargs="+", required=True)
    parser.add_argument("--pid", type=int, nargs="+", required=True)
    parser.add_argument("--kind", choices=("app", "bare", "boardgame"), default="app")
    parser.add_argument("--rooms", type=int, default=10)
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--period", type=float, default=2)
    parser.add_argument("--settle", type=float, default=2)
    parser.add_argument("--phase", default="")
    parser.add_argument("--votes", action="store_true")
    parser.add_argument("--saturate", action="store_true")
    parser.add_argument("--keep", default="")
    gc.disable()
    args = parser.parse_args()
    row = asyncio.run(run(args))
    if args.keep:
        Path(args.keep).write_bytes(row["frame"].encode())
    json.dump(row, sys.stdout)
