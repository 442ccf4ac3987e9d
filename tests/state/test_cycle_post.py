"""The letters of a cycle arrive: plain text, then HTML, then what the calendar of a mail program acts upon."""

import asyncio
from typing import Any

import icalendar
import pytest

from irdsu_app.cycles import organising
from irdsu_app.mail import post, smtp
from tests.sink import Sink
from tests.state.cycle_house import START, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base")


@pytest.fixture
def cycle(monkeypatch):
    cycle = CycleHouse(places=1)
    monkeypatch.setattr(post, "_writers", {"cycles.": cycle.write})
    return cycle


def delivered(cycle: CycleHouse, sink: Sink) -> list[Any]:
    """Deliver what waits; what arrived, by subject."""
    before = len(sink.letters)
    wires = [smtp.Wire(smtp.office(sink.url), "IR-DSU <bureau@irdsu.fr>", 5)]
    asyncio.run(post.Postman(wires, lambda: cycle.now).round())
    arrived = [sink.message(number) for number in range(before, len(sink.letters))]
    return sorted(arrived, key=lambda message: str(message["subject"]))


def calendar_of(message: Any) -> Any:
    """The part that mail programs act upon; the file beside it must be the same."""
    (part,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    (file,) = [each for each in message.iter_attachments() if each.get_filename() == "invitation.ics"]
    acted, kept = icalendar.Calendar.from_ical(part.get_content()), icalendar.Calendar.from_ical(file.get_content())
    assert acted == kept
    assert part.get_param("method") == acted["method"]
    return acted


def test_from_the_confirmation_to_the_withdrawal_calendars_follow(cycle, sink):
    key = cycle.register("Nour")
    asked, confirmed = delivered(cycle, sink)
    assert str(asked["subject"]).startswith("Confirmez votre inscription")
    assert not [part for part in asked.walk() if part.get_content_type() == "text/calendar"]
    kinds = [part.get_content_type() for part in confirmed.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    moved = START.replace(day=23)
    cycle.desk(organising.postpone, "C1", moved, moved.replace(hour=15), "Grève")
    (postponed,) = delivered(cycle, sink)
    cycle.withdraw(key)
    (withdrawn,) = delivered(cycle, sink)
    files = [calendar_of(each) for each in (confirmed, postponed, withdrawn)]
    assert [str(each["method"]) for each in files] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [each.walk("VEVENT")[0] for each in files]
    assert len({str(each["uid"]) for each in events}) == 1
    assert [int(each["sequence"]) for each in events] == [1, 2, 3]
    assert [each.decoded("dtstart") for each in events] == [START, moved, moved]


def test_each_of_those_who_are_written_to_has_one_letter_that_is_theirs(cycle, sink):
    nour = cycle.register("Nour")
    cycle.register("Ali")
    delivered(cycle, sink)
    cycle.withdraw(nour)
    arrived = {each["to"]: str(each["subject"]) for each in delivered(cycle, sink)}
    assert arrived == {
        "nour@mirevigne.fr": "Place libérée : Séance 1",
        "ali@mirevigne.fr": "Une place se libère : Séance 1",
    }
    assert delivered(cycle, sink) == []


def test_the_last_letter_arrives_and_its_address_is_then_forgotten(cycle, sink):
    key = cycle.register("Nour")
    delivered(cycle, sink)
    cycle.erase(key)
    (last,) = delivered(cycle, sink)
    assert (last["to"], str(last["subject"])) == ("nour@mirevigne.fr", "Vos données sont effacées")
    cycle.purge()
    assert not [letter for letter in cycle.letters() if letter.recipient or letter.data]
