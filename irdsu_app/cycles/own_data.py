"""What somebody does of all that is known of them: another personal link, everything erased."""

import reflex as rx

from irdsu_app import door


class OwnData(rx.State):
    """One's own data, by one's personal link."""

    @rx.event
    @door.policy("public")
    async def renew(self) -> None:
        """Have another personal link; this one then opens nothing."""

    @rx.event
    @door.policy("public")
    async def erase(self) -> None:
        """Erase everything."""
