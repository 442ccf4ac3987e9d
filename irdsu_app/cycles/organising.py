"""What organisers do to cycles and meetings: each act is a deed of the register, written in the journal.

Like `register.py`: a unit of work first, `Refused` when it cannot be done, and each person it touches has one letter.
"""

from collections.abc import Callable, Container, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import conducting, described, keeping, letters
from irdsu_app.cycles.book import ACTIVE, Book, Change, Refused
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.registration import Done
from irdsu_app.cycles.unit import Unit
from irdsu_app.design.typography import fr
from irdsu_app.mail import box

By = Organiser | None
"""Whose act it is; nobody for what the house does by itself."""
CALENDAR = ("title", "mode", "place", "access", "link")
"""What calendars must hear of."""


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CycleDraft(_Draft):
    """A cycle as an organiser writes it."""

    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    title: str = Field(min_length=1, max_length=200)
    hook: str = ""
    audience: str = ""
    price: str = ""
    notice: str = ""
    demonstration: bool = False
    contact: str = ""
    status: Literal["draft", "open", "closed", "archived"] = "draft"
    rules: dict[str, Annotated[int, Field(ge=0, le=1_000)]] = {}


class MeetingDraft(_Draft):
    """A meeting as an organiser writes it; places and dates of one that is open have their own acts."""

    code: str = Field(pattern=r"^[A-Za-z0-9-]{1,12}$")
    position: int = 0
    title: str = Field(min_length=1, max_length=200)
    mode: Literal["onsite", "remote", "hybrid"]
    format: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    access: str = ""
    link: str = ""
    objectives: tuple[str, ...] = ()
    programme: str = ""
    speakers: tuple[str, ...] = ()
    resources: tuple[dict[str, str], ...] = ()
    room_places: int = Field(default=0, ge=0, le=10_000)
    remote_places: int = Field(default=0, ge=0, le=100_000)
    waiting_places: int = Field(default=0, ge=0, le=100_000)


def create_cycle(unit: Unit, by: By, draft: CycleDraft) -> Cycle:
    """Make a cycle without a meeting. Raises Refused when its address is taken."""
    if unit.session.exec(select(Cycle.id).where(Cycle.slug == draft.slug)).first() is not None:
        raise Refused(fr("Un autre cycle a déjà cette adresse."), "slug")
    cycle = Cycle(id=uuid4(), created_at=unit.now, **draft.model_dump())
    unit.session.add(cycle)
    unit.session.flush()
    unit.cycles[cycle.id] = cycle
    _log(unit, by, "Cycle créé", f"cycle:{cycle.id}", {"titre": draft.title})
    return cycle


def edit_cycle(unit: Unit, by: By, slug: str, draft: CycleDraft) -> Cycle:
    """Change what is said of a cycle, and its rules: what they free is offered at once. Raises Refused."""
    cycle = _cycle(unit, slug)
    if draft.slug != slug and unit.session.exec(select(Cycle.id).where(Cycle.slug == draft.slug)).first():
        raise Refused(fr("Un autre cycle a déjà cette adresse."), "slug")
    again = unit.draft()
    for meeting in unit.of_cycle(cycle.id):
        again.do(meeting.id, lambda book: conducting.follow(book, keeping.rules_of(draft.rules), unit.now))
    again.keep()
    changed = _become(cycle, draft.model_dump())
    cycle.revision += 1
    unit.session.add(cycle)
    _log(unit, by, "Cycle modifié", f"cycle:{cycle.id}", {"champs": changed})
    return cycle


def create_meeting(unit: Unit, by: By, slug: str, draft: MeetingDraft) -> UUID:
    """Add a meeting to a cycle, as a draft that nobody sees; gives its id. Raises Refused."""
    cycle = _cycle(unit, slug)
    _written_well(draft)
    if any(each.code == draft.code for each in unit.of_cycle(cycle.id)):
        raise Refused(fr("Une autre séance de ce cycle a déjà ce code."), "code")
    meeting = Meeting(id=uuid4(), cycle_id=cycle.id, **_columns(draft))
    unit.session.add(meeting)
    unit.session.flush()
    unit.meetings[meeting.id], unit.names[meeting.id] = meeting, (cycle.slug, meeting.code)
    _log(unit, by, "Séance créée", f"meeting:{meeting.id}", {"titre": draft.title})
    return meeting.id


