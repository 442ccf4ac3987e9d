"""What Reflex 0.10.1 writes at each odd connection, with the words of a stranger: said seldom, and without them."""

import logging

from irdsu_app.door.rates import seldom

OF_STRANGERS = (
    "No token provided", "Frontend state schema", "Frontend version", "Received event", "Attempting to send delta",
    "Failed to deserialize event data", "[SID: ",
)  # fmt: skip
"""How its lines begin that anybody can have written, as often as they open a socket."""
_loggers = ("reflex.app", "reflex.utils.token_manager")


class Seldom(logging.Filter):
    """Let a line of Reflex's through a few times a minute, down to its first words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is written; what follows its first words is taken away."""
        said = record.getMessage()
        known = next((each for each in OF_STRANGERS if said.startswith(each)), "")
        if not known:
            return True
        record.msg, record.args = f"{known}…", ()
        return seldom(known)


def quieten() -> None:
    """Have all that strangers can make Reflex write go through here."""
    for name in _loggers:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Seldom) for each in logger.filters):
            logger.addFilter(Seldom())
