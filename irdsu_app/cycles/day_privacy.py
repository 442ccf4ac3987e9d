"""What of the day is about somebody: given to them when they ask, forgotten with them, and when its time has come."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from irdsu_app.cycles import attendance
from irdsu_app.cycles.checking import read_mark, sitting_of
from irdsu_app.cycles.day_models import Answer, Marked, NoFollowUp, Opening, WalkIn
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
    session.exec(delete(NoFollowUp).where(col(NoFollowUp.person_id) == person))
    session.exec(update(Marked).where(col(Marked.registration_id).in_(theirs)).values(device="", warning=""))


def purge(session: Session, over: Collection[UUID]) -> int:
    """Forget who came to the door of these cycles, every device, every answer, what was opened; gives how many rows.

    Marks stay, as numbers, and so does the account that was published: it holds no figure about fewer than five people.
    """
    meetings = select(Meeting.id).where(col(Meeting.cycle_id).in_(over))
    session.exec(update(Marked).where(col(Marked.meeting_id).in_(meetings)).values(device="", warning=""))
    named = col(WalkIn.meeting_id).in_(meetings) & (col(WalkIn.name) != "")
    named_no_more = session.exec(update(WalkIn).where(named).values(name="", organisation="")).rowcount
    answers = session.exec(delete(Answer).where(col(Answer.cycle_id).in_(over))).rowcount
    session.exec(delete(NoFollowUp).where(col(NoFollowUp.cycle_id).in_(over)))
    session.exec(delete(Opening).where(col(Opening.meeting_id).in_(meetings)))
    return named_no_more + answers
