"""The shapes of what leaves the server: one for each part of the table, and one for each person. Pure types.

`seen.py` fills them; nothing else is ever sent to a screen.
"""

from __future__ import annotations

from typing import TypedDict


class Pace(TypedDict):
    """Where the game is; `deadline` in seconds of the server's clock, 0 when no time runs; `left` while paused."""

    n: int
    phase: str
    status: str
    round: int
    rounds: int
    deadline: float
    left: float
    total: float
    extended: bool
    answered: int
    expected: int
    few: bool
    locked: bool
    led: bool
    hosted: bool
    alone: bool
    discreet: bool
    against_type: bool
    minutes: int
    trigger: str
    written: bool
    reading: bool
    keeper: str
    slide: int
    easy: bool


class PersonSeen(TypedDict):
    """Someone, as everybody may see them; `state` is a word."""

    id: str
    name: str
    kind: str
    state: str
    leads: bool
    simulated: bool
    characters: str


class CrewSeen(TypedDict):
    """A crew: its character, its people, its marks, and what is shown of its hidden side."""

    id: str
    number: int
    character: str
    name: str
    role: str
    initials: str
    people: str
    hidden: str
    marks: list[str]
    promised: int
    why: str
    exempt: bool


class People(TypedDict):
    """Everybody, and the crews."""

    here: int
    people: list[PersonSeen]
    crews: list[CrewSeen]
    observers: int


class EventSeen(TypedDict):
    """An event on the table."""

    id: str
    title: str
    text: str
    effect: str
    easy: str


class Card(TypedDict):
    """The situation of the round and what is around it; readings are given after the debate only."""

    situation: str
    title: str
    place: str
    place_name: str
    theme: str
    level: str
    scene: str
    action: str
    first_action: str
    concerned: list[str]
    coop: str
    not_coop: str
    prompt: str
    chair: str
    events: list[EventSeen]
    decision: str
    energy: int
    easy: str


class TallySeen(TypedDict):
    """How many said what; `known` once it is revealed."""

    known: bool
    coop: int
    no: int
    passed: int


class SpeechSeen(TypedDict):
    """Someone who asks to speak, or speaks."""

    person: str
    name: str
    voice: str
    until: float


class ArgumentSeen(TypedDict):
    """A written argument; `name` is empty when the room is discreet."""

    name: str
    voice: str
    text: str
    reader: str


class Talk(TypedDict):
    """What is said in the round: votes revealed, conditions, debate, decision, promises and stakes as totals."""

    first: TallySeen
    observers: TallySeen
    camp: str
    conditions: list[str]
    queue: list[SpeechSeen]
    floor: list[SpeechSeen]
    arguments: list[ArgumentSeen]
    chair_said: str
    proposal: str
    proposed_by: str
    draft: str
    drafted: int
    level: str
    choices: list[str]
    consents: int
    objections: list[str]
    hands_at: float
    hands: dict[str, int]
    promised: int
    staked: int
    bonus: int
    bonus_use: str
    threshold: int
    revealed: bool
    reached: bool
    tension: bool
    reopener: str
    reopened: str


class PlaceSeen(TypedDict):
    """A place now."""

    state: str
    round: int
    lit: bool
    marks: list[str]


class CurrentSeen(TypedDict):
    """A current: its point from −6 to +6, the halo of the last round from 0 to 1."""

    id: str
    point: float
    halo: float
    apart: bool


class TraceSeen(TypedDict):
    """A sentence of the notebook."""

    id: int
    round: int
    kind: str
    text: str


class Board(TypedDict):
    """The map, the currents and the notebook."""

    places: dict[str, PlaceSeen]
    currents: list[CurrentSeen]
    traces: list[TraceSeen]


class RoundSeen(TypedDict):
    """A round that is over, in distributions and totals."""

    number: int
    title: str
    place: str
    action: str
    decision: str
    first: TallySeen
    second: TallySeen
    observers_first: TallySeen
    observers_second: TallySeen
    promised: int
    staked: int
    bonus: int
    threshold: int
    reached: bool
    engaged: bool
    changed: int
    voters: int
    state: str
    coop: str
    not_coop: str


class Debrief(TypedDict):
    """What the debrief shows; empty before it (section 13). Never a score."""

    open: bool
    rounds: list[RoundSeen]
    changed: int
    compass_start: list[int]
    compass_end: list[int]
    apart: list[str]
    commitments: list[str]
