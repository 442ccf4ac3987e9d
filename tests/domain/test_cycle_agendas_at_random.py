"""The calendar of each person through a meeting lived at random: it holds the meeting while the place is theirs.

Each agenda obeys RFC 5546 and nothing else: it takes in, moves or takes out what has its UID and a greater SEQUENCE.
"""

from datetime import datetime
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant

from irdsu_app.cycles import letters, writing
from irdsu_app.cycles.facts import MeetingFacts, PersonFacts
from irdsu_app.cycles.keeping import place
from irdsu_app.cycles.unit import Happened
from tests.domain.cycle_facts import CYCLE, HOUSE
from tests.domain.test_cycle_calendar import Event
from tests.domain.test_registration_at_random import AMeeting

EXAMPLES, STEPS = 60, 40


class Agendas(AMeeting):
    """The same sixteen people, who all have an agenda."""

    def __init__(self) -> None:
        super().__init__()
        self.agendas: dict[UUID, datetime] = {}
        self.sequences: dict[UUID, int] = {}

    def heard(self, change):
        super().heard(change)
        entry = change.entry
        who = PersonFacts(id=entry.person, link_version=0, email=f"p{entry.person.int}@ville.fr", first_name="Nour")
        told = letters.changed(place(Happened(self.book.meeting, change)), self.facts(), who, self.now)
        invite = writing.write(HOUSE, told.kind, told.data).invite
        if invite is None:
            return
        event = Event(invite.ics)
        assert event.uid == f"{entry.id}@irdsu"
        assert event.sequence > self.sequences.get(entry.person, 0)
        self.sequences[entry.person] = event.sequence
        if event.method == "CANCEL":
            del self.agendas[entry.person]  # a CANCEL always takes out something that was there
        else:
            self.agendas[entry.person] = event.starts

    def facts(self) -> MeetingFacts:
        return MeetingFacts(
            id=self.book.meeting,
            cycle=CYCLE,
            code="C1",
            title="Une séance",
            mode="hybrid",
            starts_at=self.book.starts_at,
            ends_at=self.book.ends_at,
            status=self.book.status,
        )

    @invariant()
    def agendas_are_true(self):
        confirmed = {entry.person for entry in self.book.entries.values() if entry.status == "confirmed"}
        assert self.agendas == dict.fromkeys(confirmed, self.book.starts_at)


TestAgendas = Agendas.TestCase
TestAgendas.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
