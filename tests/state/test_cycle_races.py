"""Several processes confirm at once, one is killed in the middle: nothing is oversold, nobody lost nor counted twice.

With a negative control: without its guards, the same thing must oversell, and the accounts must say so.
"""

import asyncio
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.cycles import privacy, register
from irdsu_app.cycles import unit as units
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.keeping import Moved
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.cycles.unit import Deed, Unit
from tests.state.cycle_racer import Racer
from tests.state.cycle_world import NOW, SLUG, World, a_form, faults, open_cycle, ranks, statuses

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
PEOPLE, PLACES = 160, 50


def asked(people: int) -> list[str]:
    """So many people have filled in the form."""

    async def ask() -> list[str]:
        world = World()
        return list(await asyncio.gather(*(world.asks(a_form(n)) for n in range(people))))

    return asyncio.run(ask())


@pytest.fixture
def secret(secret_of_the_house):
    return secret_of_the_house().decode()


@pytest.fixture(autouse=True)
def _asked_today(monkeypatch):
    """Demands made now: the processes read the true time."""
    monkeypatch.setattr("tests.state.cycle_world.NOW", datetime.now(UTC))


def all_is_right(meeting: UUID, people: int, places: int) -> None:
    assert db.read(faults) == []
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": places, "waiting": people - places}
    row = db.read(lambda session: session.get(Meeting, meeting))
    assert row is not None
    assert (row.room_taken, row.arrivals) == (places, people)


def test_several_processes_confirm_the_same_people_at_once(rooms_base, secret):
    (meeting,) = open_cycle(places=PLACES)
    links = asked(PEOPLE)
    # Each link is in two processes: pressed twice, in two tabs, at the same moment.
    shares = [links[n::3] + links[(n + 1) % 3 :: 3] for n in range(3)]
    racers = [Racer(rooms_base.url, secret) for _ in shares]
    for racer, share in zip([racer.ready() for racer in racers], shares, strict=True):
        racer.go(share)
    answers = [answer for racer in racers for answer in racer.heard()]
    for racer in racers:
        racer.leave()
    all_is_right(meeting, PEOPLE, PLACES)
    assert len(answers) == 2 * PEOPLE
    given: dict[str, set] = {}
    for link, status, rank in answers:
        given.setdefault(link, set()).add((status, rank))
    assert {link: said for link, said in given.items() if len(said) > 1} == {}
    waiting = sorted(rank for said in given.values() for status, rank in said if status == "waiting")
    assert waiting == list(range(1, PEOPLE - PLACES + 1)), "everybody has a rank, none twice, none missing"


def test_a_process_killed_in_the_middle_loses_nobody_who_was_answered(rooms_base, secret):
    (meeting,) = open_cycle(places=PLACES)
    links = asked(PEOPLE)
    doomed, other = Racer(rooms_base.url, secret).ready(), Racer(rooms_base.url, secret).ready()
    doomed.go(links[::2])
    other.go(links[1::2])
    answers = doomed.heard(at_most=1)
    answers += doomed.kill() + other.heard()
    assert db.read(faults) == []
    again = Racer(rooms_base.url, secret).ready()
    again.go(links)
    later = {link: (status, rank) for link, status, rank in again.heard()}
    other.leave()
    again.leave()
    all_is_right(meeting, PEOPLE, PLACES)
    assert len(later) == PEOPLE
    for link, status, rank in answers:
        assert later[link] == (status, rank), "what was answered before the fall is still true"
    assert len(db.read(lambda session: ranks(session, meeting))) == PEOPLE - PLACES


def confirming(link: str) -> Deed:
    return Deed(lambda unit: register.confirm(unit, link), links=(link,))


def two_at_once(links: list[str], locked: bool) -> None:
    """Two people confirm for the last place: each is decided upon before the other is written."""
    decided = []
    for link in links:
        with Session(db.engine(), expire_on_commit=False) as session:
            unit = Unit(session, NOW, locked=locked)
            unit.prepare([confirming(link)])
            register.confirm(unit, link)
            session.expunge_all()
            session.rollback()
            decided.append(unit)
    for unit in decided:
        with db.session() as session:
            unit.session = session
            session.add_all(unit.meetings.values())
            unit.write()


