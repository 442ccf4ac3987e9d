"""Erase the versions of the brief that nobody has changed for 24 months, and tell the screens that show them."""

from datetime import UTC, datetime

from irdsu_app import db
from irdsu_app.brief import ringing, versions


async def forget() -> None:
    """Erase what is due, then ring."""
    for version in await db.write(lambda session: versions.forget(session, datetime.now(UTC))):
        ringing.version_changed(version)
