"""Tell the rooms of presentations what changed outside of them: a new edition, the version that they show."""

from datetime import UTC, datetime
from uuid import UUID

from irdsu_app import db
from irdsu_app.brief import kept, talks
from irdsu_app.live.hub import hub


def new_edition() -> None:
    """Offer the edition that has just come out to the desks of the presentations going on."""
    now = datetime.now(UTC)
    for code, _there in db.read(lambda session: talks.going_on(session, now)):
        hub.again(code)


def version_changed(version: UUID) -> None:
    """Show a version as it is now in the rooms that present it, or the national edition once it is erased."""
    now = datetime.now(UTC)
    rooms = db.read(
        lambda session: [(code, kept.words(session, there)) for code, there in talks.going_on(session, now, version)]
    )
    for code, words in rooms:
        hub.again(code)
        hub.publish(code, kept.KEPT, "words", words, audience="desk", keep=False)
