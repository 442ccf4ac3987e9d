"""The live screens of one's own version: everybody who has the link sees the same texts, as they are written.

The link in the address is the only proof, checked at each act; the texts are in the database before any screen says
« Enregistré ».
"""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import reflex as rx

from irdsu_app import db, door
from irdsu_app.brief import adapting, editions, publishing, ringing, versions, walk
from irdsu_app.brief.adapting import Adaptation, Local, Words
from irdsu_app.brief.panels import Panel, PanelId, brief
from irdsu_app.brief.sheet import Refused
from irdsu_app.design import days, hours
from irdsu_app.design.typography import fr
from irdsu_app.live.hub import Slice, hub

NOTHING: dict[str, Any] = {"panels": {}, "asides": [], "newer": [], "undo": False, "revision": -1, "told": {}}
EDITING = "edit"
"""The part of a version's live room that may change it: only it is sent what is written."""
ANSWERS = 60
"""Most answers a screen keeps."""
ERASED: dict[str, Any] = {**NOTHING, "erased": True}


def view(found: versions.Found) -> dict[str, Any]:
    """What those who edit are shown: for each panel its words, raw to be edited and set to be read."""
    document, newer = found.document, found.newest.number > found.base.number
    panels = adapting.shown(document, found.base.brief).panels
    return {
        "panels": {panel.id: _panel(document, panel) for panel in found.base.brief.panels},
        "newer": [fr(line) for line in publishing.changes(found.base, found.newest)] if newer else [],
        "asides": [aside.model_dump() for aside in document.asides],
        "undo": bool(document.past),
        "revision": found.version.revision,
        "told": walk.told([panel.model_copy(update={"out": False}) for panel in panels]),
    }


def _panel(document: Adaptation, panel: Panel) -> dict[str, Any]:
    texts = {part: adapting.current(document, panel, part) for part in adapting.LONGEST}
    own = document.own(panel.id)
    return {
        **texts,
        "set": {part: fr(text) for part, text in texts.items()},
        "own": [part for part in adapting.LONGEST if getattr(own, part) is not None],
        "national": {
            part: adapting.national(panel, part) for part in adapting.LONGEST if getattr(own, part) is not None
        },
        "out": own.out,
        "local": [
            each.model_dump() | {"national": each.label in panel.local} for each in adapting.fields(document, panel)
        ],
        "ours": [fr(f"{each.label} : {each.said}") for each in adapting.fields(document, panel) if each.value],
    }


class Answer(TypedDict):
    """What became of what was sent of a field: when it was answered, and the refusal, empty when it is written."""

    at: float
    said: str


