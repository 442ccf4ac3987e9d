"""The plain addresses of the sheet to print: A3 or A2, in colour or in grey, with or without a margin to cut."""

from datetime import UTC, date, datetime
from functools import lru_cache, partial
from hashlib import sha256
from typing import cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from irdsu_app import door
from irdsu_app.brief import current, editions
from irdsu_app.brief.press.imposition import Size
from irdsu_app.brief.press.inks import INKS, Ink
from irdsu_app.brief.press.making import sheet_pdf
from irdsu_app.brief.publishing import Edition
from irdsu_app.brief.showing import showing
from irdsu_app.design.shelf import Shelf
from irdsu_app.design.typography import fr

shelf = Shelf(most=12)
CUTS = {"": False, "oui": True}


class Refused(Exception):
    """An address that asks for what is not printed; the message is the French sentence shown."""


def wanted(size: Size, ink: str, cut: str) -> tuple[Ink, bool]:
    """What the address asks for; raises Refused."""
    if ink not in INKS:
        raise Refused(
            "L’encre est « couleur » ou « gris » : choisissez l’une des feuilles proposées sur /depliant/imprimer."
        )
    if cut not in CUTS or (cut and size != "A2"):
        raise Refused("La marge de coupe (coupe=oui) n’existe que pour la feuille A2, chez un imprimeur.")
    return cast(Ink, ink), CUTS[cut]


def name_of(size: Size, ink: Ink, cut: bool) -> str:
    """The name of the file one keeps."""
    return f"depliant-ir-dsu-{size.lower()}{'-gris' if ink == 'gris' else ''}{'-imprimeur' if cut else ''}.pdf"


async def _sheet(request: Request, size: Size) -> Response:
    asked = request.query_params
    try:
        door.count("press", door.address(request))
        ink, cut = wanted(size, asked.get("encre", "couleur"), asked.get("coupe", ""))
    except (Refused, door.TooMany) as refusal:
        status = 400 if isinstance(refusal, Refused) else 429
        return PlainTextResponse(fr(str(refusal)), status, {"cache-control": "no-store"})
    today, found = datetime.now(UTC).date(), current.edition()
    mark = f'"{_signature(found.number)}-{today:%Y%m%d}-{size}-{ink}-{int(cut)}"'
    headers = {
        "etag": mark,
        "cache-control": "no-cache",
        "content-disposition": f'inline; filename="{name_of(size, ink, cut)}"',
    }
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    made = await shelf.take(mark, partial(_national, found, size, ink, cut, today))
    return Response(made, media_type="application/pdf", headers=headers)


def _national(edition: Edition, size: Size, ink: Ink, cut: bool, today: date) -> bytes:
    said, figures = edition.brief, edition.facts
    with showing(said, figures):
        return sheet_pdf(said.panels, figures, title=said.title, today=today, size=size, ink=ink, cut=cut)


@lru_cache(maxsize=12)
def _signature(number: int) -> str:
    """What changes when the words do: a published edition never does, the first one with the house."""
    said = editions.first().brief.model_dump_json() + editions.first().facts.model_dump_json()
    return f"{number}-{sha256(said.encode()).hexdigest()[:16]}"


async def a3(request: Request) -> Response:
    """The sheet on A3."""
    return await _sheet(request, "A3")


async def a2(request: Request) -> Response:
    """The sheet on A2, twice as large."""
    return await _sheet(request, "A2")


routes = [Route("/depliant/feuille-a3.pdf", a3), Route("/depliant/feuille-a2.pdf", a2)]
