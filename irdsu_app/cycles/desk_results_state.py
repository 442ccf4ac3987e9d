"""What people said and the account of a cycle, on the desk: HTML made on the server, and nothing else."""

import time
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import account_markup, account_register, desk_acts, paris, report, reporting, results_reading
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_state import UNKNOWN, Desk, slug_of
from irdsu_app.design.typography import fr

NOT_PUBLISHED = "Ce cycle n’existe pas, ou il n’est pas publié : personne n’a encore pu donner d’avis."


class ResultsDesk(Desk, rx.State):
    """What people said, together."""

    body: str = ""
    slug_shown: str = ""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        slug, now = slug_of(self), datetime.now(UTC)
        self._begin(f"/bureau/cycles/{slug}/avis")
        self.slug_shown = slug
        self.body = self._read(lambda session: results_reading.page(session, slug, now)) or ""
        self.problem = "" if self.body else fr(NOT_PUBLISHED)
        self.entered = time.time()


class AccountDesk(Desk, rx.State):
    """The account of a cycle, and whether it is published."""

    body: str = ""
    slug_shown: str = ""
    published: str = ""
    """Since when it is, in words; "" when it is not."""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin(f"/bureau/cycles/{slug_of(self)}/compte-rendu")
        self.slug_shown = slug_of(self)
        self._show()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    async def publish(self) -> None:
        """Show this account to everybody, as it is now."""
        await self._act(account_register.publish, "Le compte rendu est publié, tel qu’il est maintenant.")

    @rx.event
    @door.policy("organiser")
    async def withdraw(self) -> None:
        """Show it to nobody any more."""
        await self._act(account_register.withdraw, "Le compte rendu n’est plus public.")

    async def _act(self, does: Any, said: str) -> None:
        slug = slug_of(self)
        act: desk_acts.Act = lambda unit, by: does(unit, by, slug)  # noqa: E731
        await self._do("bilan", act, said, slugs=(slug,))
        self._show()

    def _show(self) -> None:
        slug, now = slug_of(self), datetime.now(UTC)
        found = self._read(lambda session: _account(session, slug, now))
        if found is None:
            self.body, self.published, self.problem = "", "", fr(UNKNOWN)
            return
        self.body, self.published = found


def _account(session: Session, slug: str, now: datetime) -> tuple[str, str] | None:
    try:
        told = reporting.account(session, slug, now)
    except Refused:
        return None
    shown = account_register.published(session, slug)
    since = fr(f"Publié le {paris.instant(shown.at)}.") if shown else ""
    return account_markup.account(report.as_told(told)), since
