"""The lists of the desk as files: for spreadsheets and to be printed, filtered as their address says.

To organisers of the cycles only; that one was taken is written in the journal.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import cast

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db
from irdsu_app.access import cookies, organisers
from irdsu_app.cycles import desk_acts, desk_crowd, desk_crowd_words, desk_paper, desk_seen, places, saying, tables
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.day_routes import CSV, HTML, XLSX, sifted
from irdsu_app.cycles.desk_acts import NotYours
from irdsu_app.cycles.desk_crowd import Crowd, Sifted
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_seen import Here, MeetingLine
from irdsu_app.cycles.models import Meeting
from irdsu_app.cycles.paris import local
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_MEETING
from irdsu_app.design.typography import fr

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
COLUMNS = (
    "Séance", "Statut", "Rang", "Venue", "Nom", "Prénom", "Courriel", "Structure", "Fonction", "Département",
    "Adhésion", "Besoins d’accessibilité", "Question", "Inscription", "Dernier changement", "Place proposée jusqu’au",
)  # fmt: skip
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
"""What a spreadsheet would run."""


async def people(request: Request) -> Response:
    """The people of a meeting, `;` between cells, with the mark that spreadsheets look for; written in the journal."""
    slug, code = (cast(str, request.path_params[name]) for name in ("slug", "code"))
    cookie, now = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER), datetime.now(UTC)

    def read(session: Session) -> tuple[MeetingLine, list[Here]] | None:
        mine = desk_acts.allowed(session, cookie)
        line = desk_seen.meeting(session, slug, code, now)
        if line is None:
            return None
        those = desk_seen.matching(desk_seen.people(session, line.row.id), Search.read(request.url.query))
        organisers.log(session, mine, "Export des inscriptions", f"meeting:{line.row.id}", {"lignes": len(those)}, now)
        return line, those

    try:
        found = await db.write(read)
    except NotYours as refusal:
        return Response(str(refusal), 403, PRIVATE, media_type="text/plain; charset=utf-8")
    if found is None:
        return Response("Cette séance n’existe pas.", 404, PRIVATE, media_type="text/plain; charset=utf-8")
    named = {"content-disposition": f'attachment; filename="{slug}-{code}-inscriptions.csv"'}
    return Response(written(*found), 200, {**PRIVATE, **named}, media_type="text/csv; charset=utf-8")


def written(line: MeetingLine, those: Iterable[Here]) -> str:
    """The table, as a spreadsheet in French opens it."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in _row(line, each)] for each in those)
    return "\ufeff" + table.getvalue()


def _row(line: MeetingLine, each: Here) -> tuple[str, ...]:
    row, who = each.registration, each.person
    until = row.offered_until if row.status == "offered" else None
    return (
        line.row.code, places.STATUSES[row.status], str(each.rank or ""), saying.POOLS[row.pool], who.last_name,
        who.first_name, who.email, who.organisation, who.function, who.department, "oui" if who.member else "non",
        who.access_needs, row.question, _moment(row.created_at), _moment(row.changed_at), _moment(until),
    )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return f"{local(at):%d/%m/%Y %H:%M}" if at else ""


def _safe(cell: str) -> str:
    """A cell that nothing runs."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _people_paper(search: Search, session: Session, slug: str, meeting: Meeting | None, now: datetime) -> bytes:
    line = desk_seen.meeting(session, slug, meeting.code if meeting else "", now)
    if line is None:
        raise Refused(fr(UNKNOWN_MEETING))
    those = desk_seen.matching(desk_seen.people(session, line.row.id), search)
    return desk_paper.meeting(line, those, search, now).encode()


def _crowd(session: Session, slug: str, search: Search) -> tuple[Crowd, Sifted]:
    found = desk_crowd.crowd(session, slug)
    if found is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    return found, desk_crowd.sifted(found.people, search)


def _crowd_paper(search: Search, session: Session, slug: str, _meeting: Meeting | None, now: datetime) -> bytes:
    return desk_paper.cycle(*_crowd(session, slug, search), search, now).encode()


def _crowd_table(
    kind: str, search: Search, session: Session, slug: str, _meeting: Meeting | None, _now: datetime
) -> bytes:
    crowd, found = _crowd(session, slug, search)
    table = desk_crowd_words.table(crowd, found.people)
    return tables.xlsx_of(table) if kind == "xlsx" else tables.csv_of(table)


_ROOM, _CYCLE = "/bureau/cycles/{slug}/{code}", "/bureau/cycles/{slug}"
PRINTED, TAKEN = "Liste imprimée", "Export des personnes"
"""What the journal says."""
routes = [
    Route(f"{_ROOM}/inscriptions.csv", people),
    Route(f"{_ROOM}/inscriptions.html", sifted(PRINTED, "inscriptions.html", HTML, _people_paper)),
    Route(f"{_CYCLE}/personnes.html", sifted(PRINTED, "personnes.html", HTML, _crowd_paper)),
    Route(f"{_CYCLE}/personnes.csv", sifted(TAKEN, "personnes.csv", CSV, partial(_crowd_table, "csv"))),
    Route(f"{_CYCLE}/personnes.xlsx", sifted(TAKEN, "personnes.xlsx", XLSX, partial(_crowd_table, "xlsx"))),
]
