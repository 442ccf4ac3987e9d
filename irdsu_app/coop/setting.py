"""Where a game is played, as its deck says it: what every screen of a room is told once, when it comes in. Pure.

Nothing here is anybody's secret: no hidden side, no situation, no event. `library` is for those who lead.
"""

from __future__ import annotations

import hashlib
import re
from typing import TypedDict

from irdsu_app.coop import deck as decks
from irdsu_app.coop import faces
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.faces import Token
from irdsu_app.coop.ground import HIGH, PICTURE, WIDE, Spot, spots
from irdsu_app.coop.timing import ESTIMATED, WINDFALL
from irdsu_app.design.typography import fr


class Words(TypedDict):
    """The two buttons, and the same in the middle of a sentence."""

    coop: str
    not_coop: str
    coop_said: str
    not_said: str


class PlaceTold(TypedDict):
    """A place: what never changes of it; `at` are the CSS lengths of its spot, and where crews gather around it."""

    id: str
    name: str
    line: str
    at: dict[str, str]


class PostureTold(TypedDict):
    """A posture of the compass."""

    id: int
    name: str
    gesture: str
    strength: str
    blind_spot: str


class CurrentTold(TypedDict):
    """A current and its question."""

    id: str
    name: str
    question: str


class StateTold(TypedDict):
    """A state of a place, and what it means in this deck."""

    name: str
    meaning: str


class TriggerTold(TypedDict):
    """What may start the year."""

    id: str
    name: str
    summary: str


class TradeTold(TypedDict):
    """A real trade, for the door."""

    id: str
    label: str


class Setting(TypedDict):
    """What a screen knows of the deck of its room; `mark` changes with the deck, `ground` is empty for our own map.

    `said` are the words of the guide that this deck says otherwise, each with what to say instead.
    """

    mark: str
    ground: str
    name: str
    map_title: str
    words: Words
    said: list[tuple[str, str]]
    places: list[PlaceTold]
    states: list[StateTold]
    postures: list[PostureTold]
    currents: list[CurrentTold]
    triggers: list[TriggerTold]
    trades: list[TradeTold]
    tokens: dict[str, Token]


class SituationTold(TypedDict):
    """A situation one may choose."""

    id: str
    title: str
    place: str
    theme: str
    level: str


class EventTold(TypedDict):
    """An event one may play."""

    id: str
    title: str
    effect: str
    moment: str


class Library(TypedDict):
    """What those who lead choose from; `suggested` are situations, by trigger."""

    mark: str
    situations: list[SituationTold]
    suggested: dict[str, list[str]]
    places: list[str]
    themes: list[str]
    events: list[EventTold]


def told(deck: Deck) -> Setting:
    """Tell the setting of a deck."""
    home = decks.base()
    mark = _mark(deck)
    return Setting(
        mark=mark,
        ground="" if spots(deck.places) == spots(home.places) else mark,
        name=deck.territory.name,
        map_title=map_title(deck.territory.name),
        words=words(deck),
        said=said(deck),
        places=places(deck),
        states=[StateTold(name=s.name, meaning=s.meaning) for s in deck.states],
        postures=[
            PostureTold(id=p.id, name=p.name, gesture=p.gesture, strength=p.strength, blind_spot=p.blind_spot)
            for p in deck.postures
        ],
        currents=[CurrentTold(id=c.id, name=c.name, question=c.question) for c in deck.currents],
        triggers=[TriggerTold(id=t.id, name=t.name, summary=t.summary) for t in deck.triggers],
        trades=[TradeTold(id=t.id, label=t.label) for t in deck.trades],
        tokens={c.id: faces.token(deck, c.id) for c in deck.characters},
    )


def library(deck: Deck) -> Library:
    """Tell those who lead what they may choose; the windfall opens a moment of its own, it only comes when drawn."""
    names = {place.id: place.name for place in deck.places}
    return Library(
        mark=_mark(deck),
        situations=[
            SituationTold(id=s.id, title=s.title, place=names[s.place], theme=s.theme, level=s.level)
            for s in deck.situations
        ],
        suggested={t.id: list(t.suggested) for t in deck.triggers},
        places=[name for code, name in names.items() if any(s.place == code for s in deck.situations)],
        themes=sorted({s.theme for s in deck.situations}),
        events=[
            EventTold(id=e.id, title=e.title, effect=e.effect, moment=e.moment) for e in deck.events if e.id != WINDFALL
        ],
    )


