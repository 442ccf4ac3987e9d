"""One room in memory: the game as written, the game as it will be once what is being written is, who sits there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from irdsu_app import faults
from irdsu_app.access.seats import hash_of
from irdsu_app.coop import acts
from irdsu_app.coop.acts import Act, Rules
from irdsu_app.coop.register import Kept, Pages
from irdsu_app.design.typography import fr

log = logging.getLogger(__name__)
AGAIN = fr("L'enregistrement n'a pas abouti : réessayez.")
LONG = 400
"""Acts after which a snapshot is written even if no phase has passed: a restart must not play a whole session again."""
REFUSALS = 500
"""Refusals a room remembers, so that the same id has the same answer."""


class Unwritten(Exception):
    """The database did not take it: nothing has changed; the message is the sentence to show."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(AGAIN)


@dataclass
class Entry:
    """An act accepted, waiting to be written."""

    act: Act
    written: asyncio.Future[Any]
    move_id: str | None = None
    also: Callable[[Session], Any] | None = None


@dataclass(frozen=True)
class Batch:
    """What one transaction takes of a room, and the game it makes."""

    entries: list[Entry]
    game: Any
    pages: Pages
    snapshot: bool


class Table:
    """One room: moves apply to `pending` at once, are written together, and only then become `game`."""

    def __init__(self, code: str, rules: Rules, kept: Kept) -> None:
        """Play again what happened since the snapshot."""
        self.code, self.rules = code, rules
        self.room_id: UUID = kept.room.id
        self.expires_at: datetime = kept.room.expires_at
        game = rules.load(kept.room.document)
        self._phase = rules.phase(game)
        self.game = self.pending = _replayed(rules, game, kept.acts, code)
        self.number, self.revision, self._since = kept.number, kept.room.revision, len(kept.acts)
        self.known = set(kept.known)
        self.places = dict(kept.places)
        self.refusals: dict[str, str] = {}
        self.flying: dict[str, asyncio.Future[Any]] = {}
        self.waiting: list[Entry] = []
        self.lost = False

    def person(self, cookie: str) -> str:
        """Who this browser is here, or nothing."""
        return self.places.get(hash_of(cookie), "") if cookie else ""

    def accept(
        self, act: Act, move: Any = None, move_id: str | None = None, also: Callable[[Session], Any] | None = None
    ) -> tuple[Entry, str]:
        """Apply an act to what is being written; raises what the rules raise. Gives who it is about."""
        self.pending, who = acts.perform(self.rules, self.pending, act, move)
        entry = Entry(act, asyncio.get_running_loop().create_future(), move_id, also)
        self.waiting.append(entry)
        if move_id:
            self.flying[move_id] = entry.written
        return entry, who

    def refuse(self, move_id: str, said: str) -> None:
        """Remember what was answered."""
        self.refusals[move_id] = said
        if len(self.refusals) > REFUSALS:
            del self.refusals[next(iter(self.refusals))]

    def take(self) -> Batch:
        """Give what is to be written now; what comes meanwhile waits for the next transaction."""
        entries, self.waiting = self.waiting, []
        passed = self.rules.phase(self.pending) != self._phase
        snapshot = passed or self._since + len(entries) > LONG
        pages = Pages(
            self.room_id,
            self.number + 1,
            [(entry.move_id, entry.act.text()) for entry in entries],
            self.revision,
            self.rules.dump(self.pending) if snapshot else None,
            self.rules.told(self.pending) if passed else None,
            [entry.also for entry in entries if entry.also],
        )
        return Batch(entries, self.pending, pages, snapshot)

    def written(self, batch: Batch) -> None:
        """Take what has been written for true."""
        self.game = batch.game
        self.number += len(batch.entries)
        self._since += len(batch.entries)
        if batch.snapshot:
            self._phase, self.revision, self._since = self.rules.phase(batch.game), self.number, 0
        for entry in batch.entries:
            if entry.move_id:
                self.known.add(entry.move_id)
                del self.flying[entry.move_id]

    def unwritten(self, batch: Batch) -> None:
        """Come back to what was written; whoever waits is told to try again."""
        self.pending = self.game
        entries, self.waiting = [*batch.entries, *self.waiting], []
        self.flying.clear()
        self.refusals.clear()
        for entry in entries:
            if not entry.written.done():
                entry.written.set_exception(Unwritten())
                entry.written.exception()  # what nobody awaits (the tick of a timer) is no error of the loop


def _replayed(rules: Rules, game: Any, kept: Any, code: str) -> Any:
    for text in kept:
        try:
            game, _ = acts.perform(rules, game, acts.read(text))
        except Exception as error:
            # Accepted by the rules of another version: the rest of the game is worth more than this move.
            log.error("an act of room %s cannot be played again: %s", code, faults.told(error))
    return game
