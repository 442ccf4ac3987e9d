"""Everything held about somebody, read from the rows into a document that they take away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from irdsu_app.cycles import day_privacy, keys, letters, paris, places, privacy, seen
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import NoFollowUp
from irdsu_app.cycles.held import Held
from irdsu_app.cycles.models import Cycle, Demand, Meeting, Person, Registration
from irdsu_app.cycles.unit import UNKNOWN_KEY
from irdsu_app.design.typography import fr
from irdsu_app.mail.letter import Writer
from irdsu_app.mail.models import Letter

_TAKEN = (
    "first_name", "last_name", "email", "organisation", "function", "department", "access_needs", "member",
    "created_at", "confirmed_at",
)  # fmt: skip
WAYS = {"room": "en salle", "remote": "à distance"}
HOW = {"rest": "ce qui reste, et la liste d’attente", "all": "tout ou rien"}
BECAME = {
    "queued": "à envoyer",
    "handing": "en cours d’envoi",
    "sent": "envoyé",
    "refused": "refusé",
    "uncertain": "envoi incertain",
    "dropped": "non envoyé",
}
"""What has become of a letter, in French."""


def export(session: Session, key: str, write: Writer, now: datetime) -> Held:
    """All that is held about whoever has this personal link, their letters as they read them; raises Refused."""
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    rows = session.exec(
        select(Registration, Meeting, Cycle)
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .join(Cycle, col(Meeting.cycle_id) == Cycle.id)
        .where(Registration.person_id == person.id)
        .order_by(col(Meeting.starts_at))
    ).all()
    demands = session.exec(select(Demand).where(privacy.of(person)).order_by(col(Demand.created_at))).all()
    sent = session.exec(
        select(Letter).where(Letter.recipient == person.email, col(Letter.kind).startswith(letters.PREFIX))
    ).all()
    return Held(
        written_at=now,
        person={name: getattr(person, name) for name in _TAKEN},
        registrations=tuple(_place(session, *row) for row in rows),
        demands=tuple(map(_demand, demands)),
        letters=tuple(_letter(each, write) for each in sorted(sent, key=lambda letter: letter.created_at)),
    )


def _place(session: Session, row: Registration, meeting: Meeting, cycle: Cycle) -> dict[str, Any]:
    return {
        "cycle": cycle.title,
        "meeting": meeting.title,
        "starts_at": paris.local(meeting.starts_at),
        "pool": WAYS[row.pool],
        "status": places.STATUSES.get(row.status, row.status),
        "rank": seen.rank(session, row) or None,
        "question": row.question,
        "attendance": day_privacy.told(session, row.id, meeting),
        "follow_up": "non" if session.get(NoFollowUp, (row.person_id, cycle.id)) else "",
        "created_at": row.created_at,
        "changed_at": row.changed_at,
    }


def _demand(row: Demand) -> dict[str, Any]:
    when = {name: getattr(row, name) for name in ("created_at", "expires_at", "confirmed_at")}
    form = dict(row.form)
    choices = {code: WAYS.get(pool, pool) for code, pool in form.get("choices", {}).items()}
    return {**when, **form, "choices": choices, "how": HOW.get(form.get("how", ""), "")}


def _letter(letter: Letter, write: Writer) -> dict[str, Any]:
    """A letter as it was read, when its words are still kept."""
    told: Mapping[str, str] = {}
    if letter.data:
        written = write(letter.kind, letter.data)
        told = {"subject": written.subject, "text": written.text}
    when = {"created_at": letter.created_at, "due_at": letter.due_at, "sent_at": letter.sent_at}
    return {"kind": letter.kind, "status": BECAME[letter.status], **when, **told}
