"""The plain HTTP doors of decks: copy one, bring one as a file, open a pasted link; what the server writes of one."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import links
from irdsu_app.coop import (
    deck_live,
    deck_page,
    deck_paper,
    deck_register,
    deck_state,
    deck_versions,
    proofing,
    versioning,
    yaml_deck,
)
from irdsu_app.coop.authoring import NAME_LENGTH, OwnDeck
from irdsu_app.coop.deck_register import DeckUnknown
from irdsu_app.coop.mistakes import Malformed
from irdsu_app.coop.round import Refused
from irdsu_app.design import plain
from irdsu_app.design.markup import el, text
from irdsu_app.design.typography import fr

IMPORT = "/coop/jeux/importer"
LARGEST = yaml_deck.LARGEST + 20_000
"""Bytes of the request that brings a file: the file, and the form around it."""
TOO_LARGE = (
    "Ce fichier pèse plus de 1 Mo : un jeu de trois cents cartes en pèse le quart. "
    "Retirez des cartes, ou vérifiez que c’est bien l’export d’un jeu. Rien n’a été enregistré."
)
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


async def copy(request: Request) -> Response:
    """Copy ours, a published deck or the one of a link, and go and write in it."""
    wanted, now = str((await request.form()).get("jeu", ""))[:64], datetime.now(UTC)
    try:
        door.count("deck", door.address(request))
        made = await db.write(
            lambda session: deck_register.open_deck(session, deck_register.copied(session, wanted), now)
        )
    except (DeckUnknown, door.TooMany) as refusal:
        return _back(request, refusal)
    return RedirectResponse(f"/coop/jeux/{made}", status_code=303)


async def bring(request: Request) -> Response:
    """Make a deck of a YAML file; says where it does not read, and nothing is lost: the file is still there."""
    now = datetime.now(UTC)
    try:
        door.count("deck", door.address(request))
        form = await request.form()
        file = form.get("fichier")
        if not isinstance(file, UploadFile) or not file.filename:
            raise Malformed(fr("Choisissez d’abord un fichier YAML : celui qu’« Exporter » donne."))
        body, name = await file.read(), _name_of(file.filename)
        own = await asyncio.to_thread(yaml_deck.from_yaml, body, name)
        made = await _brought(str(form.get("jeu", ""))[:64], own, now)
    except (Malformed, Refused, DeckUnknown, door.TooMany) as refusal:
        return _refused(request, str(refusal), 429 if isinstance(refusal, door.TooMany) else 400)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"address": f"/coop/jeux/{made}"}, headers=PRIVATE)
    return RedirectResponse(f"/coop/jeux/{made}", status_code=303)


async def _brought(link: str, own: OwnDeck, now: datetime) -> str:
    """A new deck, or in the place of the cards of the one this link changes; gives the link to change it."""
    if not link:
        return await db.write(lambda session: deck_register.open_deck(session, own, now))
    await db.write(lambda session: deck_versions.replace(session, link, own, now))
    _tell(link)
    return link


def _tell(link: str) -> None:
    """Show a deck that a plain door has changed to those who have it open."""
    deck_state.tell(*db.read(lambda session: (deck_register.find(session, link), deck_live.versions(session, link))))


def version(request: Request) -> Response:
    """A version of a deck, to be looked at by those who write it."""
    key, number = cast(str, request.path_params["key"]), cast(int, request.path_params["number"])
    try:
        door.count("link", door.address(request))
        kept, then, now = db.read(lambda session: deck_versions.seen(session, key, number))
    except (DeckUnknown, Refused) as refusal:
        if isinstance(refusal, DeckUnknown):
            door.count("guess", door.address(request), refuse=False)
        return HTMLResponse(deck_page.missing(str(refusal)), 410, PRIVATE)
    except door.TooMany as refusal:
        return HTMLResponse(deck_page.missing(str(refusal)), 429, PRIVATE)
    said = " · ".join(filter(None, (kept.name, deck_live.told(kept))))
    changes = versioning.differences(then, now)
    return HTMLResponse(deck_page.version(key, number, said, then, changes), headers=PRIVATE)


async def come_back(request: Request) -> Response:
    """Come back to a version, from its page."""
    key, typed = cast(str, request.path_params["key"]), str((await request.form()).get("version", ""))
    number, now = int(typed) if typed.isdecimal() and len(typed) < 9 else 0, datetime.now(UTC)
    try:
        door.count("write", door.address(request))
        await db.write(lambda session: deck_versions.restore(session, key, number, now))
    except Refused as refusal:
        return HTMLResponse(deck_page.missing(str(refusal)), 410, PRIVATE)
    except (DeckUnknown, door.TooMany) as refusal:
        return _back(request, refusal)
    _tell(key)
    return RedirectResponse(f"/coop/jeux/{key}", status_code=303)


def _name_of(filename: str) -> str:
    stem = filename.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("-", " ").replace("_", " ").split())[:NAME_LENGTH].strip() or "Jeu importé"


def _refused(request: Request, said: str, status: int) -> Response:
    said = fr(said)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"said": said}, status, PRIVATE)
    back = el("p", plain.link("Revenir à mes jeux", "/coop/jeux", "button"), class_="button-row")
    page = (el("h1", text("Fichier refusé")), el("p", text(said), role="alert", class_="lead"), back)
    return HTMLResponse(plain.page("Fichier refusé", *page), status, PRIVATE)


async def follow(request: Request) -> Response:
    """Open the deck of a pasted link, or of a public address."""
    pasted = str((await request.form()).get("lien", "")).strip()[:400]
    key = re.split(r"[?#]", pasted)[0].rstrip("/").rpartition("/")[2]
    try:
        door.count("link", door.address(request))
        if len(key) == links.LENGTH:
            db.read(lambda session: deck_register.find(session, key))
            return RedirectResponse(f"/coop/jeux/{key}", status_code=303)
        db.read(lambda session: deck_register.shared(session, key))
    except (DeckUnknown, door.TooMany) as refusal:
        return _back(request, refusal)
    return RedirectResponse(f"/coop/jeu/{key}", status_code=303)


def _back(request: Request, refusal: Exception) -> Response:
    if isinstance(refusal, DeckUnknown):
        door.count("guess", door.address(request), refuse=False)
    refused = "trop" if isinstance(refusal, door.TooMany) else "lien"
    return RedirectResponse(f"/coop/jeux?refus={refused}", status_code=303)


def _written(
    write: Callable[[OwnDeck, str], str], media: str = "text/html", name: str = ""
) -> Callable[[Request], Response]:
    """What the server writes of the deck of a link, given with the link."""

    def written(request: Request) -> Response:
        key, where = cast(str, request.path_params["key"]), door.address(request)
        try:
            door.count("link", where)
            own = db.read(lambda session: deck_register.find(session, key)).own
            body = write(own, key)
        except DeckUnknown as refusal:
            door.count("guess", where, refuse=False)
            return PlainTextResponse(fr(str(refusal)), 404, PRIVATE)
        except Malformed as refusal:
            return PlainTextResponse(fr(f"Ce jeu n’est pas encore complet. {refusal}"), 409, PRIVATE)
        except door.TooMany as refusal:
            return PlainTextResponse(str(refusal), 429, PRIVATE)
        kept = PRIVATE | ({"content-disposition": f'attachment; filename="{name}"'} if name else {})
        return Response(body, 200, kept, media_type=media)

    return written


def _yaml(own: OwnDeck, _key: str = "") -> str:
    return yaml_deck.to_yaml(proofing.playable(own), proofing.easy_texts(own))


def shared_file(request: Request) -> Response:
    """A published deck as a YAML file."""
    slug = cast(str, request.path_params["slug"])
    try:
        door.count("link", door.address(request))
        body = _yaml(db.read(lambda session: deck_register.public(session, slug)).own)
    except DeckUnknown as refusal:
        return PlainTextResponse(fr(str(refusal)), 404, PRIVATE)
    except door.TooMany as refusal:
        return PlainTextResponse(str(refusal), 429, PRIVATE)
    kept = {"content-disposition": f'attachment; filename="{slug}.yaml"', "cache-control": "no-cache"}
    return Response(body, 200, kept, media_type="application/yaml")


def shared_page(request: Request) -> Response:
    """The public page of a deck; 410 where there is none, since a 404 would be the one of the whole site."""
    slug = cast(str, request.path_params["slug"])
    try:
        door.count("link", door.address(request))
        shared = db.read(lambda session: deck_register.public(session, slug))
    except DeckUnknown:
        return HTMLResponse(deck_page.missing(), 410, PRIVATE)
    except door.TooMany as refusal:
        return HTMLResponse(deck_page.missing(str(refusal)), 429, PRIVATE)
    return HTMLResponse(deck_page.page(slug, shared), headers={"cache-control": "no-cache"})


routes = [
    Route("/coop/jeux", copy, methods=["POST"]),
    Route(IMPORT, bring, methods=["POST"]),
    Route("/coop/jeux/ouvrir", follow, methods=["POST"]),
    Route("/coop/jeux/{key}/lire.html", _written(deck_page.to_read)),
    Route("/coop/jeux/{key}/plan.html", _written(lambda own, _key: deck_paper.plan(own))),
    Route("/coop/jeux/{key}/versions/{number:int}", version),
    Route("/coop/jeux/{key}/versions", come_back, methods=["POST"]),
    Route("/coop/jeux/{key}/jeu.yaml", _written(_yaml, "application/yaml", "jeu-coop.yaml")),
    Route("/coop/jeu/{slug}/jeu.yaml", shared_file),
    Route("/coop/jeu/{slug}", shared_page),
]
