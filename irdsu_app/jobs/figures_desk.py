"""The figures of the offers at the desk: read, shown, taken away as CSV or XLSX by those who answer for the offers."""

from collections import defaultdict
from datetime import UTC, datetime

import reflex as rx
from sqlmodel import Session, col, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies, office, organisers
from irdsu_app.design import tables
from irdsu_app.design.typography import fr
from irdsu_app.jobs import desk_acts, desk_frame, fields, figures, figures_screen, posting_rows
from irdsu_app.jobs.figures import Asked, Counted, Figures, Waited
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.posting_models import JobEvent, JobPosting
from irdsu_app.jobs.posting_rows import NotYours

el = rx.el
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def read(session: Session, asked: Asked) -> Figures:
    """The figures of what is asked, from the database."""
    published = select(JobOffer).where(col(JobOffer.published_at).is_not(None), col(JobOffer.demonstration).is_(False))
    rows = session.exec(published).all()
    offers = [Counted(r.contract, r.department, r.profession, today(r.published_at)) for r in rows if r.published_at]
    return figures.figures(offers, _waits(session), asked)


def _waits(session: Session) -> list[Waited]:
    acts = (*figures.SENT, *figures.DECIDED)
    asked = select(JobEvent.posting_id, JobEvent.act, JobEvent.at).where(col(JobEvent.act).in_(acts))
    done = defaultdict[object, list[tuple[str, datetime]]](list)
    for number, act, at in session.exec(asked.order_by(col(JobEvent.id))).all():
        done[number].append((act, at))
    found: list[Waited] = []
    for row in session.exec(select(JobPosting).where(col(JobPosting.id).in_(done))).all():
        offer = fields.offer_of(posting_rows.posting_of(row).written, row.created_at)
        said = (offer.contract, offer.department, offer.profession)
        found += [Waited(*said, today(at), lasted) for at, lasted in figures.waits(done[row.id])]
    return found


class FiguresDesk(rx.State):
    """The page of the figures."""

    html: str = ""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Count what the address asks."""
        asked, cookie = Asked.read(dict(self.router.url.query_parameters)), office.cookie_of(self)

        def look(session: Session) -> Figures:
            desk_acts.allowed(session, cookie)
            return read(session, asked)

        try:
            self.html = figures_screen.written(db.read(look), asked)
        except NotYours:
            self.reset()


def page() -> rx.Component:
    """The figures of the offers."""
    return desk_frame.page(
        desk_frame.way(("Le bureau", "/bureau"), ("Les offres", "/bureau/offres")),
        el.h1("Les offres en chiffres"),
        desk_frame.Laid.create(html=FiguresDesk.html, title=""),
    )


async def take(request: Request) -> Response:
    """The same figures in a file; written in the journal."""
    kind = str(request.path_params["kind"])
    if kind not in MEDIA:
        return Response("Page introuvable", 404, PRIVATE, media_type="text/plain; charset=utf-8")
    asked, now = Asked.read(dict(request.query_params)), datetime.now(UTC)
    cookie = cookies.value_of(request.headers.get("cookie", ""), cookies.ORGANISER)

    def look(session: Session) -> Figures:
        mine = desk_acts.allowed(session, cookie)
        organisers.log(session, mine, "Export des chiffres des offres", "", {"format": kind.upper()}, now)
        return read(session, asked)

    try:
        found = await db.write(look)
    except NotYours as refusal:
        return Response(fr(str(refusal)), 403, PRIVATE, media_type="text/plain; charset=utf-8")
    content = tables.csv_of(figures.whole(found)) if kind == "csv" else tables.xlsx_of(*figures.tables(found))
    named = {"content-disposition": f'attachment; filename="offres-chiffres.{kind}"'}
    return Response(content, 200, {**PRIVATE, **named}, media_type=MEDIA[kind])


routes = [Route("/bureau/offres/chiffres.{kind}", take)]
