"""Papers, exports, resources and the account, from a cycle that was lived."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.cycles import checking, exports, opening, organising, reporting, surveys, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Opening
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.cycles.tables import csv_of, xlsx_of
from tests.printed import Printed, plain
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
ROOM = START + timedelta(days=21)
HALF = "2027-04-06-pm"
NAMES = ("Nour", "Ali", "Zoé", "Lou", "Sacha", "Inès", "Malo")


class Lived:
    """A cycle after C2: six people seen out of seven, one added at the door."""

    def __init__(self) -> None:
        self.house = CycleHouse(places=20)
        self.keys = {name: self.house.register(name, C2="room") for name in NAMES}
        self.meeting, self.now = self.house.meeting("C2").id, ROOM + timedelta(hours=3)
        with db.session() as session:
            by = team.invite(session, "camille@ville.fr", "Camille", ("cycles",), ROOM)
            asked = select(Registration.id).where(Registration.meeting_id == self.meeting)
            numbers = session.exec(asked.order_by(col(Registration.arrival))).all()
            came = checking.walk_in(session, by, self.meeting, uuid4(), "=Lou Martin", "Centre social", ROOM)
            scans = [Scan(uuid4(), HALF, ROOM, way="name", registration=number) for number in numbers[:6]]
            checking.sync(session, by, self.meeting, [*scans, Scan(uuid4(), HALF, ROOM, walk_in=came)], "a", ROOM)

    def reads(self, question, *arguments):
        return db.read(lambda session: question(session, *arguments))


@pytest.fixture
def lived() -> Lived:
    return Lived()


def words(pdf: bytes) -> str:
    return plain("".join(each.words for each in Printed(pdf).said()))


def test_the_sheet_has_everybody_and_the_certificate_those_who_were_seen(lived: Lived):
    sheet = words(lived.reads(reporting.sheet_pdf, lived.meeting, lived.now))
    assert all(f"Benali{name}" in sheet for name in NAMES)
    assert "LouMartin" in sheet
    certificate = words(lived.reads(reporting.certificate_pdf, lived.keys["Nour"], lived.meeting, lived.now))
    assert "NourBenali" in certificate
    for key, when in ((lived.keys["Malo"], lived.now), (lived.keys["Nour"], ROOM), ("nobody", lived.now)):
        with pytest.raises(Refused):
            lived.reads(reporting.certificate_pdf, key, lived.meeting, when)


def test_a_meeting_cancelled_gives_no_certificate(lived: Lived):
    lived.house.now = ROOM + timedelta(minutes=30)
    with db.session() as session:
        session.get_one(Meeting, lived.meeting).status = "cancelled"
    with pytest.raises(Refused):
        lived.reads(reporting.certificate_pdf, lived.keys["Nour"], lived.meeting, lived.now)


def test_exports_have_their_lines_and_nothing_that_runs(lived: Lived):
    table = lived.reads(exports.registrations, SLUG)
    text = csv_of(table).decode("utf-8-sig")
    assert text.count("\r\n") == 8
    assert text.startswith("Séance;Titre;Date;Statut")
    attended = lived.reads(lambda s: exports.attended(exports.at_one_moment(s), lived.meeting, lived.now))
    rows = csv_of(attended).decode("utf-8-sig").split("\r\n")
    assert sum("Présence constatée" in row for row in rows) == 7
    assert sum(";Absence;" in row for row in rows) == 1
    assert any(";'=Lou Martin;" in row for row in rows)
    assert xlsx_of(lived.reads(exports.registrations, SLUG, "C2"), attended)[:2] == b"PK"


def test_an_export_while_data_changes_is_of_one_moment(lived: Lived):
    def twice(session):
        exports.at_one_moment(session)
        first = list(exports.attended(session, lived.meeting, lived.now).rows)
        with db.session() as other:
            by = team.invite(other, "dominique@ville.fr", "Dominique", ("cycles",), ROOM)
            checking.walk_in(other, by, lived.meeting, uuid4(), "Ève Tard", "", ROOM)
        return first, list(exports.attended(session, lived.meeting, lived.now).rows)

    first, again = lived.reads(twice)
    assert first == again
    assert len(list(lived.reads(exports.attended, lived.meeting, lived.now).rows)) == len(first) + 1


def test_answers_leave_in_aggregate_only(lived: Lived):
    def answer(many: int):
        with db.session() as session:
            for n in range(many):
                code = surveys.draw_code(Random(n))
                given = {"useful": 4, "idea": f"Idée {n}"}
                surveys_register.answer(session, SLUG, "meeting", code, given, lived.now, "C2")

    answer(4)
    assert "Idée" not in csv_of(lived.reads(exports.answers, SLUG, "meeting", "C2")).decode("utf-8-sig")
    answer(5)
    text = csv_of(lived.reads(exports.answers, SLUG, "meeting", "C2")).decode("utf-8-sig")
    assert ";Moyenne;;5;;4,0" in text
    assert "Idée 4" in text


def test_the_account_counts_those_who_were_seen(lived: Lived):
    account = lived.reads(reporting.account, SLUG, lived.now)
    assert account.people.startswith("6")
    assert [(row.title, row.present, row.expected) for row in account.meetings][-1] == ("Séance 2", "7", "—")
    lived.house.now = lived.now
    lived.house.erase(lived.keys["Nour"])
    assert lived.reads(reporting.account, SLUG, lived.now).people.startswith("6"), "a number stays, and no name"


def test_resources_open_to_those_who_have_a_place_and_are_counted_without_names(lived: Lived):
    with db.session() as session:
        row = session.get_one(Meeting, lived.meeting)
        row.resources = [
            {"title": "Livre blanc", "address": "https://www.resovilles.com"},
            {"title": "Fiche"},
            {"title": "Carnet", "address": "https://exemple.test/carnet", "when": "after"},
        ]

    def opens(key: str, number: int = 0, now=ROOM) -> str:
        with db.session() as session:
            return opening.open_resource(session, key, lived.meeting, number, now)

    assert {opens(lived.keys["Nour"]) for _ in range(4)} == {"https://www.resovilles.com"}
    assert lived.reads(opening.opened, lived.meeting)[0].times == 0, "under five"
    opens(lived.keys["Ali"])
    assert [each.times for each in lived.reads(opening.opened, lived.meeting)] == [5, 0, 0]
    other = lived.house.register("Éloi", C3="remote")
    for key, number in ((other, 0), ("nobody", 0), (lived.keys["Nour"], 1), (lived.keys["Nour"], 9)):
        with pytest.raises(Refused):
            opens(key, number)
    with pytest.raises(Refused, match="après la séance, le mardi 6 avril 2027 à 17"):
        opens(lived.keys["Nour"], 2)
    assert opens(lived.keys["Nour"], 2, lived.now) == "https://exemple.test/carnet"
    assert set(Opening.model_fields) == {"meeting_id", "resource", "times"}


def test_a_cycle_that_was_cancelled_has_an_account_that_counts_nobody(lived: Lived):
    lived.house.now = ROOM - timedelta(days=1)
    lived.house.desk(organising.cancel, "C2", "Fuite d’eau")
    account = lived.reads(reporting.account, SLUG, lived.now)
    assert "Moins de cinq" in account.people
