"""What one keeps of a presentation: its panels, mine, the questions. Written by the server, read without scripts.

Whoever has the code may read it until the room expires. One's own questions are always there; everybody's only once the
presenter has published them, and never with a name.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple, cast

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies
from irdsu_app.brief import paper, takeaway, talks
from irdsu_app.brief.models import Question
from irdsu_app.brief.panels import PanelId, brief
from irdsu_app.brief.presenting import Refused
from irdsu_app.brief.showing import showing
from irdsu_app.brief.svg import Markup, el, text
from irdsu_app.design import days, hours, plain
from irdsu_app.design.hours import PARIS
from irdsu_app.live import codes, store

ADDRESS = "/presentation/{code}/souvenir"
PDF = "/depliant/feuille-a3.pdf"
TITLE = "Ce que l’on garde"
LOST = {"RoomUnknown": "inconnu", "RoomClosed": "fini", "UnknownCode": "illisible", "TooMany": "trop"}
"""What the page that asks for a code says (live/pages.py)."""
NO_STORE = {"cache-control": "no-store"}


class Kept(NamedTuple):
    """What one visitor may read of a presentation."""

    there: talks.Visit
    mine: list[str]
    questions: list[Question]
    laid: talks.Laid
    """The sheet that was shown: its own words, in the page of what is kept too."""


def gather(session: Session, code: str, cookie: str, now: datetime) -> Kept:
    """Find a presentation, and in it what this browser may read."""
    there = talks.visit(session, code, cookie, now)
    everything = there.talk.published or there.presents
    asked = talks.asked_by(session, there.seat) if there.seat else []
    return Kept(
        there,
        talks.kept_by(session, there.seat) if there.seat else [],
        talks.questions(session, there.room.id) if everything else asked,
        talks.laid(session, there),
    )


async def read(request: Request) -> Response:
    """Show what is kept of a presentation."""
    cookie, now = cookies.value_of(request.headers.get("cookie", "")), datetime.now(UTC)
    try:
        door.count("souvenir", door.address(request))
        kept = db.read(lambda session: gather(session, codes.read(_code(request)), cookie, now))
    except (store.RoomUnknown, store.RoomClosed, codes.UnknownCode, door.TooMany) as refusal:
        return _refused(request, refusal)
    return HTMLResponse(written(kept), headers=NO_STORE)


async def publish(request: Request) -> Response:
    """Publish the questions of a presentation, or take them back; for its desk only."""
    cookie, now = cookies.value_of(request.headers.get("cookie", "")), datetime.now(UTC)
    on = (await request.form()).get("publier") == "oui"
    try:
        door.count("souvenir", door.address(request))
        await db.write(lambda session: talks.publish(session, codes.read(_code(request)), cookie, on, now))
    except (Refused, store.RoomUnknown, store.RoomClosed, store.RoomMoved, codes.UnknownCode, door.TooMany) as refusal:
        return _refused(request, refusal)
    return RedirectResponse(f"/presentation/{codes.read(_code(request))}/souvenir#questions", status_code=303)


def _code(request: Request) -> str:
    return cast(str, request.path_params["code"])


def _refused(request: Request, refusal: Exception) -> Response:
    if isinstance(refusal, store.RoomUnknown | codes.UnknownCode):
        door.count("guess", door.address(request), refuse=False)
    if (name := type(refusal).__name__) in LOST:
        return RedirectResponse(f"/rejoindre?refus={LOST[name]}", status_code=303)
    back = el("p", plain.link("Revenir à la page", request.url.path, "button"), class_="button-row")
    said = (el("h1", text(TITLE)), el("p", text(str(refusal)), role="alert", class_="lead"), back)
    return HTMLResponse(plain.page(TITLE, *said), 409 if name == "RoomMoved" else 403, NO_STORE)


def written(kept: Kept) -> Markup:
    """The whole page, in the words of the sheet that was shown."""
    with showing(kept.laid.brief, kept.laid.facts):
        return _page(kept)


def _page(kept: Kept) -> Markup:
    room, talk = kept.there.room, kept.there.talk
    opened, until = (moment.astimezone(PARIS) for moment in (room.opened_at, room.expires_at))
    over = talk.status == "Terminée"
    return plain.page(
        f"{TITLE}, présentation {room.code}",
        el("h1", text(TITLE)),
        el("p", text(f"{brief().title}, présentation du {days.said(opened)}."), class_="lead"),
        "" if over else el("p", text("La présentation n’est pas finie : rechargez cette page pour la compléter.")),
        _mine(kept),
        _shown(talk.seen, linked=kept.there.own is None),
        _questions(kept),
        _ways(kept.there.own is not None),
        el(
            "p",
            text(f"Cette page peut être lue jusqu’au {days.said(until)} à {hours.hour(until)}."),
            class_="meta",
        ),
    )


def _mine(kept: Kept) -> Markup:
    if not kept.mine:
        return ""
    panels = [paper.panel_named(cast(PanelId, name)) for name in kept.mine]
    listed = [el("li", el("strong", text(p.title)), el("p", text(p.text))) for p in panels if not p.out]
    return _section("Mes panneaux à retenir", "retenir", el("ul", *listed, class_="kept-list"))


def _shown(seen: Sequence[int], linked: bool) -> Markup:
    """The panels shown, in order; those of a version have no address that its room may know."""
    steps = [(step, panel) for step, panel in enumerate(brief().panels, 1) if step in seen and not panel.out]
    named = [plain.link(p.title, f"/depliant?pas={step}") if linked else text(p.title) for step, p in steps]
    listed = [el("li", name, value=step if linked else None) for name, (step, _) in zip(named, steps, strict=True)]
    return _section("Les panneaux présentés", "panneaux", el("ol", *listed, class_="shown-list"))


def _questions(kept: Kept) -> Markup:
    there, listed = kept.there, [_question(question, kept.there) for question in kept.questions]
    everything = there.talk.published or there.presents
    if listed:
        shown = el("ul", *listed, class_="question-list")
    elif everything or there.seat:
        shown = el("p", text("Aucune question n’a été posée." if everything else "Vous n’avez posé aucune question."))
    else:
        shown = el("p", text("Les questions n’ont pas été publiées par la personne qui présente."))
    heading = "Les questions posées" if everything or not there.seat else "Mes questions"
    return _section(heading, "questions", shown, _publishing(there) if there.presents else "")


def _question(question: Question, there: talks.Visit) -> Markup:
    about = paper.panel_named(cast(PanelId, question.panel))
    panel = "Panneau laissé de côté depuis" if about.out else about.title
    mine = " · votre question" if there.seat and question.seat_id == there.seat.id else ""
    answered = "répondue" if question.answered_at else "à reprendre ensemble"
    return el("li", el("p", text(question.text)), el("p", text(f"{panel} · {answered}{mine}"), class_="meta"))


def _publishing(there: talks.Visit) -> Markup:
    on = there.talk.published
    said = (
        "Les questions sont publiées : qui a le code peut les lire ici, sans nom."
        if on
        else "Pour l’instant, personne d’autre que vous ne voit toutes les questions. Publiées, elles pourront "
        "être lues ici, sans nom, par qui a le code. Relisez-les d’abord : une question peut désigner quelqu’un."
    )
    button = el("button", text("Ne plus publier" if on else "Publier les questions"), type="submit", class_="button")
    hidden = el("input", type="hidden", name="publier", value="non" if on else "oui")
    form = el("form", hidden, button, method="post", action=ADDRESS.format(code=there.room.code))
    return el("div", el("p", text(said), role="status"), form, class_="notice unprinted")


def _ways(own: bool) -> Markup:
    national = " nationale" if own else ""
    ways = (
        (f"La feuille{national} à déplier", "/depliant"),
        ("Sa version texte", "/depliant/texte"),
        (f"La feuille{national} à imprimer, en PDF", PDF),
        (f"La feuille{national} en un seul fichier, sans réseau", takeaway.ADDRESS),
    )
    listed = [el("li", plain.link(words, address)) for words, address in ways]
    return el(
        "section", el("h2", text("Pour continuer"), id="continuer"), el("ul", *listed), aria_labelledby="continuer",
        class_="unprinted",
    )  # fmt: skip


def _section(heading: str, name: str, *content: Markup) -> Markup:
    return el("section", el("h2", text(heading), id=name), *content, aria_labelledby=name)


routes = [Route(ADDRESS, read), Route(ADDRESS, publish, methods=["POST"])]
