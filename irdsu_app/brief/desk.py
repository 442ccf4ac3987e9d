"""The pupitre: notes, question to ask, time, next panel, jump anywhere, what the room sees, questions received."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.brief.panels import brief
from irdsu_app.brief.room_pages import live_stage, missing
from irdsu_app.brief.screen import announcement, ask_sheet, by_step, gestures, more_dialog, small_map, step
from irdsu_app.brief.sheet import PANELS
from irdsu_app.brief.state import Asked, Desk, Room
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr
from irdsu_app.live.pages import refused

el = rx.el


class Clock(rx.Component):
    """Time spent and planned, counted in the browser from what the server said (assets/clock.jsx)."""

    library = rx.asset("clock.jsx").importable_path
    tag = "Clock"

    spent: rx.Var[float]
    running: rx.Var[bool]
    minutes: rx.Var[int]
    plan: rx.Var[list[dict]]
    step: rx.Var[int]


def desk() -> rx.Component:
    """The presenter's page; without a presenter's seat, it asks for the key."""
    return layout.stage(
        el.header(
            el.a("IR-DSU", href="/", class_name="brand"),
            el.h1("Pupitre", class_name="bar-title"),
            el.p("Code ", el.strong(Room.code, class_name="code"), class_name="bar-code"),
            el.p(
                Room.followers,
                " ",
                rx.cond(Room.followers > 1, "personnes suivent", "personne suit"),
                class_name="meta",
            ),
            class_name="bar",
        ),
        el.main(
            # Mounted while a restarted server finds us again: what was told and not heard is told again.
            rx.cond(
                Room.problem != "",
                missing(),
                rx.cond((Room.entered > 0) & ~Room.presents, _ask_key(), _desk()),
            ),
            id="contenu",
            tab_index=-1,
            class_name="fill",
            on_unmount=Room.leave,
        ),
    )


def _desk() -> rx.Component:
    return el.div(
        el.div(live_stage("desk"), announcement(), class_name="desk-stage"),
        el.div(_time(), _notes(), _jump(), class_name="desk-notes"),
        el.div(_room(), _questions(), _second_desk(), class_name="desk-side"),
        el.div(small_map(), gestures(), el.div(more_dialog(), class_name="asides"), class_name="bar controls desk-bar"),
        class_name="desk",
        custom_attrs={"data-seated": rx.cond(Room.presents, "true", "false")},
    )


def _time() -> rx.Component:
    plan = [{str(k): v for k, v in p.minutes.items()} for p in brief().panels]
    running = Desk.timer["running"].to(bool)
    return el.section(
        el.h2("Temps", class_name="small-heading"),
        Clock.create(
            spent=Desk.timer["spent"].to(float),
            running=running,
            minutes=Desk.timer["minutes"].to(int),
            plan=plan,
            step=step.value,
        ),
        rx.cond(
            running,
            el.button("Mettre en pause", type="button", on_click=Desk.pause, class_name="gesture"),
            el.button(
                rx.cond(Desk.timer["spent"].to(float) > 0, "Reprendre", "Démarrer"),
                type="button",
                on_click=Desk.start,
                class_name="gesture main-gesture",
            ),
        ),
        el.div(
            *[
                el.button(
                    f"{m} min",
                    type="button",
                    on_click=Desk.choose_minutes(m),
                    custom_attrs={"aria-pressed": rx.cond(Desk.timer["minutes"] == m, "true", "false")},
                    class_name="gesture small",
                )
                for m in (10, 30, 60)
            ],
            role="group",
            aria_label="Durée prévue",
            class_name="segments",
        ),
        class_name="desk-time",
    )


def _notes() -> rx.Component:
    panels = brief().panels
    then = [f"Ensuite : {p.title}" for p in panels[1:]] + ["C’est le dernier panneau."]
    return el.section(
        el.h2(by_step([p.title for p in panels]), class_name="note-title"),
        el.details(
            el.summary("Notes de présentation"),
            el.p(by_step([p.note for p in panels]), class_name="note"),
            custom_attrs={"open": True},
            class_name="notes",
        ),
        el.p(el.strong("Question à poser : "), by_step([p.question for p in panels]), class_name="note-question"),
        el.p(by_step(then), class_name="note-next"),
    )


def _jump() -> rx.Component:
    panels = [
        el.li(
            el.button(
                fr(panel.title),
                type="button",
                on_click=ask_sheet(step=number),
                custom_attrs={"aria-current": rx.cond(step.value.to(int) == number, "step", "false")},
                class_name="jump",
            )
        )
        for number, panel in enumerate(brief().panels, 1)
    ]
    return el.details(el.summary("Aller à un panneau"), el.ol(*panels, class_name="jumps"))


def _room() -> rx.Component:
    black, code = Room.live["black"].to(bool), Room.live["code_shown"].to(bool)
    return el.section(
        el.h2("La salle", class_name="small-heading"),
        el.p(
            el.a(
                "Ouvrir l’écran de la salle",
                href="/presentation/" + Room.code + "/ecran",
                target="_blank",
                class_name="gesture",
            )
        ),
        _switch("Écran noir", black, Desk.blacken),
        _switch("Afficher le code", code, Desk.show_code),
        el.button("Vue d’ensemble", type="button", on_click=ask_sheet(whole=None), class_name="gesture"),
        el.p(
            fr("Pointeur : gardez la touche Alt enfoncée et survolez le panneau, ou posez le doigt dessus."),
            class_name="meta",
        ),
        el.button("Cacher le pointeur", type="button", on_click=Desk.hide_pointer, class_name="gesture"),
        el.details(
            el.summary("Terminer"),
            el.p(fr("Les personnes qui suivent pourront continuer à lire ; la feuille ne bougera plus avec vous.")),
            el.button("Terminer la présentation", type="button", on_click=Desk.finish, class_name="gesture"),
        ),
        el.p(Desk.refusal, role="alert", class_name="refusal"),
        class_name="desk-room",
    )


def _switch(words: str, on: rx.Var[bool], act: rx.event.EventType) -> rx.Component:
    return el.button(
        words,
        type="button",
        on_click=act,
        custom_attrs={"aria-pressed": rx.cond(on, "true", "false")},
        class_name="gesture",
    )


def _questions() -> rx.Component:
    return el.section(
        el.h2("Questions reçues", class_name="small-heading"),
        rx.cond(
            Desk.questions.length() > 0,
            el.ol(rx.foreach(Desk.questions, _question), class_name="questions"),
            el.p(fr("Aucune question pour l’instant : elles arrivent ici, vous seul·e les voyez."), class_name="meta"),
        ),
        el.p(
            A.create(
                fr("Ce que l’on garde"),
                href="/presentation/" + Room.code + "/souvenir",
                target="_blank",
                class_name="gesture small",
            )
        ),
        el.p(Desk.questions.length().to(str) + " question(s)", role="status", class_name="visually-hidden"),
        class_name="desk-questions",
    )


def _question(asked: Asked) -> rx.Component:
    titles = rx.Var.create({p: panel.title for p, panel in zip(PANELS, brief().panels, strict=True)})
    return el.li(
        el.p(asked["text"]),
        el.p(titles[asked["panel"]].to(str), class_name="meta"),
        el.button(
            rx.cond(asked["done"], "Répondue", "Marquer comme répondue"),
            type="button",
            on_click=Desk.answer(asked["id"], rx.cond(asked["done"], False, True)),
            custom_attrs={"aria-pressed": rx.cond(asked["done"], "true", "false")},
            class_name="gesture small",
        ),
        class_name=rx.cond(asked["done"], "question done", "question"),
    )


def _second_desk() -> rx.Component:
    return el.details(
        el.summary("Télécommande et second pupitre"),
        el.p(fr("Sur l’autre appareil, ouvrez cette présentation avec son code, puis « Pupitre », et entrez la clé.")),
        el.p(el.code(rx.State.router.url.origin, "/presentation/", Room.code, "/pupitre")),
        el.button("Afficher une nouvelle clé", type="button", on_click=Desk.new_key, class_name="gesture"),
        rx.cond(Desk.key != "", el.p("Clé du pupitre : ", el.strong(Desk.key, class_name="code"), role="status")),
    )


def _ask_key() -> rx.Component:
    return el.div(
        el.h2("Prendre le pupitre"),
        el.p(fr("La personne qui présente peut afficher une clé, dans « Télécommande et second pupitre ».")),
        refused(),
        elements.post_form(
            elements.field("Clé du pupitre", "cle", kind="code"),
            el.button("Entrer", type="submit", class_name="button"),
            action="/presentation/" + Room.code + "/pupitre",
        ),
        el.p(el.a("Suivre la présentation", href="/presentation/" + Room.code)),
        class_name="missing",
    )
