"""Who writes the letters about offers, from the settings."""

from email.utils import parseaddr

from irdsu_app.jobs import posting_keys
from irdsu_app.jobs.writing import House
from irdsu_app.settings import settings


def house() -> House:
    """The house that the settings describe."""
    name, email = parseaddr(settings.sender)
    return House(
        address=settings.address,
        name=name or "IR-DSU",
        personal=posting_keys.personal,
        proof=posting_keys.proof,
        contact=settings.contact or (email if settings.mail_from else ""),
    )