def words(deck: Deck) -> Words:
    """Tell the two buttons, and how a sentence says them: renamed ones are quoted there."""
    coop, not_coop = fr(deck.words.coop), fr(deck.words.not_coop)
    if deck.words == decks.Words():
        return Words(coop=coop, not_coop=not_coop, coop_said="COOP", not_said="pas COOP")
    return Words(coop=coop, not_coop=not_coop, coop_said=_quoted(coop), not_said=_quoted(not_coop))


QUESTION, PEOPLE = "COOP ou pas COOP", "une personne des Lisières"
THREE, TRUST = fr("la confiance, le pouvoir d’agir et le lien"), ("la confiance", "La confiance")
SHOWN = {"cette vidéo": "cet événement", "la vidéo": fr("l’événement")}
ASKED = ("quoi, COOP", "c’était COOP")
GUIDED = (QUESTION, *ASKED, PEOPLE, THREE, *TRUST, *SHOWN)
"""What the guide says with the words of our own deck, longest first."""


def said(deck: Deck) -> list[tuple[str, str]]:
    """Tell the words of the guide that a deck says otherwise; nothing for ours."""
    home, pairs = decks.base(), []
    if deck.words != home.words:
        both = words(deck)
        pairs.append((QUESTION, f"{both['coop_said']} ou {both['not_said']}"))
        pairs += [(each, each.replace("COOP", f"“{both['coop']}”")) for each in ASKED]
    if deck.territory.name != home.territory.name:
        pairs.append((PEOPLE, "une personne du quartier"))
    names = {current.id: current.name for current in deck.currents}
    if names != {current.id: current.name for current in home.currents}:
        trust, power, bond = (_quoted(names[each.id]) for each in home.currents)
        pairs.append((THREE, f"{trust}, {power} et {bond}"))
        pairs += [(each, trust) for each in TRUST]
    if [e.title for e in deck.events if e.id == ESTIMATED] != [home.event(ESTIMATED).title]:
        pairs += SHOWN.items()
    return pairs


def guided(text: str, pairs: list[tuple[str, str]]) -> str:
    """A sentence of the guide with these words instead of ours, all at once: what is put in is not read again."""
    theirs = dict(pairs)
    return re.sub("|".join(map(re.escape, theirs)), lambda ours: theirs[ours[0]], text) if theirs else text


def _quoted(name: str) -> str:
    return fr(f"« {name} »")


def places(deck: Deck) -> list[PlaceTold]:
    """Tell the places, each with its spot on the map."""
    laid = {spot.id: spot for spot in spots(deck.places)}
    return [PlaceTold(id=p.id, name=p.name, line=p.line, at=_at(laid[p.id])) for p in deck.places]


def _at(spot: Spot) -> dict[str, str]:
    return {
        "--x": f"{spot.left / WIDE:.2%}",
        "--y": f"{spot.top / HIGH:.2%}",
        "--w": f"{spot.wide / WIDE:.2%}",
        "--h": f"{spot.high / HIGH:.2%}",
        "--floor": f"{PICTURE / spot.high:.2%}",
        "--tx": f"{spot.x / WIDE:.2%}",
        "--ty": f"{(spot.top + spot.high * 0.42) / HIGH:.2%}",
    }


_ARTICLES = {"Les ": "des ", "Le ": "du ", "La ": "de la ", "L’": "de l’"}


def map_title(name: str) -> str:
    """Title the map of a territory, its article contracted: « La carte des Lisières », « La carte : Bellevue »."""
    for article, contracted in _ARTICLES.items():
        if name.startswith(article) and len(name) > len(article):
            return fr(f"La carte {contracted}{name.removeprefix(article)}")
    return fr(f"La carte : {name}")


def _mark(deck: Deck) -> str:
    return hashlib.sha256(deck.model_dump_json().encode()).hexdigest()[:12]


NOWHERE = Setting(
    mark="",
    ground="",
    name="",
    map_title="",
    words=Words(coop="", not_coop="", coop_said="", not_said=""),
    said=[],
    places=[],
    states=[],
    postures=[],
    currents=[],
    triggers=[],
    trades=[],
    tokens={},
)
"""What a screen knows before it has come in."""
UNREAD = Library(mark="", situations=[], suggested={}, places=[], themes=[], events=[])
"""What a screen that does not lead knows of the cards."""