class OwnVersion(rx.State):
    """What the pages of a version see and do."""

    _room: str = ""
    _opened: str = ""
    _origin: str = ""
    problem: str = ""
    link: str = ""
    """The link to edit, for who came with it; the reader's is in `reading`."""
    reading: str = ""
    until: str = ""
    """The sentence that says how long the version is kept."""
    entered: float = 0
    answers: rx.Field[dict[str, Answer]] = rx.field(default_factory=dict)
    said: str = ""
    if TYPE_CHECKING:
        key: str

    @rx.var(cache=False)
    def version(self) -> dict[str, Any]:
        """The texts of the version, as they are written; whoever reads only has the sheet."""
        return hub.get(self._room, OWN, "version", NOTHING, EDITING) if self.link else NOTHING

    @rx.var(cache=False)
    def erased(self) -> bool:
        """Whether somebody erased the version while this screen showed it."""
        return hub.get(self._room, OWN, "erased", False)

    @rx.var(cache=False)
    def ready(self) -> bool:
        """Whether the version of this address is open, and not the one this tab showed before."""
        return bool(self.reading) and self._opened == str(self.key)

    @rx.var
    def reading_address(self) -> str:
        """The whole link to read."""
        return f"{self._origin}/depliant/version/{self.reading}" if self.reading else ""

    @rx.var
    def editing_address(self) -> str:
        """The whole link to edit: the one of this page."""
        return f"{self._origin}/depliant/adapter/{self.link}" if self.link else ""

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.problem, self.answers, self.said = "", {}, ""
        try:
            door.count("link", self.router.session.client_ip)
            found = db.read(lambda session: versions.find(session, str(self.key)))
        except (versions.VersionUnknown, door.TooMany) as refusal:
            self.problem, self._room, self.reading, self.link = str(refusal), "", "", ""
            return
        self._room, self._opened = _room(found), str(self.key)
        self.reading = versions.reading_link(str(self.key)) if found.editable else str(self.key)
        self.link, self._origin = (str(self.key) if found.editable else ""), self.router.url.origin
        self.until = _until(found)
        key, sid, audience = str(self.key), self.router.session.session_id, EDITING if found.editable else ""
        await hub.enter(self._room, sid, self.router.session.client_token, lambda: _slices(key), audience)
        self.entered = time.time()

    @rx.event
    @door.policy("public")
    def leave(self) -> None:
        """Go to another page of the site."""
        hub.leave(self.router.session.session_id)
        self._room = ""

    def _answer(self, field: str, said: str) -> None:
        """Say what became of a field; a label is a stranger's word: neither long nor kept for ever."""
        field = field[: adapting.LABEL + 3]
        others = [each for each in self.answers.items() if each[0] != field][1 - ANSWERS :]
        self.answers = {**dict(others), field: Answer(at=time.time(), said=said)}

    async def _change(self, act: versions.Act, field: str) -> None:
        key, now = str(self.key), datetime.now(UTC)
        try:
            door.count("write", self.router.session.client_ip)
            found = await db.write(lambda session: versions.change(session, key, act, now))
        except (Refused, versions.VersionUnknown, door.TooMany) as refusal:
            self._answer(field, fr(str(refusal)))
            self.said = ""
            return
        self._answer(field, "")
        self.said, self.until = fr(f"Enregistré à {hours.hour(now)}."), _until(found)
        hub.publish(_room(found), OWN, "version", view(found), EDITING, revision=found.version.revision)
        ringing.version_changed(found.version.id)

    @rx.event
    @door.policy("public")
    async def write(self, panel: PanelId, part: Words, text: str, base: str) -> None:
        """Change a text, from the text it was before."""
        await self._change(lambda v: adapting.with_words(v, _national(panel), part, text, base), f"{panel}.{part}")

    @rx.event
    @door.policy("public")
    async def fill(self, panel: PanelId, label: str, value: str, year: str, source: str) -> None:
        """Fill a local field."""
        local = Local(label=label, value=value, year=year, source=source)
        await self._change(lambda v: adapting.with_local(v, _national(panel), local), f"{panel}.{label}")

    @rx.event
    @door.policy("public")
    async def leave_out(self, panel: PanelId, out: bool) -> None:
        """Leave a panel out, or bring it back."""
        await self._change(lambda v: adapting.leave_out(v, panel, out), f"{panel}.out")

    @rx.event
    @door.policy("public")
    async def back_to_national(self, panel: PanelId) -> None:
        """Come back to the national texts of a panel."""
        await self._change(lambda v: adapting.back_to_national(v, panel), f"{panel}.national")

    @rx.event
    @door.policy("public")
    async def choose(self, number: int, kept: Literal["aside", "current"]) -> None:
        """Choose between two texts: the one put aside, or the one shown."""
        act = adapting.take_aside if kept == "aside" else adapting.drop_aside
        await self._change(lambda v: act(v, number), "aside")

    @rx.event
    @door.policy("public")
    async def use_newest(self) -> None:
        """Take the texts of the edition in force, wherever one has not written one's own."""
        newest = db.read(editions.newest)
        await self._change(lambda v: adapting.on_edition(v, newest), "edition")

    @rx.event
    @door.policy("public")
    async def undo(self) -> None:
        """Undo the last change."""
        await self._change(adapting.undo, "undo")

    @rx.event
    @door.policy("public")
    async def erase(self) -> Any:
        """Erase the version for good."""
        key = str(self.key)
        try:
            found = await db.write(lambda session: versions.erase(session, key))
        except versions.VersionUnknown as refusal:
            self.problem = str(refusal)
            return None
        self.reading, self.link, self._opened = "", "", ""
        hub.again(_room(found))
        ringing.version_changed(found.version.id)
        return rx.redirect("/depliant/adapter?efface=1")


def _slices(key: str) -> list[Slice]:
    """What the database says of the version of this link."""
    try:
        found = db.read(lambda session: versions.find(session, key))
    except versions.VersionUnknown:
        return [Slice(OWN, "version", ERASED, EDITING), Slice(OWN, "erased", True)]
    return [Slice(OWN, "version", view(found), EDITING, found.version.revision)]


def _national(panel: PanelId) -> Panel:
    return next(each for each in brief().panels if each.id == panel)


def _room(found: versions.Found) -> str:
    """The live room of a version; codes of rooms are shorter, none can be mistaken for it."""
    return f"version-{found.version.id}"


def _until(found: versions.Found) -> str:
    day = days.said(found.until)
    return fr(f"Gardée jusqu’au {day} : {12 * adapting.KEPT_YEARS} mois après sa dernière modification, puis effacée.")


OWN = OwnVersion.get_full_name()
