"""One's own registrations, live: an offer arrives and a rank moves without reloading."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import after_sections, frames, own_sections, presence_parts
from irdsu_app.cycles.own_state import Mine
from irdsu_app.cycles.state import CycleRoom
from irdsu_app.design import layout
from irdsu_app.design.typography import fr

el = rx.el
HELD = rx.Var.create(["confirmed", "waiting", "offered"])


def own() -> rx.Component:
    """What a personal link opens."""
    return layout.page(
        frames.styles(),
        rx.cond(CycleRoom.cycle["demonstration"], frames.demo()),
        rx.cond(
            Mine.problem != "",
            el.div(el.h1("Mes inscriptions"), _closed()),
            rx.cond(
                Mine.link != "", _opened(), el.div(el.h1("Mes inscriptions"), el.p(fr(frames.OPENING), role="status"))
            ),
        ),
    )


def _closed() -> rx.Component:
    return el.div(
        el.p(Mine.problem, role="alert", class_name="lead"),
        el.p(el.a("Voir les cycles", href="/cycles", class_name="button"), class_name="button-row"),
    )


def _opened() -> rx.Component:
    cycle: Any = CycleRoom.cycle
    return el.div(
        presence_parts.remember(),
        rx.cond(
            cycle["slug"] != "",
            el.p(el.a(cycle["title"], href=f"/cycles/{cycle['slug']}"), class_name="cycle-of"),
            el.p(el.a("Voir les cycles", href="/cycles"), class_name="cycle-of"),
        ),
        el.h1("Mes inscriptions"),
        el.p(
            "Bonjour ",
            Mine.person["prenom"],
            ". ",
            fr("Cette page est la vôtre : ce qui change s’y voit aussitôt. Les heures sont celles de Paris."),
            class_name="lead",
        ),
        el.p(
            Mine.said,
            role="status",
            class_name=rx.cond(Mine.said != "", "notice success", "quiet"),
            id="dit",
            tab_index=-1,
        ),
        frames.Refocus.create(at=Mine.acted, to=rx.cond(Mine.refusal != "", "refus", "dit")),
        el.p(
            Mine.refusal,
            role="alert",
            class_name=rx.cond(Mine.refusal != "", "notice alert", "quiet"),
            id="refus",
            tab_index=-1,
        ),
        el.section(
            el.h2("Mes séances", id="mes-seances"),
            el.ul(rx.foreach(CycleRoom.meetings, _mine), class_name="mine"),
            el.p(
                fr("Vous n’avez pas d’inscription en cours : choisissez une séance ci-dessous."),
                class_name="meta nothing",
            ),
            aria_labelledby="mes-seances",
        ),
        el.section(
            el.h2("S’inscrire à d’autres séances", id="autres"),
            el.ul(rx.foreach(CycleRoom.meetings, _other), class_name="mine"),
            aria_labelledby="autres",
        ),
        after_sections.follow_up(),
        own_sections.agenda(),
        own_sections.details(),
        own_sections.data(),
        rx.foreach(
            Mine.others,
            lambda each: el.p(el.a(each["title"], href=f"{Mine.link}?cycle={each['slug']}"), class_name="cycle-others"),
        ),
    )


def _mine(seen: Any) -> rx.Component:
    own: Any = CycleRoom.mine[seen["code"]]
    return rx.cond(HELD.contains(own["status"]), _held(seen, own))


def _held(seen: Any, own: Any) -> rx.Component:
    code = seen["code"]
    return el.li(
        frames.day(seen["day"], seen["month"]),
        el.div(
            el.p(frames.seat(own["said"], own["tone"]), role="status"),
            el.h3(el.a(seen["title"], href=seen["address"])),
            _when(seen, own),
            rx.cond(own["until"] != "", el.p(own["until"], class_name="offer")),
            rx.cond(Mine.questions[code], el.p(el.b(fr("Ma question : ")), Mine.questions[code], class_name="meta")),
            after_sections.own_resources(seen, own),
            el.p(
                _acts(seen, own),
                rx.cond(
                    after_sections.SEEN.contains(own["status"]), after_sections.of_meeting(code, about=seen["title"])
                ),
                class_name="button-row",
            ),
            presence_parts.part(seen),
        ),
        key=code,
        class_name=own["tone"],
    )


def _when(seen: Any, own: Any) -> rx.Component:
    pool = rx.cond(own["pool"] == "room", "en salle", "à distance")
    return el.p(
        el.b(CycleRoom.seats[seen["code"]]["when"]),
        el.br(),
        rx.cond(seen["hybrid"], f"{seen['mode']}, {pool}", seen["mode"]),
        rx.cond(seen["place"] != "", f" · {seen['place']}", ""),
        class_name="at",
    )


def _acts(seen: Any, own: Any) -> rx.Component:
    code, here = seen["code"], el.span(f" : {seen['title']}", class_name="visually-hidden")
    coming = ~rx.Var.create(["running", "over", "cancelled"]).contains(CycleRoom.seats[code]["status"])
    link: Any = Mine.links[code]

    def act(words: str, does: Any, second: bool = True) -> rx.Component:
        return el.button(
            fr(words), here, type="button", on_click=does, class_name="button second" if second else "button"
        )

    return rx.fragment(
        rx.cond(
            own["status"] == "offered",
            rx.fragment(
                act("Accepter ma place", Mine.accept(seen["id"]), second=False),
                act("Décliner", Mine.decline(seen["id"])),
            ),
        ),
        rx.cond(
            link,
            frames.A.create(
                "Rejoindre la visioconférence", here, href=link, rel="noopener noreferrer", class_name="button"
            ),
        ),
        rx.cond(
            coming,
            rx.fragment(
                rx.cond(own["status"] == "confirmed", act("Libérer ma place", Mine.withdraw(seen["id"], False))),
                rx.cond(own["status"] == "waiting", act("Quitter la liste d’attente", Mine.withdraw(seen["id"], True))),
            ),
        ),
        rx.cond(
            coming & seen["hybrid"] & (own["status"] != "offered"),
            rx.cond(
                own["pool"] == "room",
                act("Venir plutôt à distance", Mine.switch(seen["id"], "remote")),
                act("Venir plutôt en salle", Mine.switch(seen["id"], "room")),
            ),
        ),
    )


def _other(seen: Any) -> rx.Component:
    code = seen["code"]
    own: Any = CycleRoom.mine[code]
    seat: Any = CycleRoom.seats[code]
    left = own["status"] == "withdrawn"
    full = seat["status"] == "full"
    words = rx.cond(left, "Me réinscrire", rx.cond(full, "Rejoindre la liste d’attente", "S’inscrire"))

    def join(words: Any, pool: Any, more: str = "") -> rx.Component:
        return el.button(
            words,
            more,
            el.span(f" : {seen['title']}", class_name="visually-hidden"),
            type="button",
            on_click=Mine.join(code, pool),
            class_name="button second",
        )

    return rx.cond(
        ~HELD.contains(own["status"]),
        el.li(
            frames.day(seen["day"], seen["month"]),
            el.div(
                el.p(
                    rx.cond(own["status"], f"{own['said']} · ", ""),
                    frames.seat(seat["said"], seat["tone"]),
                ),
                el.h3(el.a(seen["title"], href=seen["address"])),
                el.p(el.b(seat["when"]), el.br(), seen["mode"], class_name="at"),
                rx.cond(
                    seat["asks"],
                    el.p(
                        rx.cond(
                            seen["hybrid"],
                            rx.fragment(join(words, "room", " en salle"), join(words, "remote", " à distance")),
                            join(words, seen["pool"]),
                        ),
                        class_name="button-row",
                    ),
                ),
            ),
            key=code,
        ),
    )
