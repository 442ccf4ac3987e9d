"""The register of editions: every act as a function that takes the session first. Nothing published ever changes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from irdsu_app.brief import facts, panels, paper, publishing
from irdsu_app.brief.editing import Draft, Edition, draft_of
from irdsu_app.brief.models import EditionAct, EditionDraft, PublishedEdition
from irdsu_app.brief.sheet import Refused
from irdsu_app.brief.showing import showing

FIRST_PUBLISHED = datetime(2026, 11, 24, tzinfo=UTC)
"""When the edition of the package was written."""
Act = Callable[[Draft], Draft]


class Work(NamedTuple):
    """The draft, and the revision at which it was read."""

    draft: Draft
    revision: int
    saved_at: datetime


def first() -> Edition:
    """The edition that comes with the package."""
    return Edition(number=1, published_at=FIRST_PUBLISHED, brief=panels.printed(), facts=facts.printed())


def newest(session: Session) -> int:
    """The number of the edition in force."""
    asked = select(PublishedEdition.number).order_by(col(PublishedEdition.number).desc()).limit(1)
    return session.exec(asked).first() or 1


def edition(session: Session, number: int) -> Edition | None:
    """One edition, as it was published."""
    kept = session.get(PublishedEdition, number)
    if kept is not None:
        return Edition.model_validate_json(kept.document)
    return first() if number == 1 else None


def current(session: Session) -> Edition:
    """The edition in force."""
    return edition(session, newest(session)) or first()


def history(session: Session) -> list[tuple[int, datetime]]:
    """The number and date of every edition, newest first."""
    kept = session.exec(select(PublishedEdition).order_by(col(PublishedEdition.number).desc())).all()
    return [(each.number, each.published_at) for each in kept] or [(1, FIRST_PUBLISHED)]


def draft(session: Session) -> Work:
    """The draft of the next edition; with none yet, the edition in force, unchanged."""
    kept = session.get(EditionDraft, 1)
    if kept is None:
        return Work(draft_of(current(session)), 0, FIRST_PUBLISHED)
    return Work(Draft.model_validate_json(kept.document), kept.revision, kept.saved_at)


def change(session: Session, visit: UUID, act: Act, now: datetime) -> Work:
    """Change the draft and write what was done in the journal; raises Refused, and then nothing is changed."""
    before = draft(session)
    after = act(before.draft)
    if after == before.draft:
        return before
    work = _keep(session, before, after, now)
    lines = publishing.changes(before.draft, after) or ("Un texte mis de côté, ou choisi.",)
    _note(session, visit, now, *lines)
    return work


def publish(session: Session, visit: UUID, now: datetime) -> Edition:
    """Publish the draft as the next edition; raises Refused when it cannot be, and then nothing is changed."""
    before, latest = draft(session), current(session)
    made = publishing.publish(before.draft, latest, now)
    _drawn(made, now)
    if session.get(PublishedEdition, latest.number) is None:
        _print(session, latest)
    _print(session, made)
    _keep(session, before, draft_of(made), now)
    _note(session, visit, now, f"Édition {made.number} publiée.", *publishing.changes(latest, made))
    return made


def journal(session: Session, most: int = 100) -> list[EditionAct]:
    """The last acts, newest first."""
    return list(session.exec(select(EditionAct).order_by(col(EditionAct.id).desc()).limit(most)))


def _keep(session: Session, before: Work, after: Draft, now: datetime) -> Work:
    if before.revision == 0:
        # Two first writers at once: the primary key stops the second, who tries again.
        session.add(EditionDraft(document=after.model_dump_json(), revision=1, saved_at=now))
        session.flush()
        return Work(after, 1, now)
    done = session.connection().execute(
        update(EditionDraft)
        .where(col(EditionDraft.id) == 1, col(EditionDraft.revision) == before.revision)
        .values(document=after.model_dump_json(), revision=before.revision + 1, saved_at=now)
    )
    if done.rowcount != 1:
        raise Refused("Quelqu’un a enregistré au même instant. Rien n’est perdu : recommencez.")
    return Work(after, before.revision + 1, now)


def _drawn(made: Edition, now: datetime) -> None:
    try:
        with showing(made.brief, made.facts):
            paper.sheet(now.date())
            paper.document(now.date())
    except (ValueError, KeyError, ArithmeticError, IndexError):
        raise Refused("Un schéma ne sait pas dessiner ces chiffres : relisez les nombres changés.") from None


def _print(session: Session, made: Edition) -> None:
    session.add(PublishedEdition(number=made.number, document=made.model_dump_json(), published_at=made.published_at))
    session.flush()


def _note(session: Session, visit: UUID, now: datetime, *lines: str) -> None:
    for line in lines:
        session.add(EditionAct(visit_id=visit, at=now, what=line))
    session.flush()
