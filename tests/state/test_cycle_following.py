"""Letters about a whole cycle: once per person, to those who were seen, on a moved clock; what a year erases."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.cycles import checking, exporting, following, own_after, privacy, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.day_models import Answer, Marked, NoFollowUp, Opening
from irdsu_app.cycles.models import Meeting, Registration
from irdsu_app.design.typography import fr
from tests.state.cycle_house import SLUG, START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
HALF = "2027-03-16-pm"
MORNING_AFTER = datetime(2027, 3, 17, 8, tzinfo=UTC)
CYCLE_OVER, THREE_MONTHS = datetime(2027, 4, 30, 7, tzinfo=UTC), datetime(2027, 7, 27, 7, tzinfo=UTC)
A_YEAR_LATER = datetime(2028, 4, 26, 22, tzinfo=UTC)


class Held:
    """The cycle after C1: Nour was seen there, Ali was not; Zoé left, and nobody was seen at the others."""

    def __init__(self) -> None:
        self.house = CycleHouse(places=20)
        self.keys = {name: self.house.register(name, C1="remote", C3="remote") for name in ("Nour", "Ali", "Zoé")}
        self.see("Nour", "C1")
        self.house.withdraw(self.keys["Zoé"])
        self.house.withdraw(self.keys["Zoé"], "C3")

    def see(self, name: str, code: str, half: str = HALF, at: datetime = START) -> None:
        with db.session() as session:
            by = team.invite(session, f"{uuid4().hex}@ville.fr", "Camille", ("cycles",), START)
            meeting = session.exec(select(Meeting).where(Meeting.code == code)).one()
            rows = session.exec(select(Registration).where(Registration.meeting_id == meeting.id)).all()
            row = sorted(rows, key=lambda each: each.arrival)[list(self.keys).index(name)]
            checking.sync(session, by, meeting.id, [Scan(uuid4(), half, at, way="name", registration=row.id)], "a", at)

    def at(self, now: datetime) -> list[tuple[str, str]]:
        """What leaves at this moment."""
        self.house.now, before = now, {letter.key for letter in self.house.letters()}
        self.house.remind()
        new = [letter for letter in self.house.letters() if letter.key not in before]
        return sorted((each.kind.removeprefix("cycles."), each.recipient.partition("@")[0]) for each in new)

    def text(self, kind: str, name: str) -> str:
        (letter,) = self.house.letters(kind, name)
        return self.house.write(letter.kind, letter.data).text


@pytest.fixture
def held() -> Held:
    return Held()


def test_after_a_meeting_everybody_who_had_a_place_is_written_to_and_only_who_was_seen_is_thanked_for_coming(
    held: Held,
):
    with db.session() as session:
        row = session.exec(select(Meeting).where(Meeting.code == "C1")).one()
        row.resources = [{"title": "Une fiche", "address": "https://secret.test/fiche", "when": "after"}]
    assert held.at(MORNING_AFTER) == [("after", "ali"), ("after", "nour")]
    seen, unseen = held.text("after", "Nour"), held.text("after", "Ali")
    assert "Merci d’avoir pris ce temps" in seen
    assert "Votre attestation" in seen
    assert "Merci d’avoir pris" not in unseen
    assert "si vous étiez là" in unseen
    for text in (seen, unseen):
        assert "Une fiche" in text
        assert "secret.test" not in text
        assert f"/cycles/{SLUG}/seances/C1/avis\n" in text
        assert "(2 minutes, anonyme)" in text


def test_after_the_cycle_and_three_months_later_only_who_was_seen_and_once(held: Held):
    assert held.at(CYCLE_OVER - timedelta(seconds=1)) == [("after", "ali"), ("after", "nour")]
    assert held.at(CYCLE_OVER) == [("after_cycle", "nour")]
    assert held.at(CYCLE_OVER) == held.at(CYCLE_OVER + timedelta(days=10)) == []
    assert held.at(THREE_MONTHS) == [("three_months", "nour")]
    assert held.at(THREE_MONTHS + timedelta(days=1)) == held.at(CYCLE_OVER) == []
    text = held.text("three_months", "Nour")
    assert f"/cycles/{SLUG}/questionnaire/trois-mois\n" in text
    assert "Observer, évaluer" in text
    assert f"/cycles/{SLUG}/questionnaire/apres\n" in held.text("after_cycle", "Nour")


def test_seen_at_several_meetings_is_still_one_letter_and_two_processes_too(held: Held):
    held.see("Nour", "C3", "2027-04-27-pm", START + timedelta(days=42))
    held.house.now = CYCLE_OVER
    with db.session() as session:
        both = [*following.due(session, CYCLE_OVER), *following.due(session, CYCLE_OVER)]
        mine = [each for each in both if each.kind == "cycles.after_cycle"]
        assert (len(mine), len({each.key for each in mine})) == (2, 1)
    held.at(CYCLE_OVER)
    held.at(CYCLE_OVER + timedelta(minutes=1))
    assert len(held.house.letters("after_cycle")) == 1


def test_whoever_was_seen_at_a_date_that_is_no_longer_that_of_the_meeting_was_not_seen(held: Held):
    with db.session() as session:
        row = session.exec(select(Meeting).where(Meeting.code == "C1")).one()
        row.starts_at, row.ends_at = row.starts_at + timedelta(days=7), row.ends_at + timedelta(days=7)
    assert held.at(MORNING_AFTER + timedelta(days=7)) == [("after", "ali"), ("after", "nour")]
    assert "si vous étiez là" in held.text("after", "Nour")
    assert ("after_cycle", "nour") not in held.at(CYCLE_OVER)


def test_what_the_server_missed_leaves_when_it_is_back_and_not_once_it_is_of_no_use(held: Held):
    assert ("after_cycle", "nour") in held.at(CYCLE_OVER + timedelta(days=13))
    assert held.at(THREE_MONTHS + timedelta(days=31)) == []


def test_who_has_erased_everything_is_written_nothing(held: Held):
    held.house.now = CYCLE_OVER - timedelta(hours=1)
    held.house.erase(held.keys["Nour"])
    assert [each for each in held.at(CYCLE_OVER) if each[0] == "after_cycle"] == []
    assert held.at(THREE_MONTHS) == []


def test_who_said_so_on_their_page_is_not_written_to_three_months_later_and_may_change_their_mind(held: Held):
    def wants(yes: bool, key: str = "") -> None:
        with db.session() as session:
            own_after.follow_up(session, key or held.keys["Nour"], SLUG, yes)

    for yes in (False, False, True, False):
        wants(yes)
    held_about = db.read(lambda session: exporting.export(session, held.keys["Nour"], held.house.write, held.house.now))
    assert {each["follow_up"] for each in held_about.registrations} == {"non"}
    assert ("after_cycle", "nour") in held.at(CYCLE_OVER)
    assert held.at(THREE_MONTHS) == []
    wants(True)
    assert held.at(THREE_MONTHS) == [("three_months", "nour")]
    with pytest.raises(Refused, match=fr("lien")):
        wants(True, "personne")


def test_what_is_past_a_year_is_erased_answers_and_openings_too(held: Held):
    with db.session() as session:
        number = session.exec(select(Meeting.id).where(Meeting.code == "C1")).one()
        session.add(Opening(meeting_id=number, resource="Une fiche", times=7))
        surveys_register.answer(
            session, SLUG, "meeting", "CFHJ-KLMP", {"idea": "Mon idée"}, START + timedelta(hours=3), "C1"
        )
        own_after.follow_up(session, held.keys["Nour"], SLUG, False)
    held.house.now = A_YEAR_LATER - timedelta(seconds=1)
    held.house.purge()
    assert [len(held.house.rows(each)) for each in (Answer, Opening, NoFollowUp)] == [1, 1, 1]
    held.house.now = A_YEAR_LATER
    assert held.house.purge().people > 0
    assert [held.house.rows(each) for each in (Answer, Opening, NoFollowUp)] == [[], [], []]
    assert [row.device for row in held.house.rows(Marked)] == [""]
    assert held.house.purge() == privacy.Purged(0, 0, 0)
