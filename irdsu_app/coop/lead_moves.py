"""The moves of the person who leads, as they are sent. Pure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from irdsu_app.coop.wording import Anytime, Id, Timed, Words


class Choose(Timed):
    """Choose the situation of the round."""

    do: Literal["choose"]
    situation: Id


class PlayEvent(Timed):
    """Play the event of the round now, or another."""

    do: Literal["event"]
    event: Id | None = None


class Bonus(Timed):
    """Say what the common energies are for."""

    do: Literal["bonus"]
    use: Words


class GiveFloor(Timed):
    """Give the floor to someone."""

    do: Literal["give_floor"]
    person: Id


class Tension(Timed):
    """Put the place of the round in tension, as the group asks."""

    do: Literal["tension"]
    on: bool


class Kick(Anytime):
    """Free someone's seat for good."""

    do: Literal["kick"]
    person: Id


class Lock(Anytime):
    """Close the room to new arrivals, or open it."""

    do: Literal["lock"]
    on: bool


class Lead(Anytime):
    """Let someone else lead too, or no more."""

    do: Literal["lead"]
    person: Id
    on: bool


class Slide(Timed):
    """Turn the screens of the debrief, on every big screen of the room."""

    do: Literal["slide"]
    n: Annotated[int, Field(ge=0, le=5)]


class Easy(Anytime):
    """Show the easy-to-read version of the cards on the big screen, or no more."""

    do: Literal["easy"]
    on: bool


class Option(Anytime):
    """Change an option before the game begins."""

    do: Literal["option"]
    name: Literal["trigger", "minutes", "discreet", "against_type", "hosted"]
    value: bool | int | Annotated[str, Field(max_length=40)]
