"""A cycle, a meeting, somebody and their place, for the tests of letters and calendars."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PersonFacts, PlaceFacts, Resource
from irdsu_app.cycles.writing import House

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
START = datetime(2027, 3, 16, 13, tzinfo=UTC)
VISIO = "https://visio.exemple.test/salle"
KEY = "cle" * 10 + "00"
DEMAND = "lien-de-confirmation"
HOUSE = House(
    "https://irdsu.example", "IR-DSU", "bureau@irdsu.example", lambda _person, _version: KEY, lambda _number: DEMAND
)
CYCLE = CycleFacts(
    id=UUID(int=1),
    slug="observer-evaluer",
    title="Observer, évaluer : et si cela nous servait ?",
    demonstration=True,
    contact="cycle@irdsu.example",
)
NOUR = PersonFacts(id=UUID(int=3), link_version=0, email="nour@ville.example", first_name="Nour", last_name="Benali")


def a_meeting(**changes: Any) -> MeetingFacts:
    said: dict[str, Any] = {
        "id": UUID(int=2),
        "cycle": CYCLE,
        "code": "C1",
        "title": "Encore évaluer ? Ce qui nous use, ce qui nous sert",
        "mode": "remote",
        "starts_at": START,
        "ends_at": START + timedelta(minutes=90),
        "place": "Lien envoyé la veille",
        "link": VISIO,
        "objectives": ("Dire ce qui a fatigué", "Distinguer contrôler, observer, évaluer"),
        "programme": "Vote d’ouverture ; débat",
        "resources": (Resource(title="Fiche", address="https://irdsu.example/fiche"), Resource(title="Carnet")),
    }
    return MeetingFacts(**said | changes)


def in_a_room(**changes: Any) -> MeetingFacts:
    there = {"mode": "onsite", "place": "Mirevigne, salle des Lisières", "access": "Tram B, arrêt Lisières", "link": ""}
    return a_meeting(**there | changes)


def a_place(status: str, was: str = "", why: str = "joined", **changes: Any) -> PlaceFacts:
    said: dict[str, Any] = {"id": UUID(int=4), "pool": "remote", "changes": 1}
    return PlaceFacts(status=status, was=was, why=why, **said | changes)
