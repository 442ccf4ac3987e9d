"""A demand is confirmed by the link of its letter: opening it changes nothing, its one button does."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import counter, reading, saying
from irdsu_app.cycles.asking import How
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.register import EXPIRED, Confirmed, Result
from irdsu_app.cycles.unit import UNKNOWN_LINK
from irdsu_app.design.typography import fr


class Got(TypedDict):
    """What one got of a meeting."""

    title: str
    said: str
    tone: str


class Confirming(rx.State):
    """The page of a confirmation link."""

    name: str = ""
    cycle: str = ""
    slug_of: str = ""
    demonstration: bool = False
    ready: bool = False
    problem: str = ""
    refusal: str = ""
    may_take_rest: bool = False
    got: rx.Field[list[Got]] = rx.field(default_factory=list)
    manage: str = ""
    acted: float = 0
    """When the button was last pressed."""
    if TYPE_CHECKING:
        lien: str

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read what the link is about; nothing is consumed."""
        link, now = str(self.lien), datetime.now(UTC)
        self.refusal, self.may_take_rest, self.got, self.manage, self.problem, self.slug_of = "", False, [], "", "", ""
        found = db.read(lambda session: reading.asked(session, link))
        self.ready = True
        if found is None:
            self.problem, self.demonstration = fr(UNKNOWN_LINK), False
            return
        demand, cycle = found
        self.name, self.cycle, self.slug_of = str(demand.form.get("first_name", "")), fr(cycle.title), cycle.slug
        self.demonstration = cycle.demonstration
        if demand.confirmed_at is None and demand.expires_at <= now:
            self.problem = fr(EXPIRED)

    @rx.event
    @door.policy("public")
    async def confirm(self) -> None:
        """Confirm, and take what one gets; again gives the same answer."""
        await self._confirm(None)

    @rx.event
    @door.policy("public")
    async def take_rest(self) -> None:
        """After « tout ou rien » was refused, take what is left."""
        await self._confirm("rest")

    async def _confirm(self, how: How | None) -> None:
        try:
            door.pour("confirm", self.router.session.client_ip)
            done = await counter.confirm(str(self.lien), how)
        except (Refused, door.TooMany) as refusal:
            self.refusal = fr(str(refusal))
            self.may_take_rest = isinstance(refusal, Refused) and refusal.field == "how"
            return
        self._show(done)

    def _show(self, done: Confirmed) -> None:
        self.acted = time.time()
        self.refusal, self.may_take_rest, self.manage = "", False, f"/inscription/{done.person_key}"
        self.got = [_got(each) for each in done.results]


def _got(result: Result) -> Got:
    said = result.said or saying.outcome(result.status, result.rank, result.offered_until, result.obstacle)
    tone = saying.REGISTERED[result.status][1] if result.status in saying.REGISTERED else "calm"
    return Got(title=fr(result.title), said=fr(said), tone=tone)
