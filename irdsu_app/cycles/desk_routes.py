"""The export of the desk: who is in a meeting, as a table for spreadsheets, to organisers of the cycles only."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db
from irdsu_app.access import cookies, organisers
from irdsu_app.cycles import desk_acts, desk_seen, places, saying
from irdsu_app.cycles.desk_acts import NotYours
from irdsu_app.cycles.desk_seen import Here, MeetingLine
from irdsu_app.cycles.paris import local

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
        those = desk_seen.people(session, line.row.id)
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


routes = [Route("/bureau/cycles/{slug}/{code}/inscriptions.csv", people)]
