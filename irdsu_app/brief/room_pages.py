"""The screens of a room: the projector, and the phones that follow. The desk is in desk.py."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.brief.panels import brief
from irdsu_app.brief.screen import announcement, following, gestures, more_dialog, small_map, stage, step, title_at
from irdsu_app.brief.sheet import PANELS
from irdsu_app.brief.state import Desk, Follower, Room
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el
LOST = fr("La version présentée a été effacée : voici l’édition nationale.")
PANEL_NAMES = rx.Var.create(list(PANELS))


def live_stage(role: rx.Var[str] | str) -> rx.Component:
    """The sheet of a room, led or leading according to the role."""
    return stage(
        role=role,
        live=Room.live,
        sheet=Room.live["sheet"].to(str),
        entered=Room.entered,
        following=following.value,
        pointer=Room.pointer,
        on_tell=Desk.go_to,
        on_draw=Desk.draw,
        on_whole=Desk.see_whole,
        on_point=Desk.point,
        on_black=Desk.blacken,
    )


def lost() -> rx.Var[bool]:
    """Whether the version presented was erased meanwhile."""
    return Room.live["lost"].to(bool)


def missing() -> rx.Component:
    """What is said when a code opens nothing."""
    return el.div(
        el.h2("Présentation introuvable"),
        el.p(Room.problem, role="alert"),
        el.p(
            el.a("Entrer un autre code", href="/rejoindre", class_name="button"),
            " ",
            el.a("Lire le dépliant de son côté", href="/depliant", class_name="button second"),
        ),
        class_name="missing",
    )


def qr_sheet() -> rx.Component:
    """The code and its QR, large enough for the back of the room."""
    return el.aside(
        el.p("Suivez sur votre téléphone", class_name="qr-title"),
        el.img(src="/r/" + Room.code + ".svg", alt="", class_name="qr-image"),
        el.p("Code ", el.strong(Room.code, class_name="code")),
        class_name="qr-sheet",
    )


def screen() -> rx.Component:
    """The projector: only the sheet; the QR on demand; black when the presenter asks."""
    return layout.stage(
        el.main(
            el.h1(fr(brief().title), class_name="visually-hidden"),
            rx.cond(
                Room.problem != "",
                missing(),
                el.div(
                    live_stage(rx.cond(Room.presents, "desk", "screen")),
                    announcement(),
                    rx.cond(Room.live["code_shown"].to(bool), qr_sheet()),
                    rx.cond(
                        Room.live["status"] == "En pause",
                        el.p("La présentation est en pause", class_name="paused"),
                        rx.cond(lost(), el.p(LOST, class_name="paused", role="status")),
                    ),
                    rx.cond(
                        Room.live["black"].to(bool),
                        el.div(el.span("Écran noir", class_name="visually-hidden"), class_name="black"),
                    ),
                    class_name="fill",
                ),
            ),
            id="contenu",
            tab_index=-1,
            class_name="fill",
            on_unmount=Room.leave,
        ),
    )


def follow() -> rx.Component:
    """A phone: follow, or read at one's own pace and come back with one button; ask; keep a panel."""
    return layout.stage(
        el.header(
            el.a("IR-DSU", href="/", class_name="brand"),
            el.h1(fr(brief().title), class_name="bar-title"),
            el.p(_status(), class_name="live-status", role="status"),
            # Hidden, its place kept, until the server has said which room this is.
            A.create(
                fr("Ce que l’on garde"),
                href="/presentation/" + Room.code + "/souvenir",
                style={"visibility": rx.cond(Room.code == "", "hidden", "visible")},
            ),
            class_name="bar",
        ),
        el.main(
            rx.cond(
                Room.problem != "",
                missing(),
                el.div(
                    live_stage("follower"),
                    announcement(),
                    rx.cond(
                        Room.live["black"].to(bool) & following.value.to(bool),
                        el.p("La personne qui présente a éteint l’écran.", class_name="paused"),
                    ),
                    class_name="fill",
                ),
            ),
            id="contenu",
            tab_index=-1,
            class_name="fill",
            on_unmount=Room.leave,
        ),
        el.footer(
            rx.cond(
                following.value.to(bool),
                el.button(
                    "Lire à mon rythme", type="button", on_click=following.set_value(False), class_name="gesture"
                ),
                el.button(
                    "Suivre la présentation",
                    type="button",
                    on_click=following.set_value(True),
                    class_name="gesture main-gesture",
                ),
            ),
            rx.cond(
                following.value.to(bool),
                el.p(title_at(step.value.to(int)), class_name="where"),
                gestures(),
            ),
            small_map(),
            el.div(rx.cond(Room.seated, _taking_part(), _sit()), more_dialog(), class_name="asides"),
            class_name="bar controls",
        ),
    )


def _status() -> rx.Component | rx.Var:
    return rx.match(
        rx.cond(lost(), "Effacée", Room.live["status"].to(str)).to(str),
        ("Effacée", LOST),
        ("En pause", "La présentation est en pause"),
        ("Terminée", "Présentation terminée : lisez à votre rythme"),
        ("Prête", "La présentation va commencer"),
        rx.cond(following.value.to(bool), "Vous suivez la présentation", "Vous lisez à votre rythme"),
    )


def _sit() -> rx.Component:
    return elements.post_form(
        # Where it leads is known once the server has been reached.
        el.button("Participer", type="submit", disabled=Room.code == "", class_name="gesture"),
        action="/presentation/" + Room.code + "/participer",
    )


def _taking_part() -> rx.Component:
    panel = PANEL_NAMES[step.value.to(int) - 1].to(str)
    kept = Follower.kept.contains(panel)
    return el.div(
        el.button(
            rx.cond(kept, "Gardé", "À retenir"),
            type="button",
            on_click=Follower.keep(panel, ~kept),
            custom_attrs={"aria-pressed": rx.cond(kept, "true", "false")},
            class_name="gesture keep",
        ),
        QuestionBox.create(
            panel=panel, acked=Follower.asked, refusal=Follower.refusal, entered=Room.entered, on_ask=Follower.ask
        ),
        el.p(Follower.said, role="status", class_name="visually-hidden"),
        class_name="taking-part",
    )


def _asked(key: rx.Var[str], panel: rx.Var[str], text: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str], rx.Var[str]]:
    return key, panel, text


class QuestionBox(rx.Component):
    """Ask a question: kept in the browser until the server says it has written it (assets/question.jsx)."""

    library = rx.asset("question.jsx").importable_path
    tag = "QuestionBox"

    panel: rx.Var[str]
    acked: rx.Var[list[dict]]
    refusal: rx.Var[str]
    entered: rx.Var[float]

    on_ask: rx.EventHandler[_asked]
