"""The live screens of a cycle: what everybody sees, and on one's own page what is one's own.

Nothing here is the truth: it is in the database, read by `enter` at each load and each reconnection; `seats` and `mine`
are pushed by `ringing.py` when they change.
"""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import account_register, ringing, seen, shown, survey_links
from irdsu_app.cycles.ringing import bellman
from irdsu_app.cycles.shown import CycleShown, MeetingShown, OwnShown, SeatShown
from irdsu_app.cycles.survey_links import SurveyShown
from irdsu_app.design.typography import fr
from irdsu_app.live.hub import hub

UNKNOWN = "Ce cycle n’existe pas, ou il n’est pas publié."
ERASED = "Tout est effacé : vos inscriptions, vos coordonnées, votre lien. Un dernier courriel vous le confirme."
UNKNOWN_MEETING = "Cette séance n’existe pas, ou elle n’est pas publiée."


class CycleRoom(rx.State):
    """One screen of a cycle."""

    _room: str = ""
    _who: str = ""
    entered: float = 0
    problem: str = ""
    cycle: rx.Field[CycleShown] = rx.field(default_factory=lambda: shown.NO_CYCLE)
    meetings: rx.Field[list[MeetingShown]] = rx.field(default_factory=list)
    account: str = ""
    """Where the published account is, or ""."""
    surveys: rx.Field[list[SurveyShown]] = rx.field(default_factory=list)
    """The questionnaires that may be answered now."""
    codes: rx.Field[list[str]] = rx.field(default_factory=list)
    meeting: rx.Field[MeetingShown] = rx.field(default_factory=lambda: shown.NO_MEETING)
    before: rx.Field[MeetingShown] = rx.field(default_factory=lambda: shown.NO_MEETING)
    after: rx.Field[MeetingShown] = rx.field(default_factory=lambda: shown.NO_MEETING)
    chosen: str = ""
    """What the address asks the form to tick: the code of a meeting, or « tout »."""
    if TYPE_CHECKING:
        slug: str
        code: str

    @rx.var(cache=False)
    def seats(self) -> dict[str, SeatShown]:
        """The places of each meeting."""
        return hub.get(self._room, VIEW, "seats", {})

    @rx.var(cache=False)
    def mine(self) -> dict[str, OwnShown]:
        """What is one's own, by meeting, on one's own page."""
        return hub.get(self._room, VIEW, "mine", {}, ringing.person(UUID(self._who))) if self._who else {}

    @rx.var
    def ready(self) -> bool:
        """Whether the cycle of this address is there."""
        return bool(self.cycle["slug"]) and not self.problem

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        await self._enter()

    async def _enter(self) -> None:
        slug, now = str(self.slug), datetime.now(UTC)
        self.chosen = self.router.url.query_parameters.get("seance", "")[:40]
        found = db.read(lambda session: seen.public(session, slug, now))
        if found is None:
            self.problem, self.cycle, self.meetings = fr(UNKNOWN), shown.NO_CYCLE, []
            return
        self._show(found)
        await self._follow(slug, now)

    @rx.event
    @door.policy("public")
    async def enter_meeting(self) -> None:
        """Come to the page of one meeting."""
        await self._enter()
        if self.problem:
            return
        at = next((rank for rank, each in enumerate(self.meetings) if each["code"] == str(self.code)), None)
        if at is None:
            self.problem = fr(UNKNOWN_MEETING)
            return
        around = [shown.NO_MEETING, *self.meetings, shown.NO_MEETING]
        self.before, self.meeting, self.after = around[at], around[at + 1], around[at + 2]

    def _show(self, found: seen.CycleSeen) -> None:
        self.cycle, self.meetings, self.problem = shown.cycle(found), shown.meetings(found), ""
        self.codes = [f"{each.code}:{each.standing}" for each in found.meetings]
        there = db.read(lambda session: account_register.published(session, found.slug))
        self.account = f"/cycles/{found.slug}/bilan" if there else ""
        self.surveys = survey_links.shown(found, datetime.now(UTC))

    async def _follow(self, slug: str, now: datetime, who: UUID | None = None) -> None:
        """Be told of what changes in this cycle from now on."""
        await bellman.enter(self.router.session.session_id, slug, now, who)
        self._room, self._who = ringing.room(slug), str(who or "")
        self.entered = time.time()

    def _leave(self) -> None:
        hub.leave(self.router.session.session_id)
        self._room = self._who = ""


class Shelved(TypedDict):
    """A cycle on the page of all of them."""

    title: str
    hook: str
    address: str
    said: str
    notice: str
    demonstration: bool


class Shelf(rx.State):
    """All the cycles."""

    cycles: rx.Field[list[Shelved]] = rx.field(default_factory=list)
    ready: bool = False
    said: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read which cycles there are."""
        now = datetime.now(UTC)
        self.cycles = [_shelved(each) for each in db.read(lambda session: seen.shelf(session, now))]
        self.said = fr(ERASED) if self.router.url.query_parameters.get("efface") else ""
        self.ready = True


class Coming(rx.State):
    """The next meeting, on the welcome page."""

    meeting: rx.Field[MeetingShown] = rx.field(default_factory=lambda: shown.NO_MEETING)
    said: str = ""
    tone: str = ""
    demonstration: bool = False

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read which meeting comes next."""
        now = datetime.now(UTC)
        found = db.read(lambda session: seen.next_meeting(session, now))
        if found is None:
            self.meeting = shown.NO_MEETING
            return
        cycle, meeting = found
        self.meeting = next(each for each in shown.meetings(cycle) if each["code"] == meeting.code)
        self.said, self.tone = str(meeting.seats["said"]), str(meeting.seats["tone"])
        self.demonstration = cycle.demonstration


def _shelved(found: seen.CycleSeen) -> Shelved:
    cycle = shown.cycle(found)
    closed = "" if cycle["open"] else " Inscriptions closes."
    return Shelved(
        title=cycle["title"],
        hook=cycle["hook"],
        address=f"/cycles/{cycle['slug']}",
        said=fr(f"{cycle['count']}. {cycle['span']}.{closed}"),
        notice=cycle["notice"],
        demonstration=cycle["demonstration"],
    )


VIEW = bellman.view = CycleRoom.get_full_name()