def edit_meeting(unit: Unit, by: By, number: UUID, draft: MeetingDraft) -> tuple[Change, ...]:
    """Change what is said of a meeting and its places; who comes hears of a new place, link or title. Raises Refused.

    A date that people know is not edited: it is postponed.
    """
    row, book, act = unit.meeting(number), unit.book(number), unit.draft()
    _written_well(draft)
    if any(each.code == draft.code and each.id != number for each in unit.of_cycle(row.cycle_id)):
        raise Refused(fr("Une autre séance de ce cycle a déjà ce code."), "code")
    if (draft.starts_at, draft.ends_at) != (book.starts_at, book.ends_at):
        if book.status != "draft":
            raise Refused(
                fr("Pour changer cette date, reportez la séance : ses inscrits seront prévenus."), "starts_at"
            )
        act.do(number, lambda book: conducting.postpone(book, draft.starts_at, draft.ends_at, "", unit.now))
    sizes = (draft.room_places, draft.remote_places, draft.waiting_places)
    changes = act.do(number, lambda book: conducting.resize(book, *sizes, unit.now))
    values = _columns(draft)
    if book.status != "draft" and any(getattr(row, name) != values[name] for name in CALENDAR):
        changes += act.do(number, lambda book: conducting.change(book, unit.now))
    act.keep()
    changed = _become(row, {name: value for name, value in values.items() if name not in BY_BOOK})
    unit.session.add(row)
    _log(unit, by, "Séance modifiée", f"meeting:{number}", {"champs": changed})
    return changes


BY_BOOK = frozenset(("starts_at", "ends_at", "room_places", "remote_places", "waiting_places"))
"""Columns that the book writes."""


def resize(unit: Unit, by: By, number: UUID, room: int, remote: int, waiting: int) -> tuple[Change, ...]:
    """Change the number of places. Raises Refused under the places taken."""
    detail = {"en salle": room, "à distance": remote, "liste d’attente": waiting}
    rule = _now(conducting.resize, room, remote, waiting)
    return _act(unit, by, number, "Nombre de places", rule, detail)


def suspend(unit: Unit, by: By, number: UUID, suspended: bool) -> tuple[Change, ...]:
    """Stop the offers to the waiting list, or resume them."""
    what = "Liste d’attente suspendue" if suspended else "Liste d’attente reprise"
    return _act(unit, by, number, what, _now(conducting.suspend, suspended))


def promote(unit: Unit, by: By, number: UUID, person: UUID, *, add_place: bool = False) -> tuple[Change, ...]:
    """Offer a place to somebody beyond their rank. Raises Refused."""
    detail = {"personne": str(person), "place ajoutée": add_place}
    rule: Rule = lambda book, now: conducting.promote(book, person, now, add_place)  # noqa: E731
    return _act(unit, by, number, "Promotion depuis la liste d’attente", rule, detail)


def open_(unit: Unit, by: By, number: UUID) -> tuple[Change, ...]:
    """Open a meeting to registrations. Raises Refused."""
    return _act(unit, by, number, "Inscriptions ouvertes", conducting.open_)


def close(unit: Unit, by: By, number: UUID) -> tuple[Change, ...]:
    """Close the registrations of a meeting. Raises Refused."""
    return _act(unit, by, number, "Inscriptions closes", conducting.close)


def postpone(
    unit: Unit, by: By, number: UUID, starts_at: datetime, ends_at: datetime, reason: str = ""
) -> tuple[Change, ...]:
    """Move a meeting with its registrations. Raises Refused."""
    detail = {"du": unit.book(number).starts_at.isoformat(), "au": starts_at.isoformat()}
    return _act(unit, by, number, "Séance reportée", _now(conducting.postpone, starts_at, ends_at, reason), detail)


