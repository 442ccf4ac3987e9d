"""What a card, a token or a gauge shows, ready to be read: small dictionaries that travel to the screens. Pure.

The hidden side of a character is never in these: only `seen.own` gives it, to the seat that carries it.
"""

from typing import Literal, TypedDict

from irdsu_app.coop.deck import LEVELS, Deck
from irdsu_app.design.typography import fr

Sign = Literal["prendre", "suspens", "tension", "chantier", "habite", "laisse"]
SIGNS: dict[str, Sign] = {
    "À prendre": "prendre",
    "En suspens": "suspens",
    "En tension": "tension",
    "En chantier": "chantier",
    "Habité": "habite",
    "Laissé": "laisse",
}
"""The symbol of each state of a place, in assets/coop-signs.svg."""
TONES = ("pin", "brick", "slate", "ochre")
FORMS = ("round", "square", "arch", "leaf")
WIDEST = 6
"""A current's point stays between −6 and +6."""


class Token(TypedDict):
    """A crew's token: initials, a tone, a form; two characters never share all three."""

    initials: str
    name: str
    tone: str
    form: str


class CharacterCard(TypedDict):
    """The open side of a character."""

    id: str
    name: str
    role: str
    wants: str
    believes: str
    power: str
    first_words: str
    share: str
    token: Token


class SituationCard(TypedDict):
    """A situation; the two readings are empty until they may be shown."""

    id: str
    title: str
    place: str
    theme: str
    level: str
    asks: str
    concerned: list[str]
    scene: str
    action: str
    coop: str
    not_coop: str
    prompt: str


class EventCard(TypedDict):
    """An event: what happens, and what it changes."""

    id: str
    title: str
    text: str
    effect: str
    moment: str


class PlaceSeen(TypedDict):
    """A place of the map: the name of its state, the crews that marked it, whether the round is played there."""

    state: str
    marks: list[str]
    lit: bool


class Votes(TypedDict):
    """How many said what; never who."""

    coop: int
    no: int
    passed: int


class Outcome(TypedDict):
    """What was promised and given, what was asked, and the most that could be."""

    promised: int
    given: int
    threshold: int
    most: int
    reached: bool


class CurrentSeen(TypedDict):
    """A current: its point (−6 to 6), its halo (0 to 1), and both in words."""

    name: str
    question: str
    point: float
    halo: float
    words: str


class TraceSeen(TypedDict):
    """A sentence of the notebook."""

    id: int
    text: str
    round: int


def token(deck: Deck, character: str) -> Token:
    """The token of a character; raises KeyError."""
    person = deck.character(character)
    rank = [each.id for each in deck.characters].index(character)
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    return Token(initials=initials, name=person.name, tone=TONES[rank % 4], form=FORMS[rank // 4 % 4])


def character(deck: Deck, wanted: str) -> CharacterCard:
    """The open side of a character; raises KeyError."""
    return CharacterCard(**deck.character(wanted).model_dump(exclude={"hidden", "trades"}), token=token(deck, wanted))  # pyright: ignore[reportReturnType]


def asks(level: str) -> str:
    """What a level asks of each crew, in words; raises KeyError."""
    energies = LEVELS[level]  # pyright: ignore[reportArgumentType]
    many = "énergies" if energies >= 2 else "énergie"
    return f"{energies:g} {many} par équipage".replace(".", ",")


def situation(deck: Deck, wanted: str, *, readings: bool = False) -> SituationCard:
    """A situation, its two readings left out unless they may be shown; raises KeyError."""
    card = deck.situation(wanted)
    return SituationCard(
        id=card.id,
        title=card.title,
        place=deck.place(card.place).name,
        theme=card.theme,
        level=card.level,
        asks=asks(card.level),
        concerned=[deck.character(each).name for each in card.concerned],
        scene=card.scene,
        action=card.action,
        coop=card.coop if readings else "",
        not_coop=card.not_coop if readings else "",
        prompt=card.prompt,
    )


def event(deck: Deck, wanted: str) -> EventCard:
    """An event; raises KeyError."""
    return EventCard(**deck.event(wanted).model_dump())  # pyright: ignore[reportReturnType]


def current(name: str, question: str, point: float, halo: float) -> CurrentSeen:
    """A current in figures and in words; `point` from −6 to 6, `halo` from 0 to 1."""
    point, halo = max(-WIDEST, min(WIDEST, point)), max(0.0, min(1.0, halo))
    return CurrentSeen(name=name, question=question, point=point, halo=halo, words=wave_words(point, halo))


def wave_words(point: float, halo: float) -> str:
    """Say where a current stands: « +1,5, les avis s’écartent »."""
    value = f"{abs(round(point, 1)):g}".replace(".", ",")
    signed = "0" if value == "0" else f"{'+' if point > 0 else '−'}{value}"
    heard = "les avis s’écartent" if halo >= 0.5 else "quelques avis opposés" if halo > 0 else "personne ne s’oppose"
    return fr(f"{signed} ; {heard}")
