"""« Ma place »: move to another phone, change one's name, leave, take the lead."""

from io import BytesIO
from typing import Any

import reflex as rx
import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from irdsu_app import door
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.playing import PersonalLink, ask, gesture, me, refused
from irdsu_app.coop.state import Table
from irdsu_app.coop.wording import NAME_LENGTH
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
mine: Any = Table.mine


def my_place() -> rx.Component:
    """The button and its dialog."""
    return ask(
        "place",
        "Ma place",
        "Ma place",
        el.p("Vous êtes ", el.b(me["name"]), "."),
        el.section(
            el.h3("Changer d’appareil"),
            el.p(
                fr("Visez ce QR avec l’autre téléphone, ou ouvrez-y ce lien. Il est à vous : ne le montrez à personne.")
            ),
            PersonalLink.create(link=Table.link),
        ),
        el.section(
            el.h3("Changer de prénom"),
            el.div(
                el.label("Prénom ou pseudonyme", html_for="nouveau-nom"),
                el.input(
                    type="text",
                    id="nouveau-nom",
                    max_length=NAME_LENGTH,
                    auto_complete="off",
                    key=mine["name"],
                    default_value=mine["name"],
                ),
                class_name="field",
            ),
            gesture("Changer", play("rename", name=typed("nouveau-nom")), second=True),
            refused("rename"),
        ),
        rx.cond(~me["leads"], _lead()),
        el.section(
            el.h3("Partir"),
            el.p(fr("Votre place reste gardée trois minutes ; ensuite, votre équipage continue sans vous.")),
            gesture("Quitter la partie", play("leave"), second=True),
            refused("leave"),
        ),
    )


def _lead() -> rx.Component:
    return el.section(
        el.h3("Prendre l’animation"),
        elements.post_form(
            elements.field("Code d’animation", "code", kind="code", hint="La personne qui anime le connaît."),
            el.button("Prendre l’animation", type="submit", class_name="button second"),
            action="/coop/" + Table.code + "/animer",
        ),
    )


async def _qr(request: Request) -> Response:
    """The QR of a personal link, from the address the visitor used; it says no more than the link itself."""
    code, key = (str(request.path_params[name]) for name in ("code", "key"))
    if not (code.isalnum() and key.replace("-", "").replace("_", "").isalnum() and len(code + key) < 200):
        return Response(status_code=404)
    drawn = segno.make_qr(f"{door.origin(request)}/coop/{code}/place/{key}", error="m")
    drawing = BytesIO()
    drawn.save(drawing, kind="svg", border=2, dark="#1C2A2B", light="#FFFFFF", omitsize=True, xmldecl=False)
    return Response(drawing.getvalue(), media_type="image/svg+xml", headers={"cache-control": "no-store"})


route = Route("/coop/{code}/lien/{key}.svg", _qr)
