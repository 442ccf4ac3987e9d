"""One room in memory: the game as written, the game as it will be once what is being written is, who sits there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol
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


class Arrived(Exception):
    """This arrival has happened already: the other tap was received by another process."""

    def __init__(self, who: str) -> None:
        """Say who arrived."""
        super().__init__(who)
        self.who = who


class Also(Protocol):
    """What is done in the transaction of an act: it seats a browser, of this cookie when it has one, as `person`."""

    cookie: str
    person: str

    def __call__(self, session: Session) -> Any:
        """Do it, and give what whoever waits is answered."""
        ...


@dataclass
class Entry:
    """An act accepted, waiting to be written; `tries` counts the times another process wrote first."""

    act: Act
    written: asyncio.Future[Any]
    move_id: str | None = None
    also: Also | None = None
    tries: int = 0


@dataclass(frozen=True)
class Batch:
    """What one transaction takes of a room, and the game it makes."""

    entries: list[Entry]
    game: Any
    pages: Pages
    snapshot: bool


class Told(NamedTuple):
    """What a transaction has written, as the other processes are told: acts from `number`, with the ids of moves."""

    number: int
    acts: list[tuple[str | None, str]]
    snapshot: bool


class Table:
    """One room: moves apply to `pending` at once, are written together, and only then become `game`."""

    def __init__(self, code: str, rules: Rules, kept: Kept) -> None:
        """Play again what happened since the snapshot."""
        self.code, self.rules = code, rules
        self.room_id: UUID = kept.room.id
        self.expires_at: datetime = kept.room.expires_at
        self.refusals: dict[str, str] = {}
        self.flying: dict[str, asyncio.Future[Any]] = {}
        self.waiting: list[Entry] = []
        self.leaving: Batch | None = None
        """What is being written."""
        self._heard: list[Told] = []
        self._arrived: dict[str, str] = {}
        """Who arrived with each key, in another process or before this one."""
        self._read(kept)

    def _read(self, kept: Kept) -> None:
        game = self.rules.load(kept.room.document)
        self._phase = self.rules.phase(game)
        self.game = self.pending = self._replayed(game, kept.acts)
        self.number, self.revision, self._since = kept.number, kept.room.revision, len(kept.acts)
        self.known = set(kept.known)
        self.places = dict(kept.places)

    def person(self, cookie: str) -> str:
        """Who this browser is here, or nothing."""
        return self.places.get(hash_of(cookie), "") if cookie else ""

    def is_behind(self, move: object) -> bool:
        """Whether a move is of a moment yet unknown here: another process has written it, and was not heard."""
        at = move.get("at") if isinstance(move, dict) else None
        return isinstance(at, int) and at > self.rules.phase(self.pending)

    def accept(
        self, act: Act, move: Any = None, move_id: str | None = None, also: Also | None = None
    ) -> tuple[Entry, str]:
        """Apply an act to what is being written; raises what the rules raise, or Arrived. Gives who it is about."""
        self.pending, who = self._performed(self.pending, act, move)
        entry = Entry(act, asyncio.get_running_loop().create_future(), move_id, also)
        self.waiting.append(entry)
        if move_id:
            self.flying[move_id] = entry.written
        return entry, who

    def let(self, act: Act) -> Entry | None:
        """Apply an act of the system; nothing is to be written when it changes nothing."""
        before = self.pending
        entry, _ = self.accept(act)
        if self.pending != before:
            return entry
        self.pending = before
        self.waiting.remove(entry)
        return None

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
        self.leaving = Batch(entries, self.pending, pages, snapshot)
        return self.leaving

    def written(self, batch: Batch) -> Told:
        """Take what has been written for true; gives what the other processes must know."""
        told = Told(self.number + 1, list(batch.pages.acts), batch.snapshot)
        self.game, self.leaving = batch.game, None
        self._count(told)
        for entry in batch.entries:
            if entry.move_id:
                del self.flying[entry.move_id]
        return told

    def unwritten(self, batch: Batch) -> None:
        """Come back to what was written; whoever waits is told to try again."""
        self.pending, self.leaving = self.game, None
        entries, self.waiting = [*batch.entries, *self.waiting], []
        self.flying.clear()
        self.refusals.clear()
        for entry in entries:
            _answer(entry, Unwritten())

    def overtaken(self, batch: Batch, kept: Kept) -> None:
        """Begin again from what another process wrote first: what was being written waits again."""
        for entry in batch.entries:
            entry.tries += 1
        self.leaving, self.waiting = None, [*batch.entries, *self.waiting]
        self.read_back(kept)

    def read_back(self, kept: Kept) -> None:
        """Take what the database says for true, and apply to it what waits."""
        self._read(kept)
        self._redo()

    def hear(self, told: Told) -> bool:
        """Play what another process has written; false when something before it was not heard."""
        self._heard.append(told)
        return self.leaving is not None or self.catch_up()

    def catch_up(self) -> bool:
        """Play what was heard, in order; false when something is missing."""
        heard, self._heard = sorted(self._heard, key=lambda told: told.number), []
        for told in heard:
            if told.number + len(told.acts) - 1 <= self.number:
                continue
            if told.number != self.number + 1:
                return False
            self.game = self._replayed(self.game, [text for _, text in told.acts])
            self._count(told)
        if heard:
            self._redo()
        return True

    def _count(self, told: Told) -> None:
        self.number += len(told.acts)
        self._since += len(told.acts)
        self.known |= {move_id for move_id, _ in told.acts if move_id}
        if told.snapshot:
            self._phase, self.revision, self._since = self.rules.phase(self.game), self.number, 0

    def _redo(self) -> None:
        """Apply what waits to what is true now; what needs not be written any more is answered."""
        entries, self.waiting, self.pending = self.waiting, [], self.game
        for entry in entries:
            if entry.move_id in self.known or (entry.also and self.person(entry.also.cookie)):
                self._settle(entry, entry.also.cookie if entry.also else None)
                continue
            try:
                game, who = self._performed(self.pending, entry.act)
            except Arrived as already:
                self._settle(entry, already)
                continue
            except self.rules.refused as refusal:
                if entry.move_id:
                    self.refuse(entry.move_id, str(refusal))
                self._settle(entry, refusal)
                continue
            if entry.also is None and entry.move_id is None and game == self.pending:
                self._settle(entry, None)  # another process has let it happen
                continue
            if entry.also:
                entry.also.person = who
            self.pending = game
            self.waiting.append(entry)

    def _performed(self, game: Any, act: Act, move: Any = None) -> tuple[Any, str]:
        key = act.data.get("key", "") if act.kind == "arrive" else ""
        if key and key in self._arrived:
            raise Arrived(self._arrived[key])
        return acts.perform(self.rules, game, act, move)

    def _replayed(self, game: Any, kept: Iterable[str]) -> Any:
        for text in kept:
            try:
                act = acts.read(text)
                game, who = acts.perform(self.rules, game, act)
            except Exception as error:
                # Accepted by the rules of another version: the rest of the game is worth more than this move.
                log.error("an act of room %s cannot be played again: %s", self.code, faults.told(error))
                continue
            if act.kind == "arrive" and (key := act.data.get("key")):
                self._arrived[key] = who
        return game

    def _settle(self, entry: Entry, answer: Any) -> None:
        if entry.move_id:
            self.flying.pop(entry.move_id, None)
        _answer(entry, answer)


def _answer(entry: Entry, answer: Any) -> None:
    if entry.written.done():
        return
    if isinstance(answer, Exception):
        entry.written.set_exception(answer)
        entry.written.exception()  # what nobody awaits (the tick of a timer) is no error of the loop
    else:
        entry.written.set_result(answer)
