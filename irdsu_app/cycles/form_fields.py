"""The fields of the form: who one is, what one needs, what is said of one's data; a mistake beside each."""

from typing import Any

import reflex as rx

from irdsu_app.content.departments import DEPARTMENTS
from irdsu_app.cycles.asking import TEXT, YES
from irdsu_app.design.typography import fr

el = rx.el


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
            said_of("besoins", mistakes),
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
        said_of(name, mistakes),
        class_name="field",
    )


def _optional() -> rx.Component:
    return el.span(" (facultatif)", class_name="hint")


def said_of(name: Any, mistakes: Any) -> rx.Component:
    """The sentence of a field that is not in order."""
    return el.p(rx.cond(mistakes[name], mistakes[name], ""), id=f"{name}-error", class_name="error")


def privacy() -> rx.Component:
    """What the data is for, and for how long."""
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
