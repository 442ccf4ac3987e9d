"""Leaving when others stay: first say that one is no longer ready, then, once the proxy has heard it, close.

A process that is told to end (SIGTERM) goes on serving for a moment, while `/sante/pret` is red: the proxy sends it
nothing new, and no request falls between two processes. One that is alone has nobody to leave its visitors to.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from irdsu_app.settings import settings

NOTICE = 3.0
"""Seconds between the notice and the end: the proxies of deploy/ ask every two."""
SAID = "Ce processus se ferme : les autres servent."


class Leaving:
    """Whether this process is about to close."""

    def __init__(self) -> None:
        """Stay."""
        self.begun = False

    @asynccontextmanager
    async def politely(self) -> AsyncIterator[None]:
        """Give notice before closing, while the server lives, when others serve too."""
        loop = asyncio.get_running_loop()

        def notice() -> None:
            if not self.begun:
                self.begun = True
                loop.call_later(NOTICE, signal.raise_signal, signal.SIGINT)  # which the server takes for its end

        if settings.redis_url:
            with suppress(NotImplementedError):  # Windows knows no SIGTERM: there a process closes at once
                loop.add_signal_handler(signal.SIGTERM, notice)
        yield


leaving = Leaving()
"""This process."""
