"""The register of the people of a cycle: ask, confirm, come, leave, accept, decline. Everything here is one deed.

Each function takes a unit of work first (`unit.py`); pages go through `counter.py`, which makes the units. A demand
holds no place: the order of arrival is that of the confirmations.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from irdsu_app.cycles import described, ids, keys, letters
from irdsu_app.cycles import registration as rules
from irdsu_app.cycles.asking import Form, How
from irdsu_app.cycles.book import ACTIVE, Book, Entry, Obstacle, Pool, Refused, rank
from irdsu_app.cycles.folding import organisation_key
from irdsu_app.cycles.models import Cycle, Demand, Meeting, Person
from irdsu_app.cycles.unit import UNKNOWN_LINK, Draft, Unit
from irdsu_app.design.typography import fr
from irdsu_app.mail import box

DEMAND_LASTS = timedelta(hours=48)
EXPIRED = (
    "Ce lien n’est plus valable : il l’était 48 heures. Remplissez de nouveau le formulaire, un autre vous sera envoyé."
)
CLOSED = "Les inscriptions à ce cycle sont closes."
GONE = (
    "Ce cycle n’est plus ouvert : rien n’a été réservé. Votre demande n’est pas perdue : s’il rouvre, "
    "ce même lien la confirmera tant qu’il est valable."
)
_SAID = ("first_name", "last_name", "organisation", "function", "department", "access_needs", "member")
NO_CHOICE = "Choisissez au moins une séance, ou tout le cycle."


@dataclass(frozen=True)
class Result:
    """What somebody got of a meeting they asked for: `status` is theirs, or "impossible" and `said` tells why."""

    meeting_id: UUID
    code: str
    title: str
    status: str
    rank: int = 0
    offered_until: datetime | None = None
    said: str = ""
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class Confirmed:
    """The answer to a confirmation: the personal link of whoever confirmed, and what they got."""

    person_key: str
    results: tuple[Result, ...]


def ask(unit: Unit, slug: str, form: Form, number: UUID) -> None:
    """Keep what somebody asks for and send the link that confirms it; the same number again changes nothing.

    Raises Refused when nothing of it could be had any more: better now than after the letter.
    """
    cycle = _open(unit.cycle(slug))
    if unit.session.get(Demand, number) is not None:
        return
    chosen = _chosen(unit, cycle.id, form.choices)
    _joined(unit.draft(), ids.draw(), chosen, form, form.how)
    until = unit.now + DEMAND_LASTS
    unit.session.add(
        Demand(
            id=number,
            cycle_id=cycle.id,
            email=form.email,
            form=form.model_dump(mode="json"),
            link_hash=keys.hash_of(keys.demand(number)),
            created_at=unit.now,
            expires_at=until,
        )
    )
    facts = [described.meeting(meeting, cycle) for meeting, _ in chosen]
    letter = letters.asked(number, form.first_name, form.email, described.cycle(cycle), facts, until)
    box.queue(unit.session, [letter], unit.now)


def confirm(unit: Unit, link: str, how: How | None = None) -> Confirmed:
    """Register whoever reads this address to what was asked for; the same link again gives the same answer.

    `how` replaces what the form said (after « tout ou rien » was refused, what is left may be taken). Raises Refused;
    the demand then stays as it was.
    """
    demand = unit.demand(link)
    form = Form.model_validate(demand.form)
    person = unit.known(demand.email)
    chosen = _chosen(unit, demand.cycle_id, form.choices)
    if demand.confirmed_at is not None:
        if person is None:  # erased since
            raise Refused(fr(UNKNOWN_LINK))
        return Confirmed(_key(person), tuple(_now(unit, person, meeting) for meeting, _ in chosen))
    if demand.expires_at <= unit.now:
        raise Refused(fr(EXPIRED))
    if unit.cycles[demand.cycle_id].status in ("draft", "archived"):  # closed since, it still honours what was asked
        raise Refused(fr(GONE))
    draft, who = unit.draft(), person.id if person else ids.draw()
    if person is not None:
        _described(draft, who, form)
    results = _joined(draft, who, chosen, form, how or form.how)
    draft.keep()
    person = _written(unit, person, who, form)
    unit.confirmed(demand, person)
    return Confirmed(_key(person), results)


def join_more(
    unit: Unit, key: str, slug: str, choices: Mapping[str, Pool], how: How, questions: Mapping[str, str] | None = None
) -> Confirmed:
    """Register somebody known by their personal link to other meetings of a cycle, at once. Raises Refused."""
    person = unit.person(key)
    form = _form(person).model_copy(update={"choices": dict(choices), "questions": dict(questions or {})})
    draft = unit.draft()
    results = _joined(draft, person.id, _chosen(unit, _open(unit.cycle(slug)).id, choices), form, how)
    draft.keep()
    return Confirmed(key, results)


def withdraw(unit: Unit, key: str, meeting: UUID) -> Result:
    """Leave a meeting. Raises Refused."""
    return _simply(unit, key, meeting, rules.withdraw)


def accept(unit: Unit, key: str, meeting: UUID) -> Result:
    """Take the place offered. Raises Refused."""
    return _simply(unit, key, meeting, rules.accept)


def decline(unit: Unit, key: str, meeting: UUID) -> Result:
    """Leave the place offered to the next person. Raises Refused."""
    return _simply(unit, key, meeting, rules.decline)


def switch(unit: Unit, key: str, meeting: UUID, pool: Pool) -> Result:
    """Come the other way to a hybrid meeting. Raises Refused."""
    return _simply(unit, key, meeting, lambda book, person, now: rules.switch(book, person, pool, now))


def leave_all(unit: Unit, person: Person, *, silent: bool = False) -> int:
    """Leave every meeting that has not started; `silent` when another letter tells it. Says how many were left."""
    draft, left = unit.draft(), 0
    for number in sorted(unit.where(person.id)):
        book = unit.book(number)
        entry = book.entries.get(person.id)
        if entry is not None and entry.status in ACTIVE and unit.now < book.starts_at:
            for change in draft.do(number, lambda book: rules.withdraw(book, person.id, unit.now)):
                left += change.entry.person == person.id
    if silent:
        draft.hush(person.id)
    draft.keep()
    return left


def change_details(unit: Unit, key: str, form: Form) -> None:
    """Change what somebody said of themselves; their address stays the one they confirmed."""
    person = unit.person(key)
    draft = unit.draft()
    _described(draft, person.id, form)
    draft.keep()
    _written(unit, person, person.id, form)


Chosen = list[tuple[Meeting, Pool]]
Rule = Callable[[Book, UUID, datetime], rules.Done]


def _open(cycle: Cycle) -> Cycle:
    if cycle.status != "open":
        raise Refused(fr(CLOSED))
    return cycle


def _chosen(unit: Unit, cycle: UUID, choices: Mapping[str, Pool]) -> Chosen:
    """The meetings of these codes, in the order of the cycle; those that are no longer there are left out."""
    there: Chosen = [(meeting, choices[meeting.code]) for meeting in unit.of_cycle(cycle) if meeting.code in choices]
    if not there:
        raise Refused(fr(NO_CHOICE), "choices")
    return there


def _joined(draft: Draft, who: UUID, chosen: Chosen, form: Form, how: str) -> tuple[Result, ...]:
    """Join each meeting in the draft; raises Refused when nothing is had, or not everything of « tout ou rien »."""
    results = tuple(_join(draft, who, meeting, pool, form) for meeting, pool in chosen)
    missed = [each for each in results if each.status != "confirmed"]
    if how == "all" and missed:
        names = " ; ".join(f"« {each.title} »" for each in missed)
        raise Refused(fr(f"Il ne reste pas de place partout : {names}. Rien n’a été réservé."), "how")
    if all(each.status == "impossible" for each in results):
        raise Refused(results[0].said, "choices")
    return results


def _join(draft: Draft, who: UUID, meeting: Meeting, pool: Pool, form: Form) -> Result:
    newcomer = Entry(
        id=ids.draw(),
        person=who,
        pool=pool,
        status="waiting",
        arrival=0,
        member=form.member,
        organisation=organisation_key(form.organisation),
        question=form.questions.get(meeting.code, ""),
    )
    try:
        draft.do(meeting.id, lambda book: rules.join(book, newcomer, draft.unit.now))
    except Refused as refusal:
        return Result(meeting.id, meeting.code, meeting.title, "impossible", said=str(refusal))
    return _result(draft, who, meeting)


def _result(draft: Draft, who: UUID, meeting: Meeting) -> Result:
    book = draft.book(meeting.id)
    entry = book.entries.get(who)
    status = entry.status if entry else "impossible"
    until = entry.offered_until if entry else None
    why = rules.obstacle(book, who, draft.unit.now)
    return Result(meeting.id, meeting.code, meeting.title, status, rank(book, who), until, obstacle=why)


def _now(unit: Unit, person: Person, meeting: Meeting) -> Result:
    return _result(unit.draft(), person.id, meeting)


def _simply(unit: Unit, key: str, meeting: UUID, rule: Rule) -> Result:
    """Apply a rule to somebody's registration."""
    person, draft = unit.person(key), unit.draft()
    row = unit.meeting(meeting)
    draft.do(meeting, lambda book: rule(book, person.id, unit.now))
    result = _result(draft, person.id, row)
    draft.keep()
    return result


def _described(draft: Draft, who: UUID, form: Form) -> None:
    """Tell every meeting of somebody whether they are a member and where from, when it has changed."""
    organisation = organisation_key(form.organisation)
    for number in sorted(draft.unit.where(who)):
        draft.do(number, lambda book: rules.describe(book, who, form.member, organisation, draft.unit.now))


def _written(unit: Unit, person: Person | None, who: UUID, form: Form) -> Person:
    """Write what somebody says of themselves, making them known when they are new."""
    said: dict[str, Any] = {name: getattr(form, name) for name in _SAID}
    said["organisation_key"] = organisation_key(form.organisation)
    if person is None:
        link = keys.hash_of(keys.personal(who, 0))
        person = Person(id=who, email=form.email, link_hash=link, created_at=unit.now, confirmed_at=unit.now, **said)
        unit.welcome(person)
        return person
    for name, value in said.items():
        if getattr(person, name) != value:
            setattr(person, name, value)
    unit.meet(person)
    return person


def _form(person: Person) -> Form:
    return Form(
        **{name: getattr(person, name) for name in Form.model_fields if name not in ("choices", "questions", "how")}
    )


def _key(person: Person) -> str:
    return keys.personal(person.id, person.link_version)
