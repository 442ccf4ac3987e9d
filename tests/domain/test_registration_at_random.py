"""A meeting lived at random for thousands of steps: what must always hold, said again without the rules' own counts."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from irdsu_app.cycles import book as books
from irdsu_app.cycles import conducting, registration
from irdsu_app.cycles.book import Refused, Rules
from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts
from irdsu_app.cycles.keeping import place
from irdsu_app.cycles.letters import changed
from irdsu_app.cycles.unit import Happened
from irdsu_app.design.typography import fr
from tests.domain.meeting import START, a_book, days_before, number, somebody

EXAMPLES, STEPS = 150, 80
PEOPLE = st.integers(1, 16)
POOLS = st.sampled_from(("room", "room", "remote"))
HOLDING = ("confirmed", "offered")
SERVED = {("offered", "offered"), ("confirmed", "joined"), ("confirmed", "switched")}
steps = 0


class AMeeting(RuleBasedStateMachine):
    """Sixteen people, three organisations, some members; organisers who change their minds; time that jumps."""

    @initialize(room=st.integers(1, 5), remote=st.integers(0, 3), share=st.sampled_from((0, 30, 50)))
    def open(self, room, remote, share):
        self.now = days_before(30)
        self.book = a_book(room, remote, waiting=8, rules=Rules(member_share=share))
        self.letters: dict[str, int] = {}
        self.changes: dict[int, int] = {}

    def do(self, act, *arguments, **options):
        before = self.book
        try:
            self.book, changes = act(self.book, *arguments, self.now, **options)
        except Refused as refusal:
            assert fr(str(refusal)) == str(refusal) != ""
            assert self.book is before
            return
        people = [change.entry.person for change in changes]
        assert len(people) == len(set(people)), "two changes of one registration in one act"
        for change in changes:
            self.heard(change)
            if (change.entry.status, change.why) in SERVED:
                self.nobody_was_passed(change.entry)

    def heard(self, change):
        """One change, one letter: the key of each is new, and none is missing."""
        entry = change.entry
        self.changes[entry.person] = self.changes.get(entry.person, 0) + 1
        assert entry.changes == self.changes[entry.person]
        who = PersonFacts(id=entry.person, link_version=0, email="x@ville.fr", first_name="X")
        letter = changed(place(Happened(self.book.meeting, change)), FACTS, who, self.now)
        assert letter.key not in self.letters
        self.letters[letter.key] = 1

    def nobody_was_passed(self, offered):
        """Whoever still waits before somebody who was given or offered a place may not have one."""
        for entry in self.book.entries.values():
            if entry.status == "waiting" and entry.pool == offered.pool and entry.turn < offered.turn:
                assert self.blocked(entry)

    def blocked(self, entry):
        """Whether a rule keeps somebody from a place that is free, counted from the entries alone."""
        book = self.book
        held = [e for e in book.entries.values() if e.status in HOLDING and e.pool == entry.pool]
        if not entry.member and self.now < book.starts_at - timedelta(days=15):
            places = book.places[entry.pool]
            if sum(not e.member for e in held) >= places - int(places * book.rules.member_share / 100):
                return True
        if entry.pool == "room" and entry.organisation and self.now < book.starts_at - timedelta(days=10):
            return sum(e.organisation == entry.organisation for e in held) >= 2
        return False

    @rule(person=PEOPLE, pool=POOLS)
    def join(self, person, pool):
        organisation = ("", "ville", "bailleur", "etat")[person % 4]
        self.do(registration.join, somebody(person, pool, person % 3 == 0, organisation))

    @rule(person=PEOPLE, pool=POOLS, again=PEOPLE)
    def join_together(self, person, pool, again):
        self.join(person, pool)
        self.join(again, pool)

    @rule(person=PEOPLE, act=st.sampled_from((registration.withdraw, registration.accept, registration.decline)))
    def answer(self, person, act):
        self.do(act, number(person))

    @rule(act=st.sampled_from((registration.accept, registration.accept, registration.decline)))
    def answer_an_offer(self, act):
        offered = [e.person for e in self.book.entries.values() if e.status == "offered"]
        if offered:
            self.do(act, offered[0])

    @rule(person=PEOPLE, pool=POOLS)
    def switch(self, person, pool):
        self.do(registration.switch, number(person), pool)

    @rule(person=PEOPLE, member=st.booleans())
    def describe(self, person, member):
        self.do(registration.describe, number(person), member, ("", "ville")[person % 2])

    @rule(hours=st.sampled_from((0.1, 1, 3, 24, 48, 100)), ticks=st.booleans())
    def time_passes(self, hours, ticks):
        self.now += timedelta(hours=hours)
        if ticks:
            self.do(registration.tick)

    @rule(room=st.integers(0, 6), remote=st.integers(0, 4))
    def resize(self, room, remote):
        self.do(conducting.resize, room, remote, 8)

    @rule(suspended=st.booleans())
    def suspend(self, suspended):
        self.do(conducting.suspend, suspended)

    @rule(person=PEOPLE, add=st.booleans())
    def promote(self, person, add):
        self.do(conducting.promote, number(person), add_place=add)

    @rule(act=st.sampled_from((conducting.close, conducting.open_, conducting.open_, conducting.change)))
    def lead(self, act):
        self.do(act)

    @rule(days=st.integers(1, 20), cancelled=st.booleans())
    def move(self, days, cancelled):
        starts = self.now + timedelta(days=days)
        if self.book.status == "cancelled":
            self.do(conducting.reprogram, starts, starts + timedelta(hours=3))
        elif cancelled and days > 17:
            self.do(conducting.cancel, "Salle fermée")
        else:
            self.do(conducting.postpone, starts, starts + timedelta(hours=3), "")

    @invariant()
    def holds(self):
        global steps
        steps += 1
        book, entries = self.book, list(self.book.entries.values())
        again = books.written(book, entries)
        assert (book.taken, book.others, book.queues, book.offers) == (
            again.taken, again.others, again.queues, again.offers
        )  # fmt: skip
        assert {k: n for k, n in book.organisations.items() if n} == again.organisations
        assert len({e.arrival for e in entries}) == len({e.id for e in entries}) == len(entries)
        assert all(e.arrival <= book.arrivals for e in entries)
        for pool in ("room", "remote"):
            held = sum(e.status in HOLDING and e.pool == pool for e in entries)
            assert held == book.taken[pool] <= book.places[pool], "oversold, or miscounted"
            line = sorted((e for e in entries if e.status == "waiting" and e.pool == pool), key=lambda e: e.turn)
            assert [books.rank(book, e.person) for e in line] == list(range(1, len(line) + 1))
            self.no_place_is_idle(line, book.places[pool] - held)
        assert all((e.offered_until is not None) == (e.status == "offered") for e in entries)
        assert all(e.offered_until <= book.starts_at for e in entries if e.offered_until)
        assert sum(self.changes.values()) == len(self.letters) == sum(e.changes for e in entries)

    def no_place_is_idle(self, line, free):
        book = self.book
        offering = book.status in ("open", "closed", "postponed") and not book.suspended and self.now < book.starts_at
        caught_up = book.due is not None and book.due > self.now
        if free and offering and caught_up:
            assert all(self.blocked(entry) for entry in line), "a place is free and somebody waits for it"


FACTS = MeetingFacts(
    id=a_book().meeting,
    cycle=CycleFacts(id=number(1), slug="essai", title="Essai"),
    code="C1",
    title="Une séance",
    mode="hybrid",
    starts_at=START,
    ends_at=START + timedelta(hours=2),
)
TestAMeeting = AMeeting.TestCase
TestAMeeting.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_enough_was_tried():
    assert steps >= 10_000
