"""The smallest game a room can hold: secret votes that are forgotten at the next phase, a time, somebody who leads."""

import json
from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    pass


Game = dict[str, Any]


class TinyRules:
    """Documents are dictionaries, replaced at each change."""

    refused: type[Exception] = Refused
    blanks: Mapping[str, Any] = {
        "pace": {"n": 0, "answered": 0},
        "people": {"away": []},
        "mine": {"vote": ""},
        "hosting": {},
    }

    setting: Mapping[str, Any] = {"mark": "tiny"}
    library: Mapping[str, Any] = {"mark": "tiny", "cards": ["one", "two"]}

    def __init__(self, lasts: float = 60) -> None:
        self.lasts = lasts

    def new(self) -> tuple[Game, str]:
        start = {"n": 1, "votes": {}, "totals": [], "people": {}, "deadline": 0.0, "paused": False, "said": []}
        return self.lead(start, "", "Animation", 0)

    def read(self, data: object) -> Any:
        if not isinstance(data, dict) or set(data) - {"do", "at", "stance", "text"} or data.get("do") not in DOES:
            raise Refused("Ce geste n’existe pas.")
        if data["do"] == "vote" and data.get("stance") not in ("coop", "not"):
            raise Refused("Ce vote n’existe pas.")
        if len(str(data.get("text", ""))) > 100:
            raise Refused("Ce texte est trop long.")
        return dict(data)

    def written(self, move: Any) -> dict[str, Any]:
        return move

    def play(self, game: Game, who: str, move: Any, now: float) -> Game:
        if move["do"] == "next":
            if not game["people"][who]["leads"]:
                raise Refused("Seule la personne qui anime peut faire ce geste.")
            return self._next(game, now)
        if move["do"] == "break":
            raise ZeroDivisionError
        if move["do"] == "say":
            return {**game, "said": [*game["said"], move["text"]]}
        if move.get("at") != game["n"]:
            raise Refused("Ce temps est terminé : votre geste n’a pas été compté.")
        return {**game, "votes": {**game["votes"], who: move["stance"]}}

    def _next(self, game: Game, now: float) -> Game:
        total = sum(stance == "coop" for stance in game["votes"].values())
        return {
            **game,
            "n": game["n"] + 1,
            "votes": {},
            "totals": [*game["totals"], total],
            "deadline": now + self.lasts,
        }

    def arrive(self, game: Game, name: str, trade: str, observes: bool, now: float) -> tuple[Game, str]:
        return self._with(game, {"name": name, "leads": False, "away": False, "gone": False})

    def lead(self, game: Game, who: str, name: str, now: float) -> tuple[Game, str]:
        if who:
            return self._change(game, who, leads=True), who
        return self._with(game, {"name": name, "leads": True, "away": False, "gone": False})

    def _with(self, game: Game, person: dict) -> tuple[Game, str]:
        who = f"p{len(game['people']) + 1}"
        return {**game, "people": {**game["people"], who: person}}, who

    def _change(self, game: Game, who: str, **changes: Any) -> Game:
        return {**game, "people": {**game["people"], who: {**game["people"][who], **changes}}}

    def system(self, game: Game, what: str, who: str, now: float) -> Game:
        match what:
            case "tick":
                return self._next(game, now) if game["deadline"] and now >= game["deadline"] else game
            case "away":
                return self._change(game, who, away=True)
            case "came_back":
                return self._change(game, who, away=False, gone=False)
            case "gone":
                return self._change(game, who, gone=True)
            case "host_missing":
                return {**game, "paused": True}
            case _:
                late = game["deadline"] and game["deadline"] < now + 15
                return {**game, "deadline": now + 15} if late else game

    def next_due(self, game: Game, now: float) -> float | None:
        return None if game["paused"] else game["deadline"] or None

    def phase(self, game: Game) -> int:
        return game["n"]

    def people(self, game: Game) -> frozenset[str]:
        return frozenset(who for who, person in game["people"].items() if not person["gone"])

    def absent(self, game: Game) -> frozenset[str]:
        return frozenset(who for who, person in game["people"].items() if person["away"])

    def hosts(self, game: Game) -> frozenset[str]:
        return frozenset(who for who, person in game["people"].items() if person["leads"])

    leaders = hosts

    def dump(self, game: Game) -> str:
        return json.dumps(game)

    def load(self, text: str) -> Game:
        return json.loads(text)

    def told(self, game: Game) -> str:
        return json.dumps(dict(self.public(game)))

    def public(self, game: Game) -> dict[str, Any]:
        pace = {key: game[key] for key in ("n", "deadline", "paused", "totals", "said")}
        return {"pace": {**pace, "answered": len(game["votes"])}, "people": {"away": sorted(self.absent(game))}}

    def own(self, game: Game, who: str) -> dict[str, Any]:
        return {"vote": game["votes"].get(who, "")}

    def hosting(self, game: Game) -> dict[str, Any]:
        return {"names": [person["name"] for person in game["people"].values()]}


DOES = ("vote", "say", "next", "break")
