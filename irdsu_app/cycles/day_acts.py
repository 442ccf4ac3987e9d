"""What screens ask for on the day, each as one write: who it is comes from the cookie or the personal link.

What a device sends is not trusted: each statement is read alone, and one that cannot be read is refused alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import Session

from irdsu_app import db
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import checking, desk_acts, roll
from irdsu_app.cycles.attendance import Standing, Taken, Way
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Said, Scan
from irdsu_app.cycles.roll import Roll
from irdsu_app.design.typography import fr

UNREADABLE = "Ce pointage ne peut pas être lu : pointez à nouveau cette personne."
BY_PERSON_ONLY = frozenset(("code", "here"))
"""Ways that an organiser does not use for somebody else."""


Written = Annotated[str, Field(max_length=checking.NAME, pattern=r"^[^\x00]*$")]
"""Words that any database keeps: PostgreSQL refuses the sign zero, and with it all that was sent together."""


class Stated(BaseModel):
    """A statement as a device sends it; with `name`, it first adds somebody at the door, known by `walk_in`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    half: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d-(am|pm)$")]
    at: AwareDatetime
    way: Way = "camera"
    standing: Standing = "present"
    badge: Annotated[str, Field(max_length=300)] = ""
    registration: UUID | None = None
    walk_in: UUID | None = None
    name: Written = ""
    organisation: Written = ""


@dataclass(frozen=True)
class Synced:
    """What a device hears back: an answer for each statement in its order, and everybody as they now stand."""

    said: Sequence[Said]
    roll: Roll


async def sync(cookie: str, meeting: UUID, sent: Sequence[Any], device: str) -> Synced:
    """Take in what a device of this organiser has kept; raises NotYours, or Refused when the meeting is unknown."""
    now = datetime.now(UTC)

    def deed(session: Session) -> Synced:
        by = desk_acts.allowed(session, cookie)
        said = [_one(session, by, meeting, each, device, now) for each in sent[: checking.BATCH]]
        return Synced(said, roll.roll(session, meeting, now))

    return await db.write(deed)


async def watch(cookie: str, meeting: UUID) -> Roll:
    """Everybody of a meeting, for its organisers; raises NotYours, Refused."""

    def deed(session: Session) -> Roll:
        desk_acts.allowed(session, cookie)
        return roll.roll(session, meeting, datetime.now(UTC))

    return await db.write(deed)


async def shown_code(cookie: str, meeting: UUID) -> tuple[str, int]:
    """The code to show in the room and its seconds, to organisers only: whoever reads it elsewhere is not there."""

    def deed(session: Session) -> tuple[str, int]:
        desk_acts.allowed(session, cookie)
        return checking.shown_code(meeting, datetime.now(UTC))

    return await db.write(deed)


async def forget_walk_in(cookie: str, number: UUID) -> None:
    """Erase somebody added at the door; raises NotYours."""

    def deed(session: Session) -> None:
        checking.forget_walk_in(session, desk_acts.allowed(session, cookie), number, datetime.now(UTC))

    await db.write(deed)


async def by_code(key: str, meeting: UUID, typed: str, device: str, number: UUID) -> Taken:
    """`checking.by_code`, now."""
    return await db.write(lambda s: checking.by_code(s, key, meeting, typed, device, number, datetime.now(UTC)))


async def here(key: str, meeting: UUID, device: str, number: UUID) -> Taken:
    """`checking.here`, now."""
    return await db.write(lambda s: checking.here(s, key, meeting, device, number, datetime.now(UTC)))


def _one(session: Session, by: Organiser, meeting: UUID, sent: Any, device: str, now: datetime) -> Said:
    try:
        read = Stated.model_validate(sent)
    except ValidationError:
        return Said(_id_of(sent), refusal=fr(UNREADABLE))
    if read.way in BY_PERSON_ONLY:
        return Said(read.id, refusal=fr(UNREADABLE))
    try:
        if read.walk_in and read.name:
            checking.walk_in(session, by, meeting, read.walk_in, read.name, read.organisation, now)
    except Refused as refusal:
        if refusal.field != "name":
            raise
        return Said(read.id, refusal=str(refusal))
    scan = Scan(**read.model_dump(exclude={"name", "organisation"}))
    return checking.sync(session, by, meeting, [scan], device, now)[0]


def _id_of(sent: Any) -> UUID:
    """The id of a statement that cannot be read otherwise, so that the device knows which; zeros when it has none."""
    try:
        return UUID(str(sent["id"]))
    except (TypeError, KeyError, ValueError, IndexError):
        return UUID(int=0)
