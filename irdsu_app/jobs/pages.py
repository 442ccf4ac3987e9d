"""The pages of the offers: search, one offer, the archives, and the latest ones for the welcome page."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.design import layout
from irdsu_app.design.typography import fr
from irdsu_app.jobs import told
from irdsu_app.jobs.alert_state import Alerts
from irdsu_app.jobs.state import Archives, Board, Latest, Sheet
from irdsu_app.jobs.still_routes import StillOpen

el = rx.el
_SHEET = rx.Var(
    "jobsSheet",
    _var_data=VarData(imports={"$/public/jobs.css?url": [ImportVar(tag="jobsSheet", is_default=True)]}),
)


class SearchBoard(rx.Component):
    """The form of a search and what it finds: asks at each key, keeps the address (assets/offers.jsx)."""

    library = rx.asset("offers.jsx").importable_path
    tag = "SearchBoard"

    html: rx.Var[str]
    asked: rx.Var[str]
    turn: rx.Var[int]

    on_ask: rx.EventHandler[lambda asked, mapped: [asked, mapped]]


class Written(rx.Component):
    """What the server wrote, with its buttons made alive (assets/offers.jsx)."""

    library = rx.asset("offers.jsx").importable_path
    tag = "Written"

    html: rx.Var[str]
    title: rx.Var[str]

    on_stale: rx.EventHandler[rx.event.no_args_event_spec]


def board() -> rx.Component:
    """Search the open offers."""
    return layout.page(
        styles(),
        el.h1("Les offres"),
        el.p(fr(told.LEAD), class_name="lead"),
        el.p(el.a("Déposer une offre", href=told.POST, class_name="button second"), class_name="job-post"),
        SearchBoard.create(html=Board.html, asked=Board.asked, turn=Board.turn, on_ask=Board.ask),
    )


def offer() -> rx.Component:
    """An offer, or why there is none."""
    return layout.page(
        styles(),
        rx.cond(
            Sheet.problem != "",
            el.div(
                el.h1(fr("Cette offre ne s’ouvre pas")),
                el.p(Sheet.problem, role="alert", class_name="lead"),
                el.p(el.a("Voir les offres", href="/offres", class_name="button"), class_name="button-row"),
            ),
        ),
        Written.create(html=Sheet.html, title=Sheet.title, on_stale=Sheet.enter),
    )


def over() -> rx.Component:
    """The archives."""
    return layout.page(styles(), Written.create(html=Archives.html, title="", on_stale=Archives.look))


def alerts() -> rx.Component:
    """A page of the alerts."""
    return layout.page(styles(), Written.create(html=Alerts.html, title=Alerts.title))


def still_open() -> rx.Component:
    """Is this offer still open?"""
    return layout.page(styles(), Written.create(html=StillOpen.html, title=StillOpen.title))


def latest() -> rx.Component:
    """The latest offers, for the welcome page."""
    return el.section(
        styles(),
        el.h2("Dernières offres", id="dernieres-offres"),
        Written.create(html=Latest.html, title="", on_stale=Latest.look),
        el.p(
            el.a("Voir toutes les offres", href="/offres", class_name="button second"),
            el.a("Déposer une offre", href=told.POST, class_name="button second"),
            class_name="button-row",
        ),
        aria_labelledby="dernieres-offres",
        class_name="latest-offers",
    )


def styles() -> Any:
    """The style sheet of the offers."""
    return el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "jobs"})
