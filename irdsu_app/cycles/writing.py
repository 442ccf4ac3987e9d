"""Writing a letter of a cycle from what was kept when it was queued. Pure: what the house says of itself is given."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from irdsu_app.cycles import calendar, paragraphs, paris, saying, survey_times, surveys
from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts, PlaceFacts, Resource
from irdsu_app.cycles.letters import PREFIX, method_of
from irdsu_app.cycles.paragraphs import Paragraph, Words, fill, words
from irdsu_app.cycles.surveys import SurveyId
from irdsu_app.design.typography import fr
from irdsu_app.mail.letter import Invite, Writer, Written

WELCOME = timedelta(minutes=15)
"""How long before its beginning a meeting welcomes people."""
_NAME = re.compile(r"[^\W\d_]+\.?(?:[ ’'-][^\W\d_]+\.?)*")
"""A first name, and nothing that could be an address or a sentence: whoever fills the form may not be who reads."""
UNDATED = frozenset(("week", "eve", "after", "after_cycle", "three_months", "note"))
"""Letters that change nothing in a calendar."""
SURVEYS: dict[str, SurveyId] = {"after_cycle": "after", "three_months": "later"}
"""The questionnaire that a letter leads to; that of the meeting otherwise."""
MANNERS = {"room": "en salle", "remote": "à distance"}


@dataclass(frozen=True)
class House:
    """Who writes: the public address of the site, the name and the electronic address of the sender.

    `personal` makes the key of a personal link again from a person's id and the version of their link, `demand` the
    link that confirms a demand from its number: neither is ever kept.
    """

    address: str
    name: str
    email: str
    personal: Callable[[UUID, int], str]
    demand: Callable[[UUID], str]
    contact: str = ""

    @property
    def organizer(self) -> calendar.Organizer:
        """Who invites, in the calendars."""
        return calendar.Organizer(self.name, self.email, self.address)

    def manage(self, person: PersonFacts) -> str:
        """The address of the personal page."""
        return f"{self.address}/inscription/{self.personal(person.id, person.link_version)}"


def writer(house: House) -> Writer:
    """Make what writes the letters of cycles, to give to the post under `cycles.`."""
    return partial(write, house)


def write(house: House, kind: str, data: Mapping[str, Any]) -> Written:
    """Write a letter; raises KeyError for a kind nobody knows."""
    kind = kind.removeprefix(PREFIX)
    template = words().letters[kind]
    if kind in ("confirm", "erased"):
        return _letter(house, template, _of_nobody(house, data), None)
    told = _Told.read(house, data)
    return _letter(house, template, told.values(kind), told, told.invite(kind))


@dataclass(frozen=True)
class _Told:
    """What a letter about a meeting was told."""

    house: House
    place: PlaceFacts
    meeting: MeetingFacts
    person: PersonFacts
    data: Mapping[str, Any]

    @classmethod
    def read(cls, house: House, data: Mapping[str, Any]) -> "_Told":
        place, meeting = PlaceFacts.model_validate(data["place"]), MeetingFacts.model_validate(data["meeting"])
        return cls(house, place, meeting, PersonFacts.model_validate(data["person"]), data)

    def values(self, kind: str) -> dict[str, Any]:
        """What fills the words."""
        place, meeting, manage = self.place, self.meeting, self.house.manage(self.person)
        confirmed, afar = place.status == "confirmed", place.pool == "remote"
        late = bool(self.data.get("late")) or kind == "eve"
        offered, moved = place.offered_until, self.data.get("moved_from")
        return {
            **_common(self.house, meeting.cycle, self.person.first_name),
            "meeting": fr(meeting.title),
            "date": paris.day(meeting.starts_at),
            "when": paris.span(meeting.starts_at, meeting.ends_at),
            "facts": (_facts(meeting, place),),
            "access": "" if afar else fr(meeting.access),
            "late_link": meeting.link if late and confirmed and afar else "",
            "link_later": confirmed and afar and not late,
            "link_unknown": confirmed and afar and late and not meeting.link,
            "badge": f"{manage}?cycle={meeting.cycle.slug}" if confirmed and not afar else "",
            "welcome": f"{paris.hour(meeting.starts_at - WELCOME)} {paris.SAID}",
            "start": paris.hour(meeting.starts_at),
            "question": place.question,
            "rank": str(place.rank or ""),
            "obstacle": place.obstacle or saying.why_waits(None),
            "delay": _delay(meeting.cycle),
            "until": paris.instant(offered) if offered else "",
            "moved_from": paris.day(datetime.fromisoformat(moved)) if moved else "",
            "reason": meeting.reason,
            "manner": MANNERS[place.pool],
            "objectives": tuple(fr(each) for each in meeting.objectives),
            "resources": tuple(_resource(each) for each in meeting.resources),
            "minutes": str(surveys.survey(SURVEYS.get(kind, "meeting")).minutes),
            "avis": f"{self.house.address}{_survey(kind, meeting)}",
            "seen": bool(self.data.get("seen")),
            "questions": tuple(map(fr, words().letters["three_months"].questions)),
            "subject": self.data.get("subject", ""),
            "words": tuple(Paragraph(each) for each in self.data.get("words", "").split("\n\n") if each.strip()),
            "confirmed": confirmed,
            "freed": place.was == "confirmed" and not confirmed,
            "switched": place.why == "switched",
            "held": place.was in ("confirmed", "offered"),
            "reprogrammed": place.was == "cancelled",
            "today": bool(self.data.get("today")),
            "manage": manage,
        }

    def invite(self, kind: str) -> Invite | None:
        """What calendars must do of it, when they must."""
        method = method_of(self.place)
        if not method or kind in UNDATED:
            return None
        at = datetime.fromisoformat(self.data["at"])
        manage = self.house.manage(self.person)
        return Invite(
            method, calendar.invite(self.meeting, self.place, self.person, method, self.house.organizer, manage, at)
        )


def _of_nobody(house: House, data: Mapping[str, Any]) -> dict[str, Any]:
    """What fills a letter to somebody who is not known yet, or no longer."""
    cycle = CycleFacts.model_validate(data["cycle"]) if "cycle" in data else None
    meetings, at, demand = data.get("meetings", []), data.get("at"), data.get("demand")
    several = f"{fr(cycle.title)} ({len(meetings)} séances)" if cycle else ""
    return {
        **_common(house, cycle, data["first_name"]),
        "meeting": fr(meetings[0]["title"]) if len(meetings) == 1 else several,
        "meetings": tuple(fr(f"{each['title']} : {each['when']}") for each in meetings),
        "confirm": f"{house.address}/inscription/confirmer/{house.demand(UUID(demand))}" if demand else "",
        "at": paris.instant(datetime.fromisoformat(at)) if at else "",
    }


def _common(house: House, cycle: CycleFacts | None, first_name: str) -> dict[str, Any]:
    return {
        "house": house.name,
        "first_name": first_name if len(first_name) <= 40 and _NAME.fullmatch(first_name) else "",
        "cycle": fr(cycle.title) if cycle else "",
        "contact": (cycle.contact if cycle else "") or house.contact,
        "demonstration": bool(cycle and cycle.demonstration),
    }


def _letter(
    house: House, template: Words, values: dict[str, Any], told: _Told | None, invite: Invite | None = None
) -> Written:
    said = words()
    subject = fill((values.get("today") and template.subject_today) or template.subject, values)
    subject = fr(values.get("subject", "")) or subject  # of a note, when whoever writes it gave one
    subject = re.sub(r"[\x00-\x1f\x7f]+", " ", subject)
    greeting = fill(said.greeting, values) or fr(said.greeting_alone)
    ending = [Paragraph(fr(said.manage), address=values["manage"], small=True)] if told else []
    ending += [
        Paragraph(each, small=True)
        for each in (
            fr(said.demonstration) if values["demonstration"] else "",
            fill(said.signature, values) or fill(said.signature_alone, values),
            fill(template.why, values),
            fill(said.contact, values),
        )
        if each
    ]
    whole = [Paragraph(greeting), *paragraphs.filled(template.lines, values), *ending]
    return Written(
        subject=subject,
        text=paragraphs.plain(whole),
        html=paragraphs.dressed(subject, whole),
        invite=invite,
    )


def _facts(meeting: MeetingFacts, place: PlaceFacts) -> Paragraph:
    """What, when and where, for this person."""
    when = fr("Quand : ") + paris.span(meeting.starts_at, meeting.ends_at)
    return Paragraph(fr(meeting.title), (when, fr("Où : ") + calendar.where(meeting, place.pool)))


def _delay(cycle: CycleFacts) -> str:
    usual, soon, last = cycle.delays
    return fr(
        f"{usual} heures ({soon} heures à moins de {cycle.soon_days} jours de la séance, {last} heures la veille)"
    )


def _resource(each: Resource) -> str:
    """A resource; only what is open to all carries its address, the others open on one’s own page."""
    return fr(f"{fr(each.title)} : ") + each.address if each.when == "all" and each.address else fr(each.title)


def _survey(kind: str, meeting: MeetingFacts) -> str:
    """Where the questionnaire of a letter is; nothing there says who comes."""
    if kind in SURVEYS:
        return survey_times.address(meeting.cycle.slug, SURVEYS[kind])
    return survey_times.address(meeting.cycle.slug, "meeting", meeting.code)
