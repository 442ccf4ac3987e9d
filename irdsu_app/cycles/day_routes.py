"""Papers and tables of the day, as files: to organisers of the cycles, and to each person their certificate.

Making them takes a thread: neither Typst nor a workbook of five thousand lines stops the others.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from sqlmodel import Session, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies, organisers
from irdsu_app.cycles import desk_acts, exports, opening, paris, report, reporting, tables
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_acts import NotYours
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_MEETING
from irdsu_app.design.press import Unprintable
from irdsu_app.design.typography import fr

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
HTML = "text/html; charset=utf-8"
Make = Callable[[Session, str, Meeting | None, datetime], bytes]


def _table(read: Callable[[Session, str, Meeting | None, datetime], tables.Table], kind: str) -> Make:
    def make(session: Session, slug: str, meeting: Meeting | None, now: datetime) -> bytes:
        table = read(session, slug, meeting, now)
        return tables.xlsx_of(table) if kind == "xlsx" else tables.csv_of(table)

    return make


def _registrations(
    kind: str, search: Search, session: Session, slug: str, meeting: Meeting | None, _now: datetime
) -> bytes:
    table = exports.registrations(session, slug, meeting.code if meeting else "", search)
    return tables.xlsx_of(table) if kind == "xlsx" else tables.csv_of(table)


def _attended(session: Session, _slug: str, meeting: Meeting | None, now: datetime) -> tables.Table:
    return exports.attended(session, _some(meeting).id, now)


def _answers(session: Session, slug: str, meeting: Meeting | None, _now: datetime) -> tables.Table:
    return exports.answers(session, slug, "meeting", _some(meeting).code)


def _survey(number: str, session: Session, slug: str, _meeting: Meeting | None, _now: datetime) -> tables.Table:
    return exports.answers(session, slug, number)


def _sheet(session: Session, _slug: str, meeting: Meeting | None, now: datetime) -> bytes:
    return reporting.sheet_pdf(session, _some(meeting).id, now)


def _account(session: Session, slug: str, _meeting: Meeting | None, now: datetime) -> bytes:
    return report.report_pdf(reporting.account(session, slug, now), paris.local(now).date())


def _some(meeting: Meeting | None) -> Meeting:
    if meeting is None:
        raise Refused(fr(UNKNOWN_MEETING))
    return meeting


async def certificate(request: Request) -> Response:
    """The certificate of whoever has this personal link, for a meeting where they were seen."""
    key, slug, code = _asked(request, "key", "slug", "code")
    now = datetime.now(UTC)

    def make(session: Session) -> bytes:
        return reporting.certificate_pdf(session, key, _some(_meeting(session, slug, code)).id, now)

    try:
        door.count("link", door.address(request))
    except door.TooMany as refusal:
        return _said(str(refusal), 429)
    answer = await _file(lambda: db.read(make), f"attestation-{code}.pdf", PDF)
    if answer.status_code != 200:  # a link that opens nothing is perhaps a guess
        door.count("guess", door.address(request), refuse=False)
    return answer


async def resource(request: Request) -> Response:
    """A resource of a meeting, for whoever has this personal link and a place there; the opening is counted."""
    key, slug, code, number = _asked(request, "key", "slug", "code", "number")
    now = datetime.now(UTC)

    def opened(session: Session) -> str:
        at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
        return opening.open_resource(session, key, _some(_meeting(session, slug, code)).id, at, now)

    try:
        door.count("link", door.address(request))
        address = await db.write(opened)
    except door.TooMany as refusal:
        return _said(str(refusal), 429)
    except Refused as refusal:
        door.count("guess", door.address(request), refuse=False)
        return _said(str(refusal), 403)
    # The personal link is in the address of this page: the other site must not read it.
    return Response(status_code=303, headers={**PRIVATE, "location": address, "referrer-policy": "no-referrer"})


def _asked(request: Request, *names: str) -> tuple[str, ...]:
    return tuple(cast(str, request.path_params.get(name, "")) for name in names)


def desk(what: str, name: str, kind: str, make: Make) -> Callable[[Request], Any]:
    """A file for organisers; that it was taken is written in the journal first, with nothing of what it says."""

    async def answer(request: Request) -> Response:
        slug, code = _asked(request, "slug", "code")
        cookie = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)
        now = datetime.now(UTC)

        def note(session: Session) -> None:
            mine = desk_acts.allowed(session, cookie)
            organisers.log(session, mine, what, _about(session, slug, code), {}, now)

        try:
            await db.write(note)
        except NotYours as refusal:
            return _said(str(refusal), 403)
        except Refused as refusal:
            return _said(str(refusal), 404)

        def read(session: Session) -> bytes:
            exports.at_one_moment(session)
            return make(session, slug, _meeting(session, slug, code) if code else None, now)

        return await _file(lambda: db.read(read), "-".join(filter(None, (slug, code, name))), kind)

    return answer


def sifted(what: str, name: str, kind: str, make: Callable[..., bytes]) -> Callable[[Request], Any]:
    """A file for organisers, of those that the filters of its address are about; `make` takes the search first."""

    async def answer(request: Request) -> Response:
        return await desk(what, name, kind, partial(make, Search.read(request.url.query)))(request)

    return answer


async def _file(make: Callable[[], bytes], name: str, kind: str) -> Response:
    try:
        made = await asyncio.to_thread(make)
    except (Refused, Unprintable) as refusal:
        return _said(str(refusal), 409)
    ascii_ = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-._"))
    named = {} if kind == HTML else {"content-disposition": f'attachment; filename="{ascii_}"'}
    return Response(made, 200, {**PRIVATE, **named}, media_type=kind)


def _said(sentence: str, status: int) -> Response:
    return Response(sentence, status, PRIVATE, media_type="text/plain; charset=utf-8")


def _about(session: Session, slug: str, code: str) -> str:
    """What the journal says a file is about; raises Refused when there is no such thing."""
    if code:
        return f"meeting:{_some(_meeting(session, slug, code)).id}"
    number = session.exec(select(Cycle.id).where(Cycle.slug == slug)).one_or_none()
    if number is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    return f"cycle:{number}"


def _meeting(session: Session, slug: str, code: str) -> Meeting | None:
    return session.exec(select(Meeting).join(Cycle).where(Cycle.slug == slug, Meeting.code == code)).one_or_none()


_ROOM, _CYCLE = "/bureau/cycles/{slug}/{code}", "/bureau/cycles/{slug}"
routes = [
    Route(f"{_ROOM}/emargement.pdf", desk("Feuille d’émargement", "emargement.pdf", PDF, _sheet)),
    Route(f"{_ROOM}/presences.csv", desk("Export des présences", "presences.csv", CSV, _table(_attended, "csv"))),
    Route(f"{_ROOM}/presences.xlsx", desk("Export des présences", "presences.xlsx", XLSX, _table(_attended, "xlsx"))),
    Route(
        f"{_ROOM}/inscriptions.xlsx",
        sifted("Export des inscriptions", "inscriptions.xlsx", XLSX, partial(_registrations, "xlsx")),
    ),
    Route(f"{_ROOM}/avis.csv", desk("Export des avis", "avis.csv", CSV, _table(_answers, "csv"))),
    Route(f"{_ROOM}/avis.xlsx", desk("Export des avis", "avis.xlsx", XLSX, _table(_answers, "xlsx"))),
    Route(
        f"{_CYCLE}/inscriptions.csv",
        sifted("Export des inscriptions", "inscriptions.csv", CSV, partial(_registrations, "csv")),
    ),
    Route(
        f"{_CYCLE}/inscriptions.xlsx",
        sifted("Export des inscriptions", "inscriptions.xlsx", XLSX, partial(_registrations, "xlsx")),
    ),
    *(
        Route(
            f"{_CYCLE}/avis-{name}.{kind}",
            desk("Export des avis", f"avis-{name}.{kind}", media, _table(partial(_survey, number), kind)),
        )
        for number, name in (("before", "avant"), ("after", "apres"), ("later", "trois-mois"))
        for kind, media in (("csv", CSV), ("xlsx", XLSX))
    ),
    Route(f"{_CYCLE}/compte-rendu.pdf", desk("Compte rendu du cycle", "compte-rendu.pdf", PDF, _account)),
    Route("/inscription/{key}/attestation/{slug}/{code}.pdf", certificate),
    Route("/inscription/{key}/ressource/{slug}/{code}/{number}", resource),
]
