"""The shapes of what leaves the server for one person, or for those who lead. Pure types, filled by `seen.py`."""

from __future__ import annotations

from typing import TypedDict

from irdsu_app.coop.views import PersonSeen


class BidSeen(TypedDict):
    """One's own promise or stake, and the pair's; −1 when nothing is entered."""

    mine: int
    pair: int
    agreed: int


class OwnCrew(TypedDict):
    """One's own crew, with its hidden side and its energies kept."""

    id: str
    character: str
    name: str
    role: str
    wants: str
    believes: str
    power: str
    first_words: str
    share: str
    easy: str
    hidden: str
    shown: bool
    kept: int
    marks_left: int
    mate: str
    my_turn: bool
    energy: int
    promise: BidSeen
    stake: BidSeen


class Own(TypedDict):
    """What one person alone sees."""

    id: str
    name: str
    kind: str
    waits: bool
    gone: bool
    leads: bool
    crews: list[OwnCrew]
    stance: str
    condition: str
    judged: str
    felt: dict[str, int]
    posture_start: int
    posture_end: int
    asked: str
    speaks: bool
    listens: bool
    consents: bool
    objects: bool
    hand: str
    traces: list[int]
    to_read: list[str]
    may_lend: bool
    reopens: bool
    commitment: str


class Hosting(TypedDict):
    """What whoever leads sees besides."""

    leads: bool
    played: list[str]
    waiting_event: str
    may_go_back: bool
    spoken: dict[str, int]
    unheard: int
    people: list[PersonSeen]