def test_the_negative_control_without_any_guard_it_oversells(rooms_base):
    """If this one fails, the others prove nothing."""
    (meeting,) = open_cycle(places=1)
    links = asked(2)
    with rooms_base.begin() as connection:
        drop_the_net(connection)
    two_at_once(links, locked=False)
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": 2}
    assert any(fault.startswith("oversold: 2 for 1") for fault in db.read(faults))


def drop_the_net(connection) -> None:
    """Take the UNIQUE and CHECK constraints away, that no bug above them could pass."""
    if connection.dialect.name == "postgresql":
        for name in ("cycle_registration_meeting_id_arrival_key", "uq_cycle_registration_meeting_id_arrival"):
            connection.execute(text(f"ALTER TABLE cycle_registration DROP CONSTRAINT IF EXISTS {name}"))
        return
    (made,) = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'cycle_registration'")).one()
    loose = made.replace("UNIQUE (meeting_id, arrival)", "CHECK (1)")
    assert loose != made
    connection.execute(text("DROP TABLE cycle_registration"))
    connection.execute(text(loose))


def test_the_net_alone_stops_what_forgets_to_lock(rooms_base):
    (meeting,) = open_cycle(places=1)
    links = asked(2)
    with pytest.raises(IntegrityError):
        two_at_once(links, locked=False)
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": 1}
    assert db.read(faults) == []


def test_the_revision_alone_stops_what_was_decided_on_something_old(rooms_base):
    (meeting,) = open_cycle(places=1)
    links = asked(2)
    with rooms_base.begin() as connection:
        drop_the_net(connection)
    with pytest.raises(Moved):
        two_at_once(links, locked=True)
    assert db.read(lambda session: statuses(session, meeting)) == {"confirmed": 1}


def test_the_lock_makes_the_second_wait_for_the_first(rooms_base):
    """The true guard: the second decides once the first is written."""
    open_cycle(places=1)
    links = asked(2)

    def confirm(link: str):
        with db.session() as session:
            return units.once(session, confirming(link), NOW).results[0].status

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(confirm, links)) == ["confirmed", "waiting"]
    assert db.read(faults) == []
    assert db.read(lambda session: len(session.exec(select(Registration)).all())) == 2


def joining_too(key: str) -> Deed:
    return Deed(lambda unit: register.join_more(unit, key, SLUG, {"C2": "room"}, "rest"), keys=(key,), slugs=(SLUG,))


def erasing(key: str) -> Deed:
    return Deed(lambda unit: privacy.erase(unit, key), keys=(key,))


def while_the_other_waits(first: Deed, second: Deed) -> Future:
    """Do the first; before it is written, another process begins the second, as far as it gets."""

    def other():
        with db.session() as session:
            return units.once(session, second, NOW)

    with ThreadPoolExecutor(1) as thread:
        with db.session() as session:
            units.once(session, first, NOW)
            result = thread.submit(other)
            until = time.monotonic() + 10
            while db.engine().dialect.name == "postgresql" and time.monotonic() < until and not result.done():
                with db.engine().connect() as look:
                    if look.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
                        break
        wait([result])
    return result


@pytest.fixture
def somebody() -> str:
    """The personal key of whoever comes to the first of two meetings."""
    open_cycle(places=3, meetings=2)

    async def come() -> str:
        return (await World().comes(1, "C1")).person_key

    return asyncio.run(come())


def test_who_erases_everything_while_another_tab_joins_leaves_no_place_behind(somebody):
    assert while_the_other_waits(joining_too(somebody), erasing(somebody)).result() == 2
    left = db.read(lambda session: session.exec(select(Registration.status)).all())
    assert left == ["withdrawn", "withdrawn"]
    assert [row.room_taken for row in db.read(lambda session: session.exec(select(Meeting)).all())] == [0, 0]


def test_who_joins_in_another_tab_while_everything_is_erased_is_told_the_link_is_no_more(somebody):
    with pytest.raises(Refused, match="lien personnel"):
        while_the_other_waits(erasing(somebody), joining_too(somebody)).result()
    assert db.read(lambda session: session.exec(select(Registration.status)).all()) == ["withdrawn"]
