"""The people of a meeting on the desk: the list, live, and the page of one of them."""

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import desk_acts, desk_seen, desk_sift, desk_words, organising
from irdsu_app.cycles.desk_meeting_state import address_of, code_of
from irdsu_app.cycles.desk_search import Search, choices
from irdsu_app.cycles.desk_sift import Asked, Sifted
from irdsu_app.cycles.desk_state import slug_of
from irdsu_app.cycles.desk_words import Row


class Listed(NamedTuple):
    """A page of the people of a meeting, how many are found among how many, and what there is to filter by."""

    meeting: str
    rows: list[Row]
    total: int
    pages: int
    everybody: int
    chips: list[Row]
    functions: list[Row]
    departments: list[Row]


UNKNOWN = "Cette personne n’est pas, ou plus, à cette séance."


class PeopleDesk(Sifted, rx.State):
    """Who is in a meeting. `doubt` is what is to be confirmed: an act and whom it is about."""

    _meeting: str = ""
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    chips: rx.Field[list[Row]] = rx.field(default_factory=list)
    functions: rx.Field[list[Row]] = rx.field(default_factory=list)
    departments: rx.Field[list[Row]] = rx.field(default_factory=list)
    doubt: str = ""
    who: rx.Field[Row] = rx.field(default_factory=dict)
    others: rx.Field[list[Row]] = rx.field(default_factory=list)
    letters: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come to the list, or come back."""
        self._begin(address_of(self))
        self._of_address()
        self.doubt, self.who = "", {}
        self._show()
        self.turn += 1
        self.entered = time.time()

    @rx.event
    @door.policy("public")
    def enter_person(self) -> None:
        """Come to the page of somebody, or come back."""
        self._begin(f"{address_of(self)}/{_who(self)}")
        self.doubt, self.who, self.others, self.letters = "", {}, [], []
        self._show_person()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def refresh(self) -> None:
        """Read the list again, somebody came or left; beside the loop: in a rush, it is thousands of rows a second."""
        self._list(await asyncio.to_thread(self._sift))

    @rx.event
    @door.policy("organiser")
    def refresh_person(self) -> None:
        """Read the page of somebody again."""
        self._show_person()

    def _show(self) -> None:
        self._list(self._sift())

    def _sift(self) -> Listed | None:
        return self._read(partial(_people, slug_of(self), code_of(self), address_of(self), self._search))

    def _list(self, found: Listed | None) -> None:
        if found is None:
            self.rows, self.counted = [], ""
            return
        self._meeting, counted = found.meeting, f"{found.total} sur {desk_words.people_said(found.everybody)}"
        for name in ("rows", "chips", "functions", "departments"):
            if getattr(self, name) != getattr(found, name):
                setattr(self, name, getattr(found, name))
        self._paged(self._search, found.pages)
        self._say(self._search, counted if self._search.narrowed else desk_words.people_said(found.everybody))

    def _show_person(self) -> None:
        found = self._read(partial(_person, slug_of(self), code_of(self), address_of(self), _who(self)))
        if found is None:
            self.who, self.problem = {}, UNKNOWN
            return
        self._meeting, self.who, self.others, self.letters = found

    @rx.event
    @door.policy("organiser")
    async def ask(self, asked: Asked) -> None:
        """List the people that the filters of the address are about."""
        self.doubt = ""
        await self._answer(asked)

    @rx.event
    @door.policy("organiser")
    def wonder(self, act: str) -> None:
        """Ask whether it is sure, or no longer."""
        self.doubt, self.said = act[:60], ""
        self._forget("personne")

    @rx.event
    @door.policy("organiser")
    async def promote(self, person: UUID, add_place: bool) -> None:
        """Promouvoir depuis la liste d’attente."""
        await self._act(partial(_promote, person=person, add_place=add_place), "La place est proposée.")

    @rx.event
    @door.policy("organiser")
    async def withdraw(self, person: UUID) -> None:
        """Désister somebody at their request."""
        said = "La place est libérée, et la personne prévenue."
        await self._act(partial(_withdraw, person=person), said)

    async def _act(self, act: Any, said: str) -> None:
        if not self._meeting:
            return
        number = UUID(self._meeting)
        await self._do("personne", lambda unit, by: act(unit, by, number), said, meetings=(number,))
        self.doubt = ""
        if self.who:
            self._show_person()
        else:
            self._show()


def _who(state: rx.State) -> str:
    """Whom the address is about."""
    return str(getattr(state, "personne", ""))


def _people(slug: str, code: str, address: str, search: Search, session: Session) -> Listed | None:
    line = desk_seen.meeting(session, slug, code, datetime.now(UTC))
    if line is None:
        return None
    everybody = desk_seen.people(session, line.row.id)
    found = desk_seen.found(everybody, search)
    return Listed(
        meeting=str(line.row.id),
        rows=[desk_words.here(each, line.row, address) for each in found.people],
        total=found.total,
        pages=found.pages,
        everybody=len(everybody),
        chips=desk_words.chips(line, search),
        functions=desk_sift.options(choices(each.person.function for each in everybody)),
        departments=desk_sift.options(choices(each.person.department for each in everybody)),
    )


def _person(
    slug: str, code: str, address: str, who: str, session: Session
) -> tuple[str, Row, list[Row], list[Row]] | None:
    line = desk_seen.meeting(session, slug, code, datetime.now(UTC))
    try:
        found = desk_seen.person(session, line.row.id, UUID(who)) if line else None
    except ValueError:
        return None
    if line is None or found is None:
        return None
    others = [desk_words.registration(*each) for each in desk_seen.elsewhere(session, found.person.id)]
    letters = [desk_words.letter(each) for each in desk_seen.letters_to(session, found.person.email)]
    return str(line.row.id), desk_words.here(found, line.row, address), others, letters


def _promote(unit: Any, by: Any, number: UUID, person: UUID, add_place: bool) -> None:
    organising.promote(unit, by, number, person, add_place=add_place)


def _withdraw(unit: Any, by: Any, number: UUID, person: UUID) -> None:
    desk_acts.withdraw_for(unit, by, number, person)
