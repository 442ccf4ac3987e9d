"""The national version being changed: a draft based on an edition, one function a change, a new edition. Pure.

A published edition never changes. A draft keeps what it takes to undo its last changes, and puts aside a text that
meets a newer one, so that two organisers at once lose nothing. Refusals carry the French sentence shown.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from irdsu_app.brief.adapting import count
from irdsu_app.brief.facts import Fact, Facts
from irdsu_app.brief.measuring import Typed, one_line, read_fact
from irdsu_app.brief.panels import Brief, Panel, PanelId
from irdsu_app.brief.sheet import Refused

Words = Literal["title", "kicker", "text", "note", "question", "alt"]
NAMES: dict[Words, str] = {
    "title": "Le titre",
    "kicker": "Le surtitre",
    "text": "Le texte",
    "note": "La note",
    "question": "La question",
    "alt": "La description du schéma",
}
LONGEST: dict[Words, int] = {"title": 60, "kicker": 60, "text": 420, "note": 1600, "question": 260, "alt": 600}
"""Characters, spaces included: what a face holds at the size it is printed."""
UNDONE, ASIDES = 50, 20
"""How many changes can be undone, how many texts may be aside."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Edition(_Frozen):
    """The national version as it was published; the first one is the package's own."""

    number: int = Field(ge=1)
    published_at: datetime
    brief: Brief
    facts: Facts


class Piece(_Frozen):
    """A text of a panel, or a figure: what a change replaced, or what is kept aside (then `number` names it)."""

    number: int = 0
    panel: PanelId | None = None
    words: Words | None = None
    text: str = ""
    name: str = ""
    fact: Fact | None = None


class Draft(_Frozen):
    """The next edition in the making: where it comes from, its words and figures, what can be undone."""

    base: int = Field(ge=1)
    brief: Brief
    facts: Facts
    past: tuple[Piece, ...] = ()
    asides: tuple[Piece, ...] = ()
    asided: int = 0

    def panel(self, name: str) -> Panel:
        """One panel. Raises Refused when the sheet has none of this name."""
        found = next((panel for panel in self.brief.panels if panel.id == name), None)
        if found is None:
            raise Refused("Ce panneau n’existe pas.")
        return found

    def fact(self, name: str) -> Fact:
        """One figure. Raises Refused when there is none of this name."""
        if name not in self.facts.facts:
            raise Refused("Ce chiffre n’existe pas.")
        return self.facts[name]


def draft_of(edition: Edition) -> Draft:
    """Begin to change an edition."""
    return Draft(base=edition.number, brief=edition.brief, facts=edition.facts)


def words_of(panel: Panel, words: Words) -> str:
    """A text of a panel."""
    return panel.diagram.alt if words == "alt" else str(getattr(panel, words))


def with_text(draft: Draft, panel: str, words: str, typed: str, seen: str | None = None) -> Draft:
    """Change a text of a panel; `seen` is the text it was changed from. Raises Refused when it is empty or too long.

    If somebody changed it meanwhile, theirs stays and this one is put aside.
    """
    here, field = draft.panel(panel), _words(words)
    text, now = one_line(typed), words_of(here, field)
    _fits(text, field)
    if text == one_line(now):
        return draft
    if seen is not None and one_line(seen) != one_line(now):
        return _put_aside(draft, Piece(panel=here.id, words=field, text=text))
    return _written(_remembering(draft, Piece(panel=here.id, words=field, text=now)), here.id, field, text)


def with_fact(draft: Draft, name: str, typed: Typed, today: date, seen: Fact | None = None) -> Draft:
    """Change a figure and all that is said with it; `seen` is the figure it was changed from.

    Raises Refused when its year, its source or its date of checking is missing or cannot be.
    """
    now = draft.fact(name)
    fact = read_fact(now, typed, today)
    if fact == now:
        return draft
    if seen is not None and seen != now:
        return _put_aside(draft, Piece(name=name, fact=fact))
    return _counted(_remembering(draft, Piece(name=name, fact=now)), name, fact)


def undo(draft: Draft) -> Draft:
    """Take the last change back; with nothing left to undo, nothing changes."""
    if not draft.past:
        return draft
    *earlier, last = draft.past
    before = draft.model_copy(update={"past": tuple(earlier)})
    if last.fact is not None:
        return _counted(before, last.name, last.fact)
    return _written(before, last.panel, last.words, last.text) if last.panel and last.words else before


def take_aside(draft: Draft, number: int) -> Draft:
    """Put what was kept aside in the place of the other, which undoing brings back."""
    aside = next((each for each in draft.asides if each.number == number), None)
    if aside is None:
        raise Refused("Ce texte n’est plus de côté.")
    draft = drop_aside(draft, number)
    if aside.fact is not None:
        past = Piece(name=aside.name, fact=draft.fact(aside.name))
        return _counted(_remembering(draft, past), aside.name, aside.fact)
    here, field = draft.panel(aside.panel or ""), _words(aside.words or "")
    past = Piece(panel=here.id, words=field, text=words_of(here, field))
    return _written(_remembering(draft, past), here.id, field, aside.text)


def drop_aside(draft: Draft, number: int) -> Draft:
    """Forget what was kept aside."""
    return draft.model_copy(update={"asides": tuple(each for each in draft.asides if each.number != number)})


def _words(typed: str) -> Words:
    for each in NAMES:
        if each == typed:
            return each
    raise Refused("Ce texte n’existe pas.")


def _fits(text: str, words: Words) -> None:
    if not text:
        raise Refused(f"{NAMES[words]} ne peut pas être vide.")
    if len(text) > LONGEST[words]:
        raise Refused(
            f"{NAMES[words]} compte {len(text)} signes ({count(text)} mots) ; {LONGEST[words]} signes au plus. "
            "Rien n’est perdu : raccourcissez ici, ce sera enregistré ensuite."
        )


def _remembering(draft: Draft, past: Piece) -> Draft:
    return draft.model_copy(update={"past": (*draft.past, past)[-UNDONE:]})


def _put_aside(draft: Draft, aside: Piece) -> Draft:
    if len(draft.asides) >= ASIDES:
        raise Refused("Trop de textes sont de côté : choisissez entre eux avant de continuer.")
    number = draft.asided + 1
    return draft.model_copy(
        update={"asides": (*draft.asides, aside.model_copy(update={"number": number})), "asided": number}
    )


def _written(draft: Draft, name: PanelId, words: Words, text: str) -> Draft:
    def changed(panel: Panel) -> Panel:
        if words == "alt":
            return panel.model_copy(update={"diagram": panel.diagram.model_copy(update={"alt": text})})
        return panel.model_copy(update={words: text})

    panels = tuple(changed(panel) if panel.id == name else panel for panel in draft.brief.panels)
    return draft.model_copy(update={"brief": draft.brief.model_copy(update={"panels": panels})})


def _counted(draft: Draft, name: str, fact: Fact) -> Draft:
    return draft.model_copy(update={"facts": Facts(facts={**draft.facts.facts, name: fact})})
