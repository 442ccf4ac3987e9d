"""What comes with a meeting and after it: links to the questionnaires, resources, the letter three months later."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import frames
from irdsu_app.cycles.own_after_state import FollowUp
from irdsu_app.cycles.own_state import Mine
from irdsu_app.cycles.state import CycleRoom
from irdsu_app.cycles.survey_links import GIVE
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
SEEN = rx.Var.create(["confirmed", "present"])
"""Registrations of those to whom resources open."""


def of_cycle() -> rx.Component:
    """The questionnaires of a cycle that are open, and its account once published, on its public page."""
    return rx.fragment(
        rx.cond(
            CycleRoom.account != "",
            el.p(
                frames.A.create("Lire le compte rendu du cycle", href=CycleRoom.account, class_name="button second"),
                class_name="button-row",
            ),
        ),
        _surveys(),
    )


def _surveys() -> rx.Component:
    return rx.cond(
        CycleRoom.surveys.length() > 0,
        el.section(
            el.h2(GIVE, id="avis"),
            el.p(
                fr("Anonyme, et sans compte : ce que vous dites sert à faire mieux la prochaine fois."),
                class_name="meta",
            ),
            el.ul(rx.foreach(CycleRoom.surveys, _line), class_name="aims"),
            aria_labelledby="avis",
        ),
    )


def of_meeting(code: Any, look: str = "button second", about: Any = "") -> rx.Component:
    """The button to the questionnaire of a meeting, while it is open."""
    more = [elements.visually_hidden(rx.Var.create(f" : {about}").to(str))] if not isinstance(about, str) else []
    return rx.fragment(
        rx.foreach(
            CycleRoom.surveys,
            lambda each: rx.cond(
                each["code"] == code,
                frames.A.create(GIVE, *more, href=each["address"], class_name=look),
            ),
        )
    )


def own_resources(seen: Any, own: Any) -> rx.Component:
    """The resources of a meeting, to whoever has a place there: those that are open are links that are counted."""
    here: Any = seen["resources"].to(list[dict[str, str]])
    return rx.cond(
        SEEN.contains(own["status"]) & (here.length() > 0),
        el.div(
            el.h4("Ressources", class_name="small-heading"),
            el.ul(rx.foreach(here, lambda each: _resource(seen, each)), class_name="aims"),
        ),
    )


def follow_up() -> rx.Component:
    """Whether to be written to three months after the cycle; the questionnaires of the whole cycle."""
    return el.section(
        el.h2("Les questionnaires", id="apres"),
        el.ul(rx.foreach(CycleRoom.surveys, lambda each: rx.cond(each["code"] == "", _line(each))), class_name="aims"),
        el.p(
            rx.cond(
                FollowUp.wanted,
                fr(
                    "Trois mois après la dernière séance, si vous avez été vue ou vu à l’une d’elles, un courriel vous "
                    "posera deux questions."
                ),
                fr("Vous ne recevrez pas de courriel trois mois après la dernière séance."),
            ),
            role="status",
        ),
        el.p(
            rx.cond(
                FollowUp.wanted,
                elements.button("Ne pas me recontacter dans trois mois", second=True, on_click=FollowUp.choose(False)),
                elements.button("Me recontacter dans trois mois", second=True, on_click=FollowUp.choose(True)),
            ),
            class_name="button-row",
        ),
        el.p(FollowUp.refusal, role="alert", class_name="error"),
        aria_labelledby="apres",
    )


def _line(each: Any) -> rx.Component:
    return el.li(
        frames.A.create(each["title"], href=each["address"], class_name="ask-link"),
        el.span(" (", each["said"], ")", class_name="meta"),
    )


def _resource(seen: Any, each: Any) -> rx.Component:
    address = f"{Mine.link}/ressource/{CycleRoom.cycle['slug']}/{seen['code']}/{each['number']}"
    said = rx.cond(
        each["number"] != "",
        frames.A.create(each["title"], href=address, rel="noreferrer"),
        rx.cond(
            each["address"] != "",
            frames.A.create(each["title"], href=each["address"], rel="noopener"),
            each["title"],
        ),
    )
    told = (each["note"] != "") & ((each["number"] == "") | (each["address"] != ""))
    return el.li(said, rx.cond(told, el.span(" (", each["note"], ")", class_name="meta")))
