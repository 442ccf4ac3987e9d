"""What the room says, dressed as the cards, the tokens and the gauges want it: Vars in, Vars out."""

from typing import Any

import reflex as rx

from irdsu_app.coop import deck as decks
from irdsu_app.coop import faces
from irdsu_app.coop.deck import LEVELS
from irdsu_app.coop.faces import Token
from irdsu_app.coop.state import Table
from irdsu_app.coop.views import CrewSeen, PlaceSeen, TraceSeen

el = rx.el
DECK = decks.base()
TOKENS = rx.Var.create({each.id: dict(faces.token(DECK, each.id)) for each in DECK.characters})
"""The token of each character."""
ASKS = rx.Var.create({level: faces.asks(level) for level in LEVELS})
"""What each level asks of a crew, in words."""
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


def currents() -> list[dict[str, Any]]:
    """The three currents as they are now, in figures and in words."""
    return [_current(rank) for rank in range(len(DECK.currents))]


def _current(rank: int) -> dict[str, Any]:
    known, seen = DECK.currents[rank], Table.board["currents"].to(list[dict[str, Any]])[rank]
    point, halo = seen["point"].to(float), seen["halo"].to(float)
    signed = rx.Var(
        f"((p) => (p > 0 ? '+' : p < 0 ? '−' : '') + "
        f"String(Math.abs(Math.round(p * 10) / 10)).replace('.', ','))({point})",
        _var_type=str,
    ).to(str)
    return {
        "name": known.name,
        "question": known.question,
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
