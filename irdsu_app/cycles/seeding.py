"""The demonstration cycle of a new house: six meetings that do not exist, always to come on the day it is installed."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, select

from irdsu_app import content
from irdsu_app.cycles import organising, paris
from irdsu_app.cycles.models import Cycle
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.unit import Unit


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Resource(_Frozen):
    """Something to read, where it is, and to whom it opens: registered people (before, after), or all."""

    title: str
    address: str = ""
    when: Literal["before", "after", "all"] = "before"


class SeedMeeting(_Frozen):
    """A meeting of the content: `days` after the installation, on the first such `weekday` (Monday is 0)."""

    code: str
    title: str
    mode: Literal["onsite", "remote", "hybrid"]
    format: str
    days: int = Field(ge=1)
    weekday: int = Field(ge=0, le=6)
    starts: time
    ends: time
    place: str = ""
    access: str = ""
    link: str = ""
    objectives: tuple[str, ...]
    programme: str
    speakers: tuple[str, ...]
    resources: tuple[Resource, ...]
    room_places: int = 0
    remote_places: int = 0
    waiting_places: int


class SeedCycle(_Frozen):
    """The cycle of the content."""

    slug: str
    title: str
    notice: str
    hook: str
    audience: str
    price: str
    meetings: tuple[SeedMeeting, ...]


def demonstration() -> SeedCycle:
    """The demonstration cycle as the content gives it."""
    return content.read("cycle/cycle", SeedCycle)


def day_of(meeting: SeedMeeting, installed: date) -> date:
    """The day of a meeting: the first such weekday, so many days after the installation or later."""
    first = installed + timedelta(days=meeting.days)
    return first + timedelta(days=(meeting.weekday - first.weekday()) % 7)


def seed(session: Session, now: datetime) -> bool:
    """Put the demonstration cycle in a house that has no cycle at all; tells whether it was put."""
    if session.exec(select(Cycle.id)).first() is not None:
        return False
    given, unit = demonstration(), Unit(session, now)
    said = {name: getattr(given, name) for name in ("slug", "title", "notice", "hook", "audience", "price")}
    organising.create_cycle(unit, None, CycleDraft(**said, demonstration=True, status="open"))
    for position, meeting in enumerate(given.meetings, 1):
        number = organising.create_meeting(unit, None, given.slug, _draft(meeting, position, paris.local(now).date()))
        organising.open_(unit, None, number)
    unit.write()
    return True


def _draft(meeting: SeedMeeting, position: int, installed: date) -> MeetingDraft:
    day = day_of(meeting, installed)
    given = meeting.model_dump(exclude={"days", "weekday", "starts", "ends"})
    return MeetingDraft(
        **given, position=position, starts_at=paris.at(day, meeting.starts), ends_at=paris.at(day, meeting.ends)
    )
