"""What the addresses of whoever posts say in the HTML itself, with or without scripts; one is for search engines."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from irdsu_app import db
from irdsu_app.design.typography import fr
from irdsu_app.door.pages import QUERY, Told
from irdsu_app.jobs import deposit_view, told
from irdsu_app.jobs.deposit_view import View

NEW = (
    "Déposer une offre – IR-DSU",
    "Déposez une offre d’emploi du développement social urbain en trois minutes, sans compte ; l’équipe la relit.",
)
OWN = ("Gérer mon offre – IR-DSU", "Modifier, prolonger, dupliquer, dire pourvue ou retirer une offre, par son lien.")
PROOF = ("Confirmer mon adresse – IR-DSU", "Un bouton confirme que l’adresse donnée est la vôtre.")
SHEETS = f'{told.SHEETS}<link rel="stylesheet" href="/deposit.css" data-told="">'


def asked(query: str) -> dict[str, str]:
    """What an address asks for, however it was edited."""
    try:
        return dict(parse_qsl(query.lstrip("?"), errors="replace", max_num_fields=20))
    except ValueError:
        return {}


def begin(_named: Mapping[str, str]) -> Told:
    """A new offer: the one page of these that may be found."""
    view = deposit_view.begin(datetime.now(UTC))
    return Told(view.title, fr(NEW[1]), told.page(view.html), SHEETS)


def own(named: Mapping[str, str]) -> Told:
    """The page of a personal link."""
    now = datetime.now(UTC)
    return _told(db.read(lambda s: deposit_view.own(s, named["key"], asked(named.get(QUERY, "")), now)), OWN[1])


def lost(named: Mapping[str, str]) -> Told:
    """Whoever has no link."""
    return _told(deposit_view.lost(asked(named.get(QUERY, ""))), OWN[1])


def proof(named: Mapping[str, str]) -> Told:
    """The page of a confirmation link."""
    return _told(db.read(lambda s: deposit_view.proof(s, named["lien"])), PROOF[1])


def _told(view: View, description: str) -> Told:
    body = told.page(view.html)
    return Told(view.title, fr(description), body, SHEETS, indexed=False, status=view.status, personal=True)
