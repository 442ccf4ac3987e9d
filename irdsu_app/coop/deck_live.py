"""What the open screens of a deck are sent: the deck as it is written, until when it is kept, its versions."""

from datetime import UTC
from typing import Any, TypedDict

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.coop import deck_register, deck_versions, deck_view
from irdsu_app.coop.deck_register import DeckUnknown, Found
from irdsu_app.coop.deck_versions import IMPORT, KEPT, PUBLISHED, RETURN, Version
from irdsu_app.coop.proofing import problems
from irdsu_app.design import days, hours
from irdsu_app.design.typography import fr
from irdsu_app.live.rooms import Slice

EDITING = "edit"
"""The part of a deck's live room that may change it: only it is sent what is written."""
WHY = {
    KEPT: "Gardée à la main",
    PUBLISHED: "Publiée",
    IMPORT: "Avant l’import d’un fichier",
    RETURN: "Avant un retour en arrière",
}


class VersionSeen(TypedDict):
    """A version in the list of the desk."""

    number: int
    name: str
    told: str


def view(found: Found) -> dict[str, Any]:
    """The cards, with what they lack and what the kit asks."""
    row = found.row
    return deck_view.view(found.own, row.revision, row.slug or "", _behind(found))


def _behind(found: Found) -> bool:
    """Whether the deck could be published again, changed; SQLite gives dates back without their zone."""
    since, changed = found.row.published_at, found.row.changed_at.replace(tzinfo=None)
    return since is not None and changed > since.replace(tzinfo=None) and not problems(found.own)


def room(found: Found) -> str:
    """The live room of a deck; codes of rooms are shorter, none can be mistaken for it."""
    return f"deck-{found.row.id}"


def until(found: Found) -> str:
    """How long the deck is kept, in a sentence."""
    if found.row.slug:
        return fr("Publié : gardé tant qu’il l’est. Retiré, il est gardé deux ans après sa dernière modification.")
    day = days.said((found.row.changed_at + deck_register.KEPT).date())
    return fr(f"Gardé jusqu’au {day} : deux ans après sa dernière modification, puis effacé.")


def versions(session: Session, link: str) -> list[VersionSeen]:
    """The versions of a deck, the latest first, for those who write it; raises DeckUnknown."""
    return [
        VersionSeen(number=each.number, name=fr(each.name), told=told(each))
        for each in deck_versions.listed(session, link)
    ]


def told(version: Version) -> str:
    """Why, when and by whom a version was kept, in a sentence."""
    at = (version.at if version.at.tzinfo else version.at.replace(tzinfo=UTC)).astimezone(hours.PARIS)
    by = f", par {version.by}" if version.by else ""
    return fr(f"{WHY[version.why]} le {days.said(at.date())} à {hours.hour(at)}{by}")


def slices(link: str, desk: str) -> list[Slice]:
    """What the database says of the deck of this link, for the state of this name."""
    try:
        found = db.read(lambda session: deck_register.find(session, link))
    except DeckUnknown:
        return [Slice(desk, "deck", deck_view.ERASED, EDITING), Slice(desk, "erased", True)]
    revision = found.row.revision
    seen = [Slice(desk, "deck", view(found), EDITING, revision), Slice(desk, "revision", revision, revision=revision)]
    if found.editable:
        seen.append(Slice(desk, "versions", db.read(lambda s: versions(s, link)), EDITING, revision))
    return seen
