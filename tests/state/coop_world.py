"""A server that can be killed and opened again in a test: what is not in the database dies with it."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import uuid4

from irdsu_app import db
from irdsu_app.coop import register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.hall import Hall
from irdsu_app.coop.room import Room
from irdsu_app.live.hub import LocalHub
from irdsu_app.live.peers import Alone, Peers
from irdsu_app.live.shared import SharedHub
from tests.state.test_hub import HandClock, PaperWire
from tests.state.tiny_game import TinyRules

VIEW = "state.table"


class LoopTimers(HandClock):
    """Time moved by hand, for the timers of the rooms and the hour they read."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 1_000.0


class World:
    """One life of the server: what is not in the database dies with it."""

    def __init__(self, clock: HandClock, peers: Peers | None = None) -> None:
        self.clock, self.wire = clock, PaperWire()
        self.hub = SharedHub(peers, clock, self.wire) if peers else LocalHub(clock, self.wire)
        self.hall = Hall(lambda _document: TinyRules(), VIEW, self.hub, clock, peers or Alone())
        self.hall.wall = clock.now

    async def create(self) -> tuple[Room, str]:
        game, who = TinyRules().new()
        room, cookie = await db.write(
            lambda session: register.open_room(session, json.dumps(game), who, "", datetime.now(UTC))
        )
        return await self.hall.room(room.code), cookie

    async def arrive(self, room: Room, name: str = "Nour", cookie: str = "", key: str = "") -> str:
        data = {"name": name, "trade": "", "observes": False}
        return await room.enter(Act("arrive", self.clock.now(), data=data), cookie, key)

    async def look(self, room: Room, sid: str, cookie: str = "") -> None:
        who = room.person(cookie)
        await self.hub.enter(room.code, sid, who, room.slices, who, self.hall.manner(room.code))

    async def after(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.rest()

    async def rest(self) -> None:
        while self.hall._deeds:
            await asyncio.gather(*self.hall._deeds)
        await self.hall.settled()
        self.clock.advance(0)


def vote(stance: str = "coop", at: int = 1) -> dict:
    return {"do": "vote", "at": at, "stance": stance}


def new_id() -> str:
    return str(uuid4())