def cancel(unit: Unit, by: By, number: UUID, reason: str) -> tuple[Change, ...]:
    """Cancel a meeting. Raises Refused without a reason: everybody is told why."""
    if not reason.strip():
        raise Refused(fr("Dites pourquoi : ce sera dans la lettre."), "reason")
    return _act(unit, by, number, "Séance annulée", _now(conducting.cancel, reason.strip()), {"raison": reason.strip()})


def reprogram(unit: Unit, by: By, number: UUID, starts_at: datetime, ends_at: datetime) -> tuple[Change, ...]:
    """Give a cancelled meeting a new date. Raises Refused."""
    rule = _now(conducting.reprogram, starts_at, ends_at)
    return _act(unit, by, number, "Séance reprogrammée", rule, {"au": starts_at.isoformat()})


def write_to(
    unit: Unit, by: By, number: UUID, note: UUID, words: str, statuses: frozenset[str] = ACTIVE, subject: str = "",
    only: Container[UUID] | None = None,
) -> int:  # fmt: skip
    """Write to the people of a meeting who have one of these statuses; the same note again goes to nobody twice.

    With `only`, to those among these people.

    Says how many letters are new. Raises Refused without words.
    """
    if not words.strip():
        raise Refused(fr("Écrivez quelque chose."), "words")
    row, book = unit.meeting(number), unit.book(number)
    facts = described.meeting(row, unit.cycles[row.cycle_id])
    those = [entry for entry in book.entries.values() if entry.status in statuses]
    those = those if only is None else [entry for entry in those if entry.person in only]
    people = described.people(unit.session, {entry.person for entry in those})
    notes = [
        letters.note(note, keeping.place_of(book, entry), facts, people[entry.person], words.strip(), subject)
        for entry in those
        if not people[entry.person].erased
    ]
    made = box.queue(unit.session, notes, unit.now)
    if made:
        _log(
            unit, by, "Lettre aux inscrits", f"meeting:{number}",
            {"note": str(note), "objet": subject, "lettres": made},
        )  # fmt: skip
    return made


Rule = Callable[[Book, datetime], Done]


def _now(rule: Callable[..., Done], *arguments: Any) -> Rule:
    return lambda book, now: rule(book, *arguments, now)


def _act(
    unit: Unit, by: By, number: UUID, what: str, rule: Rule, detail: Mapping[str, Any] | None = None
) -> tuple[Change, ...]:
    """Apply a rule to a meeting and write it in the journal."""
    draft = unit.draft()
    changes = draft.do(number, lambda book: rule(book, unit.now))
    draft.keep()
    _log(unit, by, what, f"meeting:{number}", detail or {})
    return changes


def _log(unit: Unit, by: By, what: str, about: str, detail: Mapping[str, Any]) -> None:
    organisers.log(unit.session, by, what, about, detail, unit.now)


def _cycle(unit: Unit, slug: str) -> Cycle:
    found = next((cycle for cycle in unit.cycles.values() if cycle.slug == slug), None)
    if found is None:
        raise Refused(fr("Ce cycle n’existe pas."))
    return found


def _written_well(draft: MeetingDraft) -> None:
    if draft.ends_at <= draft.starts_at:
        raise Refused(fr(conducting.BACKWARDS), "ends_at")
    if draft.mode == "onsite" and draft.remote_places:
        raise Refused(fr("Une séance en présentiel n’a pas de place à distance."), "remote_places")
    if draft.mode == "remote" and draft.room_places:
        raise Refused(fr("Une visioconférence n’a pas de place en salle."), "room_places")
    if draft.link and not draft.link.startswith("https://"):
        raise Refused(fr("Ce lien doit commencer par https://"), "link")


def _columns(draft: MeetingDraft) -> dict[str, Any]:
    listed = {name: list(getattr(draft, name)) for name in ("objectives", "speakers", "resources")}
    return draft.model_dump() | listed


def _become(row: Cycle | Meeting, values: Mapping[str, Any]) -> list[str]:
    """Give a row these values; says which have changed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
