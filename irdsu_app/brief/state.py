"""The live screens of a presentation: what the room shows, what the desk does, what a follower does.

Nothing here is the truth: the room is in the database, its public snapshot in the hub; a state is rebuilt by `enter`,
which runs at each load and each reconnection.
"""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.access.models import Seat
from irdsu_app.brief import editions, kept, presenting, talks, telling
from irdsu_app.brief.kept import Kept
from irdsu_app.brief.presenting import LiveView, Presentation, Refused
from irdsu_app.brief.seen import Asked, Timer, listed, timer
from irdsu_app.live import codes, store
from irdsu_app.live.hub import hub

log = logging.getLogger(__name__)
WAITING = LiveView(sheet="").model_dump()
NOWHERE = {"x": -1, "y": -1, "at": 0.0}


class Room(rx.State):
    """What every screen of the room sees. Uncached vars: a screen that comes back is right at once."""

    _code: str = ""
    entered: float = 0
    seated: bool = False
    presents: bool = False
    problem: str = ""
    if TYPE_CHECKING:
        code: str

    @rx.var(cache=False)
    def live(self) -> dict[str, Any]:
        """The public snapshot of the presentation."""
        return hub.get(self._code, ROOM, "live", WAITING)

    @rx.var(cache=False)
    def pointer(self) -> dict[str, float]:
        """Where the presenter points, in thousandths of the lit panel; x is -1 when nowhere."""
        return hub.get(self._code, ROOM, "pointer", NOWHERE)

    @rx.var(cache=False)
    def offer(self) -> kept.Offer:
        """The newer edition that the desk may take."""
        return hub.get(self._code, ROOM, "offer", kept.NO_OFFER, "desk") if self.presents else kept.NO_OFFER

    @rx.var(cache=False)
    def followers(self) -> int:
        """How many people follow."""
        return hub.get(self._code, ROOM, "followers", 0, "desk") if self.presents else 0

    def _here(self) -> str:
        """The room's code; an act replayed after a restart may come before `enter`, and then only the address knows."""
        return self._code or str(self.code)

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        cookie, now = cookies.cookie_of(self), datetime.now(UTC)
        try:
            there = db.read(lambda session: talks.visit(session, codes.read(self.code), cookie, now))
        except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode) as refusal:
            self.problem, self._code = str(refusal), ""
            return
        self._code, self.problem = there.room.code, ""
        self.seated, self.presents = there.seat is not None, there.presents
        await _come_in(self, there)
        self.entered = time.time()

    @rx.event
    @door.policy("public")
    def leave(self) -> None:
        """Go to another page of the site."""
        hub.leave(self.router.session.session_id)
        self._code = ""


async def _come_in(state: Room, there: talks.Visit) -> None:
    code, sid = there.room.code, state.router.session.session_id
    projected = state.router.url.path.rstrip("/").endswith("/ecran")
    someone = str(there.seat.id) if there.seat else state.router.session.client_token
    nobody = there.presents or projected
    audience = "desk" if there.presents else ""
    await hub.enter(code, sid, "" if nobody else someone, lambda: telling.slices(code, ROOM, DESK), audience)
    hub.show_presence(code, ROOM, "followers", "desk")
    if there.presents:
        desk = await state.get_state(Desk)
        desk.questions = db.read(lambda session: listed(talks.questions(session, there.room.id)))
        desk.timer = timer(there.talk)
        (await state.get_state(Kept))._look(there)
    elif there.seat is not None:
        follower, seat = await state.get_state(Follower), there.seat
        follower.asked, follower.kept = db.read(lambda session: _mine(session, seat))


def _mine(session: Session, seat: Seat) -> tuple[list[Asked], list[str]]:
    return listed(talks.asked_by(session, seat)), talks.kept_by(session, seat)


