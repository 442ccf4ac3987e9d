"""The form of a cycle: what one comes to, then who one is. Two minutes on a phone; what is typed is never lost."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import form_fields, frames
from irdsu_app.cycles.asking import MEETING, MODE, QUESTION, TEXT, YES
from irdsu_app.cycles.asking_state import Asking
from irdsu_app.cycles.state import CycleRoom
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def form() -> rx.Component:
    """Choose, say who one is, send."""
    seen: Any = CycleRoom.cycle
    return frames.page(
        el.p(el.a(seen["title"], href=f"/cycles/{seen['slug']}"), class_name="cycle-of"),
        el.h1("S’inscrire"),
        rx.cond(seen["open"], _open(), el.p(fr("Les inscriptions à ce cycle sont closes."), class_name="notice")),
        ready=CycleRoom.ready,
        title=f"S’inscrire : {seen['title']} – IR-DSU",
        problem=CycleRoom.problem,
        demonstration=seen["demonstration"],
    )


def _open() -> rx.Component:
    return rx.fragment(
        rx.cond(Asking.sent_to != "", sent()),
        frames.AskingForm.create(
            _summary(),
            _chosen(),
            form_fields.who(Asking.mistakes),
            form_fields.privacy(),
            form_fields.trap(),
            el.div(
                elements.button("Envoyer ma demande"),
                el.p(fr("Vous recevrez un lien à confirmer."), class_name="meta"),
                class_name="send",
            ),
            slug=CycleRoom.cycle["slug"],
            entered=CycleRoom.entered,
            listed=CycleRoom.codes,
            answer=Asking.answer,
            chosen=CycleRoom.chosen,
            again=Asking.again,
            on_ask=Asking.send,
        ),
    )


def sent() -> rx.Component:
    """What to do now, and what to do if nothing comes."""
    return el.section(
        el.h2("Regardez vos courriels"),
        el.p(
            fr("Un lien vient de partir vers "),
            el.b(Asking.sent_to),
            fr(". Ouvrez-le dans les 48 heures : votre place est prise à ce moment-là, dans l’ordre d’arrivée."),
        ),
        el.h3(fr("Rien ne vient ?")),
        el.ul(
            el.li(fr("Comptez deux ou trois minutes, et regardez dans les indésirables.")),
            el.li(fr("Vérifiez l’adresse ci-dessus : une lettre suffit à tout perdre.")),
        ),
        el.p(Asking.said, role="status", class_name="meta quiet"),
        el.p(
            elements.button("Corriger l’adresse", on_click=Asking.correct),
            elements.button("Envoyer un autre courriel", second=True, on_click=Asking.resend),
            elements.button("Inscrire une autre personne", second=True, on_click=Asking.afresh),
            class_name="button-row",
        ),
        id="envoye",
        tab_index=-1,
        class_name="letter",
    )


def _summary() -> rx.Component:
    return el.div(
        rx.cond(
            Asking.listed.length() > 0,
            el.div(
                el.p(el.b(Asking.heading)),
                el.ul(
                    rx.foreach(
                        Asking.listed,
                        lambda each: el.li(frames.A.create(each["said"], href=f"#{each['field']}")),
                    )
                ),
                class_name="notice alert",
            ),
        ),
        role="alert",
        class_name="summary",
    )


def _chosen() -> rx.Component:
    return el.section(
        el.h2(el.span("1", class_name="n", aria_hidden="true"), "Vos séances", id="vos-seances"),
        el.fieldset(
            el.legend(fr("Comment venez-vous ?"), class_name="visually-hidden"),
            el.div(
                _way("tout", fr("Tout le cycle"), fr("Toutes les séances ouvertes")),
                _way("carte", "À la carte", fr("Celles que vous cochez"), checked=True),
                class_name="ways-to",
            ),
            form_fields.said_of("parcours", Asking.mistakes),
        ),
        el.ul(rx.foreach(CycleRoom.meetings, _pick), class_name="picks", aria_label="Les séances"),
        el.fieldset(
            el.legend(fr("S’il manque une place")),
            el.div(
                _rest("rest", "Je prends ce qui reste, et la liste d’attente ailleurs", checked=True),
                _rest("all", "Tout ou rien : une place partout, ou aucune"),
                class_name="pools",
            ),
            form_fields.said_of("comment", Asking.mistakes),
            class_name="rest",
        ),
        aria_labelledby="vos-seances",
    )


def _way(value: str, words: str, hint: str, checked: bool = False) -> rx.Component:
    return el.label(
        el.input(
            type="radio",
            name="parcours",
            id=f"parcours-{value}",
            value=value,
            default_checked=checked,
            custom_attrs={"aria-describedby": "parcours-error"},
        ),
        el.span(words, el.small(hint)),
        class_name="either",
    )


def _rest(value: str, words: str, checked: bool = False) -> rx.Component:
    return el.label(el.input(type="radio", name="comment", value=value, default_checked=checked), fr(words))


def _pick(seen: Any) -> rx.Component:
    """A meeting to tick: where one will be when it is hybrid, and one's question."""
    code = seen["code"]
    seat: Any = CycleRoom.seats[code]
    described = f"{MEETING}{code}-error"
    ticked = el.input(
        type="checkbox",
        name=f"{MEETING}{code}",
        id=f"{MEETING}{code}",
        value=YES,
        custom_attrs={"aria-describedby": described},
    )
    words = el.span(el.b(seen["title"]), el.span(seen["when"], " · ", seen["mode"], class_name="meta"))
    asks = seat["asks"]
    return el.li(
        el.label(
            rx.cond(asks, ticked, el.span()),
            rx.cond(asks, el.span(class_name="tick", aria_hidden="true")),
            words,
            frames.seat(seat["said"], seat["tone"]),
            class_name="top",
        ),
        form_fields.said_of(f"{MEETING}{code}", Asking.mistakes),
        rx.cond(
            asks,
            el.div(rx.cond(seen["hybrid"], _pools(seen)), _question(seen), class_name="inside"),
        ),
        key=code,
        class_name=rx.cond(asks, "pick", "pick shut"),
    )


def _pools(seen: Any) -> rx.Component:
    code = seen["code"]
    name = f"{MODE}{code}"
    error = f"{name}-error"

    def pool(value: str, words: str) -> rx.Component:
        return el.label(
            el.input(
                type="radio", name=name, id=f"{name}-{value}", value=value, custom_attrs={"aria-describedby": error}
            ),
            words,
        )

    return el.fieldset(
        el.legend(fr("Vous viendrez"), el.span(f" : {seen['title']}", class_name="visually-hidden")),
        el.div(pool("room", "En salle"), pool("remote", "À distance"), class_name="pools"),
        form_fields.said_of(name, Asking.mistakes),
        id=name,
    )


def _question(seen: Any) -> rx.Component:
    name = f"{QUESTION}{seen['code']}"
    return el.details(
        el.summary(
            el.span(
                "Ma question pour cette séance (facultatif)",
                el.span(f" : {seen['title']}", class_name="visually-hidden"),
            ),
        ),
        el.div(
            el.textarea(
                name=name,
                id=name,
                rows="2",
                max_length=TEXT,
                custom_attrs={"aria-label": f"Ma question : {seen['title']}", "aria-describedby": f"{name}-error"},
            ),
            form_fields.said_of(name, Asking.mistakes),
            class_name="field",
        ),
        class_name="unfold",
    )
