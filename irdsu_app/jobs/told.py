"""What the addresses of the offers say in the HTML itself: read without scripts, by people and by machines."""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from urllib.parse import parse_qs

from sqlmodel import Session, col, select

from irdsu_app import db
from irdsu_app.design import layout
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.door.pages import QUERY, Told
from irdsu_app.jobs import archives, boards, catalogue, looking, offer_page, posting, saying, screen
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.offer import PUBLIC, Offer, Status, is_open, status_shown, today
from irdsu_app.jobs.query import Query
from irdsu_app.settings import settings

SHEETS = '<link rel="stylesheet" href="/jobs.css" data-told="">'
BOARD = (
    "Les offres – IR-DSU",
    "Les offres d’emploi du développement social urbain : chercher par métier, lieu, contrat ; aucune offre close.",
)
LEAD = "Les emplois du développement social urbain, à jour : une offre close n’y est plus."
POST = "/offres/deposer"
ARCHIVES = ("Les offres archivées – IR-DSU", "Les offres closes : expirées ou pourvues, gardées pour mémoire.")
WITHDRAWN = "Cette offre a été retirée"
WITHDRAWN_SAID = "La structure qui l’avait publiée l’a retirée : il n’y a plus rien à lire ici."
UNKNOWN = "Cette offre n’existe pas, ou plus. Vérifiez l’adresse, ou cherchez parmi les offres."


def read(asked: str) -> Query:
    """The search that an address says, however it was edited."""
    try:
        return Query.read(parse_qs(asked.lstrip("?"), errors="replace", max_num_fields=100))
    except ValueError:  # more fields than anybody would choose
        return Query()


def board(named: Mapping[str, str]) -> Told:
    """A search and what it finds; only the bare page is for search engines, which find each offer by the sitemap."""
    now, query = datetime.now(UTC), read(named.get(QUERY, ""))
    seen = db.read(lambda session: looking.look(session, query, now))
    title, description = BOARD
    head = SHEETS + _feeds(query)
    body = page(el("h1", "Les offres"), el("p", text(LEAD), class_="lead"), post(), screen.board(seen, now))
    return Told(fr(title), fr(description), body, head, indexed=query == Query())


def offer(named: Mapping[str, str]) -> Told | None:
    """An offer whole; gone when it is withdrawn, unknown when it is not public yet."""
    now = datetime.now(UTC)
    found = db.read(lambda session: catalogue.by_slug(session, named["slug"]))
    if found is None:
        return None
    status = status_shown(found, now)
    if status is Status.WITHDRAWN or (status is Status.ARCHIVED and found.status == "withdrawn"):
        return _gone()
    if status not in PUBLIC:
        return None
    address = f"{settings.address}/offres/{found.slug}"
    reported = "signale=oui" in named.get(QUERY, "")
    body = page(offer_page.written(found, now, address, reported))
    title, description = titled(found), _short(saying.summary(found))
    head = SHEETS + _shared(title, description, address) + posting.script(found, now, address)
    # A demonstration may be read, but nobody should find it while looking for work.
    return Told(title, description, body, head, is_open(found, now) and not found.demonstration)


def over(named: Mapping[str, str]) -> Told:
    """The archives: never indexed."""
    now = datetime.now(UTC)
    title, description = ARCHIVES
    return Told(
        fr(title),
        fr(description),
        page(db.read(lambda s: archives.shown(s, named.get(QUERY, ""), now))),
        SHEETS,
        False,
    )


def titled(found: Offer) -> str:
    """The title of the page of an offer."""
    return f"{fr(found.title)} – {fr(found.organisation)} – IR-DSU"


def addresses() -> list[str]:
    """The addresses of the open offers, for the sitemap; those of demonstration are not for search engines."""
    day = today(datetime.now(UTC))

    def ask(session: Session) -> list[str]:
        open_ = select(JobOffer.slug).where(*boards.is_open(day), col(JobOffer.demonstration).is_(False))
        return list(session.exec(open_.order_by(col(JobOffer.id))).all())

    return [f"/offres/{slug}" for slug in db.read(ask)]


def post() -> Markup:
    """The way to post an offer."""
    return el("p", el("a", text("Déposer une offre"), href=POST, class_="button second"), class_="job-post")


def _gone() -> Told:
    body = page(
        el("h1", text(WITHDRAWN)),
        el("p", text(WITHDRAWN_SAID), class_="lead"),
        el("p", el("a", "Voir les offres", href="/offres", class_="button"), class_="button-row"),
    )
    return Told(fr(f"{WITHDRAWN} – IR-DSU"), fr(WITHDRAWN_SAID), body, SHEETS, indexed=False, status=410)


def _feeds(query: Query) -> str:
    """Where feed readers find this search."""
    kinds = {"/offres.atom": "application/atom+xml", "/offres.rss": "application/rss+xml"}
    kinds["/offres.json"] = "application/feed+json"
    asked = query.with_(sort="").address
    link = '<link rel="alternate" type="{}" title="{}" href="{}" data-told="">'
    return "".join(link.format(kind, screen.FEEDS[path], escape(asked(path))) for path, kind in kinds.items())


def _shared(title: str, description: str, address: str) -> str:
    """What is shown where somebody shares the page (Open Graph)."""
    told = {"title": title, "description": description, "url": address, "type": "article", "locale": "fr_FR"}
    told |= {"site_name": "IR-DSU", "image": f"{settings.address}/icons/apple-touch-icon.png"}
    properties = "".join(
        f'<meta property="og:{name}" content="{escape(said)}" data-told="">' for name, said in told.items()
    )
    canonical = f'<link rel="canonical" href="{escape(address)}" data-told="">'
    return properties + canonical + '<meta name="twitter:card" content="summary" data-told="">'


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + "…"


def page(*content: Markup) -> Markup:
    """What is told, under the head of the site."""
    brand = el("a", el("span", class_="fold-mark", aria_hidden="true"), "IR-DSU", href="/", class_="brand")
    links = [el("li", el("a", text(words), href=address)) for address, words in layout.NAVIGATION]
    header = el("header", el("div", brand, el("nav", el("ul", *links)), class_="wide"), class_="header")
    return el("div", header, el("main", el("div", *content, class_="wide"), class_="content"), class_="site")
