"""The whole app in this process, and people who leave in the middle of everything: what is left running is printed.

`python -m tests.state.leaver`, with the environment of a house: as JSON, what was tried and the tasks that stay.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from irdsu_app import db
from irdsu_app.access import organisers, seats, team
from irdsu_app.live.models import Room
from irdsu_app.settings import settings
from tests import hostile
from tests.browser.assault import entering, fitting
from tests.hostile import Maker

ORIGIN = next(iter(settings.allowed_origins))
PATIENCE = 5.0
"""Seconds within which nothing of whoever left may be left."""
TOGETHER = 12
"""Events each person leaves behind, after what their pages enter with."""
PLACE = {"code": "CFHJK", "slug": "regards", "key": "k" * 32, "lien": "l" * 32, "personne": "p"}
Message = dict[str, Any]


class Visitor:
    """A socket of somebody who sends what they have to say, listens to so many words, and leaves."""

    def __init__(self, frames: list[str], words: int) -> None:
        self.frames, self.words = list(frames), words
        self.left, self.heard = asyncio.Event(), 0
        self._begun = False

    async def receive(self) -> Message:
        if not self._begun:
            self._begun = True
            return {"type": "websocket.connect"}
        if self.frames:
            return {"type": "websocket.receive", "text": self.frames.pop(0)}
        await self.left.wait()
        return {"type": "websocket.disconnect", "code": 1006}

    async def send(self, message: Message) -> None:
        self.heard += message["type"] == "websocket.send"
        if self.heard >= self.words:
            self.left.set()
            raise OSError("this socket is cut")

    async def live(self, app: Any, cookie: str, token: str) -> None:
        headers = {"origin": ORIGIN, "cookie": cookie, "upgrade": "websocket", "connection": "upgrade"}
        scope = {
            "type": "websocket", "path": "/_event/", "raw_path": b"/_event/", "root_path": "", "scheme": "ws",
            "query_string": f"EIO=4&transport=websocket&token={token}".encode(), "subprotocols": [],
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "http_version": "1.1", "state": {},
            "asgi": {"version": "3.0"}, "extensions": {},
        }  # fmt: skip
        asyncio.get_running_loop().call_later(1.0, self.left.set)  # some never answer
        await app(scope, self.receive, self.send)


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[None]:
    """The app, with everything that lives as long as the server."""
    asked, answered = asyncio.Queue[Message](), asyncio.Queue[Message]()
    life = asyncio.create_task(app({"type": "lifespan", "asgi": {}, "state": {}}, asked.get, answered.put))
    for moment in ("startup", "shutdown"):
        asked.put_nowait({"type": f"lifespan.{moment}"})
        said = await asyncio.wait_for(answered.get(), 60)
        assert said["type"] == f"lifespan.{moment}.complete", said
        if moment == "startup":
            yield
    await life


def cookies() -> str:
    """The cookies of somebody whom every handler lets in."""
    now, until = datetime.now(UTC), datetime.now(UTC) + timedelta(hours=1)
    with db.session() as session:
        anne = team.invite(session, "a@b.fr", "Anne", ["all"], now)
        visit = organisers.enter(session, organisers.give_link(session, now, anne), now)
        value = ""
        for rank, role in enumerate(("presenter", "player", "follower")):
            room = Room(code=f"CFHJ{rank}", kind="brief", document="{}", opened_at=now, expires_at=until)
            session.add(room)
            session.flush()
            value = seats.take_seat(session, room.id, role, now, until, value)[1]
    return f"irdsu={value}; irdsu-bureau={visit}"


def frame(name: str, payload: Any) -> str:
    """An event as a page sends it."""
    at = {"pathname": "/x", "asPath": "/x", "query": PLACE}
    return "42/_event," + json.dumps(["event", {"name": name, "payload": payload, "router_data": at}])


def batches() -> list[list[str]]:
    """What each person sends: their page, what it enters with, and some of all the handlers of the house."""
    maker, names, made = Maker(3, [*PLACE.values(), "R1", "projet"]), list(hostile.handlers()), []
    for start in range(0, len(names), TOGETHER):
        some = names[start : start + TOGETHER]
        first = list(dict.fromkeys(one for name in some for one in entering(name)))[:20]
        hydrate = {"name": "reflex___state____state.hydrate_and_load", "payload": {"hashes": []}, "router_data": {}}
        sent = [frame(each, {}) for each in first] + [frame(each, fitting(maker, each)) for each in some]
        made.append(["40/_event," + json.dumps({"event": hydrate}), *sent])
    return made


def running(before: set[asyncio.Task[Any]]) -> list[str]:
    """The tasks that were not there before, but the waits of those that live as long as the server."""
    me = asyncio.current_task()
    return sorted(
        f"{each.get_name()} {each.get_coro()}"
        for each in asyncio.all_tasks() - before
        if each is not me and not each.done() and "object Event.wait at" not in repr(each.get_coro())
    )


async def ended(still: Callable[[], list[str]], patience: float) -> tuple[float, list[str]]:
    """Wait until nothing runs still; after how long, and what does."""
    begun = time.monotonic()
    while (stay := still()) and time.monotonic() - begun < patience:  # noqa: ASYNC110 — nothing tells that a task ends
        await asyncio.sleep(0.02)
    return time.monotonic() - begun, stay


async def run() -> dict[str, Any]:
    from irdsu_app.irdsu_app import app as reflex_app

    app, left, cookie = reflex_app(), dict[str, Any](), cookies()
    namespace = reflex_app.event_namespace
    assert namespace is not None
    async with serving(app):
        processor = reflex_app.event_processor

        def handlers() -> list[str]:
            return [f"{each.get_name()}" for each in processor._tasks.values() if not each.done()]

        await Visitor(batches()[0][:1], 2).live(app, cookie, "first")  # what lives as long as the server begins
        await asyncio.sleep(4)
        before, tried, slowest = asyncio.all_tasks(), 0, 0.0
        for words in (1, 3, 8):
            for rank, sent in enumerate(batches()):
                await Visitor(sent, words).live(app, cookie, f"tab{words}-{rank}")
                took, stay = await ended(handlers, PATIENCE)
                slowest, tried = max(slowest, took), tried + len(sent) - 1
                left |= {f"{words} words, {rank}": stay} if stay else {}
        _, stay = await ended(lambda: running(before), 2 * PATIENCE)
        left |= {"at the end": stay} if stay else {}
        waiting = sum(len(each) for each in processor._token_queues.values())
    return {
        "handlers": len(hostile.handlers()), "tried": tried, "left": left, "slowest": round(slowest, 2),
        "waiting": waiting, "sockets": len(namespace.sid_to_token),
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run())))
