"""The time of a game: how long each phase lasts, which ones end with it, who has answered. Pure.

Sections 8 (the whole session) and 9 (a round) of the game's text; durations in seconds.
"""

from __future__ import annotations

from irdsu_app.coop import pledging
from irdsu_app.coop.game import Game, Phase

ROUNDS = {45: 2, 60: 3, 90: 4}
GLASSES_AFTER = 2
"""In a game of 90 minutes, characters are exchanged after the second round."""
_SECONDS: dict[Phase, float] = {
    "discover": 60,
    "stance": 60,
    "reveal": 30,
    "estimate": 30,
    "debate": 240,
    "transform": 90,
    "bonus": 120,
    "promise": 35,
    "revise": 30,
    "stake": 40,
    "outcome": 15,
    "trace": 90,
    "glasses": 180,
}
_OPENING: dict[Phase, dict[int, float]] = {
    "compass": {45: 300, 60: 300, 90: 480},
    "characters": {45: 300, 60: 360, 90: 480},
    "debrief": {45: 600, 60: 780, 90: 1080},
    "closing": {45: 180, 60: 180, 90: 300},
}
GO_ON: frozenset[Phase] = frozenset(("stance", "estimate", "debate", "bonus", "promise", "revise", "stake"))
"""The phases that end with their time even when somebody leads (section 9)."""
BY_ITSELF: frozenset[Phase] = frozenset(("stance", "estimate", "promise", "stake"))
"""The phases that end when everybody has answered."""
FROZEN, ESTIMATED, HALVED, SWAP, WINDFALL, WRITTEN, TIRED, LIGHTER, SUSPENDED, LETTER, REVISED = (
    "E01", "E02", "E04", "E05", "E06", "E08", "E09", "E10", "E12", "E13", "E14",
)  # fmt: skip
"""The events whose effect is in the rules; the others only ask people something."""
MIDDLE = "pendant le débat"
WRITTEN_SECONDS, READING_SECONDS = 180, 120


def rounds(game: Game) -> int:
    """How many rounds a game has; one for whoever discovers it alone."""
    return 1 if game.options.alone else ROUNDS[game.options.minutes]


def seconds(game: Game, phase: Phase) -> float:
    """How long a phase lasts, in seconds; 0 when nothing times it."""
    minutes = game.options.minutes
    if game.options.alone:
        return 0
    if phase in _OPENING:
        return _OPENING[phase][minutes]
    if phase == "debate":
        longer = _SECONDS["debate"] + (60 if minutes == 90 else 0)
        events = game.current.events if game.current else ()
        return WRITTEN_SECONDS if WRITTEN in events else longer / 2 if HALVED in events else longer
    return _SECONDS.get(phase, 0)


def moments(game: Game) -> tuple[str, ...]:
    """The moments of the events that may be played now."""
    return {
        "discover": ("début de tour",),
        "reveal": ("avant le débat",),
        "debate": ("pendant le débat",),
        "transform": ("avant la transformation",),
        "bonus": ("avant l’engagement",),
        "promise": ("avant l’engagement",),
        "trace": ("fin de tour",),
    }.get(game.phase, ())


def ends_with_time(game: Game) -> bool:
    """Whether this phase ends with its time: some do, and all of them when nobody leads."""
    return game.phase in GO_ON or not game.options.hosted


def half_time(game: Game) -> float:
    """When the event of the middle of the debate is due, in seconds; 0 when none is."""
    table, timer = game.current, game.timer
    if game.phase != "debate" or table is None or table.pending_moment != MIDDLE or not timer.deadline:
        return 0
    return timer.deadline - timer.total / 2


def answers(game: Game) -> tuple[int, int]:
    """How many have answered at this moment, and how many are expected; a count, never who."""
    players = [p.id for p in game.players()]
    table = game.current
    here = set(players)
    if game.phase == "compass":
        return len(here & game.compass_start.keys()), len(players)
    if game.phase == "debrief":
        return len(here & game.compass_end.keys()), len(players)
    if game.phase == "closing":
        return len(here & game.commitments.keys()), len(players)
    if table is None:
        return 0, 0
    if game.phase in ("promise", "stake"):
        bids = table.promises if game.phase == "promise" else table.stakes
        return pledging.answered(game, bids), len(game.active())
    said: dict[Phase, set[str]] = {
        "stance": set(table.stances),
        "estimate": set(table.early),
        "transform": {*table.consents, *table.objections},
        "trace": set(table.judged),
    }
    return (len(here & said[game.phase]), len(players)) if game.phase in said else (0, 0)
