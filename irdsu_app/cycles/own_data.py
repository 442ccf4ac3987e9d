"""What somebody does of all that is known of them: another personal link, everything erased."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import reflex as rx

from irdsu_app import door
from irdsu_app.cycles import counter, keys, privacy
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.own_state import Mine
from irdsu_app.cycles.unit import Deed, Unit


def renew(unit: Unit, key: str) -> str:
    """Give somebody another personal link, and forget the former. Raises Refused."""
    person = unit.person(key)
    unit.forget(person)
    person.link_version += 1
    made = keys.personal(person.id, person.link_version)
    person.link_hash = keys.hash_of(made)
    unit.meet(person)
    return made


class OwnData(rx.State):
    """One's own data, by one's personal link."""

    if TYPE_CHECKING:
        key: str

    @rx.event
    @door.policy("public")
    async def renew(self) -> Any:
        """Have another personal link; this one then opens nothing."""
        made = await self._do(renew)
        return rx.redirect(f"/inscription/{made}?nouveau=1", replace=True) if made else None

    @rx.event
    @door.policy("public")
    async def erase(self) -> Any:
        """Erase everything."""
        done = await self._do(privacy.erase)
        return None if done is None else rx.redirect("/cycles?efface=1", replace=True)

    async def _do(self, act: Callable[[Unit, str], Any]) -> Any:
        """Do it at the counter; what is refused is said on the page."""
        key, mine = str(self.key), await self.get_state(Mine)
        try:
            door.count("manage", self.router.session.client_ip)
            return await counter.do(Deed(lambda unit: act(unit, key), keys=(key,)))
        except (Refused, door.TooMany) as refusal:
            mine.said, mine.refusal = "", str(refusal)
            return None
