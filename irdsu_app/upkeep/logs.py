"""How the log is written: one line a record, as JSON (`IRDSU_LOG_FORMAT=json`) or to be read by a person.

Whatever notes something, nothing personal gets in: of an error, its kind and its place (`faults.told`), never its
message; an address, a secret or a code that slipped into a sentence is covered.
"""

import json
import logging
import re
import sys
from collections import deque
from datetime import UTC, datetime

from irdsu_app import faults
from irdsu_app.settings import settings
from irdsu_app.upkeep.numbers import Noted

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
SECRET = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{24,}(?![\w-])")
"""A link, a token, a cookie: long, with small and capital letters and figures; no name of ours looks so."""
CODE = re.compile(r"\b(?=\w*[A-Z])[CFHJKLMPRWXY34679]{5}\b")
"""The code of a room (`live/codes.py`)."""
OFTEN, DIFFERENT = 5, 500
"""Times a minute that the same thing is written; different things remembered."""
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def covered(words: str) -> str:
    """These words without what looks like somebody's address, a secret or the code of a room."""
    return CODE.sub("[code]", SECRET.sub("[secret]", ADDRESS.sub("[adresse]", words)))


class Seldom(logging.Filter):
    """Lets the same thing be written a few times a minute: a trouble that lasts must not fill the disk.

    A clock that is put back silences nothing: what was written later than now does not count.
    """

    def __init__(self) -> None:
        """Nothing was written yet."""
        super().__init__()
        self._written: dict[tuple[str, str], deque[float]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it may be written once more."""
        what = (record.name, said(record).partition("\n")[0])
        times = self._written.setdefault(what, deque(maxlen=OFTEN))
        if len(times) == OFTEN and 0 <= record.created - times[0] < 60:
            return False
        times.append(record.created)
        if len(self._written) > DIFFERENT:
            del self._written[next(iter(self._written))]
        return True


class Line(logging.Formatter):
    """A record for a person: what is said, then where it happened, line under line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write it."""
        return f"[{record.levelname}] {record.name}: " + "\n  ".join(said(record).splitlines())


class Json(logging.Formatter):
    """A record for a machine, on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write it."""
        what, _, where = said(record).partition("\n")
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {"at": at, "level": record.levelname.lower(), "place": record.name, "said": what}
        return json.dumps(fields | ({"where": where} if where else {}) | {"pid": record.process}, ensure_ascii=False)


def said(record: logging.LogRecord) -> str:
    """What a record says, and of its error the kind and the place."""
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    words = str(record.msg).partition("\n")[0] if error else record.getMessage()
    return covered(f"{words}\n{faults.told(error)}" if error else words)


def furnish() -> None:
    """Write every record of this process in our way, whoever notes it, and count the errors."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Seldom())
    handler.setFormatter(Json() if settings.log_format == "json" else Line())
    root = logging.getLogger()
    root.handlers = [handler, Noted(logging.ERROR)]
    root.setLevel(logging.WARNING)
    logging.getLogger("irdsu_app").setLevel(LEVELS[settings.log_level])
    for name in ("_granian", "reflex", "asyncio"):
        theirs = logging.getLogger(name)
        theirs.handlers, theirs.propagate = [], True
