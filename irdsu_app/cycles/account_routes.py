"""The published account of a cycle, for everybody: a plain page, and the same as a PDF."""

import asyncio
from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from irdsu_app import db
from irdsu_app.cycles import account_markup, account_register, paris, report
from irdsu_app.cycles.account_register import Published
from irdsu_app.cycles.shown import DEMONSTRATION
from irdsu_app.design import plain, press
from irdsu_app.design.markup import el, text

FRESH = {"cache-control": "no-cache"}
NOT_SHOWN = "Ce compte rendu n’est pas publié."


async def page(request: Request) -> Response:
    """The account as a page."""
    told = _asked(request)
    if told is None:
        return HTMLResponse(NOT_SHOWN, 404, FRESH)
    banner = el("p", text(DEMONSTRATION), class_="demo", role="note") if told.demonstration else ""
    ways = [
        plain.link("Revenir au cycle", f"/cycles/{told.slug}", "button second"),
        plain.link("Télécharger en PDF", f"/cycles/{told.slug}/bilan.pdf", "button second"),
    ]
    whole = plain.page(
        f"Compte rendu : {told.cycle}",
        banner,
        el("p", plain.link(told.cycle, f"/cycles/{told.slug}"), class_="cycle-of"),
        account_markup.account(told.said),
        el("p", *ways, class_="button-row unprinted"),
        description=f"{told.said['people']} Compte rendu du cycle « {told.cycle} ».",
        styles=("cycles", "surveys"),
        indexed=not told.demonstration,
    )
    return HTMLResponse(whole, 200, FRESH | ({"x-robots-tag": "noindex"} if told.demonstration else {}))


async def pdf(request: Request) -> Response:
    """The account as a tagged PDF."""
    told = _asked(request)
    if told is None:
        return HTMLResponse(NOT_SHOWN, 404, FRESH)
    made = await asyncio.to_thread(press.pdf, report.TEMPLATE, told.said, paris.local(told.at).date())
    return Response(made, 200, FRESH, media_type="application/pdf")


def _asked(request: Request) -> Published | None:
    slug = cast(str, request.path_params["slug"])
    return db.read(lambda session: account_register.published(session, slug))


routes = [Route("/cycles/{slug}/bilan", page), Route("/cycles/{slug}/bilan.pdf", pdf)]
