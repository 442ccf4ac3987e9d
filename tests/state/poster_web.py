"""What the tests of posting share: somebody's browser, an offer written, sent, online."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from starlette.applications import Starlette

from irdsu_app import db, door
from irdsu_app.jobs import addresses, deciding_register, posting_keys, posting_rows
from irdsu_app.jobs.posting_models import JobPosting
from tests.state.test_offers_http import SHELL, Web

WHOLE = {
    "organisation": "Ville de Brunelaie",
    "presentation": "Une ville qui coopère.",
    "title": "Chargée ou chargé de projet",
    "contract": "cdd",
    "missions": "Animer\nRelier",
    "place": "59100 Roubaix",
    "apply_email": "rh@ville.fr",
}
POSTER = "ines@ville.fr"
JSON = {"accept": "application/json"}


def now() -> datetime:
    return datetime.now(UTC)


class Poster(Web):
    """Somebody's browser, without scripts unless it says so; keeps its cookie."""

    def __init__(self, build) -> None:
        (build / "404.html").write_text(SHELL)
        self.app = door.pages({}, build, told=addresses.TOLD)(Starlette(routes=addresses.ROUTES))
        self.cookie = ""

    def ask(self, address, method="GET", **more):
        headers = {**more.pop("headers", {}), **({"cookie": self.cookie} if self.cookie else {})}
        answer = super().ask(address, method, headers=headers, **more)
        for said in answer.headers.get_list("set-cookie"):
            pair = said.split(";")[0]
            self.cookie = pair if pair.partition("=")[2].strip('"') else ""
        return answer

    def post(self, address, **form):
        return self.ask(address, "POST", data=form)

    def told(self, address, **form):
        answer = self.ask(address, "POST", data=form, headers=JSON)
        return answer.status_code, answer.json()

    def written(self) -> str:
        """Write a whole offer without scripts; gives its personal link."""
        where = self.post("/offres/deposer", ecran="1", vers="2", **WHOLE).headers["location"]
        key = urlsplit(where).path.rpartition("/")[2]
        self.post(f"/offres/gerer/{key}", ecran="2", vers="3", **WHOLE)
        self.post(f"/offres/gerer/{key}", ecran="3", vers="4", **WHOLE, deadline=soon(), contact_function="RH")
        return key


def soon(days: int = 20) -> str:
    return (now() + timedelta(days=days)).date().isoformat()


def row(key: str) -> JobPosting:
    return db.read(lambda s: posting_rows.row_by_link(s, key, lock=False))


def sent(web, key: str = "") -> str:
    """An offer that waits to be read, this one or another; gives its personal link."""
    key = key or web.written()
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    web.post(f"/offres/confirmer/{posting_keys.proof(row(key).id, POSTER)}")
    return key


def published(web, moderator, key: str = "") -> str:
    """An offer online, this one or another; gives its personal link."""
    key = sent(web, key)
    with db.session() as session:
        deciding_register.publish(session, moderator, row(key).id, row(key).revision, now())
    return key


def attached(web, key, content, name="fiche.pdf"):
    files = {"fichier": (name, content, "application/pdf")}
    return web.ask("/offres/fiche", "POST", data={"lien": key}, files=files, headers=JSON)
