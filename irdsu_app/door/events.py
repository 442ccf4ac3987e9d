"""The guard of the socket: an event is judged before Reflex keeps anything of it."""

import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import reflex as rx
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from irdsu_app import db
from irdsu_app.access import cookies, organisers, seats
from irdsu_app.door import quiet
from irdsu_app.door.policies import INTERNAL, Unfit, fit, role_of
from irdsu_app.door.rates import seldom
from irdsu_app.upkeep import numbers

PENDING = 50
"""Events one tab may have waiting."""
KINDS = ("TypeError", "ReferenceError", "RangeError", "SyntaxError", "URIError", "EvalError", "AggregateError")
"""What JavaScript calls its errors."""
PIECE = re.compile(r"/assets/([\w.-]{1,60}\.js:\d{1,7}:\d{1,7})")
"""A place in a script that we serve."""
LONGEST_TROUBLE = 4_000
"""Characters read of what a browser says of its trouble."""
log = logging.getLogger(__name__)
Short = Annotated[str, Field(max_length=4_000, pattern=r"^[^\x00]*$")]
Holds = Callable[[str, str], bool]


class Place(BaseModel):
    """Where the page says it is; all of it is the visitor's word."""

    model_config = ConfigDict(strict=True, extra="forbid")

    pathname: Short = "/"
    asPath: Short = "/"  # noqa: N815 — the name on the wire
    query: dict[Short, Short] = {}
    """One text a name: a handler reads here the code, the key or the address of what it is about."""


def holds(cookie: str, role: str) -> bool:
    """Whether this browser sits somewhere in this role; the handler then checks that it is in this room."""
    if role == "organiser":
        return db.read(lambda session: organisers.visit_of(session, cookie) is not None)
    return db.read(lambda session: seats.holds(session, cookie, role, datetime.now(UTC)))


def guard(
    app: rx.App,
    sits: Holds = holds,
    told: Callable[[Exception], Any] = lambda _error: None,
    away: dict[str, Any] | None = None,
) -> None:
    """Judge every event of this app before Reflex sees it, and keep its failures out of the log's grammar.

    `told` gives the event that tells a person that theirs has failed; `away` is the one for when nobody can be
    recognised, the database being away.
    """
    namespace = app.event_namespace
    if namespace is None:
        raise RuntimeError("this app has no state, hence no event to guard")
    quiet.quieten()
    enter: Callable[[str, Any], Awaitable[None]] = namespace.on_event

    async def on_event(sid: str, data: Any) -> None:
        token = namespace.sid_to_token.get(sid)
        if token is None:
            return
        try:
            if len(app.event_processor._token_queues.get(token, ())) >= PENDING:
                raise Unfit("too many events waiting")
            fields = admit(data, lambda: namespace._static_router_data[sid]["headers"].get("cookie", ""), sits)
        except Unfit as refusal:
            say(f"event refused: {refusal}", _known(data))
            return
        except SQLAlchemyError as error:
            say(f"event refused: {type(error).__name__}", _known(data))
            if away is None:
                return
            fields = {**away, "router_data": Place().model_dump()}
        numbers.EVENTS.labels(fields["name"].rpartition("___")[2]).inc()
        await enter(sid, fields)

    namespace.__dict__["on_event"] = on_event
    app.frontend_exception_handler = browser_failed

    def failed(error: Exception) -> Any:
        handler_failed(error)
        return told(error)

    app.backend_exception_handler = failed
    if app._event_processor is not None:
        app._event_processor.backend_exception_handler = failed


def admit(data: Any, header: Callable[[], str], sits: Holds) -> dict[str, Any]:
    """The event in its declared types, or Unfit: name, then arguments, then who sends it."""
    if not isinstance(data, dict) or not isinstance(name := data.get("name"), str):
        raise Unfit("not an event")
    role = role_of(name)
    payload, place = data.get("payload") or {}, data.get("router_data") or {}
    if not isinstance(payload, dict):
        raise Unfit("not an event")
    arguments = fit(name, payload)
    try:
        where = Place.model_validate(place)
    except (ValidationError, RecursionError):
        raise Unfit("not a place") from None
    whose = cookies.ORGANISER if role == "organiser" else ""
    if role != "public" and not sits(cookies.value_of(header(), whose), role):
        raise Unfit(f"not a {role}")
    return {"name": name, "payload": arguments, "router_data": where.model_dump()}


def _known(data: Any) -> str:
    """The name of an event that exists; anything else is the visitor's text and stays out of the log."""
    name = data.get("name") if isinstance(data, dict) else None
    if not isinstance(name, str):
        return ""
    try:
        return "" if name in INTERNAL else role_of(name) and name
    except Unfit:
        return ""


def say(line: str, about: str = "") -> None:
    """Count what is refused, and write one line, seldom enough: neither a payload nor a newline ever gets in."""
    numbers.REFUSED.labels(line.partition(":")[0].removesuffix(" refused").removesuffix(" cut")).inc()
    if seldom(line):
        log.warning("%s %s", line, about)


def browser_failed(error: Exception) -> None:
    """Note in one line the kind of what failed in a browser, and where in our scripts.

    What it says is a stranger's word: the rest of it, which may hold what somebody typed, is left out.
    """
    said = str(error)[:LONGEST_TROUBLE]
    kind = next((each for each in KINDS if said.startswith(each)), "Error")
    where = " > ".join(dict.fromkeys(PIECE.findall(said)[:6]))
    if seldom("browser"):
        log.warning("a browser failed: %s at %s", kind, where)


def handler_failed(error: Exception) -> None:
    """Note where a handler failed and on what kind of error; its message may hold what a visitor typed."""
    steps = traceback.extract_tb(error.__traceback__)
    where = " > ".join(f"{step.filename.rpartition('/')[2]}:{step.lineno}" for step in steps[-6:])
    if seldom("handler"):
        log.error("an event failed: %s at %s", type(error).__name__, where)
