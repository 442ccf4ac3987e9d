"""The screens of the organisers' desk: the draft of the national version, its figures, what a publication changes.

The truth is in the database; each screen is rebuilt by `enter`. Every act asks for an organiser's visit, at the door
and again here.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import reflex as rx
from pydantic import ValidationError
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import office, organisers
from irdsu_app.brief import current, editing, editions, publishing, ringing
from irdsu_app.brief.editing import LONGEST, Draft, Edition, words_of
from irdsu_app.brief.facts import Fact
from irdsu_app.brief.measuring import Typed, typed_of
from irdsu_app.brief.sheet import Refused
from irdsu_app.design import hours
from irdsu_app.design.typography import fr

KEPT = "Ce que vous avez tapé reste dans ce navigateur."


class EditionDesk(rx.State):
    """What an organiser sees and does."""

    entered: float = 0
    revision: int = -1
    edition: int = 1
    panels: rx.Field[dict[str, dict[str, Any]]] = rx.field(default_factory=dict)
    figures: rx.Field[list[dict[str, Any]]] = rx.field(default_factory=list)
    asides: rx.Field[list[dict[str, Any]]] = rx.field(default_factory=list)
    changes: rx.Field[list[str]] = rx.field(default_factory=list)
    forgotten: rx.Field[list[str]] = rx.field(default_factory=list)
    history: rx.Field[list[str]] = rx.field(default_factory=list)
    acts: rx.Field[list[str]] = rx.field(default_factory=list)
    late: int = 0
    undoable: bool = False
    said: str = ""
    refusal: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    answers: rx.Field[dict[str, dict[str, Any]]] = rx.field(default_factory=dict)
    """What became of what was sent of each text: when it was answered, and the refusal, empty when it is kept."""

    def _visit(self, session: Session) -> UUID:
        try:
            organisers.required(session, office.cookie_of(self), "brief")
        except organisers.NotAllowed as refusal:
            raise Refused(f"{refusal} {KEPT}") from None
        found = organisers.visit_of(session, office.cookie_of(self))
        if found is None:
            raise Refused(KEPT)
        return found.id

    def _note(self, session: Session, what: str, where: str, now: datetime) -> None:
        mine = office.whose(self, session, "brief")
        organisers.log(session, mine, what, "brief:national", {"où": where} if where else {}, now)

    def _show(self) -> None:
        try:
            db.read(self._visit)
        except Refused:
            return
        work, current = db.read(lambda session: (editions.draft(session), editions.current(session)))
        self.revision, self.edition, draft = work.revision, current.number, work.draft
        today = datetime.now(UTC).date()
        shown = {
            "panels": _panels(draft, current),
            "figures": _figures(draft, current, today),
            "asides": [_aside(draft, each) for each in draft.asides],
            "changes": list(publishing.changes(current, draft)),
            "forgotten": list(publishing.forgotten(current, draft)),
            "late": len(publishing.late(draft.facts, today)),
            "undoable": bool(draft.past),
            "history": [_edition(*each) for each in db.read(editions.history)],
            "acts": [fr(f"{hours.moment(each.at)} : {each.what}") for each in db.read(editions.journal)],
        }
        for name, value in shown.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.refusal, self.answers, self.said = {}, {}, ""
        try:
            db.read(self._visit)
        except Refused:
            self.reset()
        else:
            self._show()
        self.entered = time.time()

    def _answer(self, where: str, said: str) -> None:
        self.answers = {**self.answers, where: {"at": time.time(), "said": said}}

    async def _change(self, act: Callable[[Draft], Draft], where: str) -> None:
        now = datetime.now(UTC)

        def write(session: Session) -> editions.Work:
            work = editions.change(session, self._visit(session), act, now)
            self._note(session, "Version nationale modifiée", where, now)
            return work

        try:
            work = await db.write(write)
        except Refused as refusal:
            self.refusal, self.said = {"where": where, "said": fr(str(refusal))}, ""
            self._answer(where, fr(str(refusal)))
            return
        self._answer(where, "")
        asided = any(_where(each) == where for each in work.draft.asides)
        told = "Quelqu’un a changé ce texte entre-temps : le vôtre est gardé à côté. Choisissez." if asided else ""
        self.refusal = {"where": where, "said": fr(told)} if told else {}
        self.said = fr(f"Enregistré à {hours.hour(now)}.")
        self._show()

    @rx.event
    @door.policy("organiser")
    async def write(self, panel: str, words: str, text: str, seen: str) -> None:
        """Change a text of a panel, from the text it was before."""
        await self._change(lambda draft: editing.with_text(draft, panel, words, text, seen), f"{panel}.{words}")

    @rx.event
    @door.policy("organiser")
    async def measure(self, name: str, typed: dict[str, str], seen: str) -> None:
        """Change a figure, from the figure it was before."""
        today = datetime.now(hours.PARIS).date()

        def act(draft: Draft) -> Draft:
            try:
                form, before = Typed.model_validate(typed), Fact.model_validate_json(seen)
            except ValidationError:
                raise Refused("Rechargez la page, puis enregistrez de nouveau ce chiffre.") from None
            return editing.with_fact(draft, name, form, today, before)

        await self._change(act, f"f.{name}")

    @rx.event
    @door.policy("organiser")
    async def choose(self, number: int, taken: bool) -> None:
        """Choose between two texts: the one put aside, or the one in the draft."""
        act = editing.take_aside if taken else editing.drop_aside
        await self._change(lambda draft: act(draft, number), "aside")

    @rx.event
    @door.policy("organiser")
    async def undo(self) -> None:
        """Take the last change back."""
        await self._change(editing.undo, "undo")

    @rx.event
    @door.policy("organiser")
    async def publish(self, revision: int) -> None:
        """Publish the draft that was read and confirmed, and no other."""
        now = datetime.now(UTC)

        def act(session: Session) -> Edition:
            visit = self._visit(session)
            if editions.draft(session).revision != revision:
                raise Refused("Quelqu’un a changé la version entre-temps : relisez la liste, puis publiez.")
            made = editions.publish(session, visit, now)
            self._note(session, f"Édition {made.number} publiée", "", now)
            return made

        try:
            made = await db.write(act)
        except Refused as refusal:
            self.refusal, self.said = {"where": "publish", "said": fr(str(refusal))}, ""
        else:
            await asyncio.to_thread(current.warm, made.number)
            ringing.new_edition()
            self.refusal, self.said = {}, fr(f"L’édition {made.number} est publiée.")
        self._show()


def _panels(draft: Draft, current: Edition) -> dict[str, dict[str, Any]]:
    shown = {}
    for panel, national in zip(draft.brief.panels, current.brief.panels, strict=True):
        texts = {words: words_of(panel, words) for words in LONGEST}
        before = {words: words_of(national, words) for words in LONGEST}
        shown[panel.id] = {
            **texts,
            "set": {words: fr(text) for words, text in texts.items()},
            "before": {words: text for words, text in before.items() if text != texts[words]},
            "counts": {words: editing.count(text) for words, text in before.items()},
        }
    return shown


def _figures(draft: Draft, current: Edition, today: date) -> list[dict[str, Any]]:
    late = publishing.late(draft.facts, today)
    quoted = {name: [p.id for p in draft.brief.panels if name in p.facts] for name in draft.facts.facts}
    rest = [name for name in draft.facts.facts if name not in late]
    names = [*late, *sorted(rest, key=lambda name: draft.facts[name].status(today) == "Vérifié")]
    return [
        {
            "name": name,
            "label": fr(fact.label),
            "shown": fr(fact.value),
            "said_with": fact.said_with,
            "source": fr(fact.source),
            "checked": f"{fact.checked:%d/%m/%Y}",
            "status": fact.status(today),
            "late": name in late,
            "panels": " ".join(quoted[name]),
            "typed": typed_of(fact).model_dump(),
            "seen": fact.model_dump_json(),
            "changed": current.facts.facts.get(name) != fact,
        }
        for name in names
        if (fact := draft.facts[name])
    ]


def _where(aside: editing.Piece) -> str:
    return f"f.{aside.name}" if aside.fact is not None else f"{aside.panel}.{aside.words}"


def _aside(draft: Draft, aside: editing.Piece) -> dict[str, Any]:
    text = f"{draft.fact(aside.name).label} : {aside.fact.value}" if aside.fact is not None else aside.text
    return {"number": aside.number, "where": _where(aside), "text": fr(text)}


def _edition(number: int, at: datetime) -> str:
    return fr(f"Édition {number}, parue le {at.astimezone(hours.PARIS):%d/%m/%Y}")
