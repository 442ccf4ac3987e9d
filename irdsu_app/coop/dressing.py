"""What the room says, dressed as the cards, the tokens and the gauges want it: Vars in, Vars out."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData

from irdsu_app.coop import board, faces
from irdsu_app.coop.deck import LEVELS
from irdsu_app.coop.faces import Token
from irdsu_app.coop.setting import CurrentTold, PlaceTold, PostureTold, StateTold, Words
from irdsu_app.coop.state import Table
from irdsu_app.coop.views import CrewSeen, EventSeen, PlaceSeen, TraceSeen

el = rx.el
setting: Any = Table.setting
"""Where the game is played, as its deck says it."""
library: Any = Table.library
"""The cards that those who lead choose from."""
TOKENS = setting["tokens"].to(dict[str, Token])
"""The token of each character of the deck that is played."""
ASKS = rx.Var.create({level: faces.asks(level) for level in LEVELS})
"""What each level asks of a crew, in words."""
POSTURES, CURRENTS = 5, 3
CHOICES = {"keep": "Garder", "transform": "Transformer", "give_up": "Renoncer", "suspend": "Suspendre pour en parler"}
DECIDED = {
    "keep": "Action gardée",
    "transform": "Action transformée",
    "give_up": "Action laissée",
    "suspend": "Action suspendue",
}
VOICES = {"character": "en personnage", "self": "en son nom", "chair": "au nom de la chaise vide"}


class CrewShown(CrewSeen):
    """A crew, with its token."""

    token: Token


def words(table: dict[str, str], key: rx.Var[str]) -> rx.vars.StringVar:
    """The words of a key, or nothing."""
    return rx.Var(f"(({rx.Var.create(table)})[{key}] ?? '')", _var_type=str).to(str)


def crews() -> rx.vars.ArrayVar[list[CrewShown]]:
    """The crews of the room, each with its token."""
    return rx.Var(
        f"({Table.people['crews']}).map((crew) => ({{...crew, token: ({TOKENS})[crew.character] ?? "
        "{initials: crew.initials, name: crew.name, tone: 'pin', form: 'round'}}))",
        _var_type=list[CrewShown],
    ).to(list[CrewShown])


def tokens() -> Any:
    """The tokens of the crews, by crew."""
    by_crew = f"Object.fromEntries(({crews()}).map((crew) => [crew.id, crew.token]))"
    return rx.Var(by_crew, _var_type=dict[str, Token]).to(dict[str, Token])


def places() -> Any:
    """The places of the map as they are now."""
    return Table.board["places"].to(dict[str, PlaceSeen])


def situation() -> dict[str, Any]:
    """The situation on the table."""
    card = Table.card
    names = ("title", "theme", "level", "concerned", "scene", "action", "coop", "not_coop", "prompt")
    told = {name: card[name] for name in names}
    return {**told, "id": card["situation"], "place": card["place_name"], "asks": ASKS[card["level"].to(str)]}


def territory() -> rx.vars.StringVar:
    """The name of the territory."""
    return setting["name"].to(str)


def map_title() -> rx.vars.StringVar:
    """The title of its map: « La carte des Lisières »."""
    return setting["map_title"].to(str)


def word(name: str) -> rx.vars.StringVar:
    """One of the words of the vote: `coop`, `not_coop` on the buttons, `coop_said`, `not_said` in sentences."""
    return setting["words"].to(Words)[name].to(str)


def guided(text: str | rx.Var[str]) -> rx.vars.StringVar:
    """A sentence of the guide, with the words of the deck that is played."""
    line, pairs = rx.Var.create(text), setting["said"]
    brought = VarData.merge(line._get_all_var_data(), pairs._get_all_var_data())
    return rx.Var(f"({_IN_THEIR_WORDS})({line!s}, {pairs!s})", _var_type=str, _var_data=brought).to(str)


_IN_THEIR_WORDS = (
    "(text, pairs) => pairs.length ? text.replace(new RegExp(pairs.map(([ours]) => ours).join('|'), 'g'), "
    "(ours) => Object.fromEntries(pairs)[ours]) : text"
)
"""`setting.guided`, on the screens: our words are plain, none has a sign that a regular expression reads otherwise."""


def passing(count: rx.Var[int]) -> rx.vars.StringVar:
    """How many pass: « 1 passe », « 2 passent »."""
    said = f"`${{{count!s}}} ${{{count!s} > 1 ? 'passent' : 'passe'}}`"
    return rx.Var(said, _var_type=str, _var_data=count._get_all_var_data()).to(str)


def first_to_speak(said: str) -> rx.vars.StringVar:
    """Who speaks first in the debate: those who said this."""
    return ("Les voix " + word(said) + " parlent d’abord.").to(str)


def event_title(event: str) -> rx.vars.StringVar:
    """The title that the deck gives to an event on the table."""
    found = _found(Table.card["events"], rx.Var.create(event), EventSeen)
    return found["title"].to(str)


def told_places() -> rx.vars.ArrayVar[list[PlaceTold]]:
    """The places of the deck."""
    return setting["places"].to(list[PlaceTold])


def place_told(place: rx.Var[str]) -> Any:
    """A place of the deck, by its code."""
    return _found(setting["places"], place, PlaceTold)


def told_states() -> rx.vars.ArrayVar[list[StateTold]]:
    """The states of a place, as the deck explains them."""
    return setting["states"].to(list[StateTold])


def postures() -> list[Any]:
    """The five postures of the deck."""
    every = setting["postures"].to(list[PostureTold])
    return [every[rank] for rank in range(POSTURES)]


def current_told(name: Any) -> Any:
    """A current of the deck, by its code."""
    return _found(setting["currents"], rx.Var.create(name), CurrentTold)


def _found(every: Any, code: rx.Var[str], shape: type) -> Any:
    brought = VarData.merge(every._get_all_var_data(), code._get_all_var_data())
    return rx.Var(f"({every!s}).find((each) => each.id === {code!s})", _var_type=shape, _var_data=brought).to(shape)


def map_ground() -> rx.Component:
    """The ground of the map: ours is in the page, the one of another deck is asked from the server."""
    mark = setting["ground"].to(str)
    src = "/coop/" + Table.code + "/plan.html?" + mark
    return rx.cond(mark != "", board.Ground.create(src=src), rx.cond(setting["mark"] != "", board.our_ground()))


def the_map() -> rx.Component:
    """The map of the room as it is now."""
    return board.the_map(places(), tokens(), told=told_places(), ground=map_ground(), name=territory())


def currents() -> list[dict[str, Any]]:
    """The three currents as they are now, in figures and in words."""
    return [_current(rank) for rank in range(CURRENTS)]


def _current(rank: int) -> dict[str, Any]:
    seen = Table.board["currents"].to(list[dict[str, Any]])[rank]
    known = current_told(seen["id"])
    point, halo = seen["point"].to(float), seen["halo"].to(float)
    signed = rx.Var(
        f"((p) => (p > 0 ? '+' : p < 0 ? '−' : '') + "
        f"String(Math.abs(Math.round(p * 10) / 10)).replace('.', ','))({point})",
        _var_type=str,
    ).to(str)
    return {
        "name": known["name"].to(str),
        "question": known["question"].to(str),
        "point": point,
        "halo": halo,
        "apart": seen["apart"].to(bool),
        "figure": signed,
        "words": rx.cond(
            seen["apart"].to(bool),
            signed + "\u202f; les avis s’écartent",
            rx.cond(halo > 0, signed + "\u202f; quelques avis opposés", signed),
        ).to(str),
    }


def traces(kind: str, only_round: rx.Var[int] | None = None) -> rx.vars.ArrayVar[list[TraceSeen]]:
    """The sentences of the notebook of one kind, of one round or of all."""
    more = "" if only_round is None else f" && trace.round === {only_round}"
    found = f"({Table.board['traces']}).filter((trace) => trace.kind === '{kind}'{more})"
    return rx.Var(found, _var_type=list[TraceSeen]).to(list[TraceSeen])


def outcome() -> dict[str, Any]:
    """What was promised and given in the round, and what was asked."""
    talk, card = Table.talk, Table.card
    given = talk["staked"].to(int) + talk["bonus"].to(int)
    most = card["energy"].to(int) * Table.people["crews"].to(list).length() + talk["bonus"].to(int)
    return {
        "promised": talk["promised"].to(int),
        "given": given,
        "threshold": talk["threshold"].to(int),
        "most": rx.Var(f"Math.max({most}, {talk['promised']}, {talk['threshold']}, 1)", _var_type=int).to(int),
        "reached": talk["reached"].to(bool),
    }
