"""What the addresses of the alerts say, in the HTML itself and once their page lives: the same words."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qs

from sqlmodel import Session

from irdsu_app import db
from irdsu_app.design.markup import Markup
from irdsu_app.design.typography import fr
from irdsu_app.door.pages import QUERY, Told
from irdsu_app.jobs import alert_pages, alert_register, alerts, told
from irdsu_app.jobs.alert_pages import Seen
from irdsu_app.jobs.alert_register import DONE, REFUSED, Followed, Refused

Named = tuple[str, str]
ASK: Named = (
    f"{alert_pages.TITLE} – IR-DSU",
    "Un courriel par semaine, seulement s’il y a du nouveau dans votre recherche.",
)
MINE: Named = (f"{alert_pages.MINE} – IR-DSU", "Les recherches que vous suivez : les voir, les changer, les arrêter.")
STOP: Named = (f"{alert_pages.STOP} – IR-DSU", "Un clic, et plus rien ne vous est envoyé.")


def asking(asked: str) -> Markup:
    """Ask for an alert on the search of this address."""
    query, given = told.read(asked), _given(asked)
    read = db.read(lambda session: alert_register.read(session, query, datetime.now(UTC)))
    said = alert_pages.SENT if given.get("envoye") else DONE["effacer"] if given.get("efface") else ""
    return alert_pages.asking(read, query.words, said, REFUSED.get(given.get("refus", ""), ""))


def mine(link: str, asked: str) -> Markup:
    """What this link opens; raises Refused."""
    given, now = _given(asked), datetime.now(UTC)
    followed = db.read(lambda session: alert_register.by_link(session, link))
    those, refusal = _seen(followed), REFUSED.get(given.get("refus", ""), "")
    changed = next((each for each in those if str(each.id) == given.get("changer")), None)
    if changed is not None:
        return alert_pages.changing(link, changed, refusal)
    stopped, said = followed.person.stopped_at is not None, DONE.get(given.get("dit", ""), "")
    return alert_pages.mine(link, those, stopped, now, said, refusal)


def stopping(link: str) -> Markup:
    """Stop what this link follows; raises Refused."""

    def check(session: Session) -> None:
        alert_register.by_link(session, link)

    db.read(check)
    return alert_pages.stopping(link)


def _seen(followed: Followed) -> list[Seen]:
    return [Seen(each.id or 0, alerts.unpacked(each.asked), each.status) for each in followed.alerts]


def _given(asked: str) -> dict[str, str]:
    """What the address says besides the search."""
    try:
        return {name: each[0] for name, each in parse_qs(asked.lstrip("?"), max_num_fields=100).items()}
    except ValueError:
        return {}


def ask(named: Mapping[str, str]) -> Told:
    """The page where one asks."""
    title, description = ASK
    return Told(fr(title), fr(description), told.page(asking(named.get(QUERY, ""))), told.SHEETS, indexed=False)


def own(named: Mapping[str, str]) -> Told:
    """The page of a personal link."""
    try:
        return _personal(MINE, mine(named["lien"], named.get(QUERY, "")))
    except Refused as refusal:
        return _personal(MINE, alert_pages.nothing(str(refusal)), 404)


def stop(named: Mapping[str, str]) -> Told:
    """The page that stops everything."""
    try:
        return _personal(STOP, stopping(named["lien"]))
    except Refused as refusal:
        return _personal(STOP, alert_pages.nothing(str(refusal)), 404)


def _personal(named: Named, body: Markup, status: int = 200) -> Told:
    title, description = map(fr, named)
    return Told(title, description, told.page(body), told.SHEETS, indexed=False, status=status, personal=True)
