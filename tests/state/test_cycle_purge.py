"""What time erases by itself, and what erasing or renewing a link leaves to others, on a moved clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from irdsu_app import chores, db, rounds
from irdsu_app.cycles import organising, own_data, privacy, register
from irdsu_app.cycles.house import writing_house
from irdsu_app.cycles.models import Registration
from irdsu_app.cycles.unit import Deed, Unit, run
from irdsu_app.cycles.writing import writer
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from tests.state.cycle_held import SECRETS, everything, export
from tests.state.cycle_house import VISIO, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base")


@pytest.fixture
def cycle():
    return CycleHouse()


def test_a_demand_never_confirmed_is_gone_seven_days_after_its_link(cycle):
    cycle.ask("Nour", "Qui décide ?")
    cycle.sent()
    asked = cycle.now
    cycle.now = asked + timedelta(days=9) - timedelta(seconds=1)
    assert cycle.purge().demands == 0
    cycle.now = asked + timedelta(days=9, seconds=1)
    assert cycle.purge() == privacy.Purged(people=0, demands=1, letters=1)
    assert cycle.demands == []
    assert [secret for secret in SECRETS if secret in everything()] == []


def test_letters_keep_neither_words_nor_address_thirty_days_after_they_left(cycle):
    cycle.register("Nour")
    cycle.sent()
    left = cycle.now
    cycle.now = left + timedelta(days=9, seconds=1)
    assert cycle.purge().letters == 1  # « Confirmez »: as long as the demand
    cycle.now = left + timedelta(days=30)
    assert cycle.purge().letters == 0
    cycle.now = left + timedelta(days=30, seconds=1)
    assert cycle.purge().letters == 1
    kept = cycle.letters("confirmed")[0]
    assert (kept.recipient, kept.data, kept.about, kept.status) == ("", {}, "", "sent")
    assert cycle.purge() == privacy.Purged(0, 0, 0)


def test_people_are_forgotten_twelve_months_after_the_last_meeting_of_their_cycle(cycle):
    cycle.register("Nour", "Qui décide ?", C1="remote")
    cycle.sent()
    last = datetime(2027, 4, 27, 13, tzinfo=UTC)
    assert cycle.meeting("C3").starts_at == last
    midnight = datetime(2028, 4, 26, 22, tzinfo=UTC)  # in Paris, the 27th
    cycle.now = midnight - timedelta(seconds=1)
    assert cycle.purge().people == 0
    assert "nour@mirevigne.fr" in everything()
    cycle.now = midnight
    assert cycle.purge().people == 1
    assert [secret for secret in SECRETS if secret in everything()] == []
    assert (cycle.meeting("C1").remote_taken, [row.status for row in cycle.rows(Registration)]) == (1, ["confirmed"])
    assert cycle.purge().people == 0


def test_somebody_of_two_cycles_stays_in_the_one_that_is_not_over(cycle):
    key = cycle.register("Nour", "Qui décide ?", C1="remote")
    later = datetime(2028, 3, 1, 13, tzinfo=UTC)

    def another(unit: Unit) -> None:
        organising.create_cycle(unit, None, organising.CycleDraft(slug="suite", title="La suite", status="open"))
        draft = organising.MeetingDraft(
            code="S1", title="Suite", mode="remote", starts_at=later, ends_at=later + timedelta(hours=2),
            remote_places=5, waiting_places=5, link=VISIO,
        )  # fmt: skip
        organising.open_(unit, None, organising.create_meeting(unit, None, "suite", draft))

    cycle.act(another)
    cycle.sent()
    cycle.now = datetime(2028, 2, 1, tzinfo=UTC)
    with db.session() as session:
        joining = Deed(
            lambda unit: register.join_more(unit, key, "suite", {"S1": "remote"}, "rest", {"S1": "Et là ?"}),
            keys=(key,), slugs=("suite",),
        )  # fmt: skip
        (joined,) = run(Unit(session, cycle.now), [joining])
    assert joined.results[0].status == "confirmed"
    cycle.sent()
    cycle.now = datetime(2028, 5, 1, tzinfo=UTC)
    assert cycle.purge().people == 0
    found = export(cycle, key)
    assert [(each["cycle"], each["question"]) for each in found.registrations] == [("La suite", "Et là ?")]
    assert "Qui décide" not in everything()
    assert cycle.meeting("C1").remote_taken == 1
    cycle.now = datetime(2029, 3, 2, tzinfo=UTC)
    assert cycle.purge().people == 1
    assert "nour@" not in everything()


def test_somebody_whose_meetings_are_gone_does_not_stay_for_ever(cycle):
    cycle.register("Nour", C1="remote")
    with db.session() as session:
        for each in session.exec(select(Registration)).all():
            session.delete(each)
    cycle.sent()
    cycle.now += timedelta(days=364)
    assert cycle.purge().people == 0
    cycle.now += timedelta(days=3)
    assert cycle.purge().people == 1
    assert cycle.people == []


def test_the_clock_of_the_house_purges_on_a_moved_clock(cycle):
    cycle.register("Nour")
    cycle.sent()
    with time_machine.travel(datetime(2028, 5, 1, tzinfo=UTC), tick=False):
        asyncio.run(rounds.make(chores.MINUTELY))
    assert "nour@" not in everything()
    assert db.read(lambda session: session.exec(select(Letter.recipient)).all()) == ["", ""]


def test_erasing_ones_cycles_leaves_the_letters_of_the_other_tools(cycle):
    key = cycle.register("Nour")
    waits = ToSend("access.link:1", "access.link", "nour@mirevigne.fr", {"link": "/bureau/entrer/1"}, secret=True)
    with db.session() as session:
        box.queue(session, [waits], cycle.now)
    cycle.erase(key)
    (kept,) = [letter for letter in cycle.letters(name="Nour") if letter.kind == "access.link"]
    assert (kept.status, kept.data) == ("queued", waits.data)
    assert [letter.kind for letter in cycle.letters(name="Nour")].count("cycles.erased") == 1
    assert {letter.recipient for letter in cycle.letters("confirmed")} == {""}


def test_a_letter_that_waits_while_the_link_is_renewed_carries_the_new_one(cycle):
    key = cycle.register("Nour")
    (waiting,) = cycle.letters("confirmed", "Nour")
    write = writer(writing_house())
    assert key in write(waiting.kind, waiting.data).text
    made = cycle.act(own_data.renew, key, keys=(key,))
    written = write(waiting.kind, waiting.data)
    assert made in written.text
    assert made in written.html
    assert written.invite is not None
    assert made in written.invite.ics.decode().replace("\r\n ", "")
    assert key not in written.text + written.html