class Desk(rx.State):
    """What the presenter's desk does. Every act checks the seat of this browser, on the server."""

    questions: rx.Field[list[Asked]] = rx.field(default_factory=list)
    timer: rx.Field[Timer] = rx.field(default_factory=lambda: Timer(spent=0, running=False, minutes=30))
    key: str = ""
    refusal: str = ""

    async def _lead(self, move: Callable[[Presentation], Presentation]) -> None:
        await self._act(lambda session, code, cookie, now: talks.lead(session, code, cookie, move, now))

    async def _act(self, act: Callable[[Session, str, str, datetime], talks.Visit]) -> None:
        room, cookie, now = await self.get_state(Room), cookies.cookie_of(self), datetime.now(UTC)
        code = room._here()
        try:
            there = await telling.written(lambda session: act(session, code, cookie, now))
        except (Refused, store.RoomUnknown, store.RoomClosed, store.RoomMoved) as refusal:
            self.refusal = str(refusal)
            return
        self.refusal = ""
        hub.publish(code, ROOM, "live", there.live.model_dump(), revision=there.room.revision)
        self.timer = timer(there.talk)
        (await self.get_state(Kept))._look(there)
        hub.publish(code, DESK, "timer", self.timer, audience="desk", revision=there.room.revision)

    async def _withdraw_offer(self) -> None:
        if not self.refusal:
            hub.again((await self.get_state(Room))._here())

    @rx.event
    @door.policy("presenter")
    async def go_to(self, step: int) -> None:
        """Unfold to a step; the browser has already moved."""
        await self._act(lambda session, code, cookie, now: talks.go_to(session, code, cookie, step, now))

    @rx.event
    @door.policy("presenter")
    async def start(self) -> None:
        """Start or resume the clock."""
        await self._lead(lambda talk: presenting.begin(talk, time.time()))

    @rx.event
    @door.policy("presenter")
    async def pause(self) -> None:
        """Stop the clock."""
        await self._lead(lambda talk: presenting.pause(talk, time.time()))

    @rx.event
    @door.policy("presenter")
    async def finish(self) -> None:
        """Finish the presentation."""
        await self._lead(lambda talk: presenting.end(talk, time.time()))
        await self._withdraw_offer()

    @rx.event
    @door.policy("presenter")
    async def choose_minutes(self, minutes: int) -> None:
        """Choose the planned duration."""
        await self._lead(lambda talk: presenting.choose_minutes(talk, minutes))

    @rx.event
    @door.policy("presenter")
    async def blacken(self) -> None:
        """Turn the other screens black, or give the sheet back."""
        await self._lead(lambda talk: presenting.blacken(talk, not talk.black))

    @rx.event
    @door.policy("presenter")
    async def show_code(self) -> None:
        """Show the code on the projector, or put it away."""
        await self._lead(lambda talk: presenting.show_code(talk, not talk.code_shown))

    @rx.event
    @door.policy("presenter")
    async def see_whole(self, whole: bool) -> None:
        """Show the whole sheet on every screen, or the panel being read."""
        await self._lead(lambda talk: presenting.step_back(talk, whole))

    @rx.event
    @door.policy("presenter")
    async def draw(self, panel: str, tokens: list[str]) -> None:
        """Show on every screen what was touched on a diagram."""
        await self._lead(lambda talk: presenting.draw(talk, panel, tokens))

    @rx.event
    @door.policy("presenter")
    async def take_edition(self) -> None:
        """Present the edition in force from now on, on every screen."""
        newest = db.read(editions.newest)
        await self._lead(lambda talk: presenting.take_edition(talk, newest))
        await self._withdraw_offer()

    @rx.event
    @door.policy("presenter")
    async def new_key(self) -> None:
        """Make a key for a second desk; the former key no longer opens."""
        key = "".join(secrets.choice(codes.ALPHABET) for _ in range(10))
        await self._lead(lambda talk: presenting.lock_with(talk, key))
        self.key = "" if self.refusal else f"{key[:5]}-{key[5:]}"

    @rx.event
    @door.policy("presenter")
    async def point(self, x: int, y: int) -> None:
        """Show the pointer on every screen; it is not kept."""
        room = await self.get_state(Room)
        if room.presents and 0 <= x <= 1000 and 0 <= y <= 1000:
            hub.publish(room._code, ROOM, "pointer", {"x": x, "y": y, "at": time.time()}, keep=False)

    @rx.event
    @door.policy("presenter")
    async def hide_pointer(self) -> None:
        """Put the pointer away."""
        room = await self.get_state(Room)
        if room.presents:
            hub.publish(room._code, ROOM, "pointer", NOWHERE, keep=False)

    @rx.event
    @door.policy("presenter")
    async def answer(self, key: str, done: bool) -> None:
        """Mark a question as answered."""
        room, cookie = await self.get_state(Room), cookies.cookie_of(self)
        code, now = room._here(), datetime.now(UTC)
        try:
            await db.write(lambda session: talks.answer(session, code, cookie, UUID(key), done, now))
        except (Refused, ValueError, store.RoomUnknown, store.RoomClosed) as refusal:
            self.refusal = str(refusal) if isinstance(refusal, Refused) else "Cette question n’est plus là."
            return
        hub.again(code)


class Follower(rx.State):
    """What somebody who follows may do: ask, and keep a panel."""

    asked: rx.Field[list[Asked]] = rx.field(default_factory=list)
    kept: rx.Field[list[str]] = rx.field(default_factory=list)
    refusal: str = ""
    said: str = ""

    @rx.event
    @door.policy("follower")
    async def ask(self, key: str, panel: str, text: str) -> None:
        """Ask a question, seen by the desk only; sending it again changes nothing."""
        room, cookie, now = await self.get_state(Room), cookies.cookie_of(self), datetime.now(UTC)
        code = room._here()
        try:
            door.count("question", cookie)
            there = await db.write(lambda session: talks.ask(session, code, cookie, UUID(key), panel, text, now))
        except (Refused, door.TooMany, ValueError, store.RoomUnknown, store.RoomClosed) as refusal:
            lost = type(refusal) is ValueError
            self.refusal = "Rechargez la page, puis renvoyez votre question." if lost else str(refusal)
            return
        seat = there.seat
        if seat is not None:
            self.asked = db.read(lambda session: listed(talks.asked_by(session, seat)))
        self.refusal, self.said = "", "Question envoyée à la personne qui présente."
        hub.again(code)

    @rx.event
    @door.policy("follower")
    async def keep(self, panel: str, kept: bool) -> None:
        """Keep a panel « à retenir », or let it go."""
        room, cookie, now = await self.get_state(Room), cookies.cookie_of(self), datetime.now(UTC)
        code = room._here()
        try:
            there = await db.write(lambda session: talks.keep_panel(session, code, cookie, panel, kept, now))
        except (Refused, store.RoomUnknown, store.RoomClosed) as refusal:
            self.refusal = str(refusal)
            return
        seat = there.seat
        if seat is not None:
            self.kept = db.read(lambda session: talks.kept_by(session, seat))
        self.refusal, self.said = "", "Panneau gardé." if kept else "Panneau retiré."


ROOM, DESK = Room.get_full_name(), Desk.get_full_name()
