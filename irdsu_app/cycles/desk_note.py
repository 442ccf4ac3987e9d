"""The letter that organisers write to the people of a meeting: to whom, as it will be read, and its sending.

To whom is settled when the letter is looked over: whoever comes into the list afterwards is not written to.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from irdsu_app.cycles import described, desk_seen, house, letters, organising, writing
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_words import Row
from irdsu_app.cycles.facts import ERASED, PersonFacts, PlaceFacts
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.design.typography import fr

FILTERED = "filtre"
"""The group of those that the list shows, as it is filtered, among those who have a place or wait for one."""


def addressed(number: str, group: str, asked: str, session: Session) -> frozenset[UUID]:
    """The people of a meeting that a group has; nobody for no such group. `asked` is the filter of the list."""
    statuses = desk_seen.GROUPS.get("tous" if group == FILTERED else group, ())
    if not number:
        return frozenset()
    search = Search.read(asked) if group == FILTERED else Search()
    here = desk_seen.matching(desk_seen.people(session, UUID(number)), search)
    those = [each for each in here if not each.person.email.endswith(ERASED)]
    return frozenset(each.person.id for each in those if each.registration.status in statuses)


def written(number: str, group: str, subject: str, words: str, session: Session) -> Row:
    """The letter, as somebody of this group reads it; their personal link is only said."""
    row = session.get_one(Meeting, UUID(number))
    facts = described.meeting(row, session.get_one(Cycle, row.cycle_id))
    person = PersonFacts(id=uuid4(), link_version=0, email="prenom.nom@exemple.test", first_name="Prénom")
    pool = "room" if row.room_places else "remote"
    place = PlaceFacts(id=uuid4(), pool=pool, status="waiting" if group == "attente" else "confirmed")
    ours = house.house()
    letter = letters.note(uuid4(), place, facts, person, words, subject)
    told = writing.write(ours, letter.kind, letter.data)
    return {"subject": told.subject, "text": told.text.replace(ours.manage(person), fr("(son lien personnel)"))}


def send(
    unit: Any, by: Any, number: UUID, note: UUID, held: Mapping[str, str], people: frozenset[UUID] = frozenset()
) -> int:
    """Send the letter that was looked over to those it was for; how many letters are new."""
    filtered = held["groupe"] == FILTERED
    statuses = frozenset(desk_seen.GROUPS["tous" if filtered else held["groupe"]])
    return organising.write_to(
        unit, by, number, note, held["texte"], statuses, held["objet"], people if filtered else None
    )
