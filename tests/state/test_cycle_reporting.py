"""Papers, exports, resources and the account, from a cycle that was lived."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.cycles import (
    checking,
    desk_figures,
    exports,
    opening,
    organising,
    reporting,
    roll,
    surveys,
    surveys_register,
)
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Marked, Opening
from irdsu_app.cycles.models import Meeting, Person, Registration
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


def test_a_meeting_cancelled_gives_no_certificate_and_a_sheet_that_says_so(lived: Lived):
    lived.house.now = ROOM + timedelta(minutes=30)
    assert "Pointéeàl’accueil" in words(lived.reads(reporting.sheet_pdf, lived.meeting, lived.now))
    with db.session() as session:
        session.get_one(Meeting, lived.meeting).status = "cancelled"
    with pytest.raises(Refused):
        lived.reads(reporting.certificate_pdf, lived.keys["Nour"], lived.meeting, lived.now)
    sheet = words(lived.reads(reporting.sheet_pdf, lived.meeting, lived.now))
    assert "Pointée" not in sheet
    assert "Séanceannulée:personnen’estcompté" in sheet


def test_whoever_withdrew_after_being_excused_is_expected_no_more_and_whoever_came_stays(lived: Lived):
    def stands(name: str, status: str, standing: str) -> None:
        with db.session() as session:
            row = session.exec(
                select(Registration)
                .join(Person)
                .where(Person.first_name == name, Registration.meeting_id == lived.meeting)
            ).one()
            row.status = status
            mark = session.exec(select(Marked).where(Marked.registration_id == row.id)).one()
            mark.standing = standing

    stands("Nour", "withdrawn", "excused")
    stands("Ali", "withdrawn", "present")
    counted = lived.reads(roll.roll, lived.meeting, lived.now).counts[HALF]
    found = lived.reads(desk_figures.meeting, SLUG, "C2", lived.now)
    assert found is not None
    told = found[1]
    shown = csv_of(lived.reads(exports.attended, lived.meeting, lived.now)).decode("utf-8-sig")
    assert "Benali Nour" not in shown
    assert words(lived.reads(reporting.certificate_pdf, lived.keys["Ali"], lived.meeting, lived.now))
    assert counted["present"] == told.seen == shown.count("Présence constatée") == 6
    assert counted["absent"] == told.no_shows == shown.count(";Absence;") == 1
    assert counted["excused"] == told.excused == shown.count("Absence excusée") == 0


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


def test_a_word_of_fewer_than_five_leaves_without_its_number(lived: Lived):
    with db.session() as session:
        for n in range(8):
            said = {"word": "boussole" if n < 6 else "outil"}
            surveys_register.answer(session, SLUG, "before", surveys.draw_code(Random(n)), said, START)
    text = csv_of(lived.reads(exports.answers, SLUG, "before")).decode("utf-8-sig")
    assert ";boussole;6;8;75;" in text
    assert ";outil;;8;;" in text


def test_the_account_counts_those_who_were_seen(lived: Lived):
    account = lived.reads(reporting.account, SLUG, lived.now)
    assert account.people.startswith("6")
    assert [(row.title, row.present, row.expected) for row in account.meetings][-1] == ("Séance 2", "6", "—")
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
