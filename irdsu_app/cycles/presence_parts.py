"""One's presence at a meeting, as a part of its line on the page of one's personal link."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import frames
from irdsu_app.cycles.presence_state import Presence
from irdsu_app.design.typography import fr

el = rx.el
SHOWN = "À montrer à l’accueil, sur votre téléphone ou imprimé. Il ne dit que votre inscription à cette séance."

KEPT = "Le QR de la salle ramène ici : ce navigateur retient l’adresse de cette page jusqu’à la fin de la demi-journée."
FORGET = "Oublier sur ce téléphone"
FORGOTTEN = "Oublié : le QR de la salle ne ramène plus ici. Pour revenir, rouvrez le lien d’un de vos courriels."


class Noting(rx.Component):
    """The button or the field by which one notes one's presence (assets/presence.jsx)."""

    library = rx.asset("presence.jsx").importable_path
    tag = "Noting"

    meeting: rx.Var[str]
    way: rx.Var[str]
    title: rx.Var[str]
    said: rx.Var[str]
    refusal: rx.Var[str]
    acted: rx.Var[float]

    on_code: rx.EventHandler[lambda meeting, typed, device, number: [meeting, typed, device, number]]
    on_here: rx.EventHandler[lambda meeting, device, number: [meeting, device, number]]


class Remember(rx.Component):
    """Lets the QR of the room find this page again in this browser, and looks again by itself (assets/presence.jsx)."""

    library = rx.asset("presence.jsx").importable_path
    tag = "Remember"

    days: rx.Var[list]
    every: rx.Var[int]

    on_look: rx.EventHandler[rx.event.no_args_event_spec]


class Kept(rx.Component):
    """Says that this browser keeps the way back here, and forgets it at once (assets/presence.jsx)."""

    library = rx.asset("presence.jsx").importable_path
    tag = "Kept"

    place: rx.Var[str]
    words: rx.Var[str]
    forget: rx.Var[str]
    forgotten: rx.Var[str]


def remember() -> rx.Component:
    """What the page does by itself on the day."""
    return Remember.create(days=Presence.remembered, every=Presence.polling, on_look=Presence.refresh)


def part(seen: Any) -> rx.Component:
    """One's presence at a meeting where one has a place."""
    number = seen["id"]
    day: Any = Presence.days[number]
    about = Presence.about == number
    return rx.cond(
        Presence.days.contains(number),
        el.div(
            el.ul(rx.foreach(day["notes"], lambda each: el.li(each)), class_name="noted"),
            Noting.create(
                meeting=number,
                way=day["way"],
                title=seen["title"],
                said=rx.cond(about, Presence.said, ""),
                refusal=rx.cond(about, Presence.refusal, ""),
                acted=rx.cond(about, Presence.acted, 0.0),
                on_code=Presence.by_code,
                on_here=Presence.here,
            ),
            rx.cond(
                day["place"] != "",
                Kept.create(place=day["place"], words=fr(KEPT), forget=FORGET, forgotten=fr(FORGOTTEN)),
            ),
            rx.cond(
                day["certificate"] != "",
                el.p(
                    frames.A.create(
                        "Télécharger mon attestation",
                        el.span(f" : {seen['title']}", class_name="visually-hidden"),
                        href=day["certificate"],
                        class_name="button second",
                    ),
                    class_name="button-row",
                ),
            ),
            rx.cond(day["drawn"] != "", _badge(seen, day)),
            class_name="presence",
        ),
    )


def _badge(seen: Any, day: Any) -> rx.Component:
    return el.details(
        el.summary("Mon QR pour l’accueil", el.span(f" : {seen['title']}", class_name="visually-hidden")),
        el.svg(
            el.svg.path(d=day["drawn"]),
            view_box=day["box"],
            class_name="qr",
            role="img",
            aria_label=fr("QR de votre inscription, à montrer à l’accueil"),
        ),
        el.p(fr(SHOWN), class_name="meta"),
        class_name="unfold badge",
    )
