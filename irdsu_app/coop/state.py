"""What each screen of a game shows. Nothing here is the truth: the room is in `hall`, written before it is shown.

Uncached vars: a late arrival, a reload or a reconnection is right at once. Moves do not come this way (`routes.play`).
"""

import secrets
import time
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import reflex as rx

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.coop import refusals, register, replay
from irdsu_app.coop.house import book, hall
from irdsu_app.coop.own_views import Hosting, Own
from irdsu_app.coop.room import Room
from irdsu_app.coop.setting import NOWHERE, UNREAD, Library, Setting
from irdsu_app.coop.table import Unwritten
from irdsu_app.coop.views import Board, Card, Debrief, Pace, People, Talk
from irdsu_app.design.typography import fr
from irdsu_app.live import codes, store
from irdsu_app.live.hub import hub


class Table(rx.State):
    """One screen of a room."""

    _code: str = ""
    _who: str = ""
    entered: float = 0
    seated: bool = False
    problem: str = ""
    link: str = ""
    """The address that brings another phone to this seat, without the site's own."""
    host_code: str = ""
    step: int = 0
    steps: int = 0
    """Where one is in a game walked through again, and how many steps it has; 0 when it is not."""
    setting: Setting = NOWHERE
    """Where the game is played: sent once, as one comes in; no move changes it."""
    library: Library = UNREAD
    """The cards that those who lead choose from: sent once, to them alone."""
    _told: dict[str, Any] | None = None
    _veiled: bool = False
    """Whether the room one walks through was discreet when last in memory; nothing changes it out of memory."""
    _walked: str = ""
    """The room one walks through again: it may have left memory meanwhile, its steps are in the database."""
    """The code that gives the lead, when this browser may know it."""
    if TYPE_CHECKING:
        code: str

    def _slice(self, name: str) -> Any:
        if self._told is not None:
            return self._told[name]
        room = hall.held(self._code)
        return room.public()[name] if room else book.blanks[name]

    @rx.var(cache=False)
    def pace(self) -> Pace:
        """Where the game is: phase, time, how many have answered."""
        return self._slice("pace")

    @rx.var(cache=False)
    def people(self) -> People:
        """Who is in the room, and the crews."""
        return self._slice("people")

    @rx.var(cache=False)
    def card(self) -> Card:
        """The situation on the table."""
        return self._slice("card")

    @rx.var(cache=False)
    def talk(self) -> Talk:
        """What is said in the round."""
        return self._slice("talk")

    @rx.var(cache=False)
    def board(self) -> Board:
        """The map, the currents, the notebook."""
        return self._slice("board")

    @rx.var(cache=False)
    def debrief(self) -> Debrief:
        """What the game leaves."""
        return self._slice("debrief")

    @rx.var(cache=False)
    def mine(self) -> Own:
        """What only this seat sees."""
        room = hall.held(self._code)
        return cast(Own, room.mine(self._who) if room and self._who else book.blanks["mine"])

    @rx.var(cache=False)
    def hosting(self) -> Hosting:
        """What only those who lead see."""
        room = hall.held(self._code)
        return cast(Hosting, (room.hosting(self._who) if room and self._who else None) or book.blanks["hosting"])

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        cookie, self._told = cookies.cookie_of(self), None
        self.problem = refusals.sentence(self.router.url.query_parameters.get("refus", ""))
        try:
            room = await hall.room(codes.read(self.code))
        except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, Unwritten) as refusal:
            self.problem, self._code, self._who, self.seated, self.entered = str(refusal), "", "", False, 0
            return
        self._code, self._who = room.code, room.person(cookie)
        self.seated = bool(self._who)
        self.link = f"/coop/{room.code}/place/{register.link_key(cookie, room.table.room_id)}" if self._who else ""
        self._show_host_code(room, cookie)
        self._tell(room)
        sid, manner = self.router.session.session_id, hall.manner(room.code)
        await hub.enter(room.code, sid, self._who, room.slices, self._who, manner)
        self.entered = time.time()

    def _tell(self, room: Room) -> None:
        """Tell this screen the deck of its room, unless it knows it already."""
        leads = self._who in room.leaders()
        setting, library = room.rules.setting, room.rules.library if leads else UNREAD
        if leads:
            room.shelved(self._who)
        if self.setting["mark"] != setting["mark"]:
            self.setting = cast(Setting, setting)
        if self.library["mark"] != library["mark"]:
            self.library = cast(Library, library)

    @rx.event
    @door.policy("public")
    async def revisit(self) -> None:
        """Open a game to walk through it again; only once its debrief is open."""
        try:
            room = await hall.room(codes.read(self.code))
        except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, Unwritten) as refusal:
            self.problem, self._code, self.steps = str(refusal), "", 0
            return
        if not room.public()["debrief"]["open"]:
            self.problem, self.steps = fr("La partie se revoit une fois le bilan ouvert."), 0
            return
        self._code, self._walked, self.problem = room.code, str(room.table.room_id), ""
        self._who = ""  # one walks through as anybody: a seat of another room is no seat here
        self._tell(room)
        self.steps = db.read(lambda session: register.steps(session, room.table.room_id))
        self._show(max(0, min(self.step, self.steps - 1)))

    @rx.event
    @door.policy("public")
    def walk(self, by: int) -> None:
        """Go so many steps further, or back: two quick presses are two steps, whatever is shown meanwhile."""
        if 0 <= self.step + by < self.steps:
            self._show(self.step + by)

    @rx.event
    @door.policy("public")
    def slide(self, to: float) -> None:
        """Go to the step the slider is on."""
        if 0 <= to < self.steps:
            self._show(int(to))

    def _show(self, rank: int) -> None:
        shown = db.read(lambda session: register.step(session, UUID(self._walked), rank))
        if shown is None:
            self.problem, self.steps = fr("Il n’y a rien à revoir de cette partie, ou elle vient d’être effacée."), 0
            return
        room = hall.held(self._code)
        self._veiled = room.public()["pace"]["discreet"] if room else self._veiled
        self._told, self.step = replay.read(shown, self._veiled, book.blanks), rank

    def _show_host_code(self, room: Room, cookie: str) -> None:
        """Show the first code to the browser it was drawn for, as long as it is the one that opens."""
        first = register.host_code(cookie, room.table.room_id) if self._who in room.leaders() else ""
        if first and db.read(lambda session: register.opens(session, room.table.room_id, first)):
            self.host_code = _spoken(first)

    @rx.event
    @door.policy("player")
    async def new_host_code(self) -> None:
        """Draw another code for those who lead; the former one no longer gives the lead."""
        room = hall.held(self._code)
        if room is None or room.person(cookies.cookie_of(self)) not in room.leaders():
            return
        drawn = "".join(secrets.choice(codes.ALPHABET) for _ in range(register.HOST_CODE))
        await db.write(lambda session: register.lock_with(session, room.table.room_id, drawn))
        self.host_code = _spoken(drawn)

    @rx.event
    @door.policy("public")
    def leave(self) -> None:
        """Go to another page of the site; the seat is kept for a while."""
        hub.leave(self.router.session.session_id)
        self._code = self._who = ""
        self._told = None


def _spoken(code: str) -> str:
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


class Door(rx.State):
    """Why a plain door of the game did not open, read from the address."""

    problem: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read the refusal in the address, if there is one."""
        self.problem = refusals.sentence(self.router.url.query_parameters.get("refus", ""))


hall.view = Table.get_full_name()
