"""A cycle lived at random at two counters at once, on both databases: after each transaction the rows are right."""

import asyncio
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from irdsu_app import db
from irdsu_app.cycles import clock, organising, register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.cycles.unit import Deed
from irdsu_app.mail.models import Letter
from tests.state.cycle_world import SLUG, World, a_form, faults, open_cycle

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
ROUNDS, TOGETHER, PEOPLE = 40, 8, 14
LETTERS = ("cycles.confirm", "cycles.note")


class Life:
    """Fourteen people, three meetings of two places, organisers; two processes that know nothing of each other."""

    def __init__(self, chance: Random, meetings: list[UUID]) -> None:
        self.chance, self.meetings = chance, meetings
        self.worlds = [World(), World()]
        self.keys: dict[int, str] = {}
        self.said: list[type] = []

    async def together(self) -> None:
        """Several deeds at once, at one counter or at the other, some twice."""
        world = self.chance.choice(self.worlds)
        for each in self.worlds:
            each.now = max(w.now for w in self.worlds) + timedelta(hours=self.chance.choice((0, 0, 0.2, 5, 30)))
        deeds = [self.something() for _ in range(self.chance.randint(1, TOGETHER))]
        deeds += self.chance.sample(deeds, len(deeds) // 3)
        answers = await asyncio.gather(*(deed(world) for deed in deeds), return_exceptions=True)
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, Refused):
                raise answer
            self.said.append(type(answer))
        await clock.look(world.counter)

    def something(self):
        person, meeting = self.chance.randrange(PEOPLE), self.chance.choice(self.meetings)
        acts = [self.comes(person)] * 4
        if key := self.keys.get(person):
            acts += [self.answers(act, key, meeting) for act in (register.withdraw, register.accept, register.decline)]
            acts += [self.leaves(key), self.switches(key, meeting), self.becomes(key, person)]
        acts.append(self.leads(meeting))
        return self.chance.choice(acts)

    def comes(self, person: int):
        codes = self.chance.sample(("C1", "C2", "C3"), self.chance.randint(1, 3))
        how, pool = self.chance.choice(("rest", "rest", "all")), self.chance.choice(("room", "remote"))

        async def come(world: World):
            form = a_form(person, *codes, how=how, pool=pool, member=person % 2 == 0, organisation=f"Org {person % 4}")
            done = await world.confirms(await world.asks(form))
            self.keys[person] = done.person_key
            return done

        return come

    def answers(self, act, key: str, meeting: UUID):
        return lambda world: world.does(act, key, meeting)

    def switches(self, key: str, meeting: UUID):
        pool = self.chance.choice(("room", "remote"))
        return lambda world: world.does(register.switch, key, meeting, pool)

    def leaves(self, key: str):
        deed = Deed(lambda unit: register.leave_all(unit, unit.person(key)), keys=(key,))
        return lambda world: world.counter.do(deed)

    def becomes(self, key: str, person: int):
        form = a_form(person, member=self.chance.random() < 0.5, organisation=f"Org {self.chance.randrange(4)}")
        deed = Deed(lambda unit: register.change_details(unit, key, form), keys=(key,))
        return lambda world: world.counter.do(deed)

    def leads(self, meeting: UUID):
        room, remote = self.chance.randint(1, 4), self.chance.randint(1, 3)
        suspended, days = self.chance.random() < 0.3, self.chance.randint(20, 40)

        def act(unit):
            starts = unit.now + timedelta(days=days)
            ends = starts + timedelta(hours=2)
            if unit.book(meeting).status == "cancelled":
                return organising.reprogram(unit, None, meeting, starts, ends)
            return chosen(unit, starts, ends)

        chosen = self.chance.choice(
            (
                lambda unit, *_: organising.resize(unit, None, meeting, room, remote, 6),
                lambda unit, *_: organising.suspend(unit, None, meeting, suspended),
                lambda unit, *_: organising.close(unit, None, meeting),
                lambda unit, *_: organising.open_(unit, None, meeting),
                lambda unit, *_: organising.open_(unit, None, meeting),
                lambda unit, starts, ends: organising.postpone(unit, None, meeting, starts, ends),
                lambda unit, *_: organising.cancel(unit, None, meeting, "Salle fermée"),
            )
        )
        return lambda world: world.counter.do(Deed(act, meetings=(meeting,)))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rows_are_always_right(seed):
    meetings = open_cycle(
        places=2, meetings=3, waiting=6, mode="hybrid", remote_places=1, rules={"member_share": 50}, status="open"
    )

    async def live() -> Life:
        life = Life(Random(seed), meetings)
        for _ in range(ROUNDS):
            await life.together()
            assert db.read(faults) == []
        return life

    life = asyncio.run(live())
    assert len(life.said) > 5 * ROUNDS / 2
    assert Refused in life.said

    def counts(session):
        letters = select(func.count()).select_from(Letter).where(col(Letter.kind).not_in(LETTERS))
        return session.exec(letters).one(), session.exec(select(func.sum(Registration.changes))).one()

    letters, changes = db.read(counts)
    assert letters == changes > 100
    assert {row.code for row in db.read(lambda s: s.exec(select(Meeting)).all())} == {"C1", "C2", "C3"}
    assert SLUG == "essai"
