"""A deck: the territory, its places, its people, and the cards. Pure: a frozen document, checked as a whole.

`base()` is the deck of the house, Les Lisières; `read` checks any other and says in French what is wrong with it.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Literal, Protocol, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from irdsu_app import content
from irdsu_app.coop.mistakes import Malformed, in_french
from irdsu_app.design.typography import fr

Level = Literal["très léger", "léger", "moyen", "lourd"]
LEVELS: dict[Level, float] = {"très léger": 0.5, "léger": 1.0, "moyen": 1.5, "lourd": 2.0}
"""How many energies a crew a situation asks for."""
Moment = Literal[
    "début de tour",
    "avant le débat",
    "pendant le débat",
    "avant la transformation",
    "avant l’engagement",
    "fin de tour",
]
"""When an event is drawn."""
MOMENTS: tuple[Moment, ...] = get_args(Moment)
CurrentId = Literal["confiance", "pouvoir", "lien"]
COLUMNS, ROWS = 12, 8
"""The grid of the map, origin top left; a place stands on 0 to 12, 0 to 8."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600), AfterValidator(fr)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), AfterValidator(fr)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,24}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Territory(_Frozen):
    """The imaginary neighbourhood, and the sentence that opens the game."""

    name: Name
    town: Name
    agglomeration: Name
    people: Text
    hook: Text


class Trigger(_Frozen):
    """What starts the year: one is chosen when a game is created; `suggested` are situations that suit it."""

    id: Id
    name: Name
    summary: Text
    suggested: tuple[Id, ...] = ()


class Place(_Frozen):
    """A place of the map: where it stands on the grid, the name of its state when the game starts."""

    id: Id
    name: Name
    x: int = Field(ge=0, le=COLUMNS)
    y: int = Field(ge=0, le=ROWS)
    state: Name
    line: Text


class State(_Frozen):
    """A state a place can be in, known by its name."""

    name: Name
    meaning: Text


class Posture(_Frozen):
    """A position of the compass, from 1 (« je ») to 5 (« nous »)."""

    id: int = Field(ge=1, le=5)
    name: Name
    gesture: Text
    strength: Text
    blind_spot: Text


class Current(_Frozen):
    """One of the three currents the group estimates."""

    id: CurrentId
    name: Name
    question: Text


class Trade(_Frozen):
    """A real trade, ticked on arrival for the option « À contre-emploi »."""

    id: Id
    label: Name


class Character(_Frozen):
    """Somebody of the neighbourhood. `hidden` is read by its crew alone; `trades` are those it corresponds to."""

    id: Id
    name: Name
    role: Text
    wants: Text
    believes: Text
    power: Text
    first_words: Text
    share: Text
    hidden: Text
    trades: tuple[Id, ...] = ()


class Situation(_Frozen):
    """A card: what happens, the action proposed, and two readings shown after the debate only."""

    id: Id
    title: Name
    place: Id
    theme: Name
    level: Level
    concerned: tuple[Id, ...]
    scene: Text
    action: Text
    coop: Text
    not_coop: Text
    prompt: Text


class Event(_Frozen):
    """A card drawn at its written moment, from the second round on; its effect on the rules is in `events`."""

    id: Id
    title: Name
    text: Text
    effect: Text
    moment: Moment


class Words(_Frozen):
    """What the two buttons of the vote say."""

    coop: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=24)] = "COOP"
    not_coop: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=24)] = "Pas COOP"


class Easy(_Frozen):
    """The easy-to-read version of a card: its kind, in the plural, and its code."""

    kind: str
    card: str
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900), AfterValidator(fr)]


class Selection(_Frozen):
    """A few situations ready to play together."""

    name: Name
    situations: tuple[Id, ...]


class _Known(Protocol):
    @property
    def id(self) -> object: ...


Thing = TypeVar("Thing", bound=_Known)


def _pick(things: Iterable[Thing], wanted: object) -> Thing:
    for thing in things:
        if thing.id == wanted:
            return thing
    raise KeyError(wanted)


