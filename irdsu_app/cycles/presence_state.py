"""One's own presence, on the page of one's personal link: the code of the room, « Je suis là », what is noted."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import day_acts, keys, presence_seen
from irdsu_app.cycles.attendance import Taken
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.presence_seen import OwnDay
from irdsu_app.design.qr import MARGIN, qr
from irdsu_app.design.typography import fr

EVERY = 15_000
"""Milliseconds between two looks while a meeting is near."""
ALREADY = "C’était déjà noté : vous êtes comptée ou compté une fois."
Act = Callable[[str], Awaitable[Taken]]


class Day(TypedDict):
    """A meeting, as the page shows one's presence there; `box` is the view box of the QR, whose `drawn` is the path."""

    drawn: str
    box: str
    badge: str
    way: str
    notes: list[str]
    certificate: str
    place: str
    """What this browser remembers it by, "" when it does not."""


class Remembered(TypedDict):
    """A meeting whose room has a QR: this browser then knows the way back here, `until` then (milliseconds)."""

    place: str
    link: str
    until: int


class Presence(rx.State):
    """What is noted of somebody, meeting by meeting."""

    days: rx.Field[dict[str, Day]] = rx.field(default_factory=dict)
    remembered: rx.Field[list[Remembered]] = rx.field(default_factory=list)
    about: str = ""
    """The meeting that `said` or `refusal` is about."""
    said: str = ""
    refusal: str = ""
    acted: float = 0
    polling: int = 0
    if TYPE_CHECKING:
        key: str

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self.about = self.said = self.refusal = ""
        self._show()

    @rx.event
    @door.policy("public")
    def refresh(self) -> None:
        """Look again: the meeting opens, an organiser has noted something."""
        try:
            door.pour("looks", self.router.session.client_ip)
        except door.TooMany:
            return
        self._show()

    def _show(self) -> None:
        key, now = str(self.key), datetime.now(UTC)
        found = db.read(lambda session: presence_seen.own(session, key, now))
        days = {str(number): _shown(day, key) for number, day in found.items()}
        if days != self.days:
            self.days = days
        near = [day for day in found.values() if day.near]
        self.polling = EVERY if near else 0
        remembered = [
            Remembered(
                place=_place(day),
                link=f"/inscription/{key}?cycle={day.slug}",
                until=int(day.until.timestamp() * 1000),
            )
            for day in near
            if _place(day)
        ]
        if remembered != self.remembered:
            self.remembered = remembered

    @rx.event
    @door.policy("public")
    async def by_code(self, meeting: UUID, typed: str, device: str, number: UUID) -> None:
        """Note one's presence by the code shown in the room."""
        act: Act = lambda key: day_acts.by_code(key, meeting, typed[:60], device[:64], number)  # noqa: E731
        await self._note(meeting, number, act)

    @rx.event
    @door.policy("public")
    async def here(self, meeting: UUID, device: str, number: UUID) -> None:
        """« Je suis là », online, during the meeting."""
        await self._note(meeting, number, lambda key: day_acts.here(key, meeting, device[:64], number))

    async def _note(self, meeting: UUID, number: UUID, act: Act) -> None:
        key = str(self.key)
        self.about, self.said, self.refusal = str(meeting), "", ""
        try:
            door.count("present", self.router.session.client_ip)
            door.count("room-code", keys.hash_of(key))
            taken = await act(key)
            self.said = fr(presence_seen.noted(taken.mark) if taken.mark.id == number else ALREADY)
        except (Refused, door.TooMany) as refusal:
            self.refusal = str(refusal)
        self._show()
        self.acted = time.time()


def _place(day: OwnDay) -> str:
    """What a browser remembers a meeting by, the day it is held in a room; "" otherwise."""
    return f"{day.slug}/{day.code}" if day.near and day.badge else ""


def _shown(day: OwnDay, key: str) -> Day:
    path, side = qr(day.badge) if day.badge else ("", 0)
    whole = side + 2 * MARGIN
    return Day(
        drawn=path,
        box=f"{-MARGIN} {-MARGIN} {whole} {whole}",
        badge=" ".join(day.badge[at : at + 7] for at in range(0, len(day.badge), 7)),
        way=day.way,
        notes=list(day.notes),
        certificate=f"/inscription/{key}/attestation/{day.slug}/{day.code}.pdf" if day.certified else "",
        place=_place(day),
    )
