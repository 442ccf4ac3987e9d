"""The desk of one's own deck: everybody who has the link sees the same cards, as they are written.

The link in the address is the only proof, checked at each act; the texts are in the database before any screen says
« Enregistré ».
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import links
from irdsu_app.coop import authoring, deck_live, deck_register, deck_versions, deck_view
from irdsu_app.coop.blanks import Kind
from irdsu_app.coop.deck_live import EDITING, VersionSeen
from irdsu_app.coop.deck_register import Act, DeckUnknown, Found
from irdsu_app.coop.round import Refused
from irdsu_app.design import hours
from irdsu_app.design.typography import fr
from irdsu_app.live.hub import hub

ANSWERS = 80
"""Most answers a screen keeps."""
Deed = Callable[[Session, str, datetime], Found]
"""A change of the deck of a link, at this hour."""
LONGEST_FIELD = 60
"""A field is a stranger's word: neither long nor kept for ever."""


class Answer(TypedDict):
    """What became of what was sent of a field: when it was answered, and the refusal, empty when it is written."""

    at: float
    said: str


class DeckDesk(rx.State):
    """What the pages of a deck see and do."""

    _room: str = ""
    _opened: str = ""
    _origin: str = ""
    problem: str = ""
    link: str = ""
    """The link to change, for who came with it; the reader's is in `reading`."""
    reading: str = ""
    name: str = ""
    """What the deck was called when this screen came in."""
    until: str = ""
    entered: float = 0
    answers: rx.Field[dict[str, Answer]] = rx.field(default_factory=dict)
    said: str = ""
    added: str = ""
    """The card this screen added last: « situations.S31 »."""
    if TYPE_CHECKING:
        key: str

    @rx.var(cache=False)
    def deck(self) -> dict[str, Any]:
        """The cards as they are written; whoever reads only has the written page."""
        return hub.get(self._room, DESK, "deck", deck_view.NOTHING, EDITING) if self.link else deck_view.NOTHING

    @rx.var(cache=False)
    def versions(self) -> list[VersionSeen]:
        """The versions kept of the deck, the latest first; for those who write it."""
        return hub.get(self._room, DESK, "versions", [], EDITING) if self.link else []

    @rx.var(cache=False)
    def revision(self) -> int:
        """How many times the deck has changed: a reader's page is written again when it does."""
        return hub.get(self._room, DESK, "revision", 0)

    @rx.var(cache=False)
    def erased(self) -> bool:
        """Whether somebody erased the deck while this screen showed it."""
        return hub.get(self._room, DESK, "erased", False)

    @rx.var(cache=False)
    def ready(self) -> bool:
        """Whether the deck of this address is open, and not the one this tab showed before."""
        return bool(self.reading) and self._opened == str(self.key)

    @rx.var
    def reading_address(self) -> str:
        """The whole link to read."""
        return f"{self._origin}/coop/jeux/{self.reading}" if self.reading else ""

    @rx.var
    def editing_address(self) -> str:
        """The whole link to change: the one of this page."""
        return f"{self._origin}/coop/jeux/{self.link}" if self.link else ""

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.problem, self.answers, self.said, self.added = "", {}, "", ""
        key, where = str(self.key), self.router.session.client_ip
        try:
            door.count("link", where)
            found = db.read(lambda session: deck_register.find(session, key))
        except (DeckUnknown, door.TooMany) as refusal:
            if isinstance(refusal, DeckUnknown):
                door.count("guess", where, refuse=False)
            self.problem, self._room, self.reading, self.link = fr(str(refusal)), "", "", ""
            return
        self._room, self._opened, self._origin = deck_live.room(found), key, self.router.url.origin
        self.reading, self.link = (links.to_read(key), key) if found.editable else (key, "")
        self.until, self.name = deck_live.until(found), found.own.name
        sid, audience = self.router.session.session_id, EDITING if found.editable else ""
        token = self.router.session.client_token
        await hub.enter(self._room, sid, token, lambda: deck_live.slices(key, DESK), audience)
        self.entered = time.time()

    @rx.event
    @door.policy("public")
    def leave(self) -> None:
        """Go to another page of the site."""
        hub.leave(self.router.session.session_id)
        self._room = ""

    def _answer(self, field: str, said: str) -> None:
        field = field[:LONGEST_FIELD]
        others = [each for each in self.answers.items() if each[0] != field][1 - ANSWERS :]
        self.answers = {**dict(others), field: Answer(at=time.time(), said=said)}

    async def _change(self, act: Act, field: str, said: str = "Enregistré") -> bool:
        return await self._do(lambda session, key, now: deck_register.change(session, key, act, now), field, said)

    async def _do(self, deed: Deed, field: str, said: str, *, versions: bool = False) -> bool:
        key, now = str(self.key), datetime.now(UTC)
        try:
            door.count("write", self.router.session.client_ip)
            found = await db.write(lambda session: deed(session, key, now))
        except (Refused, DeckUnknown, door.TooMany) as refusal:
            self._answer(field, fr(str(refusal)))
            self.said = ""
            if isinstance(refusal, deck_register.Moved):
                tell(db.read(lambda session: deck_register.find(session, key)))
            return False
        self._answer(field, "")
        self._written(found, said, now, db.read(lambda s: deck_live.versions(s, key)) if versions else None)
        return True

    def _written(self, found: Found, said: str, now: datetime, versions: list[VersionSeen] | None = None) -> None:
        self.said, self.until = fr(f"{said} à {hours.hour(now)}."), deck_live.until(found)
        tell(found, versions)

    @rx.event
    @door.policy("public")
    async def write(self, kind: Kind, card: str, name: str, text: str, base: str) -> None:
        """Write a text on a card, from the text it was before."""
        await self._change(lambda own: authoring.write(own, kind, card, name, text, base), f"{kind}.{card}.{name}")

    @rx.event
    @door.policy("public")
    async def choose(self, kind: Kind, card: str, name: str, values: list[str]) -> None:
        """Choose in a list: one thing, or several where the card takes several."""
        value = authoring.picked(kind, name, values)
        await self._change(lambda own: authoring.choose(own, kind, card, name, value), f"{kind}.{card}.{name}")

    @rx.event
    @door.policy("public")
    async def stand(self, card: str, x: int, y: int) -> None:
        """Put a place elsewhere on the map."""

        def act(own: authoring.OwnDeck) -> authoring.OwnDeck:
            return authoring.choose(authoring.choose(own, "places", card, "x", x), "places", card, "y", y)

        await self._change(act, f"places.{card}.x")

    @rx.event
    @door.policy("public")
    async def add(self, kind: Kind) -> None:
        """Add an empty card."""
        made: list[str] = []

        def act(own: authoring.OwnDeck) -> authoring.OwnDeck:
            own, code = authoring.add(own, kind)
            made[:] = [code]
            return own

        if await self._change(act, "add", "Carte ajoutée"):
            self.added = f"{kind}.{made[0]}"

    @rx.event
    @door.policy("public")
    async def remove(self, kind: Kind, card: str) -> None:
        """Take a card out."""
        await self._change(lambda own: authoring.remove(own, kind, card), "remove", "Carte retirée ; annuler la remet,")

    @rx.event
    @door.policy("public")
    async def keep(self, number: int, kept: Literal["aside", "current"]) -> None:
        """Choose between two texts: the one put aside, or the one shown."""
        act = authoring.take_aside if kept == "aside" else authoring.drop_aside
        await self._change(lambda own: act(own, number), "aside")

    @rx.event
    @door.policy("public")
    async def undo(self, revision: int) -> None:
        """Undo the last change, the one that this screen showed."""

        def deed(session: Session, key: str, now: datetime) -> Found:
            return deck_versions.undo(session, key, revision, now)

        await self._do(deed, "undo", "Annulé", versions=True)

    @rx.event
    @door.policy("public")
    async def keep_version(self, name: str, by: str) -> None:
        """Keep the deck as it is now among its versions."""

        def deed(session: Session, key: str, now: datetime) -> Found:
            return deck_versions.keep(session, key, name, by, now)

        await self._do(deed, "version", "Version gardée", versions=True)

    @rx.event
    @door.policy("public")
    async def restore(self, number: int) -> None:
        """Come back to a version; the deck of just before is kept, and undoing brings it back."""

        def deed(session: Session, key: str, now: datetime) -> Found:
            return deck_versions.restore(session, key, number, now)

        await self._do(deed, "version", "Retour fait", versions=True)

    @rx.event
    @door.policy("public")
    async def drop_version(self, number: int) -> None:
        """Take a version off for good."""

        def deed(session: Session, key: str, now: datetime) -> Found:
            return deck_versions.drop(session, key, number, now)

        await self._do(deed, "version", "Version retirée", versions=True)

    @rx.event
    @door.policy("public")
    async def rename(self, name: str, base: str) -> None:
        """Name the deck."""
        await self._change(lambda own: authoring.rename(own, name, base), "deck.deck.name")

    @rx.event
    @door.policy("public")
    async def publish(self, answered: list[str], authors: str, revision: int) -> None:
        """Publish the deck as it is, once the list is answered for this revision."""

        def deed(session: Session, key: str, now: datetime) -> Found:
            return deck_versions.publish_signed(session, key, frozenset(answered), authors, revision, now)

        await self._do(deed, "publish", "Publié", versions=True)

    @rx.event
    @door.policy("public")
    async def unpublish(self) -> None:
        """Take the deck back from its public page."""
        key, now = str(self.key), datetime.now(UTC)
        try:
            await db.write(lambda session: deck_register.unpublish(session, key))
            self._written(db.read(lambda session: deck_register.find(session, key)), "Retiré de la page publique", now)
        except DeckUnknown as refusal:
            self._answer("publish", fr(str(refusal)))

    @rx.event
    @door.policy("public")
    async def erase(self) -> Any:
        """Erase the deck for good."""
        key = str(self.key)
        try:
            found = db.read(lambda session: deck_register.find(session, key))
            await db.write(lambda session: deck_register.erase(session, key))
        except DeckUnknown as refusal:
            self._answer("erase", fr(str(refusal)))
            return None
        self.reading, self.link, self._opened = "", "", ""
        hub.again(deck_live.room(found))
        return rx.redirect("/coop/jeux?efface=1")


DESK = DeckDesk.get_full_name()


def tell(found: Found, versions: list[VersionSeen] | None = None) -> None:
    """Show a deck that has changed to every screen that has it open; and its versions, when they changed."""
    room, revision = deck_live.room(found), found.row.revision
    hub.publish(room, DESK, "deck", deck_live.view(found), EDITING, revision=revision)
    hub.publish(room, DESK, "revision", revision, revision=revision)
    if versions is not None:
        hub.publish(room, DESK, "versions", versions, EDITING, revision=revision)
