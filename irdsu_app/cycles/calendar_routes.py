"""The plain HTTP doors of the calendars (of a cycle, of a meeting, of somebody), and of what somebody takes away.

A calendar program asks again every hour: as long as nothing has changed it is answered 304, in a few hundred bytes.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlmodel import Session, col, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.cycles import calendar, described, exporting, held, keys, writing
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.facts import CycleFacts, MeetingFacts, PlaceFacts
from irdsu_app.cycles.held import Held
from irdsu_app.cycles.house import house, writing_house
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.seen import PUBLIC
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_KEY, UNKNOWN_MEETING
from irdsu_app.design.typography import fr

CALENDAR = "text/calendar; charset=utf-8"
PUBLIC_FOR = "public, max-age=300"
PRIVATE = {"cache-control": "private, no-cache", "x-robots-tag": "noindex", "referrer-policy": "no-referrer"}
TAKEN = PRIVATE | {"cache-control": "no-store"}
IN_FEED = ("confirmed", "present", "cancelled")
"""What a personal calendar shows: where one goes, and what no longer takes place."""
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


async def cycle_feed(request: Request) -> Response:
    """The calendar of a cycle, to follow."""
    return await _public(request, None)


async def meeting_file(request: Request) -> Response:
    """The calendar of one meeting, to add."""
    return await _public(request, request.path_params["code"])


async def personal_feed(request: Request) -> Response:
    """The calendar of whoever has this personal link: their meetings, with what they need to join them."""
    key = cast(str, request.path_params["key"])
    try:
        door.count("calendar", door.address(request))
        person, mine = await run_in_threadpool(db.read, lambda session: _mine(session, key))
    except (Refused, door.TooMany) as refusal:
        return _refused(refusal)
    said = house()
    manage = said.manage(person)
    tag = calendar.personal(mine, said.organizer, manage, _EPOCH)
    return _calendar(request, tag, lambda now: calendar.personal(mine, said.organizer, manage, now), PRIVATE)


async def taken_away(request: Request) -> Response:
    """Everything held about whoever has this personal link, in JSON or in CSV."""
    key, form = cast(str, request.path_params["key"]), cast(str, request.path_params["form"])
    if form not in FORMS:
        return _refused(Refused(fr("Vos données se téléchargent en JSON ou en CSV.")))
    write, now = writing.writer(writing_house()), datetime.now(UTC)
    try:
        door.count("link", door.address(request))
        found = await run_in_threadpool(db.read, lambda session: exporting.export(session, key, write, now))
    except Refused as refusal:
        door.count("guess", door.address(request), refuse=False)
        return _refused(refusal)
    except door.TooMany as refusal:
        return _refused(refusal)
    media, write_out = FORMS[form]
    name = {"content-disposition": f'attachment; filename="mes-donnees.{form}"'}
    return Response(write_out(found), 200, TAKEN | name, media_type=media)


FORMS: dict[str, tuple[str, Callable[[Held], bytes]]] = {
    "json": ("application/json; charset=utf-8", held.to_json),
    "csv": ("text/csv; charset=utf-8", held.to_csv),
}


async def _public(request: Request, code: str | None) -> Response:
    slug = cast(str, request.path_params["slug"])
    try:
        door.count("calendar", door.address(request))
        cycle, meetings = await run_in_threadpool(db.read, lambda session: _shown(session, slug, code))
    except (Refused, door.TooMany) as refusal:
        return _refused(refusal)
    organizer = house().organizer
    name = f"{slug}-{code}.ics" if code else f"{slug}.ics"
    kept = {"cache-control": PUBLIC_FOR, "content-disposition": f'inline; filename="{name}"'}
    tag = calendar.feed(cycle, meetings, organizer, _EPOCH)
    return _calendar(request, tag, lambda now: calendar.feed(cycle, meetings, organizer, now), kept)


def _shown(session: Session, slug: str, code: str | None) -> tuple[CycleFacts, list[MeetingFacts]]:
    """A cycle that anybody may see and its meetings, or one of them; raises Refused."""
    row = session.exec(select(Cycle).where(Cycle.slug == slug, col(Cycle.status).in_(PUBLIC))).one_or_none()
    if row is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    asked = select(Meeting).where(Meeting.cycle_id == row.id, Meeting.status != "draft")
    asked = asked.where(Meeting.code == code) if code else asked
    rows = session.exec(asked.order_by(col(Meeting.starts_at), col(Meeting.code))).all()
    if code and not rows:
        raise Refused(fr(UNKNOWN_MEETING))
    return described.cycle(row), [described.meeting(each, row) for each in rows]


def _mine(session: Session, key: str) -> tuple[Any, list[tuple[PlaceFacts, MeetingFacts]]]:
    """Whose personal link it is and where they go; raises Refused."""
    person = session.exec(select(Person).where(Person.link_hash == keys.hash_of(key))).one_or_none()
    if person is None:
        raise Refused(fr(UNKNOWN_KEY))
    rows = session.exec(
        select(Registration, Meeting, Cycle)
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .join(Cycle, col(Meeting.cycle_id) == Cycle.id)
        .where(Registration.person_id == person.id, col(Registration.status).in_(IN_FEED))
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    ).all()
    places = [(_place(row), described.meeting(meeting, cycle)) for row, meeting, cycle in rows]
    return described.person(person), places


def _place(row: Registration) -> PlaceFacts:
    pool: Any = row.pool
    number: UUID = row.id
    return PlaceFacts(id=number, pool=pool, status=row.status, changes=row.changes)


def _calendar(request: Request, tag: bytes, write: Callable[[datetime], bytes], headers: dict[str, str]) -> Response:
    """A calendar, unless whoever asks has it already: `tag` is the same file without its hour."""
    etag = f'"{hashlib.sha256(tag).hexdigest()[:24]}"'
    headers = headers | {"etag": f"W/{etag}"}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        return Response(None, 304, headers)
    return Response(write(datetime.now(UTC).replace(microsecond=0)), 200, headers, media_type=CALENDAR)


def _refused(refusal: Exception) -> Response:
    status = 429 if isinstance(refusal, door.TooMany) else 404
    return Response(str(refusal), status, TAKEN, media_type="text/plain; charset=utf-8")


routes = [
    Route("/cycles/{slug}.ics", cycle_feed),
    Route("/cycles/{slug}/{code}.ics", meeting_file),
    Route("/inscription/{key}.ics", personal_feed),
    Route("/inscription/{key}/mes-donnees.{form}", taken_away),
]
