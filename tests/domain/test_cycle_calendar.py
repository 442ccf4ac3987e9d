"""The calendars of a cycle, read back by two parsers that do not know each other, over every path and clock change."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from irdsu_app.cycles import calendar, letters, paris, writing
from irdsu_app.cycles.facts import MeetingFacts
from irdsu_app.design.typography import fr
from tests.domain.cycle_facts import CYCLE, HOUSE, NOUR, NOW, START, VISIO, a_meeting, a_place, in_a_room

PARIS = ZoneInfo("Europe/Paris")
MANAGE = HOUSE.manage(NOUR)
NAMES = ("uid", "summary", "location", "description", "status")


def read(ics: bytes) -> Any:
    """The file, by the first parser."""
    return icalendar.Calendar.from_ical(ics)


class Event:
    """What both parsers read of one event; they must agree."""

    def __init__(self, ics: bytes) -> None:
        one, other = read(ics), vobject.readOne(ics.decode())
        (first,) = one.walk("VEVENT")
        second = other.vevent
        for name in NAMES:
            assert str(first.get(name, "")) == (getattr(second, name).value if hasattr(second, name) else "")
        assert str(one["method"]) == other.method.value
        assert first.decoded("dtstart").astimezone(UTC) == second.dtstart.value.astimezone(UTC)
        assert first.decoded("dtend").astimezone(UTC) == second.dtend.value.astimezone(UTC)
        assert int(first["sequence"]) == int(second.sequence.value)
        self.whole, self.event = one, first
        self.method, self.uid, self.status = str(one["method"]), str(first["uid"]), str(first["status"])
        self.sequence, self.said = int(first["sequence"]), str(first.get("description", ""))
        self.starts, self.ends = second.dtstart.value, second.dtend.value


def letter_of(status: str, was: str, why: str, changes: int, meeting: MeetingFacts | None = None, pool: str = "remote"):
    place = a_place(status, was, why, changes=changes, pool=pool, offered_until=NOW if status == "offered" else None)
    to_send = letters.changed(place, meeting or a_meeting(), NOUR, NOW, START if why == "postponed" else None)
    return writing.write(HOUSE, to_send.kind, to_send.data)


def file_of(status: str, was: str, why: str, changes: int, meeting: MeetingFacts | None = None, pool: str = "remote"):
    invite = letter_of(status, was, why, changes, meeting, pool).invite
    assert invite is not None
    return invite.ics


# Every step a registration can take, from a status to another, as the rules make them.
STEPS = {
    "": [("confirmed", "joined"), ("waiting", "joined")],
    "confirmed": [
        ("withdrawn", "withdrew"), ("confirmed", "switched"), ("waiting", "switched"), ("confirmed", "postponed"),
        ("confirmed", "changed"), ("cancelled", "cancelled"),
    ],
    "waiting": [
        ("offered", "offered"), ("offered", "promoted"), ("withdrawn", "withdrew"), ("confirmed", "switched"),
        ("waiting", "postponed"), ("cancelled", "cancelled"),
    ],
    "offered": [
        ("confirmed", "accepted"), ("refused", "declined"), ("refused", "lapsed"), ("withdrawn", "withdrew"),
        ("offered", "postponed"), ("offered", "changed"), ("cancelled", "cancelled"), ("waiting", "switched"),
    ],
    "withdrawn": [("confirmed", "joined"), ("waiting", "joined")],
    "refused": [("confirmed", "joined"), ("waiting", "joined")],
    "cancelled": [("waiting", "reprogrammed"), ("offered", "offered")],
}  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_over_every_path_a_calendar_holds_the_meeting_exactly_while_the_place_is_held(data):
    """The calendar of a person obeys RFC 5546: it acts on what has its UID and a greater SEQUENCE."""
    status, meeting, held, sequence = "", a_meeting(), None, -1
    for changes in range(1, data.draw(st.integers(2, 12))):
        was, (status, why) = status, data.draw(st.sampled_from(STEPS[status]))
        if why == "postponed":
            meeting = a_meeting(
                starts_at=meeting.starts_at + timedelta(days=5), ends_at=meeting.ends_at + timedelta(days=5)
            )
        invite = letter_of(status, was, why, changes, meeting).invite
        if invite is not None:
            event = Event(invite.ics)
            assert (event.uid, event.method) == (f"{UUID(int=4)}@irdsu", invite.method)
            assert event.sequence > sequence
            sequence = event.sequence
            held = None if invite.method == "CANCEL" else event
        assert (held is not None) == (status == "confirmed")
        if held:
            assert (held.starts, held.status) == (meeting.starts_at, "CONFIRMED")


def test_each_letter_that_follows_is_exactly_one_more():
    path = [("confirmed", ""), ("confirmed", "confirmed"), ("withdrawn", "confirmed"), ("confirmed", "withdrawn")]
    whys = ["joined", "postponed", "withdrew", "joined"]
    events = [
        Event(invite.ics)
        for changes, ((status, was), why) in enumerate(zip(path, whys, strict=True), 1)
        if (invite := letter_of(status, was, why, changes).invite)
    ]
    assert [event.method for event in events] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert all(after.sequence == before.sequence + 1 for before, after in pairwise(events))


def test_an_invitation_says_who_invites_whom_and_rings_an_hour_before():
    event = Event(file_of("confirmed", "", "joined", 1))
    assert str(event.event["organizer"]) == "mailto:bureau@irdsu.example"
    attendee = event.event["attendee"]
    assert (str(attendee), attendee.params["CN"]) == ("mailto:nour@ville.example", "Nour Benali")
    assert (attendee.params["PARTSTAT"], attendee.params["ROLE"]) == ("ACCEPTED", "REQ-PARTICIPANT")
    (alarm,) = event.event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-1)
    assert event.event.decoded("dtstamp") == NOW
    assert str(event.event["summary"]) == fr("IR-DSU : Encore évaluer ? Ce qui nous use, ce qui nous sert")
    assert str(event.event["location"]) == "Visioconférence"
    assert all(words in event.said for words in ("Dire ce qui a fatigué", MANAGE, VISIO, "Démonstration"))


def test_a_cancellation_is_one_and_gives_no_link():
    for status, why in (("withdrawn", "withdrew"), ("cancelled", "cancelled"), ("waiting", "switched")):
        event = Event(file_of(status, "confirmed", why, 2))
        assert (event.method, event.status) == ("CANCEL", "CANCELLED")
        assert not event.event.walk("VALARM")
        assert VISIO not in event.said
    for status, was in (("withdrawn", "waiting"), ("refused", "offered"), ("cancelled", "waiting"), ("waiting", "")):
        assert letter_of(status, was, "joined", 2).invite is None


def test_the_place_depends_on_how_one_comes():
    both = in_a_room(mode="hybrid", link=VISIO)
    room = Event(file_of("confirmed", "", "joined", 1, both, "room"))
    afar = Event(file_of("confirmed", "", "joined", 1, both, "remote"))
    assert (str(room.event["location"]), VISIO in room.said) == ("Mirevigne, salle des Lisières", False)
    assert (str(afar.event["location"]), VISIO in afar.said) == ("Visioconférence", True)


# Either side of both clock changes of 2027, and across each: Paris hours at the beginning and at the end.
CLOCKS = [
    (datetime(2027, 3, 27, 14), datetime(2027, 3, 27, 16), 1, 1),
    (datetime(2027, 3, 29, 14), datetime(2027, 3, 29, 16), 2, 2),
    (datetime(2027, 3, 27, 22), datetime(2027, 3, 28, 10), 1, 2),
    (datetime(2027, 10, 30, 14), datetime(2027, 10, 30, 16), 2, 2),
    (datetime(2027, 11, 2, 14), datetime(2027, 11, 2, 16), 1, 1),
    (datetime(2027, 10, 30, 22), datetime(2027, 10, 31, 10), 2, 1),
]


@pytest.mark.parametrize(("starts", "ends", "first", "last"), CLOCKS)
def test_hours_are_those_of_paris_whatever_the_clocks_do(starts, ends, first, last):
    starts_at, ends_at = (each.replace(tzinfo=PARIS).astimezone(UTC) for each in (starts, ends))
    ics = file_of("confirmed", "", "joined", 1, a_meeting(starts_at=starts_at, ends_at=ends_at))
    event = Event(ics)
    assert (event.starts, event.ends) == (starts_at, ends_at)
    assert (event.starts.replace(tzinfo=None), event.ends.replace(tzinfo=None)) == (starts, ends)
    # vobject knows no time zone but the one written in the file.
    assert (event.starts.utcoffset(), event.ends.utcoffset()) == (timedelta(hours=first), timedelta(hours=last))
    assert f"DTSTART;TZID=Europe/Paris:{starts:%Y%m%dT%H%M%S}".encode() in ics
    assert ics.count(b"BEGIN:VTIMEZONE") == 1


def test_a_meeting_postponed_across_a_clock_change_keeps_its_hour():
    before = a_meeting(starts_at=datetime(2027, 3, 23, 13, tzinfo=UTC), ends_at=datetime(2027, 3, 23, 15, tzinfo=UTC))
    after = a_meeting(starts_at=datetime(2027, 3, 30, 12, tzinfo=UTC), ends_at=datetime(2027, 3, 30, 14, tzinfo=UTC))
    first, second = (Event(file_of("confirmed", "", "joined", 1, each)) for each in (before, after))
    assert first.starts.hour == second.starts.hour == 14
    assert second.starts - first.starts == timedelta(days=7, hours=-1) + timedelta(hours=1)


@settings(deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2037, 12, 31)))
def test_the_rules_of_paris_written_in_the_file_are_those_of_its_clocks(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    ics = calendar.feed(CYCLE, [a_meeting(starts_at=moment, ends_at=moment + timedelta(hours=2))], HOUSE.organizer, NOW)
    there = moment.astimezone(PARIS)
    if there.replace(fold=1 - there.fold).astimezone(UTC) == moment:  # the hour that comes twice cannot be written
        assert vobject.readOne(ics.decode()).vevent.dtstart.value.astimezone(UTC) == moment


def test_the_public_feed_names_nobody_and_leads_nowhere_private():
    gone = a_meeting(id=UUID(int=8), code="C2", status="cancelled", sequence=3)
    ics = calendar.feed(CYCLE, [a_meeting(), gone], HOUSE.organizer, NOW)
    whole = read(ics)
    assert (str(whole["method"]), str(whole["x-wr-calname"])) == ("PUBLISH", fr(f"IR-DSU : {CYCLE.title}"))
    first, second = whole.walk("VEVENT")
    assert (str(first["status"]), str(second["status"])) == ("CONFIRMED", "CANCELLED")
    assert (str(second["uid"]), int(second["sequence"])) == (f"{UUID(int=8)}@irdsu", 3)
    assert str(first["url"]) == "https://irdsu.example/cycles/observer-evaluer/seances/C1"
    unfolded = ics.decode().replace("\r\n ", "")
    assert all(private not in unfolded for private in (VISIO, "ATTENDEE", "/inscription/", "nour@"))
    assert len(list(vobject.readOne(ics.decode()).vevent_list)) == 2


def test_the_personal_feed_has_the_same_events_as_the_invitations_without_a_name():
    places = [(a_place("confirmed", changes=3), a_meeting()), (a_place("cancelled", id=UUID(int=6)), in_a_room())]
    ics = calendar.personal(places, HOUSE.organizer, MANAGE, NOW)
    first, second = read(ics).walk("VEVENT")
    assert (str(first["uid"]), int(first["sequence"])) == (f"{UUID(int=4)}@irdsu", 3)
    assert (str(second["status"]), VISIO in str(first["description"])) == ("CANCELLED", True)
    unfolded = ics.decode().replace("\r\n ", "")
    assert b"METHOD:PUBLISH" in ics
    assert all(private not in unfolded for private in ("ATTENDEE", "nour@", "Nour", "Benali"))


def test_files_end_their_lines_and_fold_them_as_the_standard_says():
    for ics in (
        file_of("confirmed", "", "joined", 1),
        calendar.feed(CYCLE, [a_meeting()], HOUSE.organizer, NOW),
    ):
        lines = ics.split(b"\r\n")
        assert lines[-1] == b""
        assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_an_empty_feed_is_still_a_calendar():
    assert read(calendar.personal([], HOUSE.organizer, MANAGE, NOW)).walk("VEVENT") == []


def test_days_and_hours_are_said_in_french():
    assert paris.span(datetime(2026, 12, 1, 8, 30, tzinfo=UTC), datetime(2026, 12, 1, 11, tzinfo=UTC)) == (
        "mardi 1er décembre 2026, de 9\u00a0h\u00a030 à 12\u00a0h (heure de Paris)"
    )
    assert paris.span(datetime(2027, 3, 27, 21, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC)) == (
        "du samedi 27 mars 2027 à 22\u00a0h au dimanche 28 mars 2027 à 10\u00a0h (heure de Paris)"
    )
