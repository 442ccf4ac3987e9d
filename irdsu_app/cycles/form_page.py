"""The form of a cycle: what one comes to, then who one is. Two minutes on a phone; what is typed is never lost."""

from typing import Any

import reflex as rx

from irdsu_app.content.departments import DEPARTMENTS
from irdsu_app.cycles import frames
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
            who(Asking.mistakes),
            _privacy(),
            trap(),
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
            problem("parcours"),
        ),
        el.ul(rx.foreach(CycleRoom.meetings, _pick), class_name="picks", aria_label="Les séances"),
        el.fieldset(
            el.legend(fr("S’il manque une place")),
            el.div(
                _rest("rest", "Je prends ce qui reste, et la liste d’attente ailleurs", checked=True),
                _rest("all", "Tout ou rien : une place partout, ou aucune"),
                class_name="pools",
            ),
            problem("comment"),
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
        problem(f"{MEETING}{code}"),
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
        problem(name),
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
            problem(name),
            class_name="field",
        ),
        class_name="unfold",
    )


def problem(name: Any) -> rx.Component:
    """The sentence of a field that is not in order."""
    said = Asking.mistakes[name]
    return el.p(rx.cond(said, said, ""), id=f"{name}-error", class_name="error")


def who(mistakes: Any) -> rx.Component:
    """Who one is."""
    return el.section(
        el.h2(el.span("2", class_name="n", aria_hidden="true"), fr("Vous"), id="vous"),
        el.div(
            field("Prénom", "prenom", mistakes, fills="given-name"),
            field("Nom", "nom", mistakes, fills="family-name"),
            class_name="pair",
        ),
        field(
            "Courriel",
            "courriel",
            mistakes,
            hint="Un lien y sera envoyé pour confirmer. Rien d’autre que ce cycle.",
            fills="email",
            type="email",
            input_mode="email",
        ),
        about(mistakes),
        aria_labelledby="vous",
    )


def about(mistakes: Any, known: Any = None) -> rx.Component:
    """What one does, and what one needs: also changed later by the personal link, from what is `known`."""

    def given(name: str) -> dict[str, Any]:
        return {} if known is None else {"default_value": known[name], "key": known[name]}

    member = {} if known is None else {"default_checked": known["adherent"]}
    return rx.fragment(
        el.div(
            field(
                "Structure",
                "structure",
                mistakes,
                hint="Laissez vide si vous venez en votre nom.",
                fills="organization",
                optional=True,
                **given("structure"),
            ),
            field(
                "Fonction",
                "fonction",
                mistakes,
                hint="Comme vous la dites.",
                fills="organization-title",
                optional=True,
                **given("fonction"),
            ),
            class_name="pair",
        ),
        field(
            "Département",
            "departement",
            mistakes,
            hint="Son numéro ou son nom.",
            list="departements",
            **given("departement"),
        ),
        el.datalist(*[el.option(value=each) for each in DEPARTMENTS], id="departements"),
        el.div(
            el.label(fr("Besoins d’accessibilité"), _optional(), html_for="besoins"),
            el.p(
                fr(
                    "Langue des signes, place pour un fauteuil, documents agrandis… "
                    "Lus par les seules personnes qui organisent."
                ),
                id="besoins-hint",
                class_name="hint",
            ),
            el.textarea(
                name="besoins",
                id="besoins",
                rows="2",
                max_length=TEXT,
                **given("besoins"),
                custom_attrs={"aria-describedby": "besoins-hint besoins-error"},
            ),
            _said("besoins", mistakes),
            class_name="field",
        ),
        el.label(
            el.input(type="checkbox", name="adherent", id="adherent", value=YES, **member),
            fr("Je suis adhérente ou adhérent de l’IR-DSU"),
            class_name="check",
        ),
    )


def field(
    label: str, name: str, mistakes: Any, *, hint: str = "", fills: str = "", optional: bool = False, **more: Any
) -> rx.Component:
    """A labelled field left to the browser while it is typed in; its hint and its mistake are read with it."""
    described = f"{name}-hint {name}-error" if hint else f"{name}-error"
    return el.div(
        el.label(fr(label), *([_optional()] if optional else []), html_for=name),
        *([el.p(fr(hint), id=f"{name}-hint", class_name="hint")] if hint else []),
        el.input(
            **{"type": "text", "spell_check": False, **more},
            id=name,
            name=name,
            auto_complete=fills or "off",
            custom_attrs={
                "aria-describedby": described,
                "aria-invalid": rx.cond(mistakes[name], "true", "false"),
                **({} if optional else {"aria-required": "true"}),
            },
        ),
        _said(name, mistakes),
        class_name="field",
    )


def _optional() -> rx.Component:
    return el.span(" (facultatif)", class_name="hint")


def _said(name: str, mistakes: Any) -> rx.Component:
    return el.p(rx.cond(mistakes[name], mistakes[name], ""), id=f"{name}-error", class_name="error")


def _privacy() -> rx.Component:
    return el.div(
        el.p(el.b(fr("Vos données, ici.")), class_name="small-heading"),
        el.p(
            fr(
                "Elles servent à tenir les inscriptions de ce cycle : places, rappels, accueil. Base légale : votre "
                "demande. Seules les personnes qui organisent les lisent ; elles ne vont à personne d’autre. Effacées "
                "12 mois après le cycle. Votre lien personnel permet à tout moment de les exporter, de les corriger, "
                "de tout effacer. "
            ),
            el.a("Données personnelles", href="/donnees-personnelles"),
        ),
        class_name="privacy",
    )


def trap() -> rx.Component:
    """A field that nobody sees: what fills it is not a person."""
    return el.div(
        el.label("Ne rien écrire ici", el.input(type="text", name="site", auto_complete="off", tab_index=-1)),
        aria_hidden="true",
        class_name="trap",
    )
