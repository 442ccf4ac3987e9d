"""What an organiser does from the desk, each as one deed: who they are is asked in the transaction that writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import counter, desk_forms, keeping, organising
from irdsu_app.cycles import registration as rules
from irdsu_app.cycles.asking import Mistakes
from irdsu_app.cycles.book import POOLS, Refused
from irdsu_app.cycles.desk_forms import Values
from irdsu_app.cycles.models import Cycle, Registration
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.unit import Deed, Unit
from irdsu_app.design.typography import fr

ROLE = "cycles"
Act = Callable[[Unit, Organiser], Any]
Status = Literal["draft", "open", "closed", "archived"]
STATUSES: dict[Status, str] = {
    "draft": "Cycle retiré du site",
    "open": "Cycle publié",
    "closed": "Cycle clos",
    "archived": "Cycle archivé",
}
"""What is written in the journal when the status of a cycle changes."""
GOING_ON = "Une séance à venir compte des personnes inscrites : annulez-la d’abord, elles seront prévenues."


class Unfit(Refused):
    """Fields are not in order; `fields` gives the sentence of each."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep the sentences."""
        super().__init__(" ".join(fields.values()), next(iter(fields)))
        self.fields = dict(fields)


class NotYours(Refused):
    """This browser is not that of an organiser who answers for the cycles."""


@dataclass(frozen=True)
class Saved:
    """What was written: the fields before and after, and those that somebody else had changed meanwhile."""

    before: Values
    after: Values
    clashes: Values


def allowed(session: Session, cookie: str) -> Organiser:
    """The organiser of this browser, who must answer for the cycles; raises NotYours."""
    try:
        return organisers.required(session, cookie, ROLE)
    except organisers.NotAllowed as refusal:
        raise NotYours(fr(str(refusal))) from None


async def do(cookie: str, act: Act, *, slugs: tuple[str, ...] = (), meetings: tuple[UUID, ...] = ()) -> Any:
    """Do something as the organiser of this browser; raises Refused, of which Unfit and NotYours."""

    def deed(unit: Unit) -> Any:
        try:
            return act(unit, allowed(unit.session, cookie))
        except Mistakes as wrong:
            raise Unfit(wrong.fields) from None

    return await counter.do(Deed(deed, slugs=slugs, meetings=meetings))


def create_cycle(unit: Unit, by: Organiser, values: Values) -> str:
    """Make a cycle as a draft; gives its address."""
    read = desk_forms.read_cycle(values)
    title = desk_forms.slug_of(read["title"])
    taken = set(unit.session.exec(select(Cycle.slug).where(col(Cycle.slug).startswith(title))).all())
    slug = next(each for each in (title, *(f"{title}-{n}" for n in range(2, 1000))) if each not in taken)
    return organising.create_cycle(unit, by, CycleDraft(slug=slug, **read)).slug


def save_cycle(unit: Unit, by: Organiser, slug: str, mine: Values, base: Values) -> Saved:
    """Write what this organiser changed in a cycle."""
    row = _cycle(unit, slug)
    kept = desk_forms.typed_cycle(row) | desk_forms.typed_rules(keeping.rules_of(row.rules))
    both = desk_forms.merged(mine, base, kept)
    if both.values != kept:
        read = desk_forms.read_cycle(both.values)
        draft = {"slug": slug, "status": row.status, "demonstration": row.demonstration, **read}
        draft["rules"] = {**row.rules, **read["rules"]}
        organising.edit_cycle(unit, by, slug, CycleDraft.model_validate(draft))
    return Saved(kept, both.values, both.clashes)


def set_status(unit: Unit, by: Organiser, slug: str, status: Status) -> None:
    """Publish a cycle, take it off the site, close or archive it."""
    row = _cycle(unit, slug)
    if row.status == status:
        return
    if status in ("draft", "archived"):
        for meeting in unit.of_cycle(row.id):
            if meeting.status != "cancelled" and meeting.starts_at > unit.now and _counts(unit, meeting.id):
                raise Refused(fr(GOING_ON))
    row.status = status
    row.revision += 1
    unit.session.add(row)
    organisers.log(unit.session, by, STATUSES[status], f"cycle:{row.id}", {}, unit.now)


def create_meeting(unit: Unit, by: Organiser, slug: str) -> str:
    """Add a meeting to write, two weeks after the last; gives its code."""
    row = _cycle(unit, slug)
    there = unit.of_cycle(row.id)
    last = max((each.starts_at for each in there), default=unit.now)
    jour = desk_forms.typed_dates(max(last, unit.now) + timedelta(days=14), unit.now)["jour"]
    starts_at, ends_at = desk_forms.read_dates({"jour": jour, "debut": "14:00", "fin": "16:00"})
    draft = MeetingDraft(
        code=_next_code(unit, row), position=_next_position(unit, row), title="Nouvelle séance", mode="remote",
        starts_at=starts_at, ends_at=ends_at, remote_places=40, waiting_places=20,
    )  # fmt: skip
    organising.create_meeting(unit, by, slug, draft)
    return draft.code


