"""The calendars of a cycle: the invitation of each person, their feed, the public feed (RFC 5545, RFC 5546). Pure.

A registration is one event for ever: the same UID from the confirmation to the withdrawal, and `SEQUENCE` is the count
of its changes, one more at each letter. The link of a remote meeting is written for confirmed people only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts, PlaceFacts
from irdsu_app.cycles.paris import PARIS
from irdsu_app.design.typography import fr

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
PRODUCT = "-//IR-DSU//Cycles//FR"
REFRESH = timedelta(hours=1)
"""How often a calendar that follows a feed should ask again."""
DEMONSTRATION = "Démonstration : ces séances n’existent pas."
AFAR = "Visioconférence"
_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Organizer:
    """Who invites: a name, an electronic address, and the public address of the site."""

    name: str
    email: str
    address: str


def where(meeting: MeetingFacts, pool: str = "") -> str:
    """Where a meeting is held for somebody of this pool, or for everybody."""
    if meeting.mode == "remote" or pool == "remote":
        return AFAR
    return fr(meeting.place)


def invite(
    meeting: MeetingFacts,
    place: PlaceFacts,
    person: PersonFacts,
    method: Method,
    organizer: Organizer,
    manage: str,
    at: datetime,
) -> bytes:
    """The event of one person, to put in their calendar (REQUEST) or to take out of it (CANCEL).

    `manage` is the address of their personal page, `at` when this was decided.
    """
    event = _of_person(meeting, place, organizer, manage, at, "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    attendee = vCalAddress(f"mailto:{person.email}")
    attendee.params.update({"CN": vText(person.name), "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED"})
    event.add("attendee", attendee)
    return _calendar(method, [event])


def feed(cycle: CycleFacts, meetings: Iterable[MeetingFacts], organizer: Organizer, at: datetime) -> bytes:
    """The meetings of a cycle as anybody may follow them; `at` is when the feed is written."""
    events = [_public(meeting, organizer, at) for meeting in meetings]
    return _calendar("PUBLISH", events, f"IR-DSU : {cycle.title}")


def personal(
    places: Iterable[tuple[PlaceFacts, MeetingFacts]], organizer: Organizer, manage: str, at: datetime
) -> bytes:
    """What somebody goes to, to follow from a calendar: no name and no address in it."""
    events = [
        _of_person(meeting, place, organizer, manage, at, "CANCELLED" if place.status == "cancelled" else "CONFIRMED")
        for place, meeting in places
    ]
    return _calendar("PUBLISH", events, "IR-DSU : mes séances")


def _of_person(
    meeting: MeetingFacts, place: PlaceFacts, organizer: Organizer, manage: str, at: datetime, status: str
) -> Event:
    goes = status == "CONFIRMED"
    event = _event(meeting, f"{place.id}@irdsu", place.changes, status, organizer, at)
    event.add("location", where(meeting, place.pool))
    joins = meeting.link if goes and place.pool == "remote" else ""
    event.add("description", _described(meeting, f"Gérer mes inscriptions : {manage}", joins))
    if goes:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(hours=-1))
        alarm.add("description", fr(f"Dans une heure : {meeting.title}"))
        event.add_component(alarm)
    return event


def _public(meeting: MeetingFacts, organizer: Organizer, at: datetime) -> Event:
    status = "CANCELLED" if meeting.status == "cancelled" else "CONFIRMED"
    event = _event(meeting, f"{meeting.id}@irdsu", meeting.sequence, status, organizer, at)
    event.add("location", where(meeting))
    page = f"{organizer.address}/cycles/{meeting.cycle.slug}/seances/{meeting.code}"
    event.add("url", page)
    event.add("description", _described(meeting, f"S’inscrire : {page}"))
    return event


def _event(meeting: MeetingFacts, uid: str, sequence: int, status: str, organizer: Organizer, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at.astimezone(PARIS))
    event.add("dtend", meeting.ends_at.astimezone(PARIS))
    event.add("summary", fr(f"IR-DSU : {meeting.title}"))
    event.add("status", status)
    event.add("class", "PUBLIC")
    inviting = vCalAddress(f"mailto:{organizer.email}")
    inviting.params["CN"] = vText(organizer.name)
    event.add("organizer", inviting)
    return event


def _described(meeting: MeetingFacts, last: str, link: str = "") -> str:
    """Demonstration, objectives, course of the meeting, link to join, and what comes last."""
    parts = [
        fr(DEMONSTRATION) if meeting.cycle.demonstration else "",
        "\n".join([fr("Objectifs :"), *(fr(f"- {each}") for each in meeting.objectives)]) if meeting.objectives else "",
        fr(meeting.programme),
        fr("Rejoindre la visioconférence : ") + link if link else "",
        fr(last),
    ]
    return "\n\n".join(part for part in parts if part)


def _calendar(method: Method, events: Iterable[Event], name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", fr(name))
        calendar.add("x-wr-calname", fr(name))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_timezone())
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


@cache
def _timezone() -> Timezone:
    """The rules of Paris since 1996, read once."""
    read = Timezone.from_ical(_PARIS)
    assert isinstance(read, Timezone)  # noqa: S101
    return read
