"""Who writes the letters of cycles, from the settings: what `irdsu_app.py` gives to the post, and calendars say."""

from email.utils import parseaddr

from irdsu_app.cycles import keys
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
