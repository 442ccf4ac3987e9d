"""Attendance in the database: batches that arrive late or twice, codes, « Je suis là », walk-ins, wrong QR codes."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import attendance, checking, keys, organising, presence_codes, roll
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Marked, WalkIn
from irdsu_app.cycles.models import Registration
from tests.state.cycle_house import START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
ROOM, REMOTE = START + timedelta(days=21), START
HALF = "2027-04-06-pm"


class Day:
    """The day of C2, in a room, three people registered."""

    def __init__(self) -> None:
        self.house = CycleHouse()
        self.keys = {name: self.house.register(name, C1="remote", C2="room") for name in ("Nour", "Ali", "Zoé")}
        self.meeting = self.house.meeting("C2").id
        self.now = ROOM - timedelta(minutes=5)
        with db.session() as session:
            self.by: Organiser = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), self.now)

    def registration(self, name: str, code: str = "C2") -> UUID:
        meeting = self.house.meeting(code).id
        who = next(person.id for person in self.house.people if person.first_name == name)
        asked = select(Registration.id).where(Registration.meeting_id == meeting, Registration.person_id == who)
        return db.read(lambda session: session.exec(asked).one())

    def scan(self, name: str, code: str = "C2", minutes: int = 0, **said) -> Scan:
        read = presence_codes.badge(keys.secret(), self.registration(name, code))
        return Scan(uuid4(), HALF, self.now + timedelta(minutes=minutes), badge=read, **said)

    def sync(self, *scans: Scan, device: str = "a"):
        with db.session() as session:
            return checking.sync(session, self.by, self.meeting, scans, device, self.now)

    def does(self, act, *arguments):
        with db.session() as session:
            return act(session, *arguments, self.now)

    def present(self) -> int:
        seen = db.read(lambda session: roll.roll(session, self.meeting, self.now))
        return seen.counts[HALF]["present"]


@pytest.fixture
def day() -> Day:
    return Day()


def test_an_hour_offline_then_twice_sent_counts_each_person_once(day: Day):
    scans = [day.scan("Nour", minutes=1), day.scan("Ali", minutes=2), day.scan("Nour", minutes=9)]
    day.now += timedelta(hours=1)
    first, again = day.sync(*scans), day.sync(*scans)
    assert [each.name for each in first] == ["Benali Nour", "Benali Ali", "Benali Nour"]
    assert [each.changed for each in first[:2]] == [True, True]
    assert not any(each.changed or each.refusal for each in again)
    assert day.present() == 2
    assert first[0].at == scans[0].at


def test_one_refusal_does_not_lose_the_others(day: Day):
    other = day.scan("Nour", code="C1")
    bottle = Scan(uuid4(), HALF, day.now, badge="https://eau.example.org")
    said = day.sync(other, bottle, day.scan("Nour"))
    assert "Ce QR est celui de la séance C1" in said[0].refusal
    assert "mardi 16 mars 2027" in said[0].refusal
    assert "cherchez la personne" in said[1].refusal
    assert said[2].changed
    assert day.present() == 1


def test_a_photographed_qr_is_counted_once_and_the_organiser_is_warned(day: Day):
    day.sync(day.scan("Nour"), device="door")
    (said,) = day.sync(day.scan("Nour", minutes=2), device="back")
    assert "autre appareil" in said.warning
    assert day.present() == 1
    seen = db.read(lambda session: roll.roll(session, day.meeting, day.now))
    assert [line.name for line in seen.lines if line.warnings] == ["Benali Nour"]


def test_a_code_a_minute_late_is_accepted_and_ten_minutes_late_refused(day: Day):
    code, seconds = checking.shown_code(day.meeting, day.now)
    assert 0 <= seconds <= 300
    day.now += timedelta(minutes=5, seconds=59)
    taken = day.does(checking.by_code, day.keys["Nour"], day.meeting, code, "phone", uuid4())
    assert taken.changed
    day.now += timedelta(minutes=5)
    with pytest.raises(Refused, match="a changé"):
        day.does(checking.by_code, day.keys["Ali"], day.meeting, code, "phone2", uuid4())
    assert day.present() == 1


def test_one_phone_for_two_people_is_kept_with_a_warning(day: Day):
    for name in ("Nour", "Ali"):
        code, _ = checking.shown_code(day.meeting, day.now)
        taken = day.does(checking.by_code, day.keys[name], day.meeting, code, "phone", uuid4())
    assert "autre personne" in taken.warning
    assert day.present() == 2


def test_i_am_here_during_the_meeting_twice_is_once(day: Day):
    meeting = day.house.meeting("C1").id
    day.now = REMOTE - timedelta(minutes=1)
    with pytest.raises(Refused, match="début de la séance"):
        day.does(checking.here, day.keys["Nour"], meeting, "laptop", uuid4())
    day.now = REMOTE + timedelta(minutes=3)
    for _ in range(2):
        day.does(checking.here, day.keys["Nour"], meeting, "laptop", uuid4())
    (mark,) = day.house.rows(Marked)
    assert (mark.standing, mark.way, mark.at) == ("present", "here", day.now)
    with pytest.raises(Refused, match="n’ouvre rien"):
        day.does(checking.here, "not a key", meeting, "laptop", uuid4())


def test_a_walk_in_is_added_once_marked_and_forgotten(day: Day):
    number = uuid4()
    for _ in range(2):
        day.does(checking.walk_in, day.by, day.meeting, number, "  Lou   Martin ", "Centre social")
    day.sync(Scan(uuid4(), HALF, day.now, way="name", walk_in=number))
    assert day.present() == 1
    assert [row.name for row in day.house.rows(WalkIn)] == ["Lou Martin"]
    with pytest.raises(Refused, match="nom"):
        day.does(checking.walk_in, day.by, day.meeting, uuid4(), " ", "")
    day.does(checking.forget_walk_in, day.by, number)
    assert day.present() == 0
    assert day.house.rows(Marked) == []


def test_a_meeting_cancelled_while_people_check_in_counts_nobody_and_loses_nothing(day: Day):
    day.sync(day.scan("Nour"))
    scan = day.scan("Ali")
    day.house.now = day.now
    day.house.desk(organising.cancel, "C2", "Fuite d’eau")
    (said,) = day.sync(scan)
    assert "annulée" in (said.warning + said.refusal)
    seen = db.read(lambda session: roll.roll(session, day.meeting, day.now))
    assert seen.counts[HALF] == {"present": 0, "excused": 0, "absent": 0}
    assert len(day.house.rows(Marked)) >= 1


def test_the_roll_is_alphabetical_and_says_who_is_absent_once_it_is_over(day: Day):
    day.sync(day.scan("Zoé"), day.scan("Ali", standing="excused", way="name"))
    day.now = ROOM + timedelta(hours=3)
    seen = db.read(lambda session: roll.roll(session, day.meeting, day.now))
    assert [line.name for line in seen.lines] == ["Benali Ali", "Benali Nour", "Benali Zoé"]
    assert seen.counts[HALF] == {"present": 1, "excused": 1, "absent": 1}


def test_sixty_people_from_three_phones_at_once_are_all_there(monkeypatch):
    house = CycleHouse(places=60)
    names = [f"P{n}" for n in range(60)]
    for name in names:
        house.register(name, C2="room")
    meeting, now = house.meeting("C2").id, ROOM
    with db.session() as session:
        by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), now)
        numbers = list(session.exec(select(Registration.id).where(Registration.meeting_id == meeting)).all())
    batches = [
        [Scan(uuid4(), HALF, now, registration=number, way="name") for number in numbers[at : at + 10]]
        for at in range(0, 60, 10)
    ]

    async def all_at_once():
        deeds = [
            db.write(lambda session, b=batch, d=device: checking.sync(session, by, meeting, b, d, now))
            for batch in batches
            for device in ("a", "b", "c")
        ]
        return await asyncio.gather(*deeds)

    said = [each for answers in asyncio.run(all_at_once()) for each in answers]
    assert not [each.refusal for each in said if each.refusal]
    seen = db.read(lambda session: roll.roll(session, meeting, now))
    assert seen.counts[HALF]["present"] == 60
    assert len(house.rows(Marked)) == 60
    assert sum(each.changed for each in said) == 60


def test_somebody_erased_leaves_a_number_and_no_name(day: Day):
    day.sync(day.scan("Nour"))
    day.house.now = day.now + timedelta(days=1)
    day.house.erase(day.keys["Nour"])
    seen = db.read(lambda session: roll.roll(session, day.meeting, day.now))
    assert seen.counts[HALF]["present"] == 1
    assert seen.lines[-1].name == ""
    assert attendance.attended(seen.sitting, seen.lines[-1].guest, seen.marks)
