"""What of the day is about somebody: given to them when they ask, forgotten with them, and when its time has come."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select, update

from irdsu_app.cycles import attendance
from irdsu_app.cycles.checking import read_mark, sitting_of
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.cycles.paris import hour


def told(session: Session, registration: UUID, meeting: Meeting) -> str:
    """What is noted of a registration, half-day by half-day, in words; "" when nothing is."""
    rows = session.exec(select(Marked).where(Marked.registration_id == registration).order_by(col(Marked.half))).all()
    names = {half.key: half.said for half in sitting_of(meeting).halves}
    marks = map(read_mark, rows)
    return " ; ".join(
        f"{names.get(mark.half, mark.half)} : {attendance.SAID[mark.standing]}, {hour(mark.at)}" for mark in marks
    )


def forget(session: Session, person: UUID) -> None:
    """Keep of somebody's marks that somebody was there, not on which device."""
    theirs = select(Registration.id).where(Registration.person_id == person)
    session.exec(update(Marked).where(col(Marked.registration_id).in_(theirs)).values(device="", warning=""))


def purge(session: Session, over: Collection[UUID]) -> int:
    """Forget the names of those who came to the door of these cycles, and every device; gives how many names."""
    meetings = select(Meeting.id).where(col(Meeting.cycle_id).in_(over))
    session.exec(update(Marked).where(col(Marked.meeting_id).in_(meetings)).values(device="", warning=""))
    named = col(WalkIn.meeting_id).in_(meetings) & (col(WalkIn.name) != "")
    return session.exec(update(WalkIn).where(named).values(name="", organisation="")).rowcount
