"""Attendance as it is kept: marks that come from cameras, tablets and people themselves, each person counted once.

Each function is one deed in the caller's transaction, the meeting locked first: it is exact with several processes.
What comes from a device is a batch, each statement with its own answer: nothing is lost because another is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import attendance, keys, presence_codes
from irdsu_app.cycles.attendance import Guest, Mark, Sitting, Standing, Taken, Way
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.facts import ERASED
from irdsu_app.cycles.models import Meeting, Person, Registration
from irdsu_app.cycles.unit import UNKNOWN_KEY, UNKNOWN_MEETING
from irdsu_app.design.typography import fr

UNKNOWN_GUEST = "Cette personne n’est pas inscrite à cette séance : si elle est là, ajoutez-la à la porte."
NO_NAME = "Écrivez le nom de la personne."
CONSENT = (
    "Votre nom et votre structure sont notés pour la feuille de présence, gardés douze mois après le cycle, "
    "puis effacés ; vous pouvez les faire effacer avant."
)
"""What is read to whoever gives their name at the door."""
NAME = 160
"""Most characters of a name or of an organisation."""
BATCH = 500
"""Most statements that a device sends at once."""


@dataclass(frozen=True)
class Scan:
    """What a device of an organiser states; `id` is drawn there, `at` is its own clock.

    Whom it is about is said by one of `badge` (a QR as it was read), `registration` or `walk_in`.
    """

    id: UUID
    half: str
    at: datetime
    way: Way = "camera"
    standing: Standing = "present"
    badge: str = ""
    registration: UUID | None = None
    walk_in: UUID | None = None


@dataclass(frozen=True)
class Said:
    """What is answered to a statement: the name to show, a warning, or why it was refused; `changed` if it counts."""

    id: UUID
    name: str = ""
    standing: str = ""
    at: datetime | None = None
    changed: bool = False
    warning: str = ""
    refusal: str = ""


def sitting_of(row: Meeting) -> Sitting:
    """A meeting as attendance sees it."""
    return Sitting(row.id, row.code, row.title, row.status, row.starts_at, row.ends_at)


def sync(
    session: Session, by: Organiser, meeting: UUID, scans: Sequence[Scan], device: str, now: datetime
) -> list[Said]:
    """Take in what a device of an organiser states, now or an hour late; one answer for each. Raises Refused."""
    row = _locked(session, meeting)
    said = []
    for scan in scans[:BATCH]:
        try:
            said.append(_scanned(session, by, row, scan, device, now))
        except Refused as refusal:
            said.append(Said(scan.id, refusal=str(refusal)))
    return said


def walk_in(
    session: Session, by: Organiser, meeting: UUID, number: UUID, name: str, organisation: str, now: datetime
) -> UUID:
    """Add somebody at the door, who has heard `CONSENT`; the same `number` twice is the same person. Raises Refused."""
    row = _locked(session, meeting)
    written = " ".join(name.split())[:NAME]
    if not written:
        raise Refused(fr(NO_NAME), "name")
    if session.get(WalkIn, number) is None:
        made = WalkIn(
            id=number,
            meeting_id=row.id,
            name=written,
            organisation=" ".join(organisation.split())[:NAME],
            organiser_id=by.id,
            created_at=now,
        )
        session.add(made)
        organisers.log(session, by, "Personne ajoutée à la porte", f"meeting:{row.id}", {}, now)
    return number


def forget_walk_in(session: Session, by: Organiser, number: UUID, now: datetime) -> None:
    """Erase somebody added at the door, with their marks; they asked for it, or it was a mistake."""
    row = session.get(WalkIn, number)
    if row is not None:
        session.delete(row)
        organisers.log(session, by, "Personne de la porte effacée", f"meeting:{row.meeting_id}", {}, now)


def by_code(session: Session, key: str, meeting: UUID, typed: str, device: str, number: UUID, now: datetime) -> Taken:
    """Somebody in the room types the code that is shown, on the page of their personal link; raises Refused."""
    row, guest = _locked(session, meeting), _mine(session, key, meeting)
    presence_codes.check(keys.secret(), row.id, typed, now)
    return _alone(session, row, guest, "code", device, number, now)


def here(session: Session, key: str, meeting: UUID, device: str, number: UUID, now: datetime) -> Taken:
    """« Je suis là », online, during the meeting; raises Refused."""
    row, guest = _locked(session, meeting), _mine(session, key, meeting)
    return _alone(session, row, guest, "here", device, number, now)


def badge(session: Session, key: str, meeting: UUID) -> str:
    """What the QR of somebody says for this meeting; raises Refused when they have no place."""
    guest = _mine(session, key, meeting)
    if guest.status not in attendance.PLACED:
        raise Refused(fr(attendance.NO_PLACE_ALONE))
    return presence_codes.badge(keys.secret(), guest.id)


def shown_code(meeting: UUID, now: datetime) -> tuple[str, int]:
    """The code to show in the room, and for how many seconds."""
    number = presence_codes.step(now)
    return presence_codes.code(keys.secret(), meeting, number), int(presence_codes.lasts(now).total_seconds())


def _scanned(session: Session, by: Organiser, row: Meeting, scan: Scan, device: str, now: datetime) -> Said:
    guest, name = _guest(session, row, scan)
    asked = Mark(
        scan.id, guest.id, scan.half, scan.standing, scan.way, _aware(scan.at), _aware(scan.at), device[:64], str(by.id)
    )
    taken = _keep(session, row, guest, asked, now)
    warning = taken.warning or ("" if taken.counted else fr(attendance.CANCELLED))
    return Said(scan.id, name, taken.mark.standing, taken.mark.at, taken.changed, warning)


def _alone(session: Session, row: Meeting, guest: Guest, way: Way, device: str, number: UUID, now: datetime) -> Taken:
    half = attendance.half_at(sitting_of(row), now)
    return _keep(session, row, guest, Mark(number, guest.id, half.key, "present", way, now, now, device[:64]), now)


def _keep(session: Session, row: Meeting, guest: Guest, asked: Mark, now: datetime) -> Taken:
    """Write what stands once this is stated."""
    column = col(Marked.walk_in_id) if guest.walk_in else col(Marked.registration_id)
    kept = session.exec(select(Marked).where(column == guest.id, Marked.half == asked.half)).one_or_none()
    held = read_mark(kept) if kept else None
    taken = attendance.state(sitting_of(row), guest, asked, held, now, _shared(session, row, guest, asked))
    mark = taken.mark
    if kept is None:
        if session.get(Marked, mark.id) is not None:
            raise Refused(fr(attendance.NOT_THIS_HALF), "half")
        kept = Marked(
            id=mark.id,
            meeting_id=row.id,
            registration_id=None if guest.walk_in else guest.id,
            walk_in_id=guest.id if guest.walk_in else None,
            half=mark.half,
            standing="",
            way="",
            at=mark.at,
            decided=mark.decided,
            kept_at=now,
        )
    for name in ("standing", "way", "at", "decided", "device", "by"):
        setattr(kept, name, getattr(mark, name))
    kept.warning = taken.warning or kept.warning
    session.add(kept)
    session.flush()
    return taken


def _shared(session: Session, row: Meeting, guest: Guest, asked: Mark) -> bool:
    """Whether this device has already marked somebody else in this half-day, by themselves."""
    if asked.way not in attendance.ALONE or not asked.device:
        return False
    theirs = select(Marked.id).where(
        Marked.meeting_id == row.id,
        Marked.half == asked.half,
        Marked.device == asked.device,
        Marked.registration_id != guest.id,
        col(Marked.way).in_(attendance.ALONE),
    )
    return session.exec(theirs).first() is not None


def _guest(session: Session, row: Meeting, scan: Scan) -> tuple[Guest, str]:
    if scan.walk_in is not None:
        came = session.get(WalkIn, scan.walk_in)
        if came is None or came.meeting_id != row.id:
            raise Refused(fr(UNKNOWN_GUEST))
        return Guest(came.id, "room", "confirmed", walk_in=True), came.name
    number = scan.registration or presence_codes.read_badge(keys.secret(), scan.badge)
    found = session.exec(select(Registration, Person).join(Person).where(Registration.id == number)).one_or_none()
    if found is None:
        raise Refused(fr(UNKNOWN_GUEST))
    registration, person = found
    if registration.meeting_id != row.id:
        other = session.get_one(Meeting, registration.meeting_id)
        raise Refused(attendance.elsewhere(sitting_of(row), sitting_of(other)), "badge")
    return Guest(registration.id, pool_of(registration), registration.status), name_of(person)


def _mine(session: Session, key: str, meeting: UUID) -> Guest:
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    asked = select(Registration).where(Registration.person_id == person.id, Registration.meeting_id == meeting)
    row = session.exec(asked).one_or_none()
    if row is None:
        raise Refused(fr(attendance.NO_PLACE_ALONE))
    return Guest(row.id, pool_of(row), row.status)


def _locked(session: Session, meeting: UUID) -> Meeting:
    asked = select(Meeting).where(Meeting.id == meeting).with_for_update().execution_options(populate_existing=True)
    row = session.exec(asked).one_or_none()
    if row is None:
        raise Refused(fr(UNKNOWN_MEETING))
    return row


def read_mark(row: Marked) -> Mark:
    """A mark as the rules read it."""
    guest = row.registration_id or row.walk_in_id
    if guest is None:
        raise ValueError("a mark of nobody")
    standing: Any = row.standing
    way: Any = row.way
    return Mark(row.id, guest, row.half, standing, way, row.at, row.decided, row.device, row.by)


def pool_of(row: Registration) -> Any:
    """In the room, or from afar."""
    return row.pool


def name_of(person: Person) -> str:
    """« Benali Nour »; nothing for somebody who was erased."""
    return "" if person.email.endswith(ERASED) else f"{person.last_name} {person.first_name}".strip()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