class Deck(_Frozen):
    """Everything a game is played with. `dealing` is the advised order, `absent` the empty chairs of a full table."""

    id: Id
    territory: Territory
    triggers: tuple[Trigger, ...] = Field(min_length=1)
    places: tuple[Place, ...] = Field(min_length=1, max_length=12)
    states: tuple[State, ...]
    postures: tuple[Posture, ...]
    currents: tuple[Current, ...]
    trades: tuple[Trade, ...] = ()
    characters: tuple[Character, ...] = Field(min_length=4, max_length=40)
    dealing: tuple[Id, ...]
    absent: tuple[Name, ...] = Field(min_length=1)
    selections: tuple[Selection, ...] = ()
    situations: tuple[Situation, ...] = Field(min_length=4, max_length=300)
    events: tuple[Event, ...] = ()
    words: Words = Words()
    easy: tuple[Easy, ...] = ()
    """The easy-to-read version of some cards; Les Lisières has none yet."""

    def easy_of(self, kind: str, card: str) -> str:
        """The easy-to-read version of a card, or nothing."""
        return next((each.text for each in self.easy if (each.kind, each.card) == (kind, card)), "")

    def place(self, wanted: str) -> Place:
        """Find a place; raises KeyError."""
        return _pick(self.places, wanted)

    def character(self, wanted: str) -> Character:
        """Find a character; raises KeyError."""
        return _pick(self.characters, wanted)

    def situation(self, wanted: str) -> Situation:
        """Find a situation; raises KeyError."""
        return _pick(self.situations, wanted)

    def event(self, wanted: str) -> Event:
        """Find an event; raises KeyError."""
        return _pick(self.events, wanted)

    @model_validator(mode="after")
    def _checked(self) -> Self:
        for mistake in _mistakes(self):
            raise ValueError(mistake)
        return self


STATES = ("À prendre", "En suspens", "En tension", "En chantier", "Habité", "Laissé")
"""The states the rules give to a place: a deck may explain them in its own words, not rename them."""


def _mistakes(deck: Deck) -> Iterable[str]:
    """Say what does not hold together, in French."""
    yield from _twice(deck)
    if tuple(p.id for p in deck.postures) != (1, 2, 3, 4, 5):
        yield "la boussole a cinq postures, numérotées de 1 à 5, dans cet ordre"
    if sorted(c.id for c in deck.currents) != ["confiance", "lien", "pouvoir"]:
        yield "il faut les trois courants : confiance, pouvoir, lien"
    if missing := [name for name in STATES if name not in {s.name for s in deck.states}]:
        yield f"il manque un état de lieu : « {missing[0]} »"
    if sorted(deck.dealing) != sorted(c.id for c in deck.characters):
        yield "l’ordre de distribution doit citer chaque personnage une fois, et une seule"
    yield from _unknown(deck)


def _twice(deck: Deck) -> Iterable[str]:
    lists: dict[str, Iterable[object]] = {
        "le même déclencheur": (t.id for t in deck.triggers),
        "le même lieu": (p.id for p in deck.places),
        "le même nom de lieu": (p.name for p in deck.places),
        "la même place sur le plan": (f"{p.x}, {p.y}" for p in deck.places),
        "le même état": (s.name for s in deck.states),
        "le même métier": (t.id for t in deck.trades),
        "le même personnage": (c.id for c in deck.characters),
        "la même situation": (s.id for s in deck.situations),
        "le même événement": (e.id for e in deck.events),
        "la même chaise vide": deck.absent,
    }
    for what, ids in lists.items():
        yield from (f"{what} apparaît deux fois : {twice}" for twice, times in Counter(ids).items() if times > 1)


def _unknown(deck: Deck) -> Iterable[str]:
    """Every name a card quotes must exist."""
    places, people, cards = ({x.id for x in some} for some in (deck.places, deck.characters, deck.situations))
    states, trades = {s.name for s in deck.states}, {t.id for t in deck.trades}
    quoted = (
        *((f"le lieu {p.id} est dans un état inconnu", (p.state,), states) for p in deck.places),
        *((f"le personnage {c.id} cite un métier inconnu", c.trades, trades) for c in deck.characters),
        *((f"la situation {s.id} se passe dans un lieu inconnu", (s.place,), places) for s in deck.situations),
        *((f"la situation {s.id} concerne un personnage inconnu", s.concerned, people) for s in deck.situations),
        *((f"le déclencheur {t.id} propose une situation inconnue", t.suggested, cards) for t in deck.triggers),
        *((f"la sélection « {c.name} » cite une situation inconnue", c.situations, cards) for c in deck.selections),
    )
    for sentence, names, known in quoted:
        yield from (f"{sentence} : {name}" for name in names if name not in known)


def read(data: object) -> Deck:
    """Check a whole deck; raises Malformed, whose message says in French where the first mistake is."""
    try:
        return Deck.model_validate(data)
    except ValidationError as error:
        raise Malformed(in_french(error)) from None


@cache
def base() -> Deck:
    """The deck of the house: content/coop/base.yaml and content/coop/cards.yaml."""
    return read({**content.tree("coop/base"), **content.tree("coop/cards")})
