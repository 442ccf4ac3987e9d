"""An office with much to show: twenty meetings, three thousand registrations, an organiser who has come in.

Rows are written straight in the tables, as the register would have left them: it is reading that is measured.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlmodel import Session

from irdsu_app.access import organisers, team
from irdsu_app.content.departments import DEPARTMENTS
from irdsu_app.cycles.day_models import Marked
from irdsu_app.cycles.folding import organisation_key
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration

SLUG = "observer-en-grand"
MEETINGS, REGISTRATIONS, PEOPLE = 20, 3_000, 900
FUNCTIONS = (
    "Cheffe de projet", "Chef de projet", "Déléguée du préfet", "Bailleur", "Élue", "Élu", "Conseil citoyen",
    "Directrice de centre social", "Chargé de mission", "Chargée d’observation", "Médiatrice", "Étudiante",
    "Sociologue", "Agence d’urbanisme", "Éducation nationale", "Adulte-relais", "Évaluatrice", "",
)  # fmt: skip
FIRST = ("Nour", "Léa", "Sam", "Inès", "Awa", "Tom", "Zoé", "Paul", "Mehdi", "Anaïs", "Chloé", "Idriss", "Maël")
LAST = ("Benali", "Okafor", "Martin", "Roche", "Ndiaye", "Diop", "Leroy", "Petit", "Garnier", "Haddad", "Le Goff")
SYLLABLES = ("mi", "re", "vi", "gne", "bru", "ne", "laie", "clair", "port", "merle", "val", "dor", "monts")
STATUSES = ("confirmed",) * 7 + ("waiting", "waiting", "withdrawn", "offered", "refused")


def furnish(session: Session, now: datetime, seed: int = 7) -> str:
    """Write everything; gives the cookie of the organiser."""
    draw = random.Random(seed)
    cycle = Cycle(id=uuid4(), slug=SLUG, title="Observer, évaluer, en grand", hook="Vingt rencontres.", status="open",
                  rules={"member_share": 0}, created_at=now)  # fmt: skip
    meetings = [_meeting(cycle.id, number, now) for number in range(MEETINGS)]
    people = [_person(draw, number, now) for number in range(PEOPLE)]
    session.add(cycle)
    session.flush()
    session.add_all([*meetings, *people])
    session.flush()
    rows = list(_registrations(draw, meetings, people, now))
    session.add_all(rows)
    session.flush()
    session.add_all(_marks(draw, meetings, rows, now))
    whose = team.invite(session, "camille@mirevigne.fr", "Camille Astier", ("cycles",), now)
    return organisers.enter(session, organisers.give_link(session, now, whose), now)


def _meeting(cycle: UUID, number: int, now: datetime) -> Meeting:
    starts = (now + timedelta(days=14 * (number - 6))).replace(hour=12, minute=0, second=0, microsecond=0)
    mode = ("remote", "onsite", "hybrid")[number % 3]
    return Meeting(
        id=uuid4(), cycle_id=cycle, code=f"C{number + 1}", position=number, title=f"Rencontre numéro {number + 1}",
        mode=mode, starts_at=starts, ends_at=starts + timedelta(hours=2), status="open",
        room_places=0 if mode == "remote" else 120, remote_places=0 if mode == "onsite" else 120, waiting_places=80,
    )  # fmt: skip


def _person(draw: random.Random, number: int, now: datetime) -> Person:
    where = "".join(draw.choices(SYLLABLES, k=3)).title()
    organisation = f"{draw.choice(('Ville de', 'Association', 'Habitat', 'Agglomération de'))} {where}"
    return Person(
        id=uuid4(), email=f"personne{number}@{where.lower()}.fr", first_name=draw.choice(FIRST),
        last_name=f"{draw.choice(LAST)} {''.join(draw.choices(SYLLABLES, k=2)).title()}", organisation=organisation,
        organisation_key=organisation_key(organisation), function=draw.choice(FUNCTIONS),
        department=draw.choice(DEPARTMENTS), member=draw.random() < 0.4, link_hash=uuid4().hex, created_at=now,
        access_needs="Boucle magnétique" if draw.random() < 0.05 else "", confirmed_at=now,
    )  # fmt: skip


def _registrations(
    draw: random.Random, meetings: list[Meeting], people: list[Person], now: datetime
) -> Iterator[Registration]:
    pairs = draw.sample([(meeting, person) for meeting in meetings for person in people], REGISTRATIONS)
    arrivals = {meeting.id: count(1) for meeting in meetings}
    for meeting, person in pairs:
        pool = {"remote": "remote", "onsite": "room"}.get(meeting.mode) or draw.choice(("room", "remote"))
        status, places = draw.choice(STATUSES), {"room": meeting.room_places, "remote": meeting.remote_places}[pool]
        if status in ("confirmed", "offered"):
            taken = getattr(meeting, f"{pool}_taken")
            status = status if taken < places else "waiting"
            setattr(meeting, f"{pool}_taken", min(places, taken + 1))
        yield Registration(
            id=uuid4(), meeting_id=meeting.id, person_id=person.id, pool=pool, status=status,
            arrival=next(arrivals[meeting.id]), question="Par où commencer ?" if draw.random() < 0.1 else "",
            offered_until=now + timedelta(hours=40) if status == "offered" else None, created_at=now, changed_at=now,
        )  # fmt: skip


def _marks(draw: random.Random, meetings: list[Meeting], rows: Sequence[Registration], now: datetime):
    over = {meeting.id: meeting for meeting in meetings if meeting.ends_at <= now}
    for row in rows:
        if row.meeting_id not in over or row.status != "confirmed" or draw.random() < 0.2:
            continue
        half = f"{over[row.meeting_id].starts_at:%Y-%m-%d}-pm"
        yield Marked(
            id=uuid4(), meeting_id=row.meeting_id, registration_id=row.id, half=half, standing="present", way="name",
            at=now, decided=now, kept_at=now,
        )  # fmt: skip


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
