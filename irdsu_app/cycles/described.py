"""What letters and calendars are told, made from the rows."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles.book import Rules
from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts, Resource
from irdsu_app.cycles.models import Cycle, Meeting, Person


def cycle(row: Cycle) -> CycleFacts:
    """A cycle, as letters know it."""
    rules = Rules(**row.rules)
    return CycleFacts(
        id=row.id,
        slug=row.slug,
        title=row.title,
        demonstration=row.demonstration,
        contact=row.contact,
        delays=(rules.offer_hours, rules.soon_hours, rules.eve_hours),
        soon_days=rules.soon_days,
    )


def meeting(row: Meeting, of: Cycle) -> MeetingFacts:
    """A meeting, as letters know it."""
    mode: Any = row.mode
    return MeetingFacts(
        id=row.id,
        cycle=cycle(of),
        code=row.code,
        title=row.title,
        mode=mode,
        format=row.format,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        access=row.access,
        link=row.link,
        objectives=tuple(row.objectives),
        programme=row.programme,
        resources=tuple(Resource.model_validate(each) for each in row.resources),
        status=row.status,
        reason=row.reason,
        sequence=row.sequence,
    )


def person(row: Person) -> PersonFacts:
    """Somebody, as letters know them."""
    return PersonFacts(
        id=row.id, link_version=row.link_version, email=row.email, first_name=row.first_name, last_name=row.last_name
    )


def people(session: Session, ids: Collection[UUID]) -> dict[UUID, PersonFacts]:
    """These people, as letters know them."""
    columns = (Person.id, Person.link_version, Person.email, Person.first_name, Person.last_name)
    asked: Any = select(*columns).where(col(Person.id).in_(ids))  # pyright: ignore[reportArgumentType,reportCallIssue]
    rows: Iterable[Any] = session.connection().execute(asked) if ids else ()
    return {
        number: PersonFacts(id=number, link_version=version, email=email, first_name=first_name, last_name=last_name)
        for number, version, email, first_name, last_name in rows
    }
