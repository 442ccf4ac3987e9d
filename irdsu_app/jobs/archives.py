"""The offers that are over, the latest first: kept to be read, marked for what they are."""

from datetime import datetime
from urllib.parse import parse_qs

from sqlmodel import Session

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import cards, catalogue
from irdsu_app.jobs.query import Query

LEAD = "Expirées ou pourvues : on ne peut plus y répondre. Le nom de la personne à contacter n’y est plus."


def shown(session: Session, asked: str, now: datetime) -> Markup:
    """A page of the archives, as HTML; `asked` is what the address says."""
    page = Query.read(parse_qs(asked.lstrip("?")[:200], errors="replace")).page
    offers, total = catalogue.archived(session, now, page)
    last = max(1, -(-total // catalogue.PAGE))
    if page > last:
        page = last
        offers, _ = catalogue.archived(session, now, page)
    return "".join(
        (
            el("p", el("a", "Les offres", href="/offres"), class_="job-back"),
            el("h1", text("Les offres archivées")),
            el("p", text(LEAD), class_="lead"),
            cards.listed(offers, now, "h2") if offers else el("p", text("Aucune offre archivée.")),
            _pager(page, last),
        )
    )


def _pager(page: int, last: int) -> Markup:
    ways = ((page - 1, "Plus récentes"), (page + 1, "Plus anciennes"))
    links = [
        el("a", words, href=f"/offres/archives?page={to}", class_="button second")
        for to, words in ways
        if 1 <= to <= last
    ]
    return el("nav", *links, class_="pager", aria_label="Pages des archives") if links else ""