def duplicate(unit: Unit, by: Organiser, number: UUID) -> str:
    """Make another meeting from this one, to write again, three weeks later; nobody is in it. Gives its code."""
    row = unit.meeting(number)
    cycle = unit.cycles[row.cycle_id]
    unit.whole(cycle.id)
    kept = {name: getattr(row, name) for name in MeetingDraft.model_fields}
    starts_at = max(row.starts_at, unit.now) + timedelta(days=21)
    day = desk_forms.typed_dates(starts_at, starts_at)["jour"]
    hours = desk_forms.typed_dates(row.starts_at, row.ends_at)
    kept["starts_at"], kept["ends_at"] = desk_forms.read_dates({**hours, "jour": day})
    kept |= {"code": _next_code(unit, cycle), "position": _next_position(unit, cycle), "link": ""}
    draft = MeetingDraft.model_validate(kept)
    organising.create_meeting(unit, by, cycle.slug, draft)
    return draft.code


def remove_draft(unit: Unit, by: Organiser, number: UUID) -> None:
    """Throw away a meeting that was never opened and that nobody has asked for."""
    row = unit.meeting(number)
    if row.status != "draft" or unit.session.exec(select(Registration.id).where(_of(number))).first():
        raise Refused(fr("Cette séance a été ouverte : annulez-la plutôt, ses inscrits seront prévenus."))
    organisers.log(unit.session, by, "Brouillon supprimé", f"cycle:{row.cycle_id}", {"titre": row.title}, unit.now)
    unit.session.delete(row)
    unit.session.flush()
    unit.meetings.pop(number)


def move(unit: Unit, by: Organiser, number: UUID, steps: int) -> None:
    """Put a meeting before the one above it, or after the one below."""
    row = unit.meeting(number)
    order = [each.id for each in unit.of_cycle(row.cycle_id)]
    at = order.index(number)
    to = min(max(0, at + steps), len(order) - 1)
    order.insert(to, order.pop(at))
    for position, each in enumerate(order):
        unit.meetings[each].position = position
        unit.session.add(unit.meetings[each])
    if to != at:
        organisers.log(
            unit.session,
            by,
            "Ordre des séances",
            f"cycle:{row.cycle_id}",
            {"séance": row.code, "rang": to + 1},
            unit.now,
        )


def save_meeting(unit: Unit, by: Organiser, number: UUID, mine: Values, base: Values) -> Saved:
    """Write what this organiser changed in a meeting; its people hear of what their calendars must follow."""
    row = unit.meeting(number)
    kept = desk_forms.typed_meeting(row)
    both = desk_forms.merged(mine, base, kept)
    if both.values != kept:
        read = desk_forms.read_meeting(both.values, row)
        organising.edit_meeting(unit, by, number, MeetingDraft(code=row.code, position=row.position, **read))
    return Saved(kept, both.values, both.clashes)


def resize(unit: Unit, by: Organiser, number: UUID, room: int, remote: int, waiting: int) -> None:
    """Change the number of places, and with it the ways to come."""
    row, book = unit.meeting(number), unit.book(number)
    asked, said = {"room": room, "remote": remote}, {"room": "en salle", "remote": "à distance"}
    for pool in POOLS:
        if not asked[pool] and not book.taken[pool] and (many := len(book.queues[pool])):
            some = f"{many} personnes attendent" if many > 1 else "Une personne attend"
            raise Refused(fr(f"{some} une place {said[pool]} : ce nombre ne peut pas être zéro."), f"{pool}_places")
    organising.resize(unit, by, number, room, remote, waiting)
    row.mode = "hybrid" if room and remote else "onsite" if room else "remote"
    unit.session.add(row)


def withdraw_for(unit: Unit, by: Organiser, number: UUID, person: UUID) -> None:
    """Free somebody's place because they asked for it; they are told, and the next person is offered it."""
    draft = unit.draft()
    changes = draft.do(number, lambda book: rules.withdraw(book, person, unit.now))
    if changes:
        draft.keep()
        organisers.log(
            unit.session, by, "Désistement à la demande de la personne", f"meeting:{number}", {"personne": str(person)},
            unit.now,
        )  # fmt: skip


def moved(unit: Unit, by: Organiser, number: UUID, values: Values, again: bool) -> None:
    """Postpone a meeting, or give a cancelled one a new date."""
    starts_at, ends_at = desk_forms.read_dates(values)
    if again:
        organising.reprogram(unit, by, number, starts_at, ends_at)
    else:
        organising.postpone(unit, by, number, starts_at, ends_at, values.get("raison", "").strip()[:600])


def _cycle(unit: Unit, slug: str) -> Cycle:
    found = unit.session.exec(select(Cycle).where(Cycle.slug == slug)).one_or_none()
    if found is None:
        raise Refused(fr("Ce cycle n’existe pas."))
    unit.cycles[found.id] = found
    return found


def _next_code(unit: Unit, cycle: Cycle) -> str:
    taken = {each.code.upper() for each in unit.of_cycle(cycle.id)}
    return next(f"C{n}" for n in range(len(taken) + 1, 10_000) if f"C{n}" not in taken)


def _next_position(unit: Unit, cycle: Cycle) -> int:
    return max((each.position for each in unit.of_cycle(cycle.id)), default=-1) + 1


def _counts(unit: Unit, number: UUID) -> int:
    return unit.book(number).waiting + sum(unit.book(number).taken[pool] for pool in POOLS)


def _of(number: UUID) -> Any:
    return col(Registration.meeting_id) == number
