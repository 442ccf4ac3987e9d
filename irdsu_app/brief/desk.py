"""The pupitre: notes, question to ask, time, next panel, jump anywhere, what the room sees, questions received."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.brief.desk_keys import ask_key, second_desk
from irdsu_app.brief.kept import Kept
from irdsu_app.brief.panels import brief
from irdsu_app.brief.room_pages import LOST, live_stage, lost, missing
from irdsu_app.brief.screen import (
    announcement,
    ask_sheet,
    at_last,
    by_step,
    gestures,
    left_out,
    more_dialog,
    next_step,
    small_map,
    step,
    title_at,
)
from irdsu_app.brief.seen import Asked
from irdsu_app.brief.sheet import PANELS
from irdsu_app.brief.state import Desk, Room
from irdsu_app.design import layout
from irdsu_app.design.typography import fr

el = rx.el


class Clock(rx.Component):
    """Time spent and planned, counted in the browser from what the server said (assets/clock.jsx)."""

    library = rx.asset("clock.jsx").importable_path
    tag = "Clock"

    spent: rx.Var[float]
    running: rx.Var[bool]
    minutes: rx.Var[int]
    plan: rx.Var[list[dict]]
    out: rx.Var[list[str]]
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
                rx.cond((Room.entered > 0) & ~Room.presents, ask_key(), _desk()),
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
        el.div(_own(), _newer(), _room(), _questions(), second_desk(), class_name="desk-side"),
        el.div(small_map(), gestures(), el.div(more_dialog(), class_name="asides"), class_name="bar controls desk-bar"),
        class_name="desk",
        custom_attrs={"data-seated": rx.cond(Room.presents, "true", "false")},
    )


def _time() -> rx.Component:
    plan = [{"panel": p.id} | {str(k): v for k, v in p.minutes.items()} for p in brief().panels]
    running = Desk.timer["running"].to(bool)
    return el.section(
        el.h2("Temps", class_name="small-heading"),
        Clock.create(
            spent=Desk.timer["spent"].to(float),
            running=running,
            minutes=Desk.timer["minutes"].to(int),
            plan=plan,
            out=left_out(),
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
    last, here = at_last(), step.value.to(int)
    return el.section(
        el.h2(title_at(here), class_name="note-title"),
        el.details(
            el.summary("Notes de présentation"),
            el.p(_said("note", [p.note for p in panels]), class_name="note"),
            custom_attrs={"open": True},
            class_name="notes",
        ),
        el.p(
            el.strong("Question à poser : "),
            _said("question", [p.question for p in panels]),
            class_name="note-question",
        ),
        el.p(
            rx.cond(
                last,
                "C’est le dernier panneau.",
                rx.Var.create(fr("Ensuite : ")).to(str) + title_at(next_step()),
            ),
            class_name="note-next",
        ),
    )


def _said(part: str, built: list[str]) -> rx.Var[str]:
    """The words of the step in the edition presented: those of the pages, unless it is younger than them."""
    words = Kept.words[part].to(list[str])
    return rx.cond(words.length() > 0, words[step.value.to(int) - 1], by_step(built)).to(str)


def _own() -> rx.Component:
    """One's own version is presented, or was until somebody erased it."""
    own = Room.live["sheet"].to(str).startswith("own-")
    return el.div(
        rx.cond(lost(), el.p(LOST, class_name="refusal")),
        rx.cond(own, el.p(fr("Vous présentez une version locale : ses textes, ses chiffres, ses notes."))),
        role="status",
        class_name="desk-own",
    )


def _newer() -> rx.Component:
    """A newer edition came out: use it, once one has read what it changes."""
    return rx.cond(
        Room.offer["newer"].to(int) > 0,
        el.section(
            el.h2("Une nouvelle édition est parue", class_name="small-heading"),
            el.p(fr("Cette présentation garde la sienne tant que vous ne changez rien."), class_name="meta"),
            el.details(
                el.summary("Ce qui change"),
                el.ul(rx.foreach(Room.offer["news"].to(list[str]), lambda line: el.li(line)), class_name="news"),
            ),
            el.button("L’utiliser", type="button", on_click=Desk.take_edition, class_name="gesture"),
            class_name="desk-edition",
            role="status",
        ),
    )


def _jump() -> rx.Component:
    panels = [
        el.li(
            el.button(
                title_at(number),
                type="button",
                on_click=ask_sheet(step=number),
                custom_attrs={"aria-current": rx.cond(step.value.to(int) == number, "step", "false")},
                class_name="jump",
            ),
            hidden=left_out().contains(panel),
        )
        for number, panel in enumerate(PANELS, 1)
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
            el.p(
                fr("Aucune question pour l’instant : elles arrivent ici, personne d’autre ne les voit."),
                class_name="meta",
            ),
        ),
        el.p(
            A.create(
                fr("Ce que l’on garde"),
                href="/presentation/" + Room.code + "/souvenir",
                target="_blank",
                class_name="gesture small",
            )
        ),
        el.p(
            Desk.questions.length(),
            rx.cond(Desk.questions.length() > 1, " questions", " question"),
            role="status",
            class_name="visually-hidden",
        ),
        class_name="desk-questions",
    )


def _question(asked: Asked) -> rx.Component:
    numbers = rx.Var.create({panel: number for number, panel in enumerate(PANELS, 1)})
    return el.li(
        el.p(asked["text"]),
        el.p(title_at(numbers[asked["panel"]].to(int)), class_name="meta"),
        el.button(
            rx.cond(asked["done"], "Répondue", "Marquer comme répondue"),
            type="button",
            on_click=Desk.answer(asked["id"], rx.cond(asked["done"], False, True)),
            custom_attrs={"aria-pressed": rx.cond(asked["done"], "true", "false")},
            class_name="gesture small",
        ),
        class_name=rx.cond(asked["done"], "question done", "question"),
    )
