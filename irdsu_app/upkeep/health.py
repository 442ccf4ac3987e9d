"""Is the house well? It lives when it answers; it is ready when everything it needs does its part.

`CHECKS` may be added to by whoever brings something the house depends on.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import cache
from typing import Any

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from redis import asyncio as redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from irdsu_app import db, postgres
from irdsu_app.design.typography import fr
from irdsu_app.door import TooMany, address, pour
from irdsu_app.mail import waiting
from irdsu_app.settings import settings
from irdsu_app.upkeep.leaving import SAID, leaving

Check = Callable[[], Coroutine[Any, Any, str]]
"""Gives what is wrong, in a French sentence without any secret, or nothing."""
PATIENCE = 3.0
"""Seconds each check has to answer."""
LATE = 3600
"""Seconds after which a letter that was due and has not left says that the mail server is away."""
NO_REDIS = "Redis ne répond pas : le site continue, chaque processus pour soi ; vérifiez IRDSU_REDIS_URL."
HANGS = "PostgreSQL ne répond plus : vérifiez sa machine et le réseau jusqu’à elle."
SLOW = "Ne répond pas à temps : voyez ce qui occupe la machine, et le journal du site."
NOT_READ = "La base de données ne se lit pas : vérifiez qu’elle est ouverte et que IRDSU_DATABASE_URL est juste."
NOT_WRITTEN = "La base de données ne s’écrit pas : vérifiez la place sur le disque et ses droits."
BEHIND = "La base de données n’est pas à jour : python3 -m irdsu_app migrate"
LETTERS = "Des courriels attendent depuis {minutes} minutes : vérifiez IRDSU_SMTP_URL et le serveur de courrier."


async def _reads() -> str:
    return await _asked(_ask, NOT_READ)


async def _writes() -> str:
    try:
        await db.write(_write)
    except (SQLAlchemyError, OSError, RuntimeError):
        return HANGS if postgres.pulse.away else NOT_WRITTEN
    return ""


async def _at_head() -> str:
    return await _asked(_behind, NOT_READ)


async def _letters() -> str:
    return await _asked(_late, NOT_READ)


async def _redis() -> str:
    client = redis.Redis.from_url(settings.redis_url, socket_timeout=PATIENCE)
    try:
        await client.execute_command("PING")
    except (RedisError, OSError):
        return NO_REDIS
    finally:
        await client.aclose()
    return ""


CHECKS: dict[str, Check] = {
    "lecture": _reads, "ecriture": _writes, "migrations": _at_head, "courriels": _letters,
    **({"redis": _redis} if settings.redis_url else {}),
}  # fmt: skip
"""What the house needs, by the name it is shown under."""


async def _asked(question: Callable[[Session], str], failed: str) -> str:
    try:
        return await asyncio.to_thread(db.read, question)
    except (SQLAlchemyError, OSError):
        return HANGS if postgres.pulse.away else failed


def _ask(session: Session) -> str:
    return "" if session.connection().execute(text("SELECT 1")).scalar() == 1 else NOT_READ


def _write(session: Session) -> None:
    """Write for real, what changes nothing: a full disk lets one read, and even begin to write."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    nothing = "UPDATE alembic_version SET version_num = version_num" if sqlite else "SELECT txid_current()"
    session.connection().execute(text(nothing))


@cache
def revisions() -> tuple[str, frozenset[str]]:
    """The revision of the tables this version of the house wants, and all those it knows."""
    scripts = ScriptDirectory.from_config(Config(str(db.MIGRATIONS)))
    return str(scripts.get_current_head()), frozenset(each.revision for each in scripts.walk_revisions())


def revision_of(url: str) -> str:
    """The revision of the tables of this database; nothing when it has none."""
    engine = db.open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def _behind(session: Session) -> str:
    """Behind is not ready; ahead is: while versions follow one another, an older process goes on serving."""
    head, known = revisions()
    found = MigrationContext.configure(session.connection()).get_current_revision()
    return "" if found == head or (found and found not in known) else BEHIND


def _late(session: Session) -> str:
    oldest = waiting.oldest_due(session, datetime.now(UTC))
    return LETTERS.format(minutes=int(oldest // 60)) if oldest > LATE else ""


async def examine(without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Make every check but these; what is wrong with each, or nothing."""
    asked = {name: check for name, check in CHECKS.items() if name not in without}
    said = await asyncio.gather(*(_in_time(check) for check in asked.values()))
    return {name: fr(words) for name, words in zip(asked, said, strict=True)}


async def _in_time(check: Check) -> str:
    try:
        return await asyncio.wait_for(check(), PATIENCE)
    except TimeoutError:
        return SLOW


async def _live(_request: Request) -> Response:
    return JSONResponse({"vivant": True}, headers={"cache-control": "no-store"})


async def _ready(request: Request) -> Response:
    try:
        pour("health", address(request))
    except TooMany as refusal:
        return JSONResponse({"detail": str(refusal)}, 429)
    found = await examine(frozenset(request.query_params.get("sans", "").split(",")))
    if leaving.begun:
        found["fermeture"] = fr(SAID)
    ready = not any(found.values())
    said = {name: words or "bien" for name, words in found.items()}
    return JSONResponse({"pret": ready, **said}, 200 if ready else 503, {"cache-control": "no-store"})


routes = (Route("/sante", _live), Route("/sante/pret", _ready))
"""200 while the process answers; 200 or 503 and why, `?sans=courriels` leaving a check out."""
