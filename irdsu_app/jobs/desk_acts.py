"""What a moderator does at the desk: decide, with the reports that are then read and the journal that says who did it.

Whoever does not answer for the offers is refused, whatever their page shows.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.design.hours import moment
from irdsu_app.jobs import deciding_register, desk_reading, fields, posting_rows
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.desk_screen import BY
from irdsu_app.jobs.posting_models import JobEvent, JobPosting
from irdsu_app.jobs.posting_rows import ACTS, NotYours
from irdsu_app.jobs.submission import Done, Refused

Form = Mapping[str, str]
ROLE = "jobs"


class Stale(Refused):
    """The offer changed since it was read; says what was done, by whom and when."""


def allowed(session: Session, cookie: str) -> Organiser:
    """The organiser of this browser, who answers for the offers; raises NotYours."""
    try:
        return organisers.required(session, cookie, ROLE)
    except organisers.NotAllowed as refusal:
        raise NotYours(str(refusal)) from None


def publish(session: Session, mine: Organiser, number: UUID, revision: int, _form: Form, now: datetime) -> str:
    """Let it online."""
    row = _read(session, number, revision)
    deciding_register.publish(session, mine, number, revision, now)
    return _decided(session, mine, row, "Offre publiée", now)


def correct(session: Session, mine: Organiser, number: UUID, revision: int, form: Form, now: datetime) -> str:
    """Ask for a correction."""
    row = _read(session, number, revision)
    deciding_register.ask_correction(session, mine, number, form.get("mots", ""), revision, now)
    return _decided(session, mine, row, "Correction demandée", now)


def refuse(session: Session, mine: Organiser, number: UUID, revision: int, form: Form, now: datetime) -> str:
    """Refuse it, or only what was changed in it."""
    row = _read(session, number, revision)
    reason, words = form.get("motif", ""), form.get("mots", "")
    if form.get("quoi") == "modification":
        deciding_register.refuse_change(session, mine, number, reason, words, revision, now)
        return _decided(session, mine, row, "Modification refusée", now)
    deciding_register.refuse(session, mine, number, reason, words, revision, now)
    return _decided(session, mine, row, "Offre refusée", now)


def keep(session: Session, mine: Organiser, number: UUID, revision: int, _form: Form, now: datetime) -> str:
    """What was reported is read, and nothing changes."""
    row = _read(session, number, revision)
    posting_rows.answers(mine)
    if not desk_reading.handle_reports(session, row.offer_id, now):
        raise Refused("Aucun signalement n’attend d’être lu.")
    organisers.log(session, mine, "Signalements lus, offre laissée en ligne", _about(row), _detail(row), now)
    return "Signalements lus : l’offre reste en ligne."


def hide(session: Session, mine: Organiser, number: UUID, revision: int, _form: Form, now: datetime) -> str:
    """Out of sight while it is read again."""
    row = _read(session, number, revision)
    deciding_register.reopen(session, mine, number, revision, True, now)
    organisers.log(session, mine, "Offre mise hors de vue", _about(row), _detail(row), now)
    return "L’offre n’est plus affichée : relisez-la, puis décidez."


def fill(session: Session, mine: Organiser, number: UUID, revision: int, _form: Form, now: datetime) -> str:
    """Somebody was found."""
    row = _read(session, number, revision)
    register.fill(session, row, now, mine)
    return _decided(session, mine, row, "Offre marquée comme pourvue", now)


Act = Callable[[Session, Organiser, int, Form, datetime], str]
ACTS_OF_DESK: Mapping[str, Callable[[Session, Organiser, UUID, int, Form, datetime], str]] = {
    "publier": publish, "corriger": correct, "refuser": refuse, "garder": keep, "cacher": hide, "pourvoir": fill,
}  # fmt: skip
"""By the words of the page."""
STAYS = frozenset(("garder", "cacher"))
"""After these one still looks at the same offer."""


def edit(session: Session, mine: Organiser, number: UUID, values: Form, base: Form, now: datetime) -> Done:
    """Write in the offer; what somebody else changed meanwhile is in `clashes`. Raises Refused with each field."""
    kept: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for screen in range(1, 4):
        said, bad = fields.read({name: each for name, each in values.items() if name in SHOWN}, screen)
        kept |= {name: value for name, value in said.items() if name in SHOWN}
        wrong |= bad
    if wrong:
        raise Refused("Un texte ne peut pas être gardé tel quel.", wrong)
    marks = {name: fields.mark(base[name]) for name in kept if name in base}
    done = deciding_register.edit(session, mine, number, kept, marks, now)
    row = posting_rows.row_by_id(session, number)
    organisers.log(session, mine, "Offre corrigée par l’équipe", _about(row), _detail(row), now)
    return done


SHOWN = tuple(name for name in fields.NAMES if name not in fields.FLAGS and name not in ("positions", "sheet_file"))
"""The fields a moderator may write in."""


def start_own(session: Session, mine: Organiser, now: datetime) -> str:
    """Begin an offer of the team; gives its personal link."""
    posting, key = register.start_own(session, mine, now)
    organisers.log(session, mine, "Offre de l’équipe commencée", f"job:{posting.id}", None, now)
    return key


def _read(session: Session, number: UUID, revision: int) -> JobPosting:
    """The offer as it was read; raises Stale when somebody did something since, saying who."""
    row = posting_rows.row_by_id(session, number)
    if row.revision != revision:
        raise Stale(f"{since(session, number)} Relisez l’offre avant de décider.")
    return row


def since(session: Session, number: UUID) -> str:
    """The last thing done to an offer, in a sentence."""
    asked = select(JobEvent).where(JobEvent.posting_id == number)
    last = session.exec(asked.order_by(col(JobEvent.at).desc(), col(JobEvent.id).desc()).limit(1)).one_or_none()
    if last is None:
        return "Cette offre a changé depuis que vous la lisez."
    who = session.get(Organiser, last.organiser_id) if last.organiser_id else None
    by = who.name if who else BY.get(last.by, "quelqu’un")
    return f"Cette offre a changé depuis que vous la lisez : {ACTS[last.act].lower()} par {by}, le {moment(last.at)}."


def _decided(session: Session, mine: Organiser, row: JobPosting, what: str, now: datetime) -> str:
    read = desk_reading.handle_reports(session, row.offer_id, now)
    detail = _detail(row) | ({"signalements lus": read} if read else {})
    detail |= {"motif": row.reason} if row.reason else {}
    organisers.log(session, mine, what, _about(row), detail, now)
    return f"{what} : « {row.written.get('title') or 'sans titre'} »."


def _about(row: JobPosting) -> str:
    return f"job:{row.id}"


def _detail(row: JobPosting) -> dict[str, Any]:
    return {"offre": row.written.get("title", "")}
