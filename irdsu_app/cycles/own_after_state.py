"""Whether somebody wants to be written to three months after a cycle, on their own page."""

from typing import TYPE_CHECKING

import reflex as rx

from irdsu_app import db, door
from irdsu_app.cycles import own_after
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.state import CycleRoom


class FollowUp(rx.State):
    """What one chose; the personal link of the address is the only proof."""

    wanted: bool = True
    refusal: str = ""
    if TYPE_CHECKING:
        key: str

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Read what was chosen; it comes after `Mine.enter`, which says when the link opens nothing."""
        key, slug = str(self.key), (await self.get_state(CycleRoom)).cycle["slug"]
        self.refusal = ""
        if not slug:
            return
        try:
            self.wanted = db.read(lambda session: own_after.wants_follow_up(session, key, slug))
        except Refused:
            self.wanted = True

    @rx.event
    @door.policy("public")
    async def choose(self, wanted: bool) -> None:
        """Be written to, or not."""
        key, slug = str(self.key), (await self.get_state(CycleRoom)).cycle["slug"]
        try:
            door.count("manage", self.router.session.client_ip)
            await db.write(lambda session: own_after.follow_up(session, key, slug, wanted))
        except (Refused, door.TooMany) as refusal:
            self.refusal = str(refusal)
            return
        self.wanted, self.refusal = wanted, ""
