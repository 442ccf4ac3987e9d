"""What devices send on the day: read one by one, whatever it is; nothing for who is not of the house."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.cycles import checking, day_acts, keys, presence_codes
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.desk_acts import NotYours
from irdsu_app.cycles.models import Registration
from tests.state.cycle_house import START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
ROOM = START + timedelta(days=21)
HALF = "2027-04-06-pm"


class Door:
    """The door of C2, Nour registered, Camille with a phone."""

    def __init__(self) -> None:
        self.house = CycleHouse()
        self.key = self.house.register("Nour", C2="room")
        self.meeting = self.house.meeting("C2").id
        self.cookie = self.visit("cycles")
        (self.registration,) = (row.id for row in self.house.rows(Registration))

    def visit(self, *roles: str) -> str:
        with db.session() as session:
            whose = team.invite(session, f"{uuid4().hex}@ville.fr", "Camille", roles, ROOM)
            return organisers.enter(session, organisers.give_link(session, ROOM, whose), ROOM)

    def stated(self, **said):
        badge = presence_codes.badge(keys.secret(), self.registration)
        return {"id": str(uuid4()), "half": HALF, "at": ROOM.isoformat(), "badge": badge, **said}

    def sync(self, *sent, cookie: str | None = None):
        mine = self.cookie if cookie is None else cookie
        return asyncio.run(day_acts.sync(mine, self.meeting, sent, "phone"))


@pytest.fixture
def entrance():
    with time_machine.travel(ROOM + timedelta(minutes=10), tick=False):
        yield Door()


def test_statements_offline_and_somebody_at_the_door_come_in_together(entrance: Door):
    lou = str(uuid4())
    came = entrance.stated(badge="", walk_in=lou, name="Lou Martin", organisation="Centre social", way="name")
    sent = [entrance.stated(), came]
    for _ in range(2):
        synced = entrance.sync(*sent)
        assert [each.refusal for each in synced.said] == ["", ""]
        assert [each.name for each in synced.said] == ["Benali Nour", "Lou Martin"]
        assert synced.roll.counts[HALF]["present"] == 2
    assert (len(entrance.house.rows(Marked)), len(entrance.house.rows(WalkIn))) == (2, 1)


def test_what_cannot_be_read_is_refused_alone(entrance: Door):
    number = str(uuid4())
    wrong = [
        None, 12, "x", [], {}, {"id": "x"}, entrance.stated(id=number, half="demain"), entrance.stated(at="2027-04-06"),
        entrance.stated(way="here"), entrance.stated(standing="late"), entrance.stated(badge="a" * 301),
        entrance.stated(more=1), entrance.stated(badge="", registration=str(uuid4())),
        entrance.stated(badge="", walk_in=str(uuid4()), name=" "),
    ]  # fmt: skip
    synced = entrance.sync(*wrong, entrance.stated())
    assert all(each.refusal for each in synced.said[:-1])
    assert synced.said[6].id == UUID(number)
    assert synced.said[-1].changed
    assert synced.roll.counts[HALF]["present"] == 1


def test_only_organisers_of_the_cycles_check_in_and_see_the_code(entrance: Door):
    for cookie in ("", "x" * 43, entrance.visit("brief")):
        for asked in (
            day_acts.sync(cookie, entrance.meeting, [entrance.stated()], "phone"),
            day_acts.watch(cookie, entrance.meeting),
            day_acts.shown_code(cookie, entrance.meeting),
            day_acts.forget_walk_in(cookie, uuid4()),
        ):
            with pytest.raises(NotYours):
                asyncio.run(asked)
    assert entrance.house.rows(Marked) == []


def test_somebody_types_the_code_that_is_shown(entrance: Door):
    code, _ = asyncio.run(day_acts.shown_code(entrance.cookie, entrance.meeting))
    number = uuid4()
    first, again = (
        asyncio.run(day_acts.by_code(entrance.key, entrance.meeting, code, "phone", number)) for _ in range(2)
    )
    assert (first.changed, again.changed, again.mark.way) == (True, False, "code")
    assert len(entrance.house.rows(Marked)) == 1
    with pytest.raises(Refused, match="tapez le code"):
        asyncio.run(day_acts.here(entrance.key, entrance.meeting, "phone", uuid4()))
    assert checking.CONSENT
