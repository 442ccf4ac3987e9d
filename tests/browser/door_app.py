"""A small house behind the real door, to knock at it in every way; served by tests/browser/test_door.py."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import reflex as rx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.access import cookies, seats
from irdsu_app.live.models import Room
from irdsu_app.upkeep import health


class Counter(rx.State):
    n: int = 0
    cookie: bool = False

    @rx.event
    @door.policy("public")
    def plus(self, by: int) -> None:
        self.n += by

    @rx.event
    @door.policy("presenter")
    def lead(self, step: int) -> None:
        self.n = step

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        self.cookie = bool(cookies.cookie_of(self))

    @rx.event
    @door.policy("public")
    def fail(self, said: str) -> None:
        raise ValueError(said)

    @rx.event
    def rough(self) -> None:
        self.n = 666


def index() -> rx.Component:
    return rx.el.main(
        rx.el.h1("Accueil"),
        rx.el.button("Ajouter", on_click=Counter.plus(1)),
        rx.el.output(Counter.n),
        rx.el.a("Accueil", href="/"),
    )


def lost() -> rx.Component:
    return rx.el.main(rx.el.h1("Page introuvable"))


async def sit(request: Request) -> Response:
    now = datetime.now(UTC)
    until = now + timedelta(hours=1)
    room = Room(code=secrets.token_hex(4), kind="brief", document="{}", opened_at=now, expires_at=until)
    role = str((await request.form())["role"])

    def deed(session) -> str:
        session.add(room)
        session.flush()
        return seats.take_seat(session, room.id, role, now, until, cookies.value_of(request.headers.get("cookie", "")))[
            1
        ]

    response = RedirectResponse("/", 303)
    cookies.put(response, await db.write(deed), until)
    return response


def inside(_request: Request) -> Response:
    processor, namespace = app.event_processor, app.event_namespace
    assert namespace is not None
    kept = {
        "futures": len(processor._futures),
        "queues": len(processor._token_queues),
        "sids": len(namespace.sid_to_token),
    }
    rss = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return JSONResponse({**kept, "rss": rss})


db.upgrade()
app = rx.App(
    toaster=None,
    app_wraps={},
    api_transformer=[
        Starlette(
            routes=[
                *health.routes,
                door.sitemap(["/", "/depliant"]),
                Route("/entrer", sit, methods=["POST"]),
                Route("/dedans", inside),
            ]
        ),
        door.pages(
            {"/presentation/{code}": door.Page("Suivre la présentation", "Le dépliant, en même temps que la salle.")}
        ),
        door.ring,
    ],
)
app.add_page(index, route="/", title="Accueil")
app.add_page(index, route="/presentation/[code]", title="Suivre la présentation")
app.add_page(index, route="/depliant", title="Le dépliant")
app.add_page(lost, route="/404", title="Page introuvable")
door.guard(app)
