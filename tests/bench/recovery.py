"""Killed in the middle of a vote of thirty: how long until all are back in the room, and whether a vote is lost."""

import asyncio
import os
import random
import signal
import tempfile
from time import perf_counter

import servers
from players import Person, Room

PEOPLE, VOTED = 30, 17


async def _back(person: Person) -> float:
    """Knock until the room is open again, as the browsers do; gives the moment."""
    while True:
        try:
            await person.listen()
        except OSError:
            await asyncio.sleep(0.2)
        else:
            return perf_counter()


async def _before(port: int) -> Room:
    room = Room([f"http://127.0.0.1:{port}"], "app", 1, PEOPLE)
    await room.sit()
    await room.reach("stance")
    votes = [
        p.visitor.play(room.code, do="vote", at=room.n, stance=random.choice(("coop", "not"))) for p in room.people
    ]
    done = await asyncio.gather(*votes[:VOTED])
    for each in votes[VOTED:]:
        each.close()
    assert all(saved for saved, _ in done)
    return room


async def _after(room: Room) -> tuple[float, int]:
    back = max(await asyncio.gather(*map(_back, room.people)))
    await asyncio.sleep(0.5)
    return back, room.people[0].ear.answered


def measure(port: int) -> dict:
    """Kill the server in the middle of a vote, start it again, and count."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        with servers.app(port, folder) as process:
            room = runner.run(_before(port))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed = perf_counter()
        with servers.app(port, folder):
            listening = perf_counter()
            back, counted = runner.run(_after(room))
        return {
            "people": PEOPLE, "voted": VOTED, "counted": counted, "listening_s": round(listening - killed, 2),
            "all_back_s": round(back - killed, 2), "after_listening_s": round(back - listening, 2),
        }  # fmt: skip
