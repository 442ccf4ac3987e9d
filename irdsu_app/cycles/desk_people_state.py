"""The people of a meeting on the desk: the list, live, and the page of one of them."""

import asyncio
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any, get_args
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import desk_acts, desk_seen, desk_words, organising
from irdsu_app.cycles.book import Status
from irdsu_app.cycles.desk_meeting_state import address_of, code_of
from irdsu_app.cycles.desk_seen import SORTS, Search
from irdsu_app.cycles.desk_state import Desk, slug_of
from irdsu_app.cycles.desk_words import Row

Listed = tuple[str, list[Row], int, int]
"""The meeting, a page of its people, how many they are, how many pages."""
UNKNOWN = "Cette personne n’est pas, ou plus, à cette séance."


class PeopleDesk(Desk, rx.State):
    """Who is in a meeting. `asked` is what is to be confirmed: an act and whom it is about."""

    _meeting: str = ""
    rows: rx.Field[list[Row]] = rx.field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1
    words: str = ""
    status: str = ""
    sort: str = "arrivee"
    asked: str = ""
    who: rx.Field[Row] = rx.field(default_factory=dict)
    others: rx.Field[list[Row]] = rx.field(default_factory=list)
    letters: rx.Field[list[Row]] = rx.field(default_factory=list)

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come to the list, or come back."""
        self._begin(address_of(self))
        self.page, self.asked, self.who = 1, "", {}
        self._show()
        self.entered = time.time()

    @rx.event
    @door.policy("public")
    def enter_person(self) -> None:
        """Come to the page of somebody, or come back."""
        self._begin(f"{address_of(self)}/{_who(self)}")
        self.asked, self.who, self.others, self.letters = "", {}, [], []
        self._show_person()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def refresh(self) -> None:
        """Read the list again, somebody came or left; beside the loop: in a rush, it is thousands of rows a second."""
        self._shown(await asyncio.to_thread(self._found))

    @rx.event
    @door.policy("organiser")
    def refresh_person(self) -> None:
        """Read the page of somebody again."""
        self._show_person()

    def _show(self) -> None:
        self._shown(self._found())

    def _found(self) -> Listed | None:
        search = Search(self.words, self.status, self.sort, self.page)
        return self._read(partial(_people, slug_of(self), code_of(self), address_of(self), search))

    def _shown(self, found: Listed | None) -> None:
        if found is None:
            self.rows, self.total = [], 0
            return
        self._meeting, self.rows, self.total, self.pages = found
        self.page = min(self.page, self.pages)

    def _show_person(self) -> None:
        found = self._read(partial(_person, slug_of(self), code_of(self), address_of(self), _who(self)))
        if found is None:
            self.who, self.problem = {}, UNKNOWN
            return
        self._meeting, self.who, self.others, self.letters = found

    @rx.event
    @door.policy("organiser")
    def search(self, form: dict[str, str]) -> None:
        """List the people with these words, this status, in this order."""
        status, sort = form.get("statut", ""), form.get("tri", "")
        self.words, self.page, self.asked = form.get("mots", "").strip()[:100], 1, ""
        self.status = status if status in get_args(Status) else ""
        self.sort = sort if sort in SORTS else "arrivee"
        self._show()
        self.said = desk_words.people_said(self.total)

    @rx.event
    @door.policy("organiser")
    def only(self, status: str) -> None:
        """List the people with this status, or everybody."""
        self.status, self.page, self.asked = (status if status in get_args(Status) else ""), 1, ""
        self._show()
        self.said = desk_words.people_said(self.total)

    @rx.event
    @door.policy("organiser")
    def turn(self, page: int) -> None:
        """Go to another page."""
        self.page, self.asked = min(max(1, page), self.pages), ""
        self._show()

    @rx.event
    @door.policy("organiser")
    def ask(self, act: str) -> None:
        """Ask whether it is sure, or no longer."""
        self.asked, self.said = act[:60], ""
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
        self.asked = ""
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
    found = desk_seen.found(desk_seen.people(session, line.row.id), search)
    rows = [desk_words.here(each, line.row, address) for each in found.people]
    return str(line.row.id), rows, found.total, found.pages


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
