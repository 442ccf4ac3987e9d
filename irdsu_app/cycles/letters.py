"""Which letter each thing that happens deserves, and what it is told. Pure; `writing.py` writes them.

One letter for each change of a registration, one for each reminder of each date. No key holds an address: keys outlive
an erasure. The personal link is never in the data: it is made again, when writing, from the person's id.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from irdsu_app.cycles import paris
from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts, PlaceFacts
from irdsu_app.mail.letter import ToSend

PREFIX = "cycles."
REMINDERS = ("week", "eve", "after")
"""The kinds that time brings for each meeting."""
MORNING = time(9)
"""When reminders leave, on the clocks of Paris."""
_OF_WHY: Final = frozenset(("lapsed", "postponed", "changed", "cancelled"))
"""What is said as it happened; the rest is said as it is now: confirmed, waiting, offered, withdrawn, refused."""


def kind_of(place: PlaceFacts) -> str:
    """The letter a change deserves, without its prefix."""
    if place.why in _OF_WHY:
        return place.why
    return "changed" if place.status == place.was == "confirmed" else place.status


def method_of(place: PlaceFacts) -> Literal["REQUEST", "CANCEL", ""]:
    """What the calendar of the person must do of it: put it in, take it out, or nothing."""
    if place.status == "confirmed":
        return "REQUEST"
    return "CANCEL" if place.was == "confirmed" else ""


def eve(meeting: MeetingFacts) -> datetime:
    """When the letter of the eve leaves: from then on, whoever is confirmed is given the link at once."""
    return paris.at(paris.local(meeting.starts_at).date() - timedelta(days=1), MORNING)


def asked(
    demand: UUID,
    first_name: str,
    email: str,
    cycle: CycleFacts,
    meetings: Sequence[MeetingFacts],
    until: datetime,
) -> ToSend:
    """« Confirmez votre inscription »; its link is made again from the number of the demand when it is written."""
    data = {
        "first_name": first_name,
        "demand": str(demand),
        "cycle": cycle.model_dump(mode="json"),
        "meetings": [{"title": each.title, "when": paris.span(each.starts_at, each.ends_at)} for each in meetings],
    }
    return ToSend(
        key=f"cycles:demand:{demand}",
        kind="cycles.confirm",
        recipient=email,
        data=data,
        about=f"cycle:{cycle.id}",
        until=until,
    )


def changed(
    place: PlaceFacts, meeting: MeetingFacts, person: PersonFacts, now: datetime, moved_from: datetime | None = None
) -> ToSend:
    """The one letter of a change; `moved_from` is when the meeting was to start before it was postponed."""
    kind = kind_of(place)
    data = _told(place, meeting, person) | {"at": now.isoformat()}
    if now >= eve(meeting):
        data["late"] = True
    if moved_from:
        data["moved_from"] = moved_from.isoformat()
    until = place.offered_until if kind == "offered" else meeting.starts_at if kind == "waiting" else None
    return ToSend(
        key=f"cycles:{place.id}:{place.changes}",
        kind=PREFIX + kind,
        recipient=person.email,
        data=data,
        about=f"meeting:{meeting.id}",
        until=until if until and until > now else None,
    )


def reminder(
    kind: str,
    place: PlaceFacts,
    meeting: MeetingFacts,
    person: PersonFacts,
    due: datetime,
    until: datetime,
    now: datetime | None = None,
) -> ToSend:
    """A letter that time brings (week, eve, after): one for each date the meeting has had.

    `now`, when it leaves late, lets the letter of the eve say « aujourd’hui ».
    """
    today = now is not None and paris.local(now).date() == paris.local(meeting.starts_at).date()
    return ToSend(
        key=reminder_key(kind, place.id, meeting.starts_at),
        kind=PREFIX + kind,
        recipient=person.email,
        data=_told(place, meeting, person) | ({"today": True} if today else {}),
        about=f"meeting:{meeting.id}",
        due_at=due,
        until=until,
    )


def reminder_key(kind: str, registration: UUID, starts_at: datetime) -> str:
    """What makes a reminder one: this registration, this kind, this date."""
    return f"cycles:{registration}:{kind}:{paris.local(starts_at):%Y-%m-%dT%H:%M}"


def follow_up(
    kind: str,
    key: str,
    place: PlaceFacts,
    meeting: MeetingFacts,
    person: PersonFacts,
    due: datetime,
    until: datetime,
) -> ToSend:
    """A letter about a whole cycle (after_cycle, three_months), to somebody last seen at this meeting of it."""
    return ToSend(
        key=key,
        kind=PREFIX + kind,
        recipient=person.email,
        data=_told(place, meeting, person),
        about=f"meeting:{meeting.id}",
        due_at=due,
        until=until,
    )


def follow_up_key(kind: str, cycle: UUID, person: UUID) -> str:
    """What makes a letter about a whole cycle one: this person, this cycle."""
    return f"cycles:{cycle}:{kind}:{person}"


def note(
    note_id: UUID, place: PlaceFacts, meeting: MeetingFacts, person: PersonFacts, words: str, subject: str = ""
) -> ToSend:
    """« Écrire aux inscrits »: what an organiser writes; the same note goes once to each."""
    return ToSend(
        key=f"cycles:{place.id}:note:{note_id}",
        kind="cycles.note",
        recipient=person.email,
        data={**_told(place, meeting, person), "words": words, "subject": subject},
        about=f"meeting:{meeting.id}",
    )


def erased(person: PersonFacts, cycle: CycleFacts | None, now: datetime) -> ToSend:
    """The last letter: everything is erased; `privacy.py` takes its address away once it has left."""
    data = {"first_name": person.first_name, "at": now.isoformat()}
    told = {"cycle": cycle.model_dump(mode="json")} if cycle else {}
    return ToSend(
        key=f"cycles:erased:{person.id}",
        kind="cycles.erased",
        recipient=person.email,
        data=data | told,
        until=now + timedelta(days=2),
        secret=True,
    )


def _told(place: PlaceFacts, meeting: MeetingFacts, person: PersonFacts) -> dict[str, Any]:
    """The data of a letter; the link of a remote meeting only for whoever is confirmed to follow it from afar."""
    told = meeting.told
    if meeting.link and place.status == "confirmed" and place.pool == "remote":
        told = {**told, "link": meeting.link}
    return {
        "place": place.model_dump(mode="json", exclude_defaults=True),
        "meeting": told,
        "person": person.model_dump(mode="json"),
    }
