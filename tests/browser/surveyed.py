"""A cycle that was lived, for a journey: its meeting is over, so many people were seen, so many answered."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from sqlmodel import col, select

from irdsu_app.access import team
from irdsu_app.cycles import checking, surveys, surveys_register
from irdsu_app.cycles.attendance import halves
from irdsu_app.cycles.checking import Scan
from irdsu_app.cycles.models import Meeting, Registration
from tests.browser import cycling
from tests.browser.owned import at

NAMES = (*cycling.NAMES, "Malik Sarr", "Eve Colin")
ORDER = ("Décider", "Améliorer", "Convaincre", "Comprendre", "Rendre compte")
FICHE, LIVRE, CARNET = (
    {"title": "Fiche en ligne", "address": "https://exemple.test/fiche", "when": "before"},
    {"title": "Livre blanc", "address": "https://www.resovilles.com", "when": "all"},
    {"title": "Carnet", "address": "https://exemple.test/carnet", "when": "after"},
)


def lived(house, seen: int = 7, title: str = "Un cycle vécu") -> tuple[str, str, list[str]]:
    """A cycle whose meeting ended an hour ago; gives its address, the meeting's code and the personal links."""
    slug, code = cycling.opened(house, title, places=20)
    keys = cycling.registered(house, slug, code, *NAMES)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with at(house) as session:
        row = session.get_one(Meeting, cycling.number_of(session, slug, code))
        row.title, row.resources = "Regarder, compter", [FICHE, LIVRE, CARNET]
        row.starts_at, row.ends_at = now - timedelta(hours=3), now - timedelta(hours=1)
        session.add(row)
        session.flush()
        by = team.machine(session, now)
        mine = select(Registration.id).where(Registration.meeting_id == row.id).order_by(col(Registration.arrival))
        half = halves(row.starts_at, row.ends_at)[0]
        scans = [
            Scan(uuid4(), half.key, half.starts_at, way="name", registration=each)
            for each in session.exec(mine).all()[:seen]
        ]
        checking.sync(session, by, row.id, scans, "a", now)
    return slug, code, keys


def answered(house, slug: str, survey: str, people: int, given: dict, code: str = "", start: int = 0) -> None:
    """So many people answer this."""
    with at(house) as session:
        row = session.exec(select(Meeting).where(Meeting.id == cycling.number_of(session, slug, code or "C1"))).one()
        when = row.starts_at - timedelta(days=1) if survey == "before" else row.starts_at + timedelta(hours=1)
        for n in range(start, start + people):
            drawn = surveys.draw_code(Random(f"{slug}{n}"))
            surveys_register.answer(session, slug, survey, drawn, given, when, code)


def whole(n: int = 0) -> dict:
    """The questionnaire before the cycle, whole."""
    return {
        "function": ("Bailleur", "Association")[n % 2], "since": "D’un à trois ans", "many": "2", "word": "contrôle",
        "purpose": list(ORDER), "decision": ("Non", "Oui")[n % 3 > 0], "inhabitants": ["À la collecte", "Au retour"],
        "missing": "Le nombre de personnes qui renoncent", "worth": "Des exemples que l’on peut refaire",
    }  # fmt: skip
