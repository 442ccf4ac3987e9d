"""What people typed in every product, kept as the house keeps it: offers and their history, alerts, answers, a game."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import httpx
from sqlmodel import select
from websockets.sync.client import connect

from irdsu_app.access.models import Organiser, Passkey
from irdsu_app.jobs import (
    alert_register,
    desk_acts,
    posting_keys,
    posting_register,
    posting_rows,
    reporting,
)
from irdsu_app.jobs.alert_models import JobFollower
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.query import Query
from tests.browser import attackers, surveyed
from tests.browser.owned import at
from tests.tab import Tab

TYPED = "Zqtape"
"""In each text that somebody typed."""
OFFER = {
    "organisation": f"Ville de Brunelaie {TYPED}", "organisation_kind": "commune",
    "presentation": f"Une ville. {TYPED}", "title": f"Chargée ou chargé {TYPED}",
    "contract": "cdd", "contract_detail": f"Un an {TYPED}", "missions": f"Animer {TYPED}\nRelier", "pay": "2 300 €",
    "place": f"59100 Roubaix {TYPED}", "apply_email": "rh@ville.fr", "context": f"Un quartier {TYPED}",
    "profile": f"Du goût {TYPED}", "contact_name": f"Ines {TYPED}", "contact_function": f"Cheffe {TYPED}",
    "travel": f"Vélo {TYPED}", "telework": f"Un jour {TYPED}", "attached_to": f"Direction {TYPED}",
}  # fmt: skip
TABLE = "reflex___state____state.irdsu_app___coop___state____table"


def filled(world: attackers.World) -> list[str]:
    """Fill everything; gives the addresses where it shows."""
    return [*_offers(world), *_alert(world), *_answers(world), *_passkey(world), *_game(world)]


def _offers(world: attackers.World) -> list[str]:
    """An offer online that was changed since and reported; another to which the team answered."""
    now, cookie, shown = datetime.now(UTC), world.owners["organiser"].partition("=")[2], []
    for act in ("publier", "corriger"):
        with at(world.house) as session:
            posting, key = posting_register.start(session, now, OFFER)
            row = posting_rows.row_by_link(session, key)
            posting_register.send(session, row, f"{act}@ville.fr", f"Un mot {TYPED}", False, now)
            posting_register.confirm(session, posting_keys.proof(posting.id, f"{act}@ville.fr"), now)
        with at(world.house) as session:
            row = posting_rows.row_by_link(session, key)
            who = desk_acts.allowed(session, cookie)
            form = {"mots": f"Précisez {TYPED}."}
            desk_acts.ACTS_OF_DESK[act](session, who, row.id, row.revision, form, now)
        with at(world.house) as session:
            row = posting_rows.row_by_link(session, key)
            posting_register.write(session, row, {"context": f"Autre contexte {TYPED}"}, {}, 2, now)
            if row.offer_id:
                slug = session.get_one(JobOffer, row.offer_id).slug
                reporting.report(session, slug, "trompeuse", f"C’est faux {TYPED}", now)
                shown.append(f"/offres/{slug}")
        shown += [f"/offres/gerer/{key}", f"/bureau/offres/{posting.id}"]
    shown.append(f"/offres/gerer/{key}?ecran=2")
    return [*shown, "/bureau/offres"]


def _alert(world: attackers.World) -> list[str]:
    with at(world.house) as session:
        alert_register.ask(session, "nour@ville.fr", Query(words=TYPED), datetime.now(UTC))
    with at(world.house) as session:
        return [f"/offres/alerte/{alert_register.link_of(session.exec(select(JobFollower)).one())}"]


def _answers(world: attackers.World) -> list[str]:
    """Seven people answer with words of their own."""
    slug, code, _ = surveyed.lived(world.house, title=f"Un cycle vécu {TYPED}")
    surveyed.answered(world.house, slug, "before", 7, {**surveyed.whole(), "missing": f"Rien {TYPED}"}, code)
    said = {"useful": "4", "question": f"Et après ? {TYPED}", "idea": f"Un quartier {TYPED}"}
    surveyed.answered(world.house, slug, "meeting", 7, said, code)
    desk = f"/bureau/cycles/{slug}"
    return [f"{desk}/avis", f"{desk}/compte-rendu"]


def _passkey(world: attackers.World) -> list[str]:
    with at(world.house) as session:
        for organiser in session.exec(select(Organiser)).all():
            kept = {"public_key": "AA", "sign_count": 0, "created_at": datetime.now(UTC)}
            session.add(
                Passkey(
                    id=uuid4(), organiser_id=organiser.id, credential_id=uuid4().hex, name=f"Téléphone {TYPED}", **kept
                )
            )
    return []  # they are at /bureau


def _game(world: attackers.World) -> list[str]:
    """The game of the world played to its end: conditions, sentences, traces, commitments."""
    code = world.named[1]["code"]
    host, player = world.owners["host"], world.owners["player"]
    others = [world.post(f"/coop/{code}/entrer", nom=f"{n} {TYPED}").headers["set-cookie"].split(";")[0] for n in "AB"]
    address = f"{world.house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
    with connect(address, origin=world.house.url, additional_headers={"cookie": host}, max_size=None) as line:  # pyright: ignore[reportArgumentType]
        tab = Tab(line, f"/coop/{code}/animer", {"code": code})
        tab.send(f"{TABLE}.enter")
        with httpx.Client(base_url=world.house.url, headers={"origin": world.house.url}) as web:
            _play(web, code, host, do="start")
            said = set[str]()
            for _ in range(60):
                pace = _pace(tab)
                phase, n = str(pace["phase"]), pace["n"]
                if phase in ("debrief", "end", "finished"):
                    break
                for move in _words() if phase not in said else ():
                    _play(web, code, player, at=n, **move)
                said.add(phase)
                if phase == "discover":
                    _play(web, code, host, do="draw", at=n)
                elif phase == "stance":
                    for who in (player, *others):
                        _play(web, code, who, do="vote", at=n, stance="coop", condition=f"Si {TYPED}")
                _play(web, code, host, do="next", at=n)
            _play(web, code, player, do="commit", text=f"Je ferai {TYPED}")
    return [f"/coop/{code}/bilan", f"/coop/{code}/revoir"]


def _words() -> list[dict[str, object]]:
    return [
        {"do": "condition", "text": f"Avec {TYPED}"}, {"do": "argue", "voice": "self", "text": f"Parce que {TYPED}"},
        {"do": "sentence", "base": 0, "text": f"Ouvrir {TYPED}"},
        {"do": "chair", "text": f"Nous {TYPED}"}, {"do": "note", "kind": "agreement", "text": f"Oui {TYPED}"},
        {"do": "note", "kind": "disagreement", "text": f"Non {TYPED}"},
    ]  # fmt: skip


def _pace(tab: Tab) -> dict:
    """Where the game is, all that came being read."""
    with suppress(TimeoutError):
        while True:
            message = str(tab.socket.recv(timeout=0.15))
            if message == "2":
                tab.socket.send("3")
            elif message.startswith("42/_event,"):
                for name, values in json.loads(message.removeprefix("42/_event,"))[1].get("delta", {}).items():
                    tab.shown |= {(name, var.removesuffix("_rx_state_")): held for var, held in values.items()}
    return tab.shown[TABLE, "pace"]


def _play(web: httpx.Client, code: str, cookie: str, **move: object) -> bool:
    said = {"id": str(uuid4()), "move": move}
    told = {"cookie": cookie, "x-forwarded-for": attackers.elsewhere()}
    answer = web.post(f"/coop/{code}/coups", json=said, headers=told)
    web.cookies.clear()
    return answer.status_code == 200
