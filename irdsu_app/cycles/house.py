"""Who writes the letters of cycles, from the settings: what `irdsu_app.py` gives to the post, and calendars say."""

from dataclasses import replace
from email.utils import parseaddr
from uuid import UUID

from sqlmodel import select

from irdsu_app import db
from irdsu_app.cycles import keys
from irdsu_app.cycles.models import Person
from irdsu_app.cycles.writing import House
from irdsu_app.settings import settings


def house() -> House:
    """The house that the settings describe."""
    name, email = parseaddr(settings.sender)
    return House(
        address=settings.address,
        name=name or "IR-DSU",
        email=email,
        personal=keys.personal,
        demand=keys.demand,
        contact=settings.contact or (email if settings.mail_from else ""),
    )


def writing_house() -> House:
    """The house that writes letters: their personal link is that of the moment they are written, not queued.

    It asks the database: for threads, never for the event loop.
    """
    return replace(house(), personal=_personal_now)


def _personal_now(person: UUID, version: int) -> str:
    """The personal link of somebody as it opens now; of this `version` for who is not in the database (a specimen)."""
    asked = select(Person.link_version).where(Person.id == person)
    now = db.read(lambda session: session.exec(asked).one_or_none())
    return keys.personal(person, version if now is None else now)
