"""The register of one's own versions: made, found by a secret link, changed, erased.

Two links: one to edit, one to read, which the first gives. The database keeps neither, only what recognises them
(SHA-256 of 192-bit secrets); a lost link cannot be found again, and a guessed one opens nothing.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlmodel import Session, col, or_, select

from irdsu_app.access import links
from irdsu_app.brief import adapting, editions
from irdsu_app.brief.adapting import Adaptation
from irdsu_app.brief.editing import Edition
from irdsu_app.brief.models import Version
from irdsu_app.brief.panels import PanelId
from irdsu_app.brief.showing import showing
from irdsu_app.design.typography import fr

Act = Callable[[Adaptation], Adaptation]
LINK = 32
"""Characters of a secret link."""


class VersionUnknown(Exception):
    """No version opens with this link; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            fr(
                "Ce lien n'ouvre aucune version : il est incomplet, ou la version a été effacée. "
                "Recopiez-le en entier, depuis le message où vous l'avez reçu."
            )
        )


class Found(NamedTuple):
    """A version, the document it holds, whether the link allows to change it, and the editions it stands on.

    `base` gives the national texts, as they were when the version started; `newest` the figures, which are ours to keep
    up to date, and the texts one may take.
    """

    version: Version
    document: Adaptation
    editable: bool
    base: Edition
    newest: Edition

    @property
    def out(self) -> frozenset[PanelId]:
        """The panels left out."""
        return adapting.left_out(self.document)

    @property
    def until(self) -> date:
        """The last day this version is kept, unless somebody changes it before."""
        return adapting.kept_until(self.version.changed_at.date())


def reading_link(editing: str) -> str:
    """The link to read that goes with a link to edit; the way back does not exist."""
    return links.to_read(editing)


def open_version(session: Session, now: datetime, copied: Adaptation | None = None) -> str:
    """Duplicate the national edition in force, or somebody's version, and give the secret link to edit it."""
    link = links.draw()
    document = (
        copied.model_copy(update={"past": (), "asides": ()}) if copied else Adaptation(edition=editions.newest(session))
    )
    session.add(
        Version(
            id=uuid4(),
            edit_hash=links.hash_of(link),
            read_hash=links.hash_of(reading_link(link)),
            document=document.model_dump_json(),
            opened_at=now,
            changed_at=now,
        )
    )
    return link


def find(session: Session, link: str, *, for_update: bool = False) -> Found:
    """The version that this link opens; raises VersionUnknown."""
    if len(link) != LINK:
        raise VersionUnknown
    key = links.hash_of(link)
    asked = select(Version).where(or_(col(Version.edit_hash) == key, col(Version.read_hash) == key))
    version = session.exec(asked.with_for_update() if for_update else asked).one_or_none()
    if version is None:
        raise VersionUnknown
    return opened(session, version, editable=version.edit_hash == key)


def opened(session: Session, version: Version, *, editable: bool) -> Found:
    """A version with the editions it stands on."""
    document, newest = Adaptation.model_validate_json(version.document), editions.current(session)
    base = editions.edition(session, document.edition) or newest
    return Found(version, document, editable, base, newest)


def change(session: Session, link: str, act: Act, now: datetime) -> Found:
    """Do one change, on the version as it is now; raises VersionUnknown, and Refused as the change does."""
    found = find(session, link, for_update=True)
    if not found.editable:
        raise VersionUnknown
    with showing(found.base.brief, found.newest.facts):
        document = act(found.document)
    if document != found.document:
        found.version.document = document.model_dump_json()
        found.version.revision += 1
        found.version.changed_at = now
        session.add(found.version)
    base = found.base if document.edition == found.base.number else found.newest
    return found._replace(document=document, base=base)


def erase(session: Session, link: str) -> Found:
    """Erase a version for good, with both its links."""
    found = find(session, link, for_update=True)
    if not found.editable:
        raise VersionUnknown
    session.delete(found.version)
    return found


def forget(session: Session, now: datetime) -> list[UUID]:
    """Erase the versions that nobody changed for as long as they are kept; gives what they were."""
    before = adapting.forgotten_before(now)
    old = list(session.exec(select(Version).where(col(Version.changed_at) < before)).all())
    for version in old:
        session.delete(version)
    return [version.id for version in old]
